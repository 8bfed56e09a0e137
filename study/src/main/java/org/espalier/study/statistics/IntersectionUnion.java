package org.espalier.study.statistics;

import java.util.List;

/**
 * The intersection-union test: is the mean of <em>every</em> one of k effects greater than the threshold?
 *
 * <p>The null hypothesis is the union "at least one is not", so its p value is the largest of the k one-sided ones; no
 * correction is needed (Berger 1982; Berger and Hsu 1996, sec. 2).
 *
 * <p>The interval is that of the smallest of the k true means: from the smallest lower end of the
 * {@code 1 - 2 alpha} intervals to the smallest upper end of the {@code 1 - 2 alpha / k} intervals. The lower end misses
 * with probability at most alpha, because the interval of the smallest effect has to miss; the upper end takes
 * Bonferroni's correction, because any of the k may miss. So p &lt; alpha exactly where the interval lies above the
 * threshold, and the interval lies below it with probability at most alpha when every mean is at or above it.
 */
public final class IntersectionUnion {

    private IntersectionUnion() {
    }

    /**
     * Tests all effects.
     *
     * @param effects   k at least 1 samples of finite values, one number a seed each, not modified
     * @param threshold the value each mean is claimed to exceed
     * @param alpha     the error rate of a side, in (0, 0.5)
     * @throws IllegalArgumentException if there is no effect, a value or the threshold is not finite, or alpha is out
     *                                  of range
     */
    public static Outcome greater(List<double[]> effects, double threshold, double alpha) {
        if (effects.isEmpty()) {
            throw new IllegalArgumentException("no effect to test; expected at least one");
        }
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("alpha " + alpha + "; expected a number between 0 and 0.5");
        }
        double mean = Double.POSITIVE_INFINITY;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        double p = 0;
        int n = Integer.MAX_VALUE;
        for (double[] effect : effects) {
            // Math.min and Math.max pass NaN on: an effect without values leaves the whole test without an answer.
            mean = Math.min(mean, StudentT.interval(effect, 1 - 2 * alpha).mean());
            low = Math.min(low, StudentT.interval(effect, 1 - 2 * alpha).low());
            high = Math.min(high, StudentT.interval(effect, 1 - 2 * alpha / effects.size()).high());
            p = Math.max(p, StudentT.greater(effect, threshold).p());
            n = Math.min(n, effect.length);
        }
        return new Outcome(n == 0 ? Interval.EMPTY : new Interval(mean, low, high, n), p);
    }

    /**
     * The outcome over all effects.
     *
     * @param interval the smallest mean and its interval; {@code n} is the size of the smallest sample
     * @param p        the largest p value; NaN if a sample has fewer than two values
     */
    public record Outcome(Interval interval, double p) {
    }
}
