package org.espalier.analysis.representation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.espalier.study.InvalidInputException;

/**
 * Linear CKA from batches of samples (Nguyen et al. 2021): the unbiased estimates of HSIC ({@link DebiasedCka}) of the batches
 * are added up for the numerator and for each of the two norms, and divided in the end. Its expectation does not depend on
 * the batches' size, so representations of more samples than fit in memory can be compared ({@link Sums}).
 *
 * <p>As a measure it takes runs of {@code batch} (256) samples in the order given; a shorter rest is left out, and where there
 * are fewer samples than a batch, all are one batch and it equals {@code cka-debiased}. Not defined for fewer than 4 samples,
 * nor where a representation does not change within batches.
 */
public final class MinibatchCka implements RepresentationMeasure {
    private static final String BATCH = "batch";
    private static final int USUAL = 256;
    private static final int FEWEST = 4;
    private static final double ROUNDING = 1e-13;

    private final int batch;

    public MinibatchCka() {
        this(USUAL);
    }

    private MinibatchCka(int batch) {
        this.batch = batch;
    }

    /** The sums over batches, for representations that come a batch at a time. */
    public static final class Sums {
        private double xy;
        private double xx;
        private double yy;
        private double biasedXx;
        private double biasedYy;

        /**
         * Adds a batch. Cost: {@code O(samples unitsX unitsY)} or with the squares of the units.
         *
         * @param x {@code [samples, units]}, at least 4 samples. Batches of one comparison have the same units and are of the
         *          same size
         * @param y the same samples in the other representation
         * @throws InvalidInputException if the numbers of samples differ or there are fewer than 4
         */
        public void add(Representation x, Representation y) {
            x.requireSameSamples(y);
            if (x.samples() < FEWEST) {
                throw new InvalidInputException("a batch of " + x.samples() + " samples; expected at least " + FEWEST);
            }
            double[] a = PrincipalDirections.centred(x);
            double[] b = PrincipalDirections.centred(y);
            int n = x.samples();
            double[] r = squaredNorms(a, n);
            double[] s = squaredNorms(b, n);
            double ofXx = squaredProduct(a, x.units(), a, x.units(), n);
            double ofYy = squaredProduct(b, y.units(), b, y.units(), n);
            xx += DebiasedCka.unbiased(ofXx, r, r);
            yy += DebiasedCka.unbiased(ofYy, s, s);
            xy += DebiasedCka.unbiased(squaredProduct(a, x.units(), b, y.units(), n), r, s);
            biasedXx += ofXx;
            biasedYy += ofYy;
        }

        /** At most 1; NaN where it is not defined, such as before the first batch. */
        public double value() {
            return xx > ROUNDING * biasedXx && yy > ROUNDING * biasedYy ? xy / Math.sqrt(xx) / Math.sqrt(yy) : Double.NaN;
        }

        private static double[] squaredNorms(double[] rows, int n) {
            double[] norms = new double[n];
            int units = rows.length / n;
            for (int i = 0; i < rows.length; i++) {
                norms[i / units] += rows[i] * rows[i];
            }
            return norms;
        }

        /** {@code |A^T B|_F^2}. */
        private static double squaredProduct(double[] a, int p, double[] b, int q, int n) {
            double[] transposed = new double[a.length];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < p; j++) {
                    transposed[j * n + i] = a[i * p + j];
                }
            }
            double sum = 0;
            for (double v : CrossProduct.product(transposed, p, n, b, q)) {
                sum += v * v;
            }
            return sum;
        }
    }

    @Override
    public String id() {
        return "cka-minibatch";
    }

    @Override
    public String description() {
        return "Debiased linear CKA from batches of 256 samples (Nguyen et al. 2021).";
    }

    @Override
    public Kind kind() {
        return Kind.SIMILARITY;
    }

    @Override
    public Set<Invariance> invariances() {
        return LinearCka.INVARIANCES;
    }

    @Override
    public List<Setting> settings() {
        return List.of(new Setting(BATCH, "Samples a batch.", USUAL));
    }

    @Override
    public RepresentationMeasure with(String key, double value) {
        if (!key.equals(BATCH)) {
            return RepresentationMeasure.super.with(key, value);
        }
        if (!(value >= FEWEST && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
            throw new InvalidInputException("batch is " + value + "; expected a whole number, at least " + FEWEST);
        }
        return new MinibatchCka((int) value);
    }

    @Override
    public double compare(Representation a, Representation b) {
        a.requireSameSamples(b);
        if (a.samples() < FEWEST) {
            return Double.NaN;
        }
        int size = Math.min(batch, a.samples());
        Sums sums = new Sums();
        for (int from = 0; from + size <= a.samples(); from += size) {
            sums.add(part(a, from, size), part(b, from, size));
        }
        return sums.value();
    }

    private static Representation part(Representation whole, int from, int count) {
        int units = whole.units();
        return new Representation(count, units, Arrays.copyOfRange(whole.raw(), from * units, (from + count) * units));
    }
}
