package org.espalier.study.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudentTTest {

    /** Hours of extra sleep under two drugs (Cushny and Peebles 1905), the example of Student 1908. */
    static final double[] DRUG_1 = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    static final double[] DRUG_2 = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    @ParameterizedTest
    @DisplayName("quantiles agree with the printed table of t")
    @CsvSource({"1,0.95,6.314", "4,0.95,2.132", "10,0.95,1.812", "1,0.975,12.706", "2,0.975,4.303", "5,0.975,2.571",
        "10,0.975,2.228", "30,0.975,2.042", "9,0.995,3.250", "120,0.975,1.980"})
    void quantilesAreThoseOfTheTable(double df, double probability, double expected) {
        assertEquals(expected, StudentT.quantile(df, probability), 5.1e-4);
    }

    @Test
    @DisplayName("Student's sleep data: t = 4.0621 on 9 degrees of freedom, interval 0.7001 to 2.4599")
    void sleepDataGiveThePublishedNumbers() {
        double[] difference = new double[10];
        for (int i = 0; i < 10; i++) {
            difference[i] = DRUG_2[i] - DRUG_1[i];
        }
        Interval interval = StudentT.interval(difference, 0.95);
        assertEquals(1.58, interval.mean(), 1e-12);
        assertEquals(0.7001142, interval.low(), 1e-7);
        assertEquals(2.4598858, interval.high(), 1e-7);
        assertEquals(10, interval.n());
        TestResult test = StudentT.greater(difference, 0);
        assertEquals(4.0621, test.t(), 5e-5);
        assertEquals(9, test.df());
        assertEquals(0.002833 / 2, test.p(), 5e-7);
    }

    @ParameterizedTest
    @DisplayName("p has the closed forms of one and two degrees of freedom")
    @ValueSource(doubles = {-3, -0.5, 0, 0.25, 1, 40})
    void pValueHasItsClosedForm(double threshold) {
        TestResult one = StudentT.greater(new double[] {0, 2}, threshold);
        assertEquals(1 - threshold, one.t(), 1e-12);
        assertEquals(0.5 - Math.atan(one.t()) / Math.PI, one.p(), 1e-12);

        TestResult two = StudentT.greater(new double[] {1, 4, 7}, threshold);
        double t = (4 - threshold) / Math.sqrt(3);
        assertEquals(t, two.t(), 1e-12);
        assertEquals(0.5 - t / (2 * Math.sqrt(2 + t * t)), two.p(), 1e-12);
    }

    @Test
    void farTailsKeepTheirDigits() {
        // Two degrees of freedom: p = 1/2 - t / (2 sqrt(2 + t^2)) tends to 1 / (2 t^2).
        double p = StudentT.greater(new double[] {1e6 - 1, 1e6, 1e6 + 1}, 0).p();
        double t = 1e6 * Math.sqrt(3);
        assertEquals(1, p * 2 * t * t, 1e-6);
    }

    @Test
    void pIsBelowAlphaExactlyWhereTheIntervalLiesAbove() {
        Random random = new Random(1);
        int above = 0;
        for (int i = 0; i < 500; i++) {
            double[] values = normal(random, 2 + random.nextInt(6), 0.7);
            double alpha = 0.01 + 0.2 * random.nextDouble();
            boolean lies = StudentT.interval(values, 1 - 2 * alpha).low() > 0.1;
            assertEquals(lies, StudentT.greater(values, 0.1).p() < alpha);
            above += lies ? 1 : 0;
        }
        assertTrue(above > 50 && above < 450, above + " of 500: the law was not tried on both sides");
    }

    @Test
    void shiftAndScaleMoveTheInterval() {
        Interval base = StudentT.interval(DRUG_1, 0.9);
        double[] moved = DRUG_1.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] = 3 * moved[i] + 1e6;
        }
        Interval interval = StudentT.interval(moved, 0.9);
        assertEquals(3 * base.low() + 1e6, interval.low(), 1e-8);
        assertEquals(3 * base.high() + 1e6, interval.high(), 1e-8);
    }

    @ParameterizedTest
    @DisplayName("intervals cover and tests err at the stated level, over 4,000 draws")
    @CsvSource({"2,0.95", "5,0.95", "5,0.9", "20,0.8"})
    void statedLevelsHold(int n, double level) {
        int draws = 4000;
        double alpha = (1 - level) / 2;
        Random random = new Random(42 + n);
        int covered = 0;
        int rejected = 0;
        for (int d = 0; d < draws; d++) {
            double[] values = normal(random, n, 0.3);
            Interval interval = StudentT.interval(values, level);
            covered += interval.low() <= 0.3 && 0.3 <= interval.high() ? 1 : 0;
            rejected += StudentT.greater(values, 0.3).p() < alpha ? 1 : 0;
        }
        assertRate(level, covered, draws);
        assertRate(alpha, rejected, draws);
    }

    @Test
    void equalValuesGiveAPoint() {
        // 0.1 added up three times is not 0.3: rounding must not make a spread.
        double[] equal = {0.1, 0.1, 0.1};
        assertEquals(new Interval(0.1, 0.1, 0.1, 3), StudentT.interval(equal, 0.95));
        assertEquals(0, StudentT.greater(equal, 0.05).p());
        assertEquals(Double.POSITIVE_INFINITY, StudentT.greater(equal, 0.05).t());
        assertEquals(1, StudentT.greater(equal, 0.1).p());
        assertEquals(0, StudentT.greater(equal, 0.1).t());
        assertEquals(1, StudentT.greater(equal, 0.2).p());
        assertEquals(Double.NEGATIVE_INFINITY, StudentT.greater(equal, 0.2).t());
    }

    @Test
    void oneValueBoundsNothing() {
        assertEquals(new Interval(7, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1),
            StudentT.interval(new double[] {7}, 0.95));
        assertEquals(Double.NaN, StudentT.greater(new double[] {7}, 0).p());
    }

    @Test
    void noValueIsTheEmptyInterval() {
        assertEquals(Interval.EMPTY, StudentT.interval(new double[0], 0.95));
        assertEquals(Double.NaN, StudentT.greater(new double[0], 0).p());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void valuesThatAreNotFiniteAreRefused(double value) {
        Exception e = assertThrows(IllegalArgumentException.class,
            () -> StudentT.interval(new double[] {1, value}, 0.95));
        assertTrue(e.getMessage().startsWith("value 1 of 2 is " + value), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> StudentT.greater(new double[] {value}, 0));
        assertThrows(IllegalArgumentException.class, () -> StudentT.greater(new double[] {1, 2}, value));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 95, Double.NaN})
    void levelsOutOfRangeAreRefused(double level) {
        assertThrows(IllegalArgumentException.class, () -> StudentT.interval(new double[] {1, 2}, level));
    }

    static double[] normal(Random random, int n, double mean) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = mean + random.nextGaussian();
        }
        return values;
    }

    /** Within four standard errors of the rate: fails for a rate that is wrong by more than about 0.014. */
    static void assertRate(double rate, int hits, int draws) {
        assertEquals(rate, (double) hits / draws, 4 * Math.sqrt(rate * (1 - rate) / draws));
    }
}
