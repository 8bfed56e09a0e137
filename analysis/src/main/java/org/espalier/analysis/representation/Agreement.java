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
            double rounding = a.length * Math.ulp(1.0);
            boolean varies = aa > Math.pow(rounding * meanA, 2) * a.length && bb > Math.pow(rounding * meanB, 2) * a.length;
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
    /** The correlation of ranks, equal numbers sharing the mean of their ranks: -1..1. */
    SPEARMAN {
        @Override
        public double of(double[] a, double[] b) {
            return finite(a) && finite(b) ? PEARSON.of(ranks(a), ranks(b)) : Double.NaN;
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
            int m = a.length;
            double[] sortedA = sorted(a);
            double[] sortedB = sorted(b);
            long[] both = new long[m];
            for (int i = 0; i < m; i++) {
                both[i] = (long) first(sortedA, a[i]) << 32 | first(sortedB, b[i]);
            }
            Arrays.sort(both);
            long tiedInBoth = 0;
            for (int i = 0, run = 0; i < m; i++) {
                run = i > 0 && both[i] == both[i - 1] ? run + 1 : 0;
                tiedInBoth += run;
            }
            int[] second = new int[m];
            for (int i = 0; i < m; i++) {
                second[i] = (int) both[i];
            }
            double pairs = m * (m - 1.0) / 2;
            double orderedByA = pairs - tied(sortedA);
            double orderedByB = pairs - tied(sortedB);
            double opposite = inversions(second, new int[m], 0, m);
            double same = orderedByA + orderedByB - pairs + tiedInBoth - opposite;
            return orderedByA > 0 && orderedByB > 0
                ? clipped((same - opposite) / Math.sqrt(orderedByA) / Math.sqrt(orderedByB)) : Double.NaN;
        }
    };

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

    private static double clipped(double value) {
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

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] += 0.0; // -0.0 and 0.0 are one number
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** Ranks from 0, equal values sharing the mean. */
    static double[] ranks(double[] values) {
        double[] sorted = sorted(values);
        double[] ranks = new double[values.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = (first(sorted, values[i]) + after(sorted, values[i]) - 1) / 2.0;
        }
        return ranks;
    }

    /** How many are less. */
    private static int first(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many are not more. */
    private static int after(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Pairs of equal values. */
    private static double tied(double[] sorted) {
        double pairs = 0;
        for (int i = 0, run = 0; i < sorted.length; i++) {
            run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 0;
            pairs += run;
        }
        return pairs;
    }

    /** Pairs with the larger first, by merge sort. */
    private static double inversions(int[] values, int[] space, int from, int to) {
        if (to - from < 2) {
            return 0;
        }
        int middle = (from + to) >>> 1;
        double count = inversions(values, space, from, middle) + inversions(values, space, middle, to);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            if (right == to || left < middle && values[left] <= values[right]) {
                space[i] = values[left++];
            } else {
                space[i] = values[right++];
                count += middle - left;
            }
        }
        System.arraycopy(space, from, values, from, to - from);
        return count;
    }
}
