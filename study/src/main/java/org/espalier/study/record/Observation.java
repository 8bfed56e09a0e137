package org.espalier.study.record;

import org.espalier.study.Parameters;

/**
 * One row of {@code results.csv}: a metric of one seed of a trial at a step.
 *
 * @param trial      the trial's id
 * @param seed       the seed
 * @param parameters the trial's parameters
 * @param metric     the metric's name
 * @param step       the training step it was taken at
 * @param value      its value
 */
public record Observation(String trial, long seed, Parameters parameters, String metric, long step, double value) {
}
