package org.espalier.rnndynamics.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The answer of each trial worked out again from its inputs alone, without noise; how often each occurs; and the noise. */
class NeurogymTasksTest {
    private static final int COUNT = 400;
    /** Standard errors: a right generator fails one such comparison in about two million seeds. */
    private static final double ERRORS = 5;

    private static Trials silent(Task task, long seed) {
        return TasksTest.trials(task.settings().containsKey("sigma") ? task.with(Map.of("sigma", 0.0)) : task, seed, COUNT);
    }

    /** The class of a step. */
    private static int answer(Trials trials, int t, int b) {
        int answer = -1;
        for (int i = 0; i < trials.outputs(); i++) {
            answer = trials.target(t, b, i) == 1 ? i : answer;
        }
        assertTrue(trials.counts(t, b));
        return answer;
    }

    /** Before the answer is due the cue is 1 and the class 0; from then on the cue is 0 and the class the answer. */
    private static void isAsked(Trials trials, int b, int from, int answer) {
        for (int t = 0; t < trials.steps(); t++) {
            assertEquals(t < from ? 1 : 0, trials.input(t, b, 0), 1e-6, "step " + t);
            assertEquals(t < from ? 0 : answer, answer(trials, t, b), "step " + t);
        }
    }

    private static void isFair(int half, int of) {
        assertEquals(of / 2.0, half, ERRORS * Math.sqrt(of) / 2);
    }

    @Test
    void goAnswersToTheGoStimulusAlone() {
        Task task = new GoNoGo();
        assertEquals(15, task.steps());
        Trials trials = silent(task, 1);
        int went = 0;
        for (int b = 0; b < COUNT; b++) {
            int go = (int) trials.input(2, b, 2);
            went += go;
            for (int t = 0; t < 15; t++) {
                assertEquals(t < 5 ? go : 0, trials.input(t, b, 2));
                assertEquals(t < 5 ? 1 - go : 0, trials.input(t, b, 1));
            }
            isAsked(trials, b, 10, go);
        }
        isFair(went, COUNT);
    }

    @Test
    void theStrongerOfTwoStimuliIsNamed() {
        Task task = new DelayedComparison();
        assertEquals(26, task.steps());
        Trials trials = silent(task, 2);
        TreeMap<Long, Integer> differences = new TreeMap<>();
        int first = 0;
        for (int b = 0; b < COUNT; b++) {
            double one = trials.input(5, b, 1);
            double two = trials.input(20, b, 1);
            // Strengths are 8 apart on a range of 24, shown on half of it.
            assertEquals(8 / 24.0 / 2, Math.abs(one - two), 1e-6);
            differences.merge(Math.round((one + two) * 1e6), 1, Integer::sum);
            first += one > two ? 1 : 0;
            for (int t = 0; t < 26; t++) {
                assertEquals(t >= 5 && t < 10 ? one : t >= 20 && t < 25 ? two : 0, trials.input(t, b, 1), 1e-6);
            }
            isAsked(trials, b, 25, one > two ? 1 : 2);
        }
        isFair(first, COUNT);
        assertEquals(5, differences.size());
        assertEquals(1 + 8 / 24.0 / 2, differences.firstKey() / 1e6, 1e-5);
        assertEquals(2 - 8 / 24.0 / 2, differences.lastKey() / 1e6, 1e-5);
    }

    @Test
    void neitherStimulusOfAPairTellsTheAnswerAlone() {
        Task task = new DelayedAssociation();
        assertEquals(45, task.steps());
        Trials trials = silent(task, 3);
        int[][] seen = new int[2][2];
        for (int b = 0; b < COUNT; b++) {
            int one = trials.input(0, b, 1) == 1 ? 0 : 1;
            int two = trials.input(20, b, 3) == 1 ? 0 : 1;
            seen[one][two]++;
            for (int t = 0; t < 45; t++) {
                for (int i = 1; i < 5; i++) {
                    boolean shown = t < 10 && i == 1 + one || t >= 20 && t < 30 && i == 3 + two;
                    assertEquals(shown ? 1 : 0, trials.input(t, b, i));
                }
            }
            isAsked(trials, b, 40, one == two ? 1 : 0);
        }
        for (int[] row : seen) {
            for (int pair : row) {
                assertEquals(COUNT / 4.0, pair, ERRORS * Math.sqrt(COUNT * 3 / 16.0));
            }
        }
    }

    @Test
    void twoModalitiesShareTheEvidence() {
        Task task = new MultisensoryIntegration();
        assertEquals(11, task.steps());
        Trials trials = silent(task, 4);
        TreeMap<Long, Integer> strengths = new TreeMap<>();
        double share = 0;
        for (int b = 0; b < COUNT; b++) {
            double one = trials.input(4, b, 1) - trials.input(4, b, 2);
            double two = trials.input(4, b, 3) - trials.input(4, b, 4);
            assertTrue(one * two >= 0, "both modalities point to one choice");
            strengths.merge(Math.round(100 * Math.abs(one + two)), 1, Integer::sum);
            share += one / (one + two);
            assertEquals(1, trials.input(4, b, 3) + trials.input(4, b, 4), 1e-6);
            assertEquals(0, trials.input(1, b, 1));
            isAsked(trials, b, 10, one + two > 0 ? 1 : 2);
        }
        assertEquals(java.util.Set.of(5L, 15L, 50L), strengths.keySet());
        assertEquals(0.5, share / COUNT, ERRORS * Math.sqrt(1 / 12.0 / COUNT));
    }

