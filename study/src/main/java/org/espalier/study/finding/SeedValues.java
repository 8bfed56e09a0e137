package org.espalier.study.finding;

import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.study.Metric;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/**
 * The final values of a metric by seed, with NaN for every seed that ran without leaving one (a trial that diverged
 * before its end): what {@link org.espalier.study.statistics.SeedEffects} needs to count the seeds it leaves out.
 * {@link Records#summary} has the seeds with a value alone.
 */
public final class SeedValues {

    private SeedValues() {
    }

    /**
     * The metric of a selection that is one point of the grid.
     *
     * @throws IllegalStateException if two trials give the same seed a value
     */
    public static SortedMap<Long, Double> of(Records records, String metric) {
        return of(records, records.summary(metric));
    }

    /** As {@link #of(Records, String)}, of a metric with labels. */
    public static SortedMap<Long, Double> of(Records records, Metric metric) {
        return of(records, records.summary(metric));
    }

    private static SortedMap<Long, Double> of(Records records, SortedMap<Long, Double> found) {
        TreeMap<Long, Double> values = new TreeMap<>(found);
        for (TrialRecord record : records.trials()) {
            record.trial().seeds().forEach(seed -> values.putIfAbsent(seed, Double.NaN));
        }
        return values;
    }
}
