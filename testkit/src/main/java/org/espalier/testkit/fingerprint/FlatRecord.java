package org.espalier.testkit.fingerprint;

import java.util.ArrayList;
import java.util.List;
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
 * @param structure the lines without bits: what was measured, of which seed, when
 * @param numbers   the lines, and the status
 */
record FlatRecord(List<String> structure, List<String> numbers) {

    /** One trial's. @param records that hold the trial's record and its observations */
    static FlatRecord of(TrialRecord record, Records records) {
        List<String> structure = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        numbers.add("status " + record.status());
        record.summary().forEach((seed, row) -> row.forEach((name, value) -> {
            String line = "summary " + seed + " " + name;
            structure.add(line);
            numbers.add(line + " " + bits(value));
        }));
        String id = record.trial().id();
        for (Observation o : records.observations()) {
            if (o.trial().equals(id)) {
                String line = "metric " + o.seed() + " " + o.metric() + " " + o.step();
                structure.add(line);
                numbers.add(line + " " + bits(o.value()));
            }
        }
        return new FlatRecord(List.copyOf(structure), List.copyOf(numbers));
    }

    private static String bits(double value) {
        return Long.toHexString(Double.doubleToLongBits(value));
    }
}
