package org.espalier.analysis.representation;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The dissimilarities of all pairs of samples, the upper triangle row by row: {@code (0,1), (0,2), ..., (1,2), ...}.
 */
final class DissimilarityMatrix implements Reorderable {
    /** Samples up to which it is worth keeping for other measures. */
    static final int SMALL = 4000;

    /** Standard deviations below this fraction of the mean are rounding. */
    private static final double ROUNDING = 1e-12;

    private final double[] upper;
    private final int samples;
    private final double noise;
    private final double even;
    /** Null: not yet looked at. */
    private @Nullable Spread spread;

    /**
     * @param upper {@code [samples (samples - 1) / 2]}, at least 0, or NaN where a sample has none; not copied
     * @param noise the length by which rounding of the numbers may have moved a sample, in the unit of the root of a dissimilarity
     * @param even  that by which it may have moved samples that are equally far apart towards and from one another; {@code noise}
     *              or less
     */
    DissimilarityMatrix(double[] upper, int samples, double noise, double even) {
        this.upper = upper;
        this.samples = samples;
        this.noise = noise;
        this.even = even;
    }

    DissimilarityMatrix(double[] upper, int samples, double noise) {
        this(upper, samples, noise, noise);
    }

    /** Not to be modified. */
    double[] upper() {
        return upper;
    }

    int samples() {
        return samples;
    }

    double noise() {
        return noise;
    }

    /** Whether some sample has no dissimilarities. */
    boolean undefined() {
        return spread().undefined();
    }

    /** Whether all samples are the same, but for rounding. */
    boolean zero() {
        return spread().largest() <= 4 * noise * noise;
    }

    /** Whether all samples are equally far apart, but for rounding: then dissimilarities have no order and no correlation. */
    boolean constant() {
        Spread s = spread();
        return zero() || s.deviation() <= ROUNDING * s.mean() || s.deviation() <= 4 * Math.sqrt(s.mean()) * even;
    }

    private record Spread(boolean undefined, double largest, double mean, double deviation) {}

    private synchronized Spread spread() {
        if (spread == null) {
            double sum = 0;
            double largest = 0;
            for (double d : upper) {
                sum += d; // NaN stays
                largest = Math.max(largest, d);
            }
            double mean = sum / upper.length;
            double squares = 0;
            for (double d : upper) {
                squares += (d - mean) * (d - mean);
            }
            spread = new Spread(Double.isNaN(sum), largest, mean, Math.sqrt(squares / upper.length));
        }
        return spread;
    }

    /** Where pair {@code (i, j)}, {@code i < j}, is in the upper triangle of {@code n} samples. */
    static int place(int i, int j, int n) {
        return (int) ((long) i * (2L * n - i - 1) / 2 + (j - i - 1));
    }

    @Override
    public synchronized DissimilarityMatrix reordered(int[] order) {
        double[] moved = new double[upper.length];
        IntStream.range(0, samples).parallel().forEach(i -> {
            int at = place(i, i + 1, samples);
            for (int j = i + 1; j < samples; j++) {
                moved[at++] = upper[place(Math.min(order[i], order[j]), Math.max(order[i], order[j]), samples)];
            }
        });
        DissimilarityMatrix other = new DissimilarityMatrix(moved, samples, noise, even);
        other.spread = spread;
        return other;
    }
}
