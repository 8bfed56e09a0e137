package org.espalier.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.espalier.cli.Streams;

/** What one call of {@code espalier} left: exit code, results, and what a person was told. */
record CommandRun(int code, String out, String err) {

    static CommandRun of(Map<String, String> environment, Object... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Espalier.run(List.of(words).stream().map(Object::toString).toList(),
            new Streams(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false, environment));
        return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static CommandRun of(Object... words) {
        return of(Map.of(), words);
    }

    CommandRun done() {
        assertEquals(ExitCode.DONE, code, err);
        return this;
    }

    /** Ended with this code and one sentence that holds these words, and no stack trace. */
    CommandRun refused(int expected, String... words) {
        assertEquals(expected, code, err);
        assertEquals("", out);
        assertFalse(err.contains("\tat ") || err.contains("Exception"), err);
        for (String word : words) {
            assertTrue(err.contains(word), word + " is not in: " + err);
        }
        return this;
    }

    JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + out, e);
        }
    }
}
