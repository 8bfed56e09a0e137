package org.espalier.analysis.population;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.study.statistics.Interval;

/**
 * Intervals for what is computed from the distances between networks, by drawing networks with replacement (the percentile
 * bootstrap: Efron 1979). Networks are drawn and not pairs: the distances of one network are not independent, and an interval
 * that takes them for it is far too narrow. Two copies of one network are not a pair.
 *
 * <p>Like every percentile bootstrap it covers less than the level when there are few networks (fewer than some 20).
 */
public final class NetworkBootstrap {
    private static final int FEWEST = 3;

    private NetworkBootstrap() {}

    /**
     * Of the mean distance of two networks.
     *
     * @param distances {@code [networks, networks]}, at least 3; not modified
     * @param level     of confidence, in (0, 1)
     * @param resamples at least 1; 2,000 or more for an interval that is published
     * @throws InvalidInputException if the distances are not symmetric numbers of at least 0, or a number is out of range
     */
    public static Interval meanDistance(double[][] distances, double level, int resamples, RandomGenerator random) {
        Distances.check(distances);
        return percentile(new int[distances.length], drawn -> {
            double sum = 0;
            int pairs = 0;
            for (int i = 0; i < drawn.length; i++) {
                for (int j = 0; j < i; j++) {
                    if (drawn[i] != drawn[j]) {
                        sum += distances[drawn[i]][drawn[j]];
                        pairs++;
                    }
                }
            }
            return sum / pairs;
        }, level, resamples, random);
    }

    /**
     * Of how much farther networks of different groups are from each other than those of one group, in the mean: what
     * {@link GroupSeparation} tests. Each group keeps its size.
     *
     * @param groups the group of each network, any numbers; at least two groups, one of them of two networks
     */
    public static Interval separation(double[][] distances, int[] groups, double level, int resamples, RandomGenerator random) {
        Distances.check(distances);
        if (groups.length != distances.length) {
            throw new InvalidInputException(groups.length + " groups of " + distances.length
                + " networks; expected one group a network");
        }
        return percentile(groups.clone(), drawn -> {
            double[] sums = new double[2];
            int[] pairs = new int[2];
            for (int i = 0; i < drawn.length; i++) {
                for (int j = 0; j < i; j++) {
                    if (drawn[i] != drawn[j]) {
                        int which = groups[drawn[i]] == groups[drawn[j]] ? 0 : 1;
                        sums[which] += distances[drawn[i]][drawn[j]];
                        pairs[which]++;
                    }
                }
            }
            return sums[1] / pairs[1] - sums[0] / pairs[0];
        }, level, resamples, random);
    }

    /**
     * Of any statistic of a set of networks.
     *
     * @param groups    the group of each network: each is replaced by one drawn from its own group
     * @param statistic from the drawn networks' numbers, which may repeat; NaN where it is not defined for these, which are
     *                  then drawn again
     * @throws InvalidInputException if a number is out of range, or the statistic is not defined for the networks themselves
     */
    public static Interval percentile(int[] groups, ToDoubleFunction<int[]> statistic, double level, int resamples,
                                      RandomGenerator random) {
        int n = groups.length;
        if (n < FEWEST || !(level > 0 && level < 1) || resamples < 1) {
            throw new InvalidInputException("a bootstrap of " + n + " networks at level " + level + " with " + resamples
                + " resamples; expected at least " + FEWEST + " networks, a level between 0 and 1 and at least 1 resample");
        }
        int[] all = new int[n];
        int[][] members = new int[n][];
        for (int i = 0; i < n; i++) {
            int group = groups[i];
            all[i] = i;
            members[i] = IntStream.range(0, n).filter(j -> groups[j] == group).toArray();
        }
        double estimate = statistic.applyAsDouble(all);
        if (!Double.isFinite(estimate)) {
            throw new InvalidInputException("the statistic of " + n + " networks is " + estimate + "; expected a finite number");
        }
        double[] statistics = new double[resamples];
        int[] drawn = new int[n];
        long again = 100L * resamples;
        for (int r = 0; r < resamples;) {
            if (again-- == 0) {
                throw new InvalidInputException("the statistic is not defined for nearly all resamples of " + n
                    + " networks; expected one that is, or more networks");
            }
            for (int i = 0; i < n; i++) {
                drawn[i] = members[i][random.nextInt(members[i].length)];
            }
            statistics[r] = statistic.applyAsDouble(drawn);
            r += Double.isNaN(statistics[r]) ? 0 : 1;
        }
        Arrays.sort(statistics);
        return new Interval(estimate, quantile(statistics, 0.5 - level / 2), quantile(statistics, 0.5 + level / 2), n);
    }

    private static double quantile(double[] sorted, double probability) {
        double place = (sorted.length - 1) * probability;
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
