package org.espalier.study.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.espalier.base.AtomicFile;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;

/** Plans as JSON files, named by preset and a hash of the overrides: the same plan is the same file. */
final class PlanFile {
    private static final int FORMAT = 1;
    private static final int HASH_DIGITS = 8;
    private static final long MOST_BYTES = 1L << 28;

    private PlanFile() {}

    static String name(Plan plan) {
        return plan.preset().label() + (plan.overrides().isEmpty() ? "" : "-" + hash(plan.overrides())) + ".json";
    }

    private static String hash(Overrides overrides) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(overrides(overrides).toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode overrides(Overrides overrides) {
        ObjectNode json = Fields.JSON.createObjectNode();
        json.set("values", Fields.JSON.valueToTree(overrides.values()));
        overrides.seeds().ifPresent(seeds -> json.put("seeds", seeds));
        return json;
    }

    static void write(Path file, StoredPlan stored) throws IOException {
        Plan plan = stored.plan();
        ObjectNode json = Fields.JSON.createObjectNode();
        json.put("format", FORMAT).put("study", plan.study()).put("preset", plan.preset().label())
            .put("created", stored.created().toString()).put("command", stored.command());
        json.set("overrides", overrides(plan.overrides()));
        ArrayNode trials = json.putArray("trials");
        plan.trials().forEach(trial -> trials.add(TrialJson.write(trial)));
        AtomicFile.write(file, RecordFile.pretty(json));
    }

    static StoredPlan read(Path file, String study) {
        Fields json = Fields.read(file, MOST_BYTES);
        if (json.integer("format") != FORMAT || !json.text("study").equals(study)) {
            throw json.damaged("expected a plan of " + study + " in format " + FORMAT);
        }
        Fields overrides = json.object("overrides");
        SortedMap<String, List<Object>> values = overrides.object("values").entries((name, list) -> {
            if (!list.node().isArray()) {
                throw list.damaged("expected a list");
            }
            return overrides.object("values").list(name).stream().map(Fields::plainValue).toList();
        });
        OptionalInt seeds = overrides.node().has("seeds")
            ? OptionalInt.of(Math.toIntExact(overrides.integer("seeds"))) : OptionalInt.empty();
        try {
            return new StoredPlan(new Plan(study, Preset.ofLabel(json.text("preset")), new Overrides(values, seeds),
                trials(json)), Instant.parse(json.text("created")), json.text("command"));
        } catch (InvalidInputException e) {
            throw e.getMessage().startsWith(file.toString()) ? e : json.damaged(e.getMessage());
        } catch (DateTimeException e) {
            throw json.damaged("'created': expected a time");
        }
    }

    private static List<org.espalier.study.Trial> trials(Fields json) {
        return json.list("trials").stream().map(trial -> TrialJson.read(trial)).toList();
    }
}
