package org.espalier.study.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.Optional;

/**
 * What a run and its workers say to each other: one JSON object a line, behind a mark that nothing else prints. Native
 * libraries write to the worker's standard output past Java; a message therefore starts on a line of its own, and lines
 * without the mark are none.
 *
 * <p>To the worker: an {@link Assignment}. From it: {@code {"ready":true}} once; then for each trial {@code {"progress":0.25}} any
 * number of times and {@code {"ended":true,"leaving":false}} when a record is there, or {@code {"unrecorded":"why"}}.
 */
final class Wire {
    static final String READY = "ready";
    static final String PROGRESS = "progress";
    static final String ENDED = "ended";
    static final String LEAVING = "leaving";
    static final String UNRECORDED = "unrecorded";

    private static final String MARK = "\u0001espalier\u0001";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Wire() {}

    static void send(PrintStream out, JsonNode message) {
        synchronized (out) {
            out.print("\n" + MARK + message + "\n");
            out.flush();
        }
    }

    /** The message in a line, if it is one. */
    static Optional<JsonNode> message(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(line.substring(MARK.length())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message between a run and its worker cannot be read: " + line, e);
        }
    }

    static JsonNode of(String key, Object value) {
        return JSON.createObjectNode().set(key, JSON.valueToTree(value));
    }

    static JsonNode ended(boolean leaving) {
        return JSON.createObjectNode().put(ENDED, true).put(LEAVING, leaving);
    }
}
