package org.espalier.analysis.representation;

import java.util.Arrays;
import java.util.Locale;

/** How alike two lists of numbers of one length are, such as two dissimilarity matrices: 1 for a list and itself. */
public enum Agreement {
    /** The correlation, -1..1. */
    PEARSON {
        @Override
        public double of(double[] a, double[] b) {
            double meanA = mean(a);
            double meanB = mean(b);
            double ab = 0;
            double aa = 0;
            double bb = 0;
            for (int i = 0; i < a.length; i++) {
                double x = a[i] - meanA;
                double y = b[i] - meanB;
                ab += x * y;
                aa += x * x;
                bb += y * y;
            }
            boolean varies = aa > Math.pow(ROUNDING * meanA, 2) * a.length && bb > Math.pow(ROUNDING * meanB, 2) * a.length;
            return varies ? clipped(ab / Math.sqrt(aa) / Math.sqrt(bb)) : Double.NaN;
        }
    },
    /** The cosine, -1..1; of dissimilarities, 0..1. */
    COSINE {
        @Override
        public double of(double[] a, double[] b) {
            double ab = 0;
            double aa = 0;
            double bb = 0;
            for (int i = 0; i < a.length; i++) {
                ab += a[i] * b[i];
                aa += a[i] * a[i];
                bb += b[i] * b[i];
            }
            return aa > 0 && bb > 0 ? clipped(ab / Math.sqrt(aa) / Math.sqrt(bb)) : Double.NaN;
        }
    },
    /** The correlation of ranks, equal numbers ({@link Ranks}) sharing the mean of their ranks: -1..1. */
    SPEARMAN {
        @Override
        public double of(double[] a, double[] b) {
            return finite(a) && finite(b) ? Ranks.spearman(Ranks.twiceMean(a), Ranks.twiceMean(b)) : Double.NaN;
        }
    },
    /**
     * Kendall's tau-b, -1..1: pairs in the same order less pairs in the opposite order, over the geometric mean of the
     * pairs that each list orders at all (Kendall 1945). {@code O(m log m)} (Knight 1966).
     */
    KENDALL {
        @Override
        public double of(double[] a, double[] b) {
            if (!finite(a) || !finite(b)) {
                return Double.NaN;
            }
            return Ranks.kendall(Ranks.twiceMean(a), Ranks.twiceMean(b));
        }
    };

    /** Numbers that differ from their mean by less than this fraction of it, in the root mean square, are all equal. */
    private static final double ROUNDING = 1e-12;

    /** The word in {@code rsa-RDM-COMPARISON}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param a one value a pair of samples, not modified
     * @param b as many, in the same order, not modified
     * @return NaN where a list is constant (for the cosine: zero), or a value is not a number
     */
    public abstract double of(double[] a, double[] b);

    static double clipped(double value) {
        return Math.max(-1, Math.min(1, value));
    }

    private static double mean(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        return mean;
    }

    private static boolean finite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    /** Ranks from 0, equal values sharing the mean. */
    static double[] ranks(double[] values) {
        return Arrays.stream(Ranks.twiceMean(values)).mapToDouble(twice -> twice / 2.0).toArray();
    }
}
