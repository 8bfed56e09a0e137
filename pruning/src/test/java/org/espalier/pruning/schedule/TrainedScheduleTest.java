package org.espalier.pruning.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Pruning a network that is trained already: no training before the first rung, the others over all steps. */
class TrainedScheduleTest {
    private static final PruningLadder LADDER = new PruningLadder(List.of(new PruningLadder.Layer("a", 1000, 0.2),
        new PruningLadder.Layer("b", 100, 0.1)));

    private static List<Long> steps(PruningSchedule schedule, double density, long steps) {
        return schedule.rungsOfTrained(LADDER, density, steps).stream().map(Rung::step).toList();
    }

    @Test
    void roundsStartAtOnceAndDivideAllSteps() {
        assertEquals(List.of(0L), steps(new PruningSchedule.OneShot(), 0.1, 100));
        assertEquals(List.of(0L, 25L, 50L, 75L), steps(new PruningSchedule.Iterative(4), 0.1, 100));
        assertEquals(List.of(0L, 0L), steps(new PruningSchedule.AtInitialisation(2), 0.1, 100));
        // A quarter of the steps falls away: of the others two thirds prune.
        assertEquals(List.of(0L, 33L, 66L), steps(new PruningSchedule.Gradual(3), 0.1, 100));
        assertEquals(List.of(), steps(new PruningSchedule.Iterative(4), 1, 100));
    }

    @Test
    void theCountsAreThoseOfTheScheduleAndEveryRoundHasAStep() {
        for (long steps = 5; steps < 60; steps++) {
            PruningSchedule schedule = new PruningSchedule.Iterative(4);
            List<Rung> rungs = schedule.rungsOfTrained(LADDER, 0.1, steps);
            assertEquals(schedule.rungs(LADDER, 0.1, steps).stream().map(Rung::kept).toList(),
                rungs.stream().map(Rung::kept).toList());
            for (int i = 1; i < rungs.size(); i++) {
                assertTrue(rungs.get(i).step() > rungs.get(i - 1).step(), rungs.toString());
            }
            assertTrue(rungs.get(rungs.size() - 1).step() < steps, rungs.toString());
        }
    }
}
