package org.espalier.rnndynamics.universality;

import java.util.random.RandomGenerator;
import org.espalier.rnndynamics.fixedpoint.StartStates;

/**
 * Where searches for fixed points start: half of the starts are visited states with noise, half lie between two visited
 * states, since saddles lie between what a network visits.
 */
public final class SearchStarts {
    /** Standard deviation of the noise, as a fraction of the root mean square of the visited states' numbers. */
    private static final double NOISE = 0.5;

    private SearchStarts() { }

    /**
     * Draws starts.
     *
     * @param visited {@code [rows, d]}
     * @param count   at least 1
     * @param input   {@code [inputs]}: held during the search
     */
    public static StartStates of(double[] visited, int d, int count, double[] input, RandomGenerator random) {
        double sum = 0;
        for (double value : visited) {
            sum += value * value;
        }
        double noise = NOISE * Math.sqrt(sum / visited.length);
        double[] near = StartStates.sample(visited, d, count, noise, input, random).states();
        double[] a = StartStates.sample(visited, d, count, 0, input, random).states();
        double[] b = StartStates.sample(visited, d, count, 0, input, random).states();
        // Even ones near, odd ones between: any first part of the starts has both.
        for (int s = 1; s < count; s += 2) {
            double share = random.nextDouble();
            for (int i = s * d; i < (s + 1) * d; i++) {
                near[i] = share * a[i] + (1 - share) * b[i];
            }
        }
        return StartStates.under(input, near, count);
    }
}
