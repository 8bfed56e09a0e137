package org.espalier.testkit.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/**
 * A record as lines of text that say its numbers to the bit and nothing of how they were stored: the one place that knows how a
 * metric is spelled.
 *
 * <p>A line of the summary is {@code summary SEED NAME BITS}, one of the metrics {@code metric SEED NAME STEP BITS}. NAME is the
 * metric's name and then the values of its labels, each after a slash ({@link org.espalier.study.Metric#flat}):
 * {@code cka/edge-popup/snip}; the summary is sorted by it. BITS is the
 * {@code double}, its 64 bits in hexadecimal, every NaN the same.
 *
 * @param metrics the metrics' names, without what they belong to
 * @param lines   the lines, and the status
 */
record FlatRecord(SortedSet<String> metrics, List<String> lines) {
    /** One trial's. @param records that hold the trial's record and its observations */
    static FlatRecord of(TrialRecord record, Records records) {
        SortedSet<String> metrics = new TreeSet<>();
        List<String> lines = new ArrayList<>();
        lines.add("status " + record.status());
        record.summary().forEach((seed, row) -> {
            SortedMap<String, Double> byName = new TreeMap<>();
            row.forEach((metric, value) -> {
                metrics.add(metric.name());
                byName.put(metric.flat(), value);
            });
            byName.forEach((name, value) -> lines.add("summary " + seed + " " + name + " " + bits(value)));
        });
        String id = record.trial().id();
        for (Observation o : records.observations()) {
            if (o.trial().equals(id)) {
                metrics.add(o.metric().name());
                lines.add("metric " + o.seed() + " " + o.metric().flat() + " " + o.step() + " " + bits(o.value()));
            }
        }
        return new FlatRecord(metrics, List.copyOf(lines));
    }

    private static String bits(double value) {
        return Long.toHexString(Double.doubleToLongBits(value));
    }
}
