package org.espalier.study.statistics;

/**
 * Welch's t: the difference of the means of two unpaired samples whose variances may differ.
 *
 * <p>With means m, variances v and sizes n: standard error se = sqrt(va/na + vb/nb), degrees of freedom
 * se^4 / ((va/na)^2/(na-1) + (vb/nb)^2/(nb-1)) (Welch 1947, Satterthwaite 1946). Where seeds pair the samples, use
 * {@link SeedEffects#difference} and {@link StudentT}: it has more power.
 *
 * <p>With fewer than two values on a side the interval is (-infinity, +infinity) and p is NaN; with none on a side
 * {@link Interval#EMPTY} and NaN; without spread on both sides the interval is a point and p is 0 or 1, as in
 * {@link StudentT}. Cost: O(na + nb) and one quantile of t.
 */
public final class WelchT {

    private WelchT() {
    }

    /**
     * The two-sided confidence interval of mean(a) - mean(b); its {@code n} is the smaller of the two sizes.
     *
     * @throws IllegalArgumentException if a value is not finite or the level is not in (0, 1)
     */
    public static Interval interval(double[] a, double[] b, double level) {
        Sample x = Sample.of(a);
        Sample y = Sample.of(b);
        StudentT.checkLevel(level);
        return StudentT.around(x.mean() - y.mean(), standardError(x, y), df(x, y), level, Math.min(x.n(), y.n()));
    }

    /**
     * The one-sided test of "mean(a) - mean(b) at most {@code threshold}" against "greater".
     *
     * @throws IllegalArgumentException if a value or the threshold is not finite
     */
    public static TestResult greater(double[] a, double[] b, double threshold) {
        Sample x = Sample.of(a);
        Sample y = Sample.of(b);
        StudentT.checkThreshold(threshold);
        return StudentT.above(x.mean() - y.mean(), standardError(x, y), df(x, y), threshold);
    }

    private static double standardError(Sample x, Sample y) {
        return Math.sqrt(x.variance() / x.n() + y.variance() / y.n());
    }

    private static double df(Sample x, Sample y) {
        double a = x.variance() / x.n();
        double b = y.variance() / y.n();
        // Shares of the variance, not the variances: their squares would underflow for very small effects.
        double share = a / (a + b);
        return 1 / (share * share / (x.n() - 1) + (1 - share) * (1 - share) / (y.n() - 1));
    }
}
