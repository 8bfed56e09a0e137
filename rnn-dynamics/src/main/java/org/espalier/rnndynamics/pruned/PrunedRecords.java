package org.espalier.rnndynamics.pruned;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.espalier.study.statistics.SeedEffects;

/** Reads the records of this study. */
final class PrunedRecords {
    static final String LOSS = "final_val_loss";
    static final String CUBE = "cube";
    static final String LEARNT = "learnt";

    private PrunedRecords() {}

    /** The trials of a treatment; of lottery tickets those put back to the initial weights. */
    static Records of(Records records, Treatment treatment) {
        Records all = records.where(PrunedGrid.METHOD, treatment.label());
        return treatment == Treatment.TICKET ? all.where(PrunedGrid.REWIND_STEP, 0) : all;
    }

    /** One at one density; the dense network has the density 1. */
    static Records at(Records records, Treatment treatment, double density) {
        return of(records, treatment).where(PrunedGrid.DENSITY, density);
    }

    /**
     * The mean of a metric over all trials of a selection, by seed.
     *
     * @return not-a-number for a seed whose metric is missing or not finite in one of them
     */
    static SortedMap<Long, Double> means(Records selection, String metric, DoubleUnaryOperator of) {
        SortedMap<Long, Double> means = new TreeMap<>();
        for (TrialRecord record : selection.trials()) {
            record.summary().forEach((seed, row) -> means.merge(seed,
                of.applyAsDouble(row.getOrDefault(metric, Double.NaN)) / selection.trials().size(), Double::sum));
        }
        return means;
    }

    /** The share of trials in which a network has something; one that diverged has not. */
    static SortedMap<Long, Double> shares(Records selection, String metric) {
        return means(selection, metric, v -> v == 1 ? 1 : 0);
    }

    /**
     * How much better one treatment is than another, the mean over all densities of {@code log10(loss of worse / loss of
     * better)}.
     */
    static SeedEffects gain(Records records, Treatment better, Treatment worse) {
        return SeedEffects.difference(means(of(records, worse), LOSS, Math::log10),
            means(of(records, better), LOSS, Math::log10));
    }
}
