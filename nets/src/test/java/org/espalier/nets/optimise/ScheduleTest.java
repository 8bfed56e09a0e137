package org.espalier.nets.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void constantIsOne() {
        assertEquals(1, new Schedule.Constant().factor(0));
        assertEquals(1, new Schedule.Constant().factor(Long.MAX_VALUE));
    }

    @Test
    void cosineFallsFromOneToZeroAndIsPointSymmetric() {
        Schedule cosine = new Schedule.Cosine(1000, 1);
        assertEquals(1, cosine.factor(0));
        assertEquals(0.5, cosine.factor(500), 1e-15);
        assertEquals(0.5 * (1 + Math.sqrt(0.5)), cosine.factor(250), 1e-15);
        assertEquals(0, cosine.factor(1000));
        assertEquals(0, cosine.factor(5000));
        for (long step = 0; step < 1000; step++) {
            assertTrue(cosine.factor(step) > cosine.factor(step + 1));
            assertEquals(1, cosine.factor(step) + cosine.factor(1000 - step), 1e-12);
        }
    }

    @Test
    void cosinePerEpochHoldsTheRateWithinAnEpoch() {
        // 100 epochs of 7 steps: epoch e has 0.5 (1 + cos(pi e / 100)).
        Schedule cosine = new Schedule.Cosine(700, 7);
        for (int step = 0; step < 700; step++) {
            assertEquals(0.5 * (1 + Math.cos(Math.PI * (step / 7) / 100)), cosine.factor(step), 1e-12);
        }
    }

    @Test
    void stepDecayDropsAtItsMilestones() {
        Schedule decay = new Schedule.StepDecay(List.of(20_000L, 25_000L), 0.1);
        assertEquals(1, decay.factor(19_999));
        assertEquals(0.1, decay.factor(20_000), 1e-15);
        assertEquals(0.1, decay.factor(24_999), 1e-15);
        assertEquals(0.01, decay.factor(25_000), 1e-15);
        assertEquals(1, new Schedule.StepDecay(List.of(), 0.1).factor(9));
    }

    @Test
    void exponentialShrinksByTheSameFactorEachStep() {
        Schedule schedule = new Schedule.Exponential(0.9);
        double expected = 1;
        for (long step = 0; step < 50; step++) {
            assertEquals(expected, schedule.factor(step), 1e-12);
            expected *= 0.9;
        }
        assertThrows(InvalidInputException.class, () -> new Schedule.Exponential(0));
        assertThrows(InvalidInputException.class, () -> new Schedule.Exponential(1.1));
        assertThrows(InvalidInputException.class, () -> new Schedule.Exponential(Double.NaN));
    }

    @Test
    void warmUpRisesInALineThenHandsOver() {
        Schedule schedule = new Schedule.WarmUp(4, new Schedule.Cosine(10, 1));
        assertEquals(0.25, schedule.factor(0));
        assertEquals(0.5, schedule.factor(1));
        assertEquals(1, schedule.factor(3));
        for (int step = 0; step < 12; step++) {
            assertEquals(new Schedule.Cosine(10, 1).factor(step), schedule.factor(4 + step));
        }
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThrows(InvalidInputException.class, () -> new Schedule.Cosine(0, 1));
        assertThrows(InvalidInputException.class, () -> new Schedule.Cosine(10, 0));
        assertThrows(InvalidInputException.class, () -> new Schedule.Cosine(10, 11));
        assertThrows(InvalidInputException.class, () -> new Schedule.StepDecay(List.of(5L, 5L), 0.1));
        assertThrows(InvalidInputException.class, () -> new Schedule.StepDecay(List.of(0L), 0.1));
        assertThrows(InvalidInputException.class, () -> new Schedule.StepDecay(List.of(1L), 0));
        assertThrows(InvalidInputException.class, () -> new Schedule.StepDecay(List.of(1L), 1.5));
        assertThrows(InvalidInputException.class, () -> new Schedule.WarmUp(0, new Schedule.Constant()));
        assertThrows(InvalidInputException.class, () -> new Schedule.WarmUp(1, null));
        assertThrows(IllegalArgumentException.class, () -> new Schedule.Constant().factor(-1));
    }
}
