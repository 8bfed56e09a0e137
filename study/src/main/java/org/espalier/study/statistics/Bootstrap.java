package org.espalier.study.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * The percentile bootstrap: the spread of a statistic over samples drawn from the sample with replacement.
 *
 * <p>Efron 1979; Efron and Tibshirani 1993, ch. 13. The ends are the (1 - level)/2 and (1 + level)/2 quantiles of the
 * resampled statistics, interpolated linearly between order statistics (type 7 of Hyndman and Fan 1996). It covers less
 * than the level when there are few values (fewer than some 20): for the mean of a few seeds use {@link StudentT}.
 */
public final class Bootstrap {

    private Bootstrap() {
    }

    /**
     * The interval of {@code statistic}.
     *
     * @param values    n at least 1 finite values, not modified
     * @param statistic what is estimated, from an array of n values that it may modify
     * @param level     the confidence level, in (0, 1)
     * @param resamples the number of resamples: 2,000 or more for an interval that is published
     * @param random    the draws; the same state gives the same interval
     * @return the statistic of {@code values} and its interval. Cost: {@code resamples} times that of the statistic
     * @throws IllegalArgumentException if there is no value or one that is not finite, or a number is out of range
     */
    public static Interval percentile(double[] values, ToDoubleFunction<double[]> statistic, double level,
                                      int resamples, RandomGenerator random) {
        int n = Sample.of(values).n();
        StudentT.checkLevel(level);
        if (n == 0 || resamples < 1) {
            throw new IllegalArgumentException("a bootstrap of " + n + " values with " + resamples
                + " resamples; expected at least one of each");
        }
        double[] statistics = new double[resamples];
        double[] drawn = new double[n];
        for (int r = 0; r < resamples; r++) {
            for (int i = 0; i < n; i++) {
                drawn[i] = values[random.nextInt(n)];
            }
            statistics[r] = statistic.applyAsDouble(drawn);
        }
        Arrays.sort(statistics);
        double estimate = statistic.applyAsDouble(values.clone());
        return new Interval(estimate, quantile(statistics, 0.5 - level / 2), quantile(statistics, 0.5 + level / 2), n);
    }

    private static double quantile(double[] sorted, double probability) {
        double place = (sorted.length - 1) * probability;
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
