package org.espalier.edgepopup.search;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;

/** What many random draws give: the best of s, chance, and the tail of a normal variable. */
final class RandomDraws {
    private static final double FAR = 10;

    private RandomDraws() {}

    /**
     * The expected best of s of the values, drawn without replacement, for several s:
     * {@code sum_j x_(j) C(j - 1, s - 1) / C(n, s)} over the ascending order statistics. Every value is used at every s,
     * so the curve is smooth and rises from the mean (s = 1) to the largest (s = n). O(n) a size.
     *
     * @param values n finite values, not modified
     * @param s      1..n
     */
    static double bestOf(double[] values, int s) {
        if (s < 1 || s > values.length) {
            throw new IllegalArgumentException("the best of " + s + " of " + values.length + " values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        // P(best is x_(n)) = s / n; going down, C(j-2, s-1) / C(j-1, s-1) = (j - s) / (j - 1).
        double weight = s / (double) n;
        double sum = 0;
        for (int j = n; j >= s; j--) {
            sum += weight * sorted[j - 1];
            if (j > 1) {
                weight *= (j - s) / (double) (j - 1);
            }
        }
        return sum;
    }

    /** The chance that none of n independent draws is good, {@code bad^n}: 0.0067 for 0.99999 and 500,000. */
    static double noneGood(double bad, long n) {
        return Math.exp(n * Math.log(bad));
    }

    /**
     * log10 of how many draws one needs on average to exceed a normal variable's mean by z deviations,
     * {@code -log10(P(Z > z))}; finite for every finite z (asymptotic series beyond 10, to 2e-5 of the probability).
     */
    static double log10DrawsBeyond(double z) {
        if (z <= FAR) {
            return -Math.log10(0.5 * Erf.erfc(z / Math.sqrt(2)));
        }
        double series = Math.log(1 - 1 / (z * z) + 3 / (z * z * z * z)) - Math.log(z * Math.sqrt(2 * Math.PI));
        return (z * z / 2 - series) / Math.log(10);
    }
}
