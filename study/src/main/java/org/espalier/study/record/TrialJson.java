package org.espalier.study.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Parameters;
import org.espalier.study.Studies;
import org.espalier.study.Trial;

/** Trials as JSON: in {@code trial.json}, records, plans, and on the way to a worker. */
public final class TrialJson {
    private TrialJson() {}

    public static ObjectNode write(Trial trial) {
        ObjectNode json = Fields.JSON.createObjectNode();
        json.put("id", trial.id());
        json.put("study", trial.study());
        json.put("version", trial.version());
        json.set("parameters", Fields.JSON.valueToTree(trial.parameters().values()));
        json.set("seeds", Fields.JSON.valueToTree(trial.seeds()));
        json.set("data", Fields.JSON.valueToTree(trial.data()));
        json.set("startsFrom", Fields.JSON.valueToTree(trial.startsFrom()));
        if (!trial.code().isEmpty()) {
            json.set("code", Fields.JSON.valueToTree(trial.code()));
        }
        return json;
    }

    /**
     * Reads a trial back.
     *
     * @param source where it was found, for messages
     * @throws InvalidInputException if it is not a trial, or its id does not belong to its content
     */
    public static Trial read(JsonNode json, String source) {
        return read(Fields.of(json, source));
    }

    static Trial read(Fields json) {
        long version = json.integer("version");
        if (version != (int) version) {
            throw json.damaged("the version is out of range");
        }
        List<String> startsFrom = json.texts("startsFrom");
        startsFrom.forEach(RunFiles::requireTrialId);
        Trial trial;
        try {
            trial = new Trial(Studies.requireId(json.text("study")), (int) version,
                Parameters.of(json.object("parameters").entries((name, value) -> value.plainValue())),
                json.list("seeds").stream().map(Fields::ownInteger).toList(),
                json.textEntries("data"), startsFrom,
                json.node().has("code") ? json.textEntries("code") : new TreeMap<>());
        } catch (IllegalArgumentException e) {
            throw json.damaged(e.getMessage());
        }
        if (!trial.id().equals(json.text("id"))) {
            throw json.damaged("the id of the trial is '" + json.text("id") + "', its content has the id '"
                + trial.id() + "'");
        }
        return trial;
    }
}
