package org.espalier.analysis.representation;

import java.util.Arrays;
import java.util.Locale;
import org.espalier.nets.engine.MatrixProduct;
import org.espalier.study.InvalidInputException;

/**
 * How far two samples are from each other in one representation; over all pairs, the representational dissimilarity matrix
 * (Kriegeskorte et al. 2008).
 */
public enum Dissimilarity {
    /** {@code |x_i - x_j|^2}. */
    SQEUCLIDEAN,
    /** {@code 1 - r}, r the Pearson correlation over units; not defined for a sample whose units are all equal. */
    CORRELATION,
    /** {@code 1 - cos}; not defined for a sample that is zero. */
    COSINE;

    /** More multiplications than this are worth the engine's product, at the cost of exact zeros. */
    private static final long LARGE = 1_000_000_000;
    private static final int BLOCK = 256;
    /** {@code n (n - 1) / 2} must fit an array. */
    private static final int MOST_SAMPLES = 65_535;

    /** The word in {@code rsa-RDM-COMPARISON}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Every pair's, as the upper triangle row by row: {@code (0,1), (0,2), ..., (1,2), ...}.
     *
     * @return {@code [n (n - 1) / 2]}; all NaN where it is not defined for some sample. Cost: {@code O(samples^2 units)}
     * @throws InvalidInputException if there are more than 65,535 samples
     */
    public double[] upperTriangle(Representation representation) {
        return shared(representation).clone();
    }

    /** The array itself: for this package, which does not modify it. */
    double[] shared(Representation representation) {
        return representation.derived(this, this::compute);
    }

    private double[] compute(Representation representation) {
        int n = representation.samples();
        int p = representation.units();
        if (n > MOST_SAMPLES) {
            throw new InvalidInputException("distances between " + n + " samples do not fit in memory; expected at most "
                + MOST_SAMPLES + " samples");
        }
        if (this == SQEUCLIDEAN) {
            return squaredDistances(PrincipalDirections.centred(representation), n, p);
        }
        // Of unit vectors, 1 - cos is half the squared distance, which is exactly zero for equal ones.
        double[] rows = representation.values();
        for (int i = 0; i < n; i++) {
            normalise(rows, i * p, p, this == CORRELATION);
        }
        double[] distances = squaredDistances(rows, n, p);
        for (int i = 0; i < distances.length; i++) {
            distances[i] /= 2;
        }
        return distances;
    }

    /** To length 1; NaN where there is no direction. */
    private static void normalise(double[] rows, int from, int p, boolean centre) {
        double first = rows[from];
        double largest = 0;
        double mean = 0;
        for (int j = from; j < from + p; j++) {
            mean += (rows[j] - first) / p;
        }
        for (int j = from; j < from + p; j++) {
            rows[j] = centre ? rows[j] - first - mean : rows[j];
            largest = Math.max(largest, Math.abs(rows[j]));
        }
        // What rounding leaves of equal units is no direction.
        if (centre && largest <= 4 * p * Math.ulp(Math.abs(first))) {
            largest = 0;
        }
        double norm = 0;
        for (int j = from; j < from + p; j++) {
            rows[j] /= largest;
            norm += rows[j] * rows[j];
        }
        for (int j = from; j < from + p; j++) {
            rows[j] = largest == 0 ? Double.NaN : rows[j] / Math.sqrt(norm);
        }
    }

    private static double[] squaredDistances(double[] rows, int n, int p) {
        return (long) n * n / 2 * p > LARGE ? byProducts(rows, n, p) : byDifferences(rows, n, p);
    }

    private static double[] byDifferences(double[] rows, int n, int p) {
        double[] upper = new double[(int) (n * (n - 1L) / 2)];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < p; k++) {
                    double difference = rows[i * p + k] - rows[j * p + k];
                    sum += difference * difference;
                }
                upper[at++] = sum;
            }
        }
        return upper;
    }

    /** {@code |x|^2 + |y|^2 - 2 x.y}, some rows at a time. */
    private static double[] byProducts(double[] rows, int n, int p) {
        double[] transposed = new double[rows.length];
        double[] norms = new double[n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < p; k++) {
                double value = rows[i * p + k];
                transposed[k * n + i] = value;
                norms[i] += value * value;
            }
        }
        double[] upper = new double[(int) (n * (n - 1L) / 2)];
        int at = 0;
        for (int from = 0; from < n; from += BLOCK) {
            int count = Math.min(BLOCK, n - from);
            double[] block = Arrays.copyOfRange(rows, from * p, (from + count) * p);
            double[] products = MatrixProduct.multiply(block, count, p, transposed, n);
            for (int i = 0; i < count; i++) {
                for (int j = from + i + 1; j < n; j++) {
                    upper[at++] = Math.max(0, norms[from + i] + norms[j] - 2 * products[i * n + j]);
                }
            }
        }
        return upper;
    }

    /** Where pair {@code (i, j)}, {@code i < j}, is in the upper triangle of {@code n} samples. */
    static int place(int i, int j, int n) {
        return (int) ((long) i * (2L * n - i - 1) / 2 + (j - i - 1));
    }
}
