package org.espalier.analysis.population;

import java.util.function.DoubleUnaryOperator;
import org.espalier.base.InvalidInputException;

/**
 * How many dimensions a spectrum of singular values has, counted in ways that differ in how much a small value counts. All
 * are k for k equal values, unchanged by scaling, at least 1, and NaN for a spectrum of zeros.
 */
public enum EffectiveRank {
    /** {@code (sum s)^2 / sum s^2}: the participation ratio of the singular values. */
    PARTICIPATION {
        @Override
        double normalised(double[] s) {
            return Math.pow(sum(s, v -> v), 2) / sum(s, v -> v * v);
        }
    },
    /** {@code (sum s^2)^2 / sum s^4}: the participation ratio of the variances, which principal components have. */
    PARTICIPATION_OF_SQUARES {
        @Override
        double normalised(double[] s) {
            return Math.pow(sum(s, v -> v * v), 2) / sum(s, v -> v * v * v * v);
        }
    },
    /** {@code exp(- sum p ln p)}, {@code p = s / sum s} (Roy and Vetterli 2007). */
    ENTROPY {
        @Override
        double normalised(double[] s) {
            double total = sum(s, v -> v);
            return Math.exp(-sum(s, v -> v == 0 ? 0 : v / total * Math.log(v / total)));
        }
    },
    /** {@code sum s^2 / max s^2}: the stable rank. */
    STABLE {
        @Override
        double normalised(double[] s) {
            return sum(s, v -> v * v);
        }
    },
    /** How many are above a hundredth of the largest. */
    THRESHOLD {
        @Override
        double normalised(double[] s) {
            return sum(s, v -> v > 0.01 ? 1 : 0);
        }
    };

    /**
     * @param singularValues in any order, not modified
     * @throws InvalidInputException if one is negative or not finite
     */
    public double of(double[] singularValues) {
        double largest = 0;
        for (double s : singularValues) {
            if (!(s >= 0 && s <= Double.MAX_VALUE)) {
                throw new InvalidInputException("a singular value is " + s + "; expected a finite number of at least 0");
            }
            largest = Math.max(largest, s);
        }
        double[] relative = singularValues.clone();
        for (int i = 0; i < relative.length; i++) {
            relative[i] /= largest;
        }
        return largest == 0 ? Double.NaN : normalised(relative);
    }

    /** @param s with 1 as the largest */
    abstract double normalised(double[] s);

    private static double sum(double[] values, DoubleUnaryOperator of) {
        double sum = 0;
        for (double value : values) {
            sum += of.applyAsDouble(value);
        }
        return sum;
    }
}
