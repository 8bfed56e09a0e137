package org.espalier.analysis.mask;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.espalier.base.InvalidInputException;

/**
 * How many things two sets would both hold if each had drawn its own at random: weights that two masks keep, images that
 * two networks get wrong. The hypergeometric distribution of one layer, or that of the sum over independent layers.
 *
 * <p>Probabilities are products of ratios from the most likely count outwards, normalised by their sum: no factorials, and
 * no digits lost for millions of weights. Counts less likely than 1e-290 of the most likely one have probability zero.
 *
 * <p>Sums over layers are exact (by convolution) while that takes fewer than {@value #MOST_WORK} multiplications, and a
 * normal distribution with continuity correction beyond, where layers are large.
 */
public final class ChanceOverlap {
    private static final double NEGLIGIBLE = 1e-290;
    private static final long MOST_WORK = 300_000_000;

    private final double mean;
    private final double variance;
    /** The count of the first probability. */
    private final long from;
    /** Empty where only mean and variance are known. */
    private final double[] probabilities;

    private ChanceOverlap(double mean, double variance, long from, double[] probabilities) {
        this.mean = mean;
        this.variance = variance;
        this.from = from;
        this.probabilities = probabilities;
    }

    /**
     * Of one layer of {@code size} weights, of which one mask keeps {@code a} and the other {@code b}.
     *
     * @throws InvalidInputException unless {@code size} is at least 1 and the others are 0 to {@code size}
     */
    public static ChanceOverlap ofLayer(long size, long a, long b) {
        if (size < 1 || a < 0 || a > size || b < 0 || b > size) {
            throw new InvalidInputException("chance of drawing " + a + " and " + b + " of " + size
                + "; expected at least 1, and 0 to all of them drawn");
        }
        long least = Math.max(0, a + b - size);
        long most = Math.min(a, b);
        double mean = (double) a * b / size;
        double variance = size == 1 ? 0 : mean * (size - a) / size * (size - b) / (size - 1.0);
        long mode = Math.max(least, Math.min(most, (long) ((a + 1.0) * (b + 1.0) / (size + 2.0))));
        double[] up = new double[64];
        int ups = 0;
        for (double p = 1; mode + ups < most; ups++) {
            double i = mode + ups;
            p *= (a - i) * (b - i) / ((i + 1) * (size - a - b + i + 1));
            if (p < NEGLIGIBLE) {
                break;
            }
            up = ups == up.length ? Arrays.copyOf(up, 2 * ups) : up;
            up[ups] = p;
        }
        double[] down = new double[64];
        int downs = 0;
        for (double p = 1; mode - downs > least; downs++) {
            double i = mode - downs;
            p *= i * (size - a - b + i) / ((a - i + 1) * (b - i + 1));
            if (p < NEGLIGIBLE) {
                break;
            }
            down = downs == down.length ? Arrays.copyOf(down, 2 * downs) : down;
            down[downs] = p;
        }
        double[] probabilities = new double[downs + 1 + ups];
        for (int i = 0; i < downs; i++) {
            probabilities[downs - 1 - i] = down[i];
        }
        probabilities[downs] = 1;
        System.arraycopy(up, 0, probabilities, downs + 1, ups);
        double total = Arrays.stream(probabilities).sum();
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= total;
        }
        return new ChanceOverlap(mean, variance, mode - downs, probabilities);
    }

    /** Of the sum of two independent counts. */
    public ChanceOverlap plus(ChanceOverlap other) {
        boolean exact = probabilities.length > 0 && other.probabilities.length > 0
            && (long) probabilities.length * other.probabilities.length < MOST_WORK;
        double[] sum = new double[exact ? probabilities.length + other.probabilities.length - 1 : 0];
        for (int i = 0; exact && i < probabilities.length; i++) {
            for (int j = 0; j < other.probabilities.length; j++) {
                sum[i + j] += probabilities[i] * other.probabilities[j];
            }
        }
        return new ChanceOverlap(mean + other.mean, variance + other.variance, from + other.from, sum);
    }

    public double mean() {
        return mean;
    }

    public double standardDeviation() {
        return Math.sqrt(variance);
    }

    /** The probability of at least this many; 0 where it is less than some 1e-290. */
    public double atLeast(long count) {
        if (probabilities.length == 0) {
            return variance == 0 ? (count <= mean ? 1 : 0) : upperTail((count - 0.5 - mean) / Math.sqrt(variance));
        }
        // From the far end, so that small probabilities add up before they meet large ones.
        double sum = 0;
        for (int i = probabilities.length - 1; i >= 0 && from + i >= count; i--) {
            sum += probabilities[i];
        }
        return Math.min(1, sum);
    }

    private static double upperTail(double z) {
        return Erf.erfc(z / Math.sqrt(2)) / 2;
    }

    /**
     * The mean of a function of the count.
     *
     * @param secondDerivative of it, used where only mean and variance are known
     */
    double meanOf(DoubleUnaryOperator function, DoubleUnaryOperator secondDerivative) {
        if (probabilities.length == 0) {
            return function.applyAsDouble(mean) + variance / 2 * secondDerivative.applyAsDouble(mean);
        }
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum += probabilities[i] * function.applyAsDouble(from + i);
        }
        return sum;
    }
}
