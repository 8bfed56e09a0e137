package org.espalier.study.statistics;

import java.util.random.RandomGenerator;

/**
 * Tests without a distribution: how often would chance alone do as well?
 *
 * <p>Both tests are one-sided and count the observed arrangement itself, so p is never zero and never too small
 * (Phipson and Smyth 2010): p = (1 + hits) / (1 + draws) for drawn arrangements. The sign-flip test enumerates all
 * 2^n arrangements where that is no more than {@code draws}, and is then exact (Fisher 1935). Arrangements equal to the
 * observed one up to rounding count as hits.
 */
public final class PermutationTest {

    private PermutationTest() {
    }

    /**
     * The sign-flip test of "effects are symmetric about a value at most the threshold" against "greater".
     *
     * @param effects   n at least 1 finite paired differences, not modified
     * @param threshold the value they are claimed to exceed
     * @param draws     the number of arrangements drawn, at least 1
     * @param random    the draws; not used where all arrangements are enumerated
     * @return p, in (0, 1]. Cost: O(n min(draws, 2^n))
     * @throws IllegalArgumentException if there is no effect, one is not finite, or {@code draws} is less than 1
     */
    public static double signFlip(double[] effects, double threshold, int draws, RandomGenerator random) {
        int n = Sample.of(effects).n();
        StudentT.checkThreshold(threshold);
        check(n >= 1, draws);
        double[] shifted = new double[n];
        double observed = 0;
        double scale = 0;
        for (int i = 0; i < n; i++) {
            shifted[i] = effects[i] - threshold;
            observed += shifted[i];
            scale += Math.abs(shifted[i]);
        }
        double bar = observed - 1e-12 * scale;
        if (n < 31 && 1L << n <= draws) {
            int hits = 0;
            for (long signs = 0; signs < 1L << n; signs++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += (signs >> i & 1) == 0 ? shifted[i] : -shifted[i];
                }
                hits += sum >= bar ? 1 : 0;
            }
            return (double) hits / (1L << n);
        }
        int hits = 0;
        for (int d = 0; d < draws; d++) {
            double sum = 0;
            for (double effect : shifted) {
                sum += random.nextBoolean() ? effect : -effect;
            }
            hits += sum >= bar ? 1 : 0;
        }
        return (1.0 + hits) / (1.0 + draws);
    }

    /**
     * The two-sample permutation test of "a and b have one distribution" against "mean(a) is greater than mean(b)".
     *
     * @param a      one or more finite values, not modified
     * @param b      one or more finite values, not modified
     * @param draws  the number of relabellings drawn, at least 1
     * @param random the draws
     * @return p, in (0, 1]. Cost: O((na + nb) draws)
     * @throws IllegalArgumentException if a sample is empty, a value is not finite, or {@code draws} is less than 1
     */
    public static double twoSample(double[] a, double[] b, int draws, RandomGenerator random) {
        check(Sample.of(a).n() >= 1 && Sample.of(b).n() >= 1, draws);
        double[] pool = new double[a.length + b.length];
        System.arraycopy(a, 0, pool, 0, a.length);
        System.arraycopy(b, 0, pool, a.length, b.length);
        // With the pool fixed, the difference of means grows with the sum of the first group alone.
        double observed = 0;
        double scale = 0;
        for (int i = 0; i < pool.length; i++) {
            observed += i < a.length ? pool[i] : 0;
            scale += Math.abs(pool[i]);
        }
        double bar = observed - 1e-12 * scale;
        int hits = 0;
        for (int d = 0; d < draws; d++) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                int j = i + random.nextInt(pool.length - i);
                double drawn = pool[j];
                pool[j] = pool[i];
                pool[i] = drawn;
                sum += drawn;
            }
            hits += sum >= bar ? 1 : 0;
        }
        return (1.0 + hits) / (1.0 + draws);
    }

    private static void check(boolean enough, int draws) {
        if (!enough || draws < 1) {
            throw new IllegalArgumentException("a permutation test of " + (enough ? "" : "no ") + "values with " + draws
                + " draws; expected at least one of each");
        }
    }
}
