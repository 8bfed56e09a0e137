package org.espalier.analysis.representation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.espalier.study.InvalidInputException;

/**
 * Centred kernel alignment with the Gaussian kernel {@code exp(-d^2 / (2 h^2 m))} (Kornblith et al. 2019), 0..1: m the
 * median of all n^2 squared distances, the zero ones of a sample to itself included (as in the authors' code), and h the
 * setting {@code bandwidth}, 1 unless set.
 *
 * <p>Not defined where that median is zero: for a representation that is the same for all samples, or for about half of
 * them or more. Cost: {@code O(samples^2 units)} and {@code samples^2} numbers.
 */
public final class RbfCka implements RepresentationMeasure {
    private static final String BANDWIDTH = "bandwidth";

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
    public double compare(Representation a, Representation b) {
        a.requireSameSamples(b);
        double[] k = kernel(a);
        double[] l = kernel(b);
        if (k.length == 0 || l.length == 0) {
            return Double.NaN;
        }
        int n = a.samples();
        double[] ofK = rowSums(k, n);
        double[] ofL = rowSums(l, n);
        double norms = Math.sqrt(centred(k, ofK, k, ofK) * centred(l, ofL, l, ofL));
        return norms > 0 ? Math.max(0, Math.min(1, centred(k, ofK, l, ofL) / norms)) : Double.NaN;
    }

    /**
     * The kernel less 1, which centring takes away again: its diagonal is zero and no digits are lost to the ones.
     *
     * @return the upper triangle; empty where there is no width
     */
    private double[] kernel(Representation representation) {
        double[] distances = Dissimilarity.SQEUCLIDEAN.shared(representation);
        double median = representation.derived("median squared distance",
            r -> medianOfAll(distances, r.samples()));
        if (!(median > 0)) {
            return new double[0];
        }
        double[] kernel = new double[distances.length];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = Math.expm1(-distances[i] / (2 * bandwidth * bandwidth * median));
        }
        return kernel;
    }

    /** The median squared distance that the kernel's width is measured by. */
    public static double medianSquaredDistance(Representation representation) {
        return medianOfAll(Dissimilarity.SQEUCLIDEAN.shared(representation), representation.samples());
    }

    /** The median of n zeros and of every distance twice. */
    private static double medianOfAll(double[] upper, int n) {
        double[] sorted = upper.clone();
        Arrays.sort(sorted);
        long all = (long) n * n;
        return (ordered(sorted, n, (all - 1) / 2) + ordered(sorted, n, all / 2)) / 2;
    }

    private static double ordered(double[] sorted, int n, long place) {
        return place < n ? 0 : sorted[(int) ((place - n) / 2)];
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
    private static double centred(double[] k, double[] ofK, double[] l, double[] ofL) {
        double products = 0;
        for (int i = 0; i < k.length; i++) {
            products += k[i] * l[i];
        }
        double rows = 0;
        double allK = 0;
        double allL = 0;
        int n = ofK.length;
        for (int i = 0; i < n; i++) {
            rows += ofK[i] * ofL[i];
            allK += ofK[i];
            allL += ofL[i];
        }
        return 2 * products - 2 * rows / n + allK / n * (allL / n);
    }
}
