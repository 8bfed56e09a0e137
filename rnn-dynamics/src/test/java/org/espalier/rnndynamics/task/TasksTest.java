package org.espalier.rnndynamics.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws that every task obeys, those of plug-ins included. */
class TasksTest {

    static List<Task> tasks() {
        return Tasks.all();
    }

    @Test
    void allTasksOfTheSuiteAreFound() {
        assertEquals(List.of("anti-reach", "binary-decision", "context-decision", "context-integration", "delayed-association",
            "delayed-category", "delayed-comparison", "delayed-match", "dual-delayed-match", "flip-flop", "go-no-go",
            "integration", "multisensory-integration", "perceptual-decision", "sequential-images", "sine"), tasks().stream().map(Task::name)
                .toList());
        InvalidInputException unknown = assertThrows(InvalidInputException.class, () -> Tasks.named("flipflop"));
        assertTrue(unknown.getMessage().contains("flip-flop"), unknown.getMessage());
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theSeedDecidesEveryBit(Task task) {
        Trials trials = trials(task, 3, 20);
        Trials again = trials(task, 3, 20);
        assertArrayEquals(trials.input(), again.input());
        assertArrayEquals(trials.target(), again.target());
        assertArrayEquals(trials.mask(), again.mask());
        assertFalse(Arrays.equals(trials.input(), trials(task, 4, 20).input()));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void aShorterBatchIsTheStartOfALongerOne(Task task) {
        Trials few = trials(task, 8, 3);
        Trials many = trials(task, 8, 7);
        for (int t = 0; t < task.steps(); t++) {
            for (int b = 0; b < 3; b++) {
                assertEquals(few.counts(t, b), many.counts(t, b));
                for (int i = 0; i < task.inputs(); i++) {
                    assertEquals(few.input(t, b, i), many.input(t, b, i));
                }
                for (int i = 0; i < task.outputs(); i++) {
                    assertEquals(few.target(t, b, i), many.target(t, b, i));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void everyTrialHasSomethingToLearnAndClassesAreOneHot(Task task) {
        Trials trials = trials(task, 5, 50);
        for (int b = 0; b < 50; b++) {
            int counted = 0;
            for (int t = 0; t < task.steps(); t++) {
                counted += trials.counts(t, b) ? 1 : 0;
                if (task.target() == Target.CLASSES && trials.counts(t, b)) {
                    int ones = 0;
                    for (int i = 0; i < task.outputs(); i++) {
                        assertTrue(trials.target(t, b, i) == 0 || trials.target(t, b, i) == 1);
                        ones += (int) trials.target(t, b, i);
                    }
                    assertEquals(1, ones);
                }
            }
            assertTrue(counted > 0);
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void itsOwnSettingsChangeNothingAndOthersAreRefused(Task task) {
        assertEquals(task.settings(), task.with(task.settings()).settings());
        assertArrayEquals(trials(task, 1, 4).input(), trials(task.with(Map.of()), 1, 4).input());
        InvalidInputException unknown = assertThrows(InvalidInputException.class, () -> task.with(Map.of("stepz", 3.0)));
        assertTrue(unknown.getMessage().contains(task.name()) && unknown.getMessage().contains("stepz"),
            unknown.getMessage());
        InvalidInputException none = assertThrows(InvalidInputException.class,
            () -> task.trials(0, RandomStreams.of(1).stream("task")));
        assertTrue(none.getMessage().contains(task.name()) && none.getMessage().contains("0 trials"), none.getMessage());
        assertThrows(InvalidInputException.class,
            () -> task.trials(Integer.MAX_VALUE, RandomStreams.of(1).stream("task")));
    }

    @ParameterizedTest
    @CsvSource({"flip-flop,steps,0", "flip-flop,steps,-5", "flip-flop,steps,2.5", "flip-flop,bits,0",
        "flip-flop,pulse-probability,1.1", "flip-flop,pulse-probability,NaN", "sine,steps,0", "sine,frequencies,0",
        "sine,highest,0.05", "integration,steps,0", "integration,duration,0", "integration,noise,-1",
        "binary-decision,steps,0", "context-integration,steps,0", "context-integration,bias,Infinity",
        "perceptual-decision,decision,99", "perceptual-decision,dt,0", "perceptual-decision,sigma,-1",
        "delayed-match,decision,0", "delayed-match,delay,-100", "context-decision,decision,0",
        "context-decision,delay-max,200", "context-decision,delay-mean,0", "perceptual-decision,stimulus,1e9",
        "anti-reach,ring,7", "anti-reach,ring,0", "anti-reach,ring,2.5", "anti-reach,anti,2", "go-no-go,decision,0",
        "delayed-category,ring,2", "delayed-category,test,50", "delayed-comparison,sigma,-1", "delayed-comparison,stimulus-2,-1",
        "delayed-association,delay-2,NaN", "dual-delayed-match,test-2,0", "multisensory-integration,dt,0"})
    void settingsOutOfRangeAreRefusedByName(String task, String setting, double value) {
        InvalidInputException refused = assertThrows(InvalidInputException.class,
            () -> Tasks.named(task).with(Map.of(setting, value)));
        assertTrue(refused.getMessage().contains(task) && refused.getMessage().contains(setting)
            && refused.getMessage().contains("expected"), refused.getMessage());
    }

    static Trials trials(Task task, long seed, int count) {
        return task.trials(count, RandomStreams.of(seed).stream("task/train/0"));
    }
}
