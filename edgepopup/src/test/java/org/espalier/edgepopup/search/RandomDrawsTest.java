package org.espalier.edgepopup.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.espalier.base.RandomStreams;
import org.espalier.study.statistics.Interval;
import org.junit.jupiter.api.Test;

class RandomDrawsTest {

    /** The mean of the largest over all subsets of the size. */
    @Test
    void bestOfIsTheMeanOverAllSubsets() {
        double[] values = {0.3, 0.1, 0.9, 0.4, 0.4, 0.7};
        for (int s = 1; s <= values.length; s++) {
            double sum = 0;
            int subsets = 0;
            for (int bits = 0; bits < 1 << values.length; bits++) {
                if (Integer.bitCount(bits) == s) {
                    double best = 0;
                    for (int i = 0; i < values.length; i++) {
                        best = (bits >> i & 1) == 1 ? Math.max(best, values[i]) : best;
                    }
                    sum += best;
                    subsets++;
                }
            }
            assertEquals(sum / subsets, RandomDraws.bestOf(values, s), 1e-12);
        }
        assertThrows(IllegalArgumentException.class, () -> RandomDraws.bestOf(values, 7));
    }

    @Test
    void theTalksArithmetic() {
        assertEquals(0.0067, RandomDraws.noneGood(0.99999, 500_000), 1e-4);
        assertEquals(0.125, RandomDraws.noneGood(0.5, 3), 1e-12);
    }

    /** P(Z > 1.6449) = 0.05, P(Z > 5) = 2.8665e-7, P(Z > 20) = 2.7536e-89 (tables). Both formulas agree where they meet. */
    @Test
    void normalTailAgreesWithTables() {
        assertEquals(-Math.log10(0.05), RandomDraws.log10DrawsBeyond(1.6448536), 1e-6);
        assertEquals(-Math.log10(2.866516e-7), RandomDraws.log10DrawsBeyond(5), 1e-6);
        assertEquals(89 - Math.log10(2.753624), RandomDraws.log10DrawsBeyond(20), 1e-5);
        assertEquals(RandomDraws.log10DrawsBeyond(10), RandomDraws.log10DrawsBeyond(10 + 1e-9), 2e-4);
        assertTrue(Double.isFinite(RandomDraws.log10DrawsBeyond(300)));
    }

    /** Draws of a normal: what one of 500,000 exceeds is z = 4.61 deviations above the mean, by both models. */
    @Test
    void theTailOfNormalDrawsReachesWhatHalfAMillionWould() {
        Random random = new Random(3);
        double[] accuracies = new double[10_000];
        for (int i = 0; i < accuracies.length; i++) {
            accuracies[i] = Math.rint(1000 * (0.1 + 0.02 * random.nextGaussian())) / 1000;
        }
        double expected = 0.1 + 0.02 * 4.61;
        Extrapolation e = new Extrapolation("n", 1, accuracies, 0.8, 1000);
        assertEquals(expected, e.normalOneOf(500_000), 0.003);
        Tail tail = e.tail().orElseThrow();
        assertEquals(0.1, tail.rate(), 0.02);
        assertEquals(expected, tail.oneOf(500_000), 0.02);
        Interval interval = Tail.interval(accuracies, 1000, t -> t.oneOf(500_000), RandomStreams.of(1).stream("b"));
        assertTrue(interval.low() < expected && expected < interval.high(), interval.toString());
        assertTrue(interval.high() - interval.low() < 0.06, interval.toString());
        assertEquals(tail.rate(), tail.above(tail.threshold()), 1e-12);
        assertTrue(tail.above(0.8) < 1e-9);
        assertTrue(e.log10DrawsNormal() > 200);
    }

    @Test
    void tooFewOrEqualAccuraciesHaveNoTail() {
        assertTrue(Tail.fit(new double[0], 100).isEmpty());
        assertTrue(Tail.fit(new double[] {0.1, 0.2, 0.3}, 100).isEmpty());
        assertTrue(Tail.fit(new double[1000], 100).isEmpty());
        assertEquals(0, Tail.interval(new double[1000], 100, Tail::rate, RandomStreams.of(1).stream("b")).n());
    }
}
