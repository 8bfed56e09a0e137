package org.espalier.analysis.representation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;

/**
 * Centred kernel alignment with the Gaussian kernel {@code exp(-d^2 / (2 h^2 m))} (Kornblith et al. 2019), 0..1: m the
 * median of all n^2 squared distances, the zero ones of a sample to itself included (as in the authors' code), and h the
 * setting {@code bandwidth}, 1 unless set.
 *
 * <p>Not defined where that median is zero to the precision of the numbers: for a representation that is the same for all samples, or for about half of
 * them or more. Cost: {@code O(samples^2 units)} and {@code samples^2} numbers.
 */
public final class RbfCka implements RepresentationMeasure {
    private static final String BANDWIDTH = "bandwidth";
    private static final double PAIR_NANOSECONDS = 120;
    private static final int COUNTED_SHIFT = 43;

    private final double bandwidth;

    public RbfCka() {
        this(1);
    }

    private RbfCka(double bandwidth) {
        this.bandwidth = bandwidth;
    }

    @Override
    public String id() {
        return "cka-rbf";
    }

    @Override
    public String description() {
        return "Centred kernel alignment, Gaussian kernel (Kornblith et al. 2019).";
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
        return List.of(new Setting(BANDWIDTH, "Kernel width in units of the root of the median squared distance.", 1));
    }

    @Override
    public RepresentationMeasure with(String key, double value) {
        if (!key.equals(BANDWIDTH)) {
            return RepresentationMeasure.super.with(key, value);
        }
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("bandwidth is " + value + "; expected a number above 0");
        }
        return new RbfCka(value);
    }

    @Override
    public boolean usual() {
        return false;
    }

    @Override
    public Cost cost(int samples, int unitsA, int unitsB) {
        return Cost.ofPairs(samples, unitsA, unitsB, 4, PAIR_NANOSECONDS);
    }

    @Override
    public double compare(Representation a, Representation b) {
        a.requireSameSamples(b);
        Kernel k = kernel(a);
        Kernel l = kernel(b);
        if (k.undefined() || l.undefined()) {
            return Double.NaN;
        }
        return Math.max(0, Math.min(1, centred(k, l) / Math.sqrt(k.squared()) / Math.sqrt(l.squared())));
    }

    @Override
    public String undefinedBecause(Representation a, Representation b) {
        for (Representation one : List.of(a, b)) {
            if (!one.isConstant() && kernel(one).undefined()) {
                return "the median distance of the " + (one == a ? "first" : "second") + " is 0, to the precision of its "
                    + "numbers: about half of the samples or more coincide";
            }
        }
        return RepresentationMeasure.super.undefinedBecause(a, b);
    }

    /** As for the linear kernel: {@code tr K tr L / ((n - 1) |K| |L|)} of the centred kernels, the exact mean over all pairings. */
    @Override
    public double expectedByChance(Representation a, Representation b) {
        Kernel k = kernel(a);
        Kernel l = kernel(b);
        return k.undefined() || l.undefined() ? Double.NaN
            : k.trace() / Math.sqrt(k.squared()) * (l.trace() / Math.sqrt(l.squared())) / (a.samples() - 1);
    }

    private record Key(double bandwidth) {}

    /**
     * A kernel less 1, which centring takes away again: its diagonal is zero and no digits are lost to the ones.
     *
     * @param upper   the upper triangle; empty where there is no width
     * @param rows    sums of the rows
     * @param squared {@code |H K H|^2}
     * @param trace   of {@code H K H}
     */
    private record Kernel(double[] upper, double[] rows, double squared, double trace) implements Reorderable {
        boolean undefined() {
            return !(squared > 0);
        }

        @Override
        public Kernel reordered(int[] order) {
            if (undefined()) {
                return this;
            }
            double[] sums = new double[rows.length];
            for (int i = 0; i < sums.length; i++) {
                sums[i] = rows[order[i]];
            }
            return new Kernel(new DissimilarityMatrix(upper, rows.length, 0).reordered(order).upper(), sums, squared, trace);
        }
    }

    private Kernel kernel(Representation representation) {
        return representation.derived(new Key(bandwidth), this::computed);
    }

    private Kernel computed(Representation representation) {
        int n = representation.samples();
        DissimilarityMatrix matrix = n <= DissimilarityMatrix.SMALL ? Dissimilarity.SQEUCLIDEAN.matrix(representation)
            : Dissimilarity.SQEUCLIDEAN.compute(representation);
        double median = medianOfAll(matrix.upper(), n);
        // Rounding moves each of two samples by the noise.
        if (!(median > 16 * matrix.noise() * matrix.noise())) {
            return new Kernel(new double[0], new double[0], 0, 0);
        }
        double[] upper = new double[matrix.upper().length];
        IntStream.range(0, upper.length).parallel().forEach(i -> upper[i] = Math.expm1(-matrix.upper()[i] / (2 * bandwidth * bandwidth
            * median)));
        double[] rows = rowSums(upper, n);
        Kernel kernel = new Kernel(upper, rows, 0, -Arrays.stream(rows).sum() / n);
        return new Kernel(upper, rows, centred(kernel, kernel), kernel.trace());
    }

    /** The median squared distance that the kernel's width is measured by. */
    public static double medianSquaredDistance(Representation representation) {
        return medianOfAll(Dissimilarity.SQEUCLIDEAN.matrix(representation).upper(), representation.samples());
    }

    /** The median of n zeros and of every distance twice. */
    private static double medianOfAll(double[] upper, int n) {
        long all = (long) n * n;
        return (ordered(upper, n, (all - 1) / 2) + ordered(upper, n, all / 2)) / 2;
    }

    private static double ordered(double[] upper, int n, long place) {
        return place < n ? 0 : smallest(upper, (int) ((place - n) / 2));
    }

    /** The number of that place in order, from 0: by counting the leading bits, which order numbers of at least 0. */
    private static double smallest(double[] values, int place) {
        int[] counts = new int[1 << Long.SIZE - COUNTED_SHIFT];
        for (double value : values) {
            counts[(int) (Double.doubleToRawLongBits(value) >>> COUNTED_SHIFT)]++;
        }
        int leading = 0;
        int before = 0;
        while (before + counts[leading] <= place) {
            before += counts[leading++];
        }
        double[] same = new double[counts[leading]];
        int at = 0;
        for (double value : values) {
            if (Double.doubleToRawLongBits(value) >>> COUNTED_SHIFT == leading) {
                same[at++] = value;
            }
        }
        Arrays.sort(same);
        return same[place - before];
    }

    private static double[] rowSums(double[] upper, int n) {
        double[] sums = new double[n];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                sums[i] += upper[at];
                sums[j] += upper[at++];
            }
        }
        return sums;
    }

    /** {@code <H K H, H L H>} for matrices with a zero diagonal, from their upper triangles and row sums. */
    private static double centred(Kernel k, Kernel l) {
        double products = 0;
        for (int i = 0; i < k.upper().length; i++) {
            products += k.upper()[i] * l.upper()[i];
        }
        double rows = 0;
        double allK = 0;
        double allL = 0;
        int n = k.rows().length;
        for (int i = 0; i < n; i++) {
            rows += k.rows()[i] * l.rows()[i];
            allK += k.rows()[i];
            allL += l.rows()[i];
        }
        return 2 * products - 2 * rows / n + allK / n * (allL / n);
    }
}
