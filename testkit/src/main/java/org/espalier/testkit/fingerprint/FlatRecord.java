package org.espalier.testkit.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/**
 * A record as lines of text that say its numbers to the bit and nothing of how they were stored: the one place that knows how a
 * metric is spelled.
 *
 * <p>A line of the summary is {@code summary SEED NAME BITS}, one of the metrics {@code metric SEED NAME STEP BITS}. NAME is the
 * metric's name and then what it belongs to (a layer, a method), each after a slash: {@code cka/edge-popup/snip}. BITS is the
 * {@code double}, its 64 bits in hexadecimal, every NaN the same.
 *
 * @param metrics the metrics' names, without what they belong to
 * @param lines   the lines, and the status
 */
record FlatRecord(SortedSet<String> metrics, List<String> lines) {
    private static final char SLASH = '/';


    /** One trial's. @param records that hold the trial's record and its observations */
    static FlatRecord of(TrialRecord record, Records records) {
        SortedSet<String> metrics = new TreeSet<>();
        List<String> lines = new ArrayList<>();
        lines.add("status " + record.status());
        record.summary().forEach((seed, row) -> row.forEach((name, value) -> {
            metrics.add(metric(name));
            lines.add("summary " + seed + " " + name + " " + bits(value));
        }));
        String id = record.trial().id();
        for (Observation o : records.observations()) {
            if (o.trial().equals(id)) {
                metrics.add(metric(o.metric()));
                lines.add("metric " + o.seed() + " " + o.metric() + " " + o.step() + " " + bits(o.value()));
            }
        }
        return new FlatRecord(metrics, List.copyOf(lines));
    }

    private static String metric(String name) {
        return name.indexOf(SLASH) < 0 ? name : name.substring(0, name.indexOf(SLASH));
    }

    private static String bits(double value) {
        return Long.toHexString(Double.doubleToLongBits(value));
    }
}
