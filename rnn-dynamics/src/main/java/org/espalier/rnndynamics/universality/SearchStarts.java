package org.espalier.rnndynamics.universality;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.espalier.rnndynamics.fixedpoint.StartStates;

/**
 * Where searches for fixed points start: of every three starts one is a visited state with noise, one lies between two visited
 * states, and one between four, since saddles lie between what a network visits: those with one unstable dimension between two
 * stable points, those with more between more.
 */
final class SearchStarts {
    /** Standard deviation of the noise, as a fraction of the root mean square of the visited states' numbers. */
    private static final double NOISE = 0.5;

    private SearchStarts() {}

    /**
     * Draws starts.
     *
     * @param visited {@code [rows, d]}
     * @param count   at least 1
     * @param input   {@code [inputs]}: held during the search
     */
    static StartStates of(double[] visited, int d, int count, double[] input, RandomGenerator random) {
        double sum = 0;
        for (double value : visited) {
            sum += value * value;
        }
        double noise = NOISE * Math.sqrt(sum / visited.length);
        double[] starts = StartStates.sample(visited, d, count, noise, input, random).states();
        // In turn: any first part of the starts has all kinds.
        for (int s = 0; s < count; s++) {
            if (s % 3 > 0) {
                between(visited, d, 2 * (s % 3), starts, s * d, random);
            }
        }
        return StartStates.under(input, starts, count);
    }

    /** A point between some visited ones, weighted at random: all weights that sum to 1 are as likely. */
    private static void between(double[] visited, int d, int states, double[] starts, int at, RandomGenerator random) {
        Arrays.fill(starts, at, at + d, 0);
        double[] weights = new double[states];
        double sum = 0;
        for (int k = 0; k < states; k++) {
            weights[k] = -Math.log(1 - random.nextDouble());
            sum += weights[k];
        }
        for (int k = 0; k < states; k++) {
            int from = random.nextInt(visited.length / d) * d;
            for (int i = 0; i < d; i++) {
                starts[at + i] += weights[k] / sum * visited[from + i];
            }
        }
    }
}
