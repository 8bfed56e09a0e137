package org.espalier.study.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * Student's t: the confidence interval of a mean, and the test of a mean against a threshold.
 *
 * <p>Assumes independent values (one a seed) from a distribution near the normal; with few values the interval is only
 * as good as that assumption.
 *
 * <p>With n values of mean m and sample deviation s (n - 1 in the denominator), the interval is
 * m +- t(n-1, (1 + level) / 2) s / sqrt(n) and the test statistic is t = (m - threshold) sqrt(n) / s on n - 1 degrees
 * of freedom (Student 1908). The two agree: p &lt; alpha exactly where the {@code 1 - 2 alpha} interval lies above the
 * threshold.
 *
 * <p>Where there is no spread to judge by:
 * <ul>
 *   <li>n = 0: {@link Interval#EMPTY}, p is NaN;
 *   <li>n = 1: the interval is (-infinity, +infinity), p is NaN;
 *   <li>all values equal, n at least 2: the interval is the point m; p is 0 if m lies above the threshold, 1 if at or
 *       below it.
 * </ul>
 * Cost: O(n) and one quantile of t.
 */
public final class StudentT {

    private StudentT() {
    }

    /**
     * The two-sided confidence interval of the mean.
     *
     * @param values finite values, any order, not modified
     * @param level  the confidence level, in (0, 1): 0.95
     * @throws IllegalArgumentException if a value is not finite or the level is out of range
     */
    public static Interval interval(double[] values, double level) {
        Sample s = Sample.of(values);
        checkLevel(level);
        return around(s.mean(), Math.sqrt(s.variance() / s.n()), s.n() - 1, level, s.n());
    }

    /**
     * The one-sided test of "mean at most {@code threshold}" against "mean greater".
     *
     * @param values    finite values, any order, not modified
     * @param threshold the value the mean is claimed to exceed, finite
     * @throws IllegalArgumentException if a value or the threshold is not finite
     */
    public static TestResult greater(double[] values, double threshold) {
        Sample s = Sample.of(values);
        checkThreshold(threshold);
        return above(s.mean(), Math.sqrt(s.variance() / s.n()), s.n() - 1, threshold);
    }

    /** The quantile of t: {@code quantile(1, 0.75)} is 1. */
    static double quantile(double df, double probability) {
        return distribution(df).inverseCumulativeProbability(probability);
    }

    /** An interval from an estimate and its standard error; a NaN standard error means that the spread is unknown. */
    static Interval around(double estimate, double standardError, double df, double level, int n) {
        if (Double.isNaN(estimate)) {
            return Interval.EMPTY;
        }
        if (Double.isNaN(standardError)) {
            return new Interval(estimate, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, n);
        }
        double half = standardError == 0 ? 0 : quantile(df, 0.5 + level / 2) * standardError;
        return new Interval(estimate, estimate - half, estimate + half, n);
    }

    /** A test from an estimate and its standard error. */
    static TestResult above(double estimate, double standardError, double df, double threshold) {
        if (Double.isNaN(standardError)) {
            return new TestResult(estimate, Double.NaN, df, Double.NaN);
        }
        double distance = estimate - threshold;
        if (standardError == 0) {
            return new TestResult(estimate, distance == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, distance), df,
                distance > 0 ? 0 : 1);
        }
        double t = distance / standardError;
        // The lower tail at -t keeps its digits where 1 - F(t) would round to zero.
        return new TestResult(estimate, t, df, distribution(df).cumulativeProbability(-t));
    }

    static void checkLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("confidence level " + level + "; expected a number between 0 and 1");
        }
    }

    static void checkThreshold(double threshold) {
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("threshold " + threshold + "; expected a finite number");
        }
    }

    private static TDistribution distribution(double df) {
        // Without a generator: nothing is sampled, and the default one is slow to seed.
        return new TDistribution(null, df, 1e-12);
    }
}
