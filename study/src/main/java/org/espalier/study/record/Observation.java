package org.espalier.study.record;

import org.espalier.study.Metric;
import org.espalier.study.Parameters;

/**
 * One row of {@code results.csv}: a metric of one seed of a trial at a step.
 *
 * @param trial      the trial's id
 * @param seed       the seed
 * @param parameters the trial's parameters
 * @param metric     the metric with its labels
 * @param step       the training step it was taken at
 * @param value      its value
 */
public record Observation(String trial, long seed, Parameters parameters, Metric metric, long step, double value) {

    /** A row of a metric without labels. */
    public Observation(String trial, long seed, Parameters parameters, String metric, long step, double value) {
        this(trial, seed, parameters, Metric.of(metric), step, value);
    }

    /** Whether its metric is called so, see {@link Metric#flat}. */
    public boolean is(String name) {
        return metric.labels().isEmpty() ? metric.name().equals(name) : metric.flat().equals(name);
    }
}
