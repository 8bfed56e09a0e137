package org.espalier.rnndynamics.population;

import java.util.random.RandomGenerator;

/**
 * Private noise of the units: to the sum of each unit, new at each step and trial, {@code sqrt(2 / a) s xi} with
 * {@code xi ~ N(0, 1)} is added, a being the leak (1 for a network without). Of a leaky network the current then takes
 * {@code a sqrt(2 / a) s xi = sqrt(2 a) s xi}, the noise of Song, Yang and Wang 2016 (and of PsychRNN). Of a gated cell it is
 * the candidate's sum, so that the gates stay what they are. The gradient takes the noise for a constant.
 *
 * <p>Cost: {@code B N} normal numbers a step of time.
 */
final class RecurrentNoise {
    private final float deviation;
    private final RandomGenerator random;

    private RecurrentNoise(float deviation, RandomGenerator random) {
        this.deviation = deviation;
        this.random = random;
    }

    /** @param s above 0 @param random a stream of the network's seed and of the step */
    static RecurrentNoise of(NetworkShape shape, double s, RandomGenerator random) {
        return new RecurrentNoise((float) (Math.sqrt(2 / shape.leak().alpha()) * s), random);
    }

    /** Adds new noise to sums, {@code [batch, units]}. */
    void add(float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += deviation * (float) random.nextGaussian();
        }
    }
}
