package org.espalier.study.statistics;

import static org.espalier.study.statistics.StudentTTest.assertRate;
import static org.espalier.study.statistics.StudentTTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The bootstrap and the permutation tests, against every arrangement of small samples. */
class ResamplingTest {

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @Test
    @DisplayName("bootstrap ends are those of all 27 resamples of three values")
    void bootstrapAgreesWithEveryResample() {
        double[] values = {0, 1, 10};
        double[] all = new double[27];
        for (int i = 0; i < 27; i++) {
            all[i] = (values[i % 3] + values[i / 3 % 3] + values[i / 9]) / 3;
        }
        Arrays.sort(all);
        // The 20 % and 80 % points lie at 5.4 and 21.6 of 27: well inside the steps at 4..7 and 20..23.
        Interval interval = Bootstrap.percentile(values, ResamplingTest::mean, 0.6, 20_000, new SplittableRandom(1));
        assertEquals(mean(values), interval.mean(), 1e-12);
        assertEquals(all[5], interval.low(), 1e-12);
        assertEquals(all[21], interval.high(), 1e-12);
        assertEquals(3, interval.n());
    }

    @Test
    @DisplayName("for the mean of 40 normal values the bootstrap is close to the normal interval")
    void bootstrapOfAMeanIsNearlyNormal() {
        double[] values = normal(new Random(2), 40, 1);
        Sample sample = Sample.of(values);
        double half = 1.96 * Math.sqrt(sample.variance() * 39 / 40 / 40);
        Interval interval = Bootstrap.percentile(values, ResamplingTest::mean, 0.95, 10_000, new SplittableRandom(3));
        assertEquals(sample.mean() - half, interval.low(), 0.03);
        assertEquals(sample.mean() + half, interval.high(), 0.03);
    }

    @Test
    void theSameGeneratorGivesTheSameInterval() {
        double[] values = {3, 1, 4, 1, 5, 9};
        assertEquals(Bootstrap.percentile(values, ResamplingTest::mean, 0.9, 100, new SplittableRandom(7)),
            Bootstrap.percentile(values, ResamplingTest::mean, 0.9, 100, new SplittableRandom(7)));
    }

    @Test
    void aStatisticMayModifyWhatItIsGiven() {
        double[] values = {5, 1, 3};
        Interval interval = Bootstrap.percentile(values, v -> {
            Arrays.sort(v);
            return v[1];
        }, 0.9, 50, new SplittableRandom(1));
        assertEquals(3, interval.mean());
        assertEquals(5, values[0]);
    }

    @Test
    @DisplayName("sign flips: all positive effects have p = 2^-n, and ties count")
    void signFlipIsExactOnSmallSamples() {
        SplittableRandom unused = new SplittableRandom(1);
        assertEquals(1.0 / 32, PermutationTest.signFlip(new double[] {1, 2, 3, 4, 5}, 0, 100, unused));
        // Sums 3, 1, -1, -3 of {1, 2}; with {2, -1} observed (1): 3 and 1 are at least as large.
        assertEquals(0.5, PermutationTest.signFlip(new double[] {2, -1}, 0, 4, unused));
        assertEquals(1, PermutationTest.signFlip(new double[] {0, 0, 0}, 0, 8, unused));
        assertEquals(1.0 / 8, PermutationTest.signFlip(new double[] {0.3, 0.4, 0.5}, 0.1, 8, unused));
    }

    @Test
    void drawnSignFlipsApproachTheExactOnes() {
        double[] effects = {0.9, -0.2, 0.4, 1.3, -0.5, 0.8, 0.1};
        double exact = PermutationTest.signFlip(effects, 0, 128, new SplittableRandom(1));
        int draws = 127;
        double sum = 0;
        for (int i = 0; i < 200; i++) {
            sum += PermutationTest.signFlip(effects, 0, draws, new SplittableRandom(i));
        }
        // Drawn p is (1 + hits) / (1 + draws), a little above the exact one on average.
        assertEquals((1 + draws * exact) / (1 + draws), sum / 200, 0.01);
    }

    @Test
    @DisplayName("two samples: drawn relabellings approach the count over every relabelling")
    void twoSampleAgreesWithEveryRelabelling() {
        double[] a = {4, 9, 6};
        double[] b = {5, 1, 3, 7};
        double[] pool = {4, 9, 6, 5, 1, 3, 7};
        int hits = 0;
        int all = 0;
        for (int set = 0; set < 128; set++) {
            if (Integer.bitCount(set) == 3) {
                double sum = 0;
                for (int i = 0; i < 7; i++) {
                    sum += (set >> i & 1) * pool[i];
                }
                hits += sum >= 19 ? 1 : 0;
                all++;
            }
        }
        assertEquals(35, all);
        int draws = 20_000;
        double p = PermutationTest.twoSample(a, b, draws, new SplittableRandom(4));
        double exact = (double) hits / all;
        assertEquals(exact, p, 4 * Math.sqrt(exact * (1 - exact) / draws));
    }

    @Test
    @DisplayName("the sign-flip test errs at its level, over 2,000 draws")
    void signFlipHoldsItsLevel() {
        Random random = new Random(6);
        int draws = 2000;
        int rejected = 0;
        for (int d = 0; d < draws; d++) {
            rejected += PermutationTest.signFlip(normal(random, 6, 0), 0, 64, random) <= 4.0 / 64 ? 1 : 0;
        }
        assertRate(4.0 / 64, rejected, draws);
    }

    @Test
    void badInputIsRefused() {
        SplittableRandom random = new SplittableRandom(1);
        double[] none = {};
        double[] some = {1, 2};
        double[] nan = {1, Double.NaN};
        assertThrows(IllegalArgumentException.class,
            () -> Bootstrap.percentile(none, ResamplingTest::mean, 0.9, 10, random));
        assertThrows(IllegalArgumentException.class,
            () -> Bootstrap.percentile(some, ResamplingTest::mean, 0.9, 0, random));
        assertThrows(IllegalArgumentException.class,
            () -> Bootstrap.percentile(nan, ResamplingTest::mean, 0.9, 10, random));
        assertThrows(IllegalArgumentException.class, () -> PermutationTest.signFlip(none, 0, 10, random));
        assertThrows(IllegalArgumentException.class, () -> PermutationTest.signFlip(some, 0, 0, random));
        assertThrows(IllegalArgumentException.class, () -> PermutationTest.twoSample(some, none, 10, random));
        Exception e = assertThrows(IllegalArgumentException.class,
            () -> PermutationTest.twoSample(some, nan, 10, random));
        assertTrue(e.getMessage().contains("NaN"), e.getMessage());
    }
}
