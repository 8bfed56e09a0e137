package org.espalier.analysis.representation;

import java.util.List;
import java.util.Set;
import org.espalier.base.InvalidInputException;

/**
 * Linear CKA from batches of samples (Nguyen et al. 2021): the unbiased estimates of HSIC ({@link DebiasedCka}) of the batches
 * are added up for the numerator and for each of the two norms, and divided in the end. Its expectation does not depend on
 * the batches' size, so representations of more samples than fit in memory can be compared ({@link Sums}).
 *
 * <p>As a measure it takes runs of {@code batch} (256) samples after shuffling them by a fixed seed ({@link #SEED}), the same for
 * both representations: batches of samples in their own order would be of one class each where they are sorted by class, and
 * then miss all that differs between classes. A shorter rest is left out, and where there are fewer samples than a batch, all
 * are one batch and it equals {@code cka-debiased}. Not defined for fewer than 4 samples,
 * nor where a representation does not change within batches.
 */
public final class MinibatchCka implements RepresentationMeasure {
    /** Of the shuffle: draw 0 of {@link PermutationNull}'s orders with this seed. */
    static final long SEED = 1;

    private static final String BATCH = "batch";
    private static final int USUAL = 256;
    private static final int FEWEST = 4;

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
        private double leastXx;
        private double leastYy;

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
            CentredSamples a = CentredSamples.of(x);
            CentredSamples b = CentredSamples.of(y);
            // Each batch has a scale of its own, which its sums must have lost when they are added to others.
            double ofX = a.scale() * a.scale();
            double ofY = b.scale() * b.scale();
            double[] r = a.squaredNorms();
            double[] s = b.squaredNorms();
            xx += ofX * ofX * DebiasedCka.unbiased(a.squaredProduct(), r, r);
            yy += ofY * ofY * DebiasedCka.unbiased(b.squaredProduct(), s, s);
            xy += ofX * ofY * DebiasedCka.unbiased(CentredSamples.squaredProduct(a, b), r, s);
            leastXx += ofX * ofX * DebiasedCka.least(a);
            leastYy += ofY * ofY * DebiasedCka.least(b);
        }

        /** At most 1; NaN where it is not defined, such as before the first batch. */
        public double value() {
            return xx > leastXx && yy > leastYy ? xy / Math.sqrt(xx) / Math.sqrt(yy) : Double.NaN;
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
        if (a.samples() < FEWEST || a.isConstant() || b.isConstant()) {
            return Double.NaN;
        }
        int size = Math.min(batch, a.samples());
        int[] order = PermutationNull.order(a.samples(), 1, SEED, 0);
        Sums sums = new Sums();
        for (int from = 0; from + size <= a.samples(); from += size) {
            sums.add(part(a, order, from, size), part(b, order, from, size));
        }
        return sums.value();
    }

    @Override
    public Cost cost(int samples, int unitsA, int unitsB) {
        return Cost.ofProducts(samples, unitsA, unitsB);
    }

    /** 0: what is taken away of each batch is its mean over all pairings. */
    @Override
    public double expectedByChance(Representation a, Representation b) {
        return 0;
    }

    @Override
    public String undefinedBecause(Representation a, Representation b) {
        if (a.samples() < FEWEST) {
            return "it needs " + FEWEST + " samples";
        }
        return a.isConstant() || b.isConstant() ? RepresentationMeasure.super.undefinedBecause(a, b)
            : "a representation does not change within batches, or all samples of a batch are equally far apart";
    }

    private static Representation part(Representation whole, int[] order, int from, int count) {
        int units = whole.units();
        double[] raw = whole.raw();
        double[] values = new double[count * units];
        double[] magnitudes = new double[count * units];
        // By a power of two, so that no digit changes and nothing overflows.
        double factor = Math.scalb(1.0, -Math.max(-1000, Math.getExponent(CentredSamples.of(whole).scale())));
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < units; j++) {
                values[i * units + j] = raw[order[from + i] * units + j] * factor;
                magnitudes[i * units + j] = whole.magnitudes()[order[from + i] * units + j] * factor;
            }
        }
        return new Representation(count, units, values).rounded(whole.resolution(), magnitudes);
    }
}
