package org.espalier.study.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.espalier.study.Trial;
import org.espalier.study.record.TrialJson;

/**
 * A trial as an executor hands it out.
 *
 * @param trial      what is run
 * @param dependents the trials of the plan that start from it, for what it is to keep for them
 * @param again      whether a record it has is to be replaced
 */
public record Assignment(Trial trial, List<Trial> dependents, boolean again) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Assignment {
        dependents = List.copyOf(dependents);
    }

    /** A trial alone, to be run unless it has a record. */
    public static Assignment of(Trial trial) {
        return new Assignment(trial, List.of(), false);
    }

    /** For another process. */
    public JsonNode write() {
        ObjectNode json = JSON.createObjectNode();
        json.set("trial", TrialJson.write(trial));
        ArrayNode list = json.putArray("dependents");
        dependents.forEach(dependent -> list.add(TrialJson.write(dependent)));
        return json.put("again", again);
    }

    /**
     * Reads an assignment back.
     *
     * @param source where it was found, for messages
     */
    public static Assignment read(JsonNode json, String source) {
        List<Trial> dependents = new ArrayList<>();
        json.path("dependents").forEach(dependent -> dependents.add(TrialJson.read(dependent, source)));
        return new Assignment(TrialJson.read(json.path("trial"), source), dependents, json.path("again").asBoolean());
    }
}
