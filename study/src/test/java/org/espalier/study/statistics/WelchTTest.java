package org.espalier.study.statistics;

import static org.espalier.study.statistics.StudentTTest.DRUG_1;
import static org.espalier.study.statistics.StudentTTest.DRUG_2;
import static org.espalier.study.statistics.StudentTTest.assertRate;
import static org.espalier.study.statistics.StudentTTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WelchTTest {

    @Test
    @DisplayName("Student's sleep data, unpaired: t = 1.8608, df = 17.776, interval -0.2055 to 3.3655")
    void sleepDataGiveThePublishedNumbers() {
        Interval interval = WelchT.interval(DRUG_2, DRUG_1, 0.95);
        assertEquals(-0.2054832, interval.low(), 1e-7);
        assertEquals(3.3654832, interval.high(), 1e-7);
        assertEquals(10, interval.n());
        TestResult test = WelchT.greater(DRUG_2, DRUG_1, 0);
        assertEquals(1.8608, test.t(), 5e-5);
        assertEquals(17.776, test.df(), 5e-4);
        assertEquals(0.07939 / 2, test.p(), 5e-6);
    }

    @Test
    void withEqualSizesAndSpreadsItIsThePooledTest() {
        // Equal variances and sizes: df = 2 (n - 1).
        assertEquals(4, WelchT.greater(new double[] {1, 2, 3}, new double[] {11, 12, 13}, 0).df(), 1e-12);
    }

    @Test
    @DisplayName("the test errs at the stated level where variances and sizes differ, over 4,000 draws")
    void statedLevelHolds() {
        Random random = new Random(5);
        int draws = 4000;
        int rejected = 0;
        for (int d = 0; d < draws; d++) {
            double[] wide = normal(random, 8, 0);
            for (int i = 0; i < wide.length; i++) {
                wide[i] *= 5;
            }
            rejected += WelchT.greater(wide, normal(random, 20, 0.5), -0.5).p() < 0.05 ? 1 : 0;
        }
        assertRate(0.05, rejected, draws);
    }

    @Test
    void degenerateSamplesAreDefined() {
        double[] none = {};
        double[] one = {1};
        double[] flat = {2, 2};
        assertEquals(Interval.EMPTY, WelchT.interval(none, DRUG_1, 0.9));
        assertEquals(Double.NaN, WelchT.greater(none, DRUG_1, 0).p());
        assertEquals(Double.NEGATIVE_INFINITY, WelchT.interval(one, DRUG_1, 0.9).low());
        assertEquals(Double.NaN, WelchT.greater(one, DRUG_1, 0).p());
        assertEquals(new Interval(1, 1, 1, 2), WelchT.interval(new double[] {3, 3}, flat, 0.9));
        assertEquals(0, WelchT.greater(new double[] {3, 3}, flat, 0.5).p());
        assertEquals(1, WelchT.greater(new double[] {3, 3}, flat, 1).p());
        assertThrows(IllegalArgumentException.class, () -> WelchT.greater(new double[] {Double.NaN, 1}, flat, 0));
    }
}
