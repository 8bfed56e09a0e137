package org.espalier.study.record;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.base.AtomicFile;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Metric;
import org.espalier.study.Summary;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.code.Build;

/**
 * {@code record.json}: a trial's record, and the checksum of the metrics that belong to it.
 *
 * @param record  the record
 * @param metrics length and checksum of {@code metrics.csv}
 */
record RecordFile(TrialRecord record, MetricReader.Checksum metrics) {
    /** The first had names with slashes where metrics have labels now. */
    private static final int WITHOUT_LABELS = 1;
    private static final int FORMAT = 2;
    private static final long MOST_BYTES = 1L << 24;

    void write(Path file) throws IOException {
        ObjectNode json = Fields.JSON.createObjectNode();
        json.put("format", FORMAT);
        json.set("trial", TrialJson.write(record.trial()));
        json.put("status", record.status().name().toLowerCase(Locale.ROOT));
        json.put("reason", record.reason());
        ObjectNode summaries = json.putObject("summary");
        record.summary().forEach((seed, summary) -> {
            ArrayNode rows = summaries.putArray(seed.toString());
            summary.forEach((metric, value) -> {
                ObjectNode row = rows.addObject().put("metric", metric.name());
                if (!metric.labels().isEmpty()) {
                    row.set("labels", Fields.JSON.valueToTree(metric.labels()));
                }
                row.put("value", value);
            });
        });
        json.putObject("metrics").put("bytes", metrics.bytes()).put("sha256", metrics.sha256());
        Provenance from = record.provenance();
        ObjectNode provenance = json.putObject("provenance");
        provenance.put("codeVersion", from.codeVersion());
        provenance.set("libraries", Fields.JSON.valueToTree(from.libraries()));
        provenance.put("jvm", from.jvm()).put("os", from.os()).put("cpu", from.cpu()).put("started", from.started())
            .put("wallSeconds", from.wallSeconds()).put("cpuSeconds", from.cpuSeconds());
        if (from.build().isKnown()) {
            provenance.set("build", Fields.JSON.valueToTree(from.build().parts()));
        }
        AtomicFile.write(file, pretty(json));
    }

    static byte[] pretty(ObjectNode json) throws IOException {
        return Fields.JSON.writer(new DefaultPrettyPrinter()).writeValueAsBytes(json);
    }

    /**
     * Reads the record of the trial {@code id}.
     *
     * @throws InvalidInputException if the file is damaged or is another trial's
     */
    static RecordFile read(Path file, String study, String id) {
        Fields json = Fields.read(file, MOST_BYTES);
        long format = json.integer("format");
        if (format != FORMAT && format != WITHOUT_LABELS) {
            throw json.damaged("format " + format + ", expected " + FORMAT);
        }
        Trial trial = TrialJson.read(json.object("trial"));
        if (!trial.study().equals(study) || !trial.id().equals(id)) {
            throw json.damaged("it is the record of trial " + trial.id() + " of " + trial.study());
        }
        Fields metrics = json.object("metrics");
        return new RecordFile(new TrialRecord(trial, status(json), json.text("reason"),
            format == FORMAT ? summary(json, trial) : summaryWithoutLabels(json, trial),
            provenance(json.object("provenance"))),
            new MetricReader.Checksum(metrics.integer("bytes"), metrics.text("sha256")));
    }

    private static TrialResult.Status status(Fields json) {
        for (TrialResult.Status status : TrialResult.Status.values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(json.text("status"))) {
                return status;
            }
        }
        throw json.damaged("'status': expected done, diverged or failed");
    }

    private static SortedMap<Long, Summary> summary(Fields json, Trial trial) {
        SortedMap<Long, Summary> summary = new TreeMap<>();
        Fields seeds = json.object("summary");
        seeds.names().forEach(seed -> {
            Map<Metric, Double> values = new LinkedHashMap<>();
            for (Fields row : seeds.list(seed)) {
                try {
                    Metric metric = new Metric(row.text("metric"),
                        row.node().has("labels") ? row.orderedTexts("labels") : Map.of());
                    if (values.put(metric, row.number("value")) != null) {
                        throw json.damaged("'summary': two values of " + metric.flat() + " of seed " + seed);
                    }
                } catch (IllegalArgumentException e) {
                    throw json.damaged("'summary': " + e.getMessage());
                }
            }
            summary.put(seed(json, trial, seed), Summary.of(values));
        });
        return summary;
    }

    private static SortedMap<Long, Summary> summaryWithoutLabels(Fields json, Trial trial) {
        SortedMap<Long, Summary> summary = new TreeMap<>();
        json.object("summary").entries((seed, row) -> row.entries((metric, value) -> value.number()))
            .forEach((seed, row) -> summary.put(seed(json, trial, seed), Summary.named(row)));
        return MetricNames.of(trial.study()).read(summary);
    }

    private static long seed(Fields json, Trial trial, String seed) {
        return trial.seeds().stream().filter(s -> s.toString().equals(seed)).findFirst()
            .orElseThrow(() -> json.damaged("'summary': '" + seed + "' is not a seed of the trial"));
    }

    private static Provenance provenance(Fields json) {
        return new Provenance(json.text("codeVersion"), json.textEntries("libraries"), json.text("jvm"),
            json.text("os"), json.text("cpu"), json.text("started"), json.number("wallSeconds"),
            json.number("cpuSeconds"),
            json.node().has("build") ? new Build(json.textEntries("build")) : Build.UNKNOWN);
    }
}