    @Test
    void theAnswerIsOppositeToTheStimulusOrAlongIt() {
        for (int anti : new int[] {1, 0}) {
            Task task = new AntiReach().with(Map.of("anti", (double) anti, "ring", 8.0));
            assertEquals(15, task.steps());
            Trials trials = silent(task, 5);
            boolean[] seen = new boolean[8];
            for (int b = 0; b < COUNT; b++) {
                int peak = 0;
                for (int i = 0; i < 8; i++) {
                    peak = trials.input(7, b, 1 + i) > trials.input(7, b, 1 + peak) ? i : peak;
                    assertEquals(0, trials.input(3, b, 1 + i));
                    assertEquals(0, trials.input(12, b, 1 + i));
                }
                assertEquals(1, trials.input(7, b, 1 + peak), 1e-6);
                assertEquals(-1, trials.input(7, b, 1 + (peak + 4) % 8), 1e-6);
                assertEquals(0, trials.input(7, b, 1 + (peak + 2) % 8), 1e-6);
                seen[peak] = true;
                isAsked(trials, b, 10, 1 + (peak + 4 * anti) % 8);
            }
            for (boolean direction : seen) {
                assertTrue(direction);
            }
        }
    }

    @Test
    void directionsMatchWhereTheyLieInOneHalfOfTheCircle() {
        Task task = new DelayedCategory();
        assertEquals(27, task.steps());
        Trials trials = silent(task, 6);
        int matches = 0;
        int upper = 0;
        for (int b = 0; b < COUNT; b++) {
            boolean one = direction(trials, 6, b) > 0;
            boolean two = direction(trials, 22, b) > 0;
            matches += one == two ? 1 : 0;
            upper += one ? 1 : 0;
            isAsked(trials, b, 21, one == two ? 1 : 2);
        }
        isFair(matches, COUNT);
        isFair(upper, COUNT);
    }

    /** Sine of the direction that a ring of eight shows, by its first Fourier coefficient. */
    private static double direction(Trials trials, int t, int b) {
        double sine = 0;
        double cosine = 0;
        for (int i = 0; i < 8; i++) {
            sine += trials.input(t, b, 1 + i) * Math.sin(Math.PI * i / 4) / 2;
            cosine += trials.input(t, b, 1 + i) * Math.cos(Math.PI * i / 4) / 2;
        }
        assertEquals(1, Math.hypot(sine, cosine), 1e-5);
        return sine;
    }

    @Test
    void eachOfTwoItemsIsTestedAfterItsCue() {
        Task task = new DualDelayedMatch();
        assertEquals(40, task.steps());
        Trials trials = silent(task, 7);
        int firstItemFirst = 0;
        int[] answers = new int[3];
        for (int b = 0; b < COUNT; b++) {
            int cued = trials.input(17, b, 5) == 1 ? 0 : 1;
            firstItemFirst += 1 - cued;
            assertEquals(1, trials.input(17, b, 5 + cued));
            assertEquals(1, trials.input(32, b, 6 - cued));
            int[] expected = {same(trials, b, cued, 22), same(trials, b, 1 - cued, 37)};
            for (int t = 0; t < 40; t++) {
                assertEquals(1, trials.input(t, b, 0));
                int due = t >= 20 && t < 25 ? expected[0] : t >= 35 ? expected[1] : 0;
                assertEquals(due, answer(trials, t, b), "step " + t);
            }
            answers[expected[0]]++;
            answers[expected[1]]++;
        }
        isFair(firstItemFirst, COUNT);
        isFair(answers[1], 2 * COUNT);
    }

    private static int same(Trials trials, int b, int item, int test) {
        assertEquals(1, trials.input(7, b, 1 + 2 * item) + trials.input(7, b, 2 + 2 * item));
        assertEquals(0, trials.input(test, b, 3 - 2 * item) + trials.input(test, b, 4 - 2 * item));
        return trials.input(7, b, 1 + 2 * item) == trials.input(test, b, 1 + 2 * item) ? 1 : 2;
    }

    /** neurogym adds noise to all inputs of some periods; only the tasks whose description says so have it on the cue. */
    @Test
    void noiseHasTheStatedDeviationWhereItIsSaid() {
        noise(new DelayedComparison(), 7, new int[] {0, 1}, new int[] {12});
        noise(new MultisensoryIntegration(), 5, new int[] {0, 1, 2, 3, 4}, new int[] {1});
        noise(new DualDelayedMatch(), 22, new int[] {0, 1, 2, 3, 4, 5, 6}, new int[] {12, 17});
        noise(new DelayedCategory(), 8, new int[] {1, 4, 8}, new int[] {2, 14});
    }

    private static void noise(Task task, int noisy, int[] inputs, int[] still) {
        Trials loud = TasksTest.trials(task.with(Map.of("sigma", 40.0)), 9, 4000);
        for (int i : inputs) {
            double squares = 0;
            for (int b = 0; b < 4000; b++) {
                squares += Math.pow(loud.input(noisy, b, i), 2);
            }
            // sigma / sqrt(dt) = 4, beside which the signal, at most 1, is small.
            assertEquals(16, squares / 4000, ERRORS * 16 * Math.sqrt(2 / 4000.0) + 1.5, task.name() + " input " + i);
        }
        for (int t : still) {
            for (int b = 0; b < 100; b++) {
                for (int i = 0; i < task.inputs(); i++) {
                    assertTrue(loud.input(t, b, i) == 0 || loud.input(t, b, i) == 1, task.name() + " step " + t);
                }
            }
        }
    }
}
