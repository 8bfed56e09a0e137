package org.espalier.analysis.representation;

import org.espalier.base.InvalidInputException;
import org.espalier.nets.engine.MatrixProduct;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of samples less their mean over the samples, divided by the largest number among them so that nothing overflows:
 * what linear kernels and squared distances are made of.
 *
 * <p>A unit whose values differ by no more than {@value #SPACINGS} spacings of its numbers ({@link Resolution}) never changes: it
 * is exactly zero here. Cost: {@code O(samples units)}.
 *
 * <p>Rounding of half precision counts for whether units change and directions exist. For the length it adds to a sample it
 * counts no more than that of float32: bounds of sums over units are of errors that conspire, which are far from what half
 * precision does to many units.
 */
final class CentredSamples implements Reorderable {
    private static final int SPACINGS = 4;
    /** Below this many multiplications a plain loop is done before the engine has started. */
    private static final double SMALL = 4e6;

    private final int samples;
    private final int units;
    /** {@code [samples, units]}, divided by {@code scale}. */
    private final double[] rows;
    private final double scale;
    /** Of each unit, what rounding may have changed a value by, divided by {@code scale}. */
    private final double[] rounding;
    /** How much of the rounding counts for the length of a sample. */
    private final double counted;
    private final double[] squaredNorms;
    /** {@code |X^T X|_F^2}, or below zero: not yet computed. */
    private double squaredProduct = -1;
    /** {@code X X^T}, where samples are fewer than units; null: not yet computed. */
    private double @Nullable [] gram;

    private CentredSamples(int samples, int units, double[] rows, double scale, double[] rounding, double counted,
                           double[] squaredNorms) {
        this.samples = samples;
        this.units = units;
        this.rows = rows;
        this.scale = scale;
        this.rounding = rounding;
        this.counted = counted;
        this.squaredNorms = squaredNorms;
    }

    /** Of the activations themselves. */
    static CentredSamples of(Representation representation) {
        return representation.derived(CentredSamples.class,
            r -> of(r.raw(), r.magnitudes(), r.samples(), r.units(), r.resolution()));
    }

    /**
     * Of any vectors.
     *
     * @param raw        {@code [samples, units]}, not modified
     * @param magnitudes {@code [samples, units]}: what rounding is relative to, but for the sign; not modified
     * @param resolution of the numbers
     */
    static CentredSamples of(double[] raw, double[] magnitudes, int samples, int units, double resolution) {
        double[] centred = new double[raw.length];
        double[] rounding = new double[units];
        double[] first = java.util.Arrays.copyOf(raw, units);
        double[] mean = new double[units];
        double[] largest = new double[units];
        double[] farthest = new double[units];
        // The mean of the differences from the first value: small where the values are close, so that little is lost.
        for (int i = 0, at = 0; i < samples; i++) {
            for (int j = 0; j < units; j++, at++) {
                double difference = raw[at] - first[j];
                mean[j] += difference / samples;
                largest[j] = Math.max(largest[j], Math.abs(magnitudes[at]));
                farthest[j] = Math.max(farthest[j], Math.abs(difference)); // NaN stays
            }
        }
        boolean[] changes = new boolean[units];
        for (int j = 0; j < units; j++) {
            changes[j] = !(farthest[j] <= 2 * SPACINGS * resolution * largest[j]);
        }
        double scale = 0;
        for (int i = 0, at = 0; i < samples; i++) {
            for (int j = 0; j < units; j++, at++) {
                if (changes[j]) {
                    centred[at] = raw[at] - first[j] - mean[j];
                    scale = Math.max(scale, Math.abs(centred[at])); // NaN stays
                }
            }
        }
        if (!(scale <= Double.MAX_VALUE)) {
            throw new InvalidInputException("the values of a representation are too large to subtract from one another");
        }
        for (int j = 0; j < units; j++) {
            rounding[j] = changes[j] ? resolution * (largest[j] / scale) : 0;
        }
        double[] norms = new double[samples];
        for (int i = 0, at = 0; i < samples && scale > 0; i++) {
            for (int j = 0; j < units; j++, at++) {
                centred[at] /= scale;
                norms[i] += centred[at] * centred[at];
            }
        }
        return new CentredSamples(samples, units, centred, scale, rounding, Math.min(1, Resolution.SINGLE / resolution), norms);
    }

    int samples() {
        return samples;
    }

    int units() {
        return units;
    }

    /** Not to be modified. */
    double[] rows() {
        return rows;
    }

    /** What the values were divided by; 0 where all samples are the same. */
    double scale() {
        return scale;
    }

    boolean constant() {
        return scale == 0;
    }

    /** {@code |x_i|^2}; not to be modified. */
    double[] squaredNorms() {
        return squaredNorms;
    }

    /** {@code sum_i |x_i|^2}. */
    double total() {
        double sum = 0;
        for (double norm : squaredNorms) {
            sum += norm;
        }
        return sum;
    }

    /** The length of what rounding of the numbers may have added to one sample. */
    double noiseOfSample() {
        return counted * lengthOfRounding();
    }

    private double lengthOfRounding() {
        double sum = 0;
        for (double r : rounding) {
            sum = Math.hypot(sum, r);
        }
        return sum;
    }

    /** The largest singular value that rounding of the numbers alone may have made. */
    double noiseOfDirection() {
        double largest = 0;
        for (double r : rounding) {
            largest = Math.max(largest, r);
        }
        return Math.sqrt(samples) * largest + lengthOfRounding();
    }

    /** {@code |X^T X|_F^2}. */
    synchronized double squaredProduct() {
        if (squaredProduct < 0) {
            squaredProduct = squared(samples < units ? gram() : columnProducts(this, this));
        }
        return squaredProduct;
    }

    /** {@code |X^T Y|_F^2}: by products of units, or of samples where these are fewer. {@code O(samples units^2)} or less. */
    static double squaredProduct(CentredSamples x, CentredSamples y) {
        if (x == y) {
            return x.squaredProduct();
        }
        if (x.samples < Math.min(x.units, y.units)) {
            return inner(x.gram(), y.gram());
        }
        return squared(columnProducts(x, y));
    }

    /** {@code sum_i |x_i|^2 |y_i|^2}. */
    static double productOfNorms(CentredSamples x, CentredSamples y) {
        return inner(x.squaredNorms, y.squaredNorms);
    }

    private synchronized double[] gram() {
        if (gram == null) {
            gram = (double) samples * samples * units > SMALL ? MatrixProduct.gramOfRows(rows, samples, units) : plainGram();
        }
        return gram;
    }

    private double[] plainGram() {
        double[] products = new double[samples * samples];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < units; k++) {
                    sum += rows[i * units + k] * rows[j * units + k];
                }
                products[i * samples + j] = sum;
                products[j * samples + i] = sum;
            }
        }
        return products;
    }

    private static double[] columnProducts(CentredSamples x, CentredSamples y) {
        if ((double) x.samples * x.units * y.units > SMALL) {
            return x == y ? MatrixProduct.gramOfColumns(x.rows, x.samples, x.units)
                : MatrixProduct.multiplyTransposed(x.rows, x.samples, x.units, y.rows, y.units);
        }
        double[] products = new double[x.units * y.units];
        for (int i = 0; i < x.samples; i++) {
            for (int j = 0; j < x.units; j++) {
                double factor = x.rows[i * x.units + j];
                for (int k = 0; k < y.units; k++) {
                    products[j * y.units + k] += factor * y.rows[i * y.units + k];
                }
            }
        }
        return products;
    }

    private static double inner(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double squared(double[] values) {
        return inner(values, values);
    }

    @Override
    public synchronized CentredSamples reordered(int[] order) {
        double[] moved = new double[rows.length];
        double[] norms = new double[samples];
        for (int i = 0; i < samples; i++) {
            System.arraycopy(rows, order[i] * units, moved, i * units, units);
            norms[i] = squaredNorms[order[i]];
        }
        CentredSamples other = new CentredSamples(samples, units, moved, scale, rounding, counted, norms);
        other.squaredProduct = squaredProduct;
        if (gram != null) {
            other.gram = new double[gram.length];
            for (int i = 0; i < samples; i++) {
                for (int j = 0; j < samples; j++) {
                    other.gram[i * samples + j] = gram[order[i] * samples + order[j]];
                }
            }
        }
        return other;
    }
}
