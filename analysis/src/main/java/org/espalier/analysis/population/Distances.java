package org.espalier.analysis.population;

import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;

/** Checks of matrices of distances, and the shuffling of what they are grouped by. */
final class Distances {
    private Distances() {}

    /** @throws InvalidInputException unless square, finite, symmetric and not negative, with a diagonal of zeros */
    static void check(double[][] distances) {
        int n = distances.length;
        if (n < 2) {
            throw new InvalidInputException("distances between " + n + " networks; expected at least 2");
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                boolean square = distances[i].length == n && distances[j].length == n;
                if (!square || !Double.isFinite(distances[i][j]) || distances[i][j] < 0 || distances[i][j] != distances[j][i]
                    || i == j && distances[i][j] > 1e-9) {
                    throw new InvalidInputException("the distance between networks " + i + " and " + j + " (counted from 0) is "
                        + (square ? distances[i][j] + " and " + distances[j][i] : "missing")
                        + "; expected a symmetric matrix of numbers that are not negative, zero on the diagonal");
                }
            }
        }
    }

    /** Puts values in a random order, every one as likely (Fisher and Yates). */
    static void shuffle(int[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int drawn = values[j];
            values[j] = values[i];
            values[i] = drawn;
        }
    }
}
