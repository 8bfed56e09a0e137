package org.espalier.study.statistics;

import static org.espalier.study.statistics.StudentTTest.assertRate;
import static org.espalier.study.statistics.StudentTTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IntersectionUnionTest {

    @Test
    void oneEffectIsTheTTest() {
        double[] values = {0.2, 0.5, 0.3, 0.9};
        IntersectionUnion.Outcome outcome = IntersectionUnion.greater(List.of(values), 0.1, 0.05);
        assertEquals(StudentT.interval(values, 0.9), outcome.interval());
        assertEquals(StudentT.greater(values, 0.1).p(), outcome.p());
    }

    @Test
    void theWeakestEffectDecides() {
        double[] strong = {5, 5.1, 5.2, 4.9};
        double[] noisy = {3, 9, -2, 6};
        double[] small = {0.5, 0.51, 0.52, 0.53, 0.54};
        IntersectionUnion.Outcome outcome = IntersectionUnion.greater(List.of(strong, noisy, small), 0, 0.05);
        assertEquals(StudentT.greater(noisy, 0).p(), outcome.p());
        assertEquals(0.52, outcome.interval().mean(), 1e-12);
        assertEquals(StudentT.interval(noisy, 0.9).low(), outcome.interval().low());
        assertEquals(StudentT.interval(small, 1 - 0.1 / 3).high(), outcome.interval().high());
        assertEquals(4, outcome.interval().n());
    }

    @Test
    @DisplayName("with one effect at the threshold and the others far above, the error rate is alpha, over 2,000 draws")
    void errorRateIsAlphaAtTheWorstNull() {
        Random random = new Random(8);
        int draws = 2000;
        int rejected = 0;
        for (int d = 0; d < draws; d++) {
            List<double[]> effects = List.of(normal(random, 6, 0), normal(random, 6, 50), normal(random, 6, 50));
            rejected += IntersectionUnion.greater(effects, 0, 0.05).p() < 0.05 ? 1 : 0;
        }
        assertRate(0.05, rejected, draws);
    }

    @Test
    @DisplayName("with every effect at the threshold, the interval lies below it at most at rate alpha, over 2,000 draws")
    void refutationIsCorrectedForTheNumberOfEffects() {
        Random random = new Random(9);
        int draws = 2000;
        int below = 0;
        for (int d = 0; d < draws; d++) {
            List<double[]> effects = List.of(normal(random, 6, 0), normal(random, 6, 0), normal(random, 6, 0),
                normal(random, 6, 0));
            below += IntersectionUnion.greater(effects, 0, 0.05).interval().high() < 0 ? 1 : 0;
        }
        // Independent effects: 1 - (1 - alpha / 4)^4.
        assertRate(1 - Math.pow(1 - 0.05 / 4, 4), below, draws);
    }

    @Test
    void anEffectWithoutValuesLeavesNoAnswer() {
        IntersectionUnion.Outcome outcome = IntersectionUnion.greater(
            List.of(new double[] {5, 6, 7}, new double[0]), 0, 0.05);
        assertEquals(Interval.EMPTY, outcome.interval());
        assertEquals(Double.NaN, outcome.p());
    }

    @Test
    void badInputIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> IntersectionUnion.greater(List.of(), 0, 0.05));
        Exception e = assertThrows(IllegalArgumentException.class,
            () -> IntersectionUnion.greater(List.of(new double[] {1, 2}), 0, 0.5));
        assertTrue(e.getMessage().contains("alpha 0.5"), e.getMessage());
        assertThrows(IllegalArgumentException.class,
            () -> IntersectionUnion.greater(List.of(new double[] {1, Double.NaN}), 0, 0.05));
    }
}
