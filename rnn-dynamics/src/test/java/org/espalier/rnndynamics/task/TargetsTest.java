package org.espalier.rnndynamics.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.junit.jupiter.api.Test;

/** Each task's targets worked out again from its inputs alone, by brute force; and the statistics of the inputs. */
class TargetsTest {
    /** Standard errors: a right generator fails one such comparison in about two million seeds. */
    private static final double ERRORS = 5;

    @Test
    void aFlipFlopHoldsTheLastPulse() {
        Task task = new FlipFlop(2, 0.2, 40);
        Trials trials = TasksTest.trials(task, 1, 30);
        for (int b = 0; b < 30; b++) {
            for (int bit = 0; bit < 2; bit++) {
                assertTrue(trials.input(0, b, bit) != 0);
                for (int t = 0; t < 40; t++) {
                    int at = t;
                    while (trials.input(at, b, bit) == 0) {
                        at--;
                    }
                    assertEquals(1, Math.abs(trials.input(at, b, bit)));
                    assertEquals(trials.input(at, b, bit), trials.target(t, b, bit));
                    assertTrue(trials.counts(t, b));
                }
            }
        }
    }

    @Test
    void pulsesComeAtTheirRateWithFairSigns() {
        int count = 300;
        Task task = new FlipFlop();
        Trials trials = TasksTest.trials(task, 2, count);
        int places = 0;
        int pulses = 0;
        int sum = 0;
        for (int t = 1; t < task.steps(); t++) {
            for (int b = 0; b < count; b++) {
                for (int bit = 0; bit < 3; bit++) {
                    places++;
                    pulses += trials.input(t, b, bit) == 0 ? 0 : 1;
                    sum += (int) trials.input(t, b, bit);
                }
            }
        }
        assertEquals(0.1 * places, pulses, ERRORS * Math.sqrt(0.1 * 0.9 * places));
        assertEquals(0, sum, ERRORS * Math.sqrt(pulses));
    }

    @Test
    void aSineFollowsItsCue() {
        Sine task = new Sine(7, 0.1, 0.6, 60);
        Trials trials = TasksTest.trials(task, 3, 200);
        boolean[] seen = new boolean[8];
        for (int b = 0; b < 200; b++) {
            int j = (int) Math.round((trials.input(0, b, 0) - 0.25) * 7);
            seen[j] = true;
            double w = 0.1 + 0.5 * (j - 1) / 6;
            // sin(w (t+1)) = 2 cos(w) sin(w t) - sin(w (t-1)), from sin(0) and sin(-w)
            double now = 0;
            double before = -Math.sin(w);
            for (int t = 0; t < 60; t++) {
                assertEquals(j / 7.0 + 0.25, trials.input(t, b, 0), 1e-6);
                assertEquals(now, trials.target(t, b, 0), 1e-6);
                double next = 2 * Math.cos(w) * now - before;
                before = now;
                now = next;
            }
        }
        boolean[] all = new boolean[8];
        Arrays.fill(all, 1, 8, true);
        assertArrayEquals(all, seen);
    }

    @Test
    void integratorsSumTheirInput() {
        Trials plain = TasksTest.trials(new Integration(), 4, 50);
        Trials sign = TasksTest.trials(new BinaryDecision(), 4, 50);
        Trials context = TasksTest.trials(new ContextIntegration(), 4, 50);
        for (int b = 0; b < 50; b++) {
            int chosen = context.input(0, b, 2) == 1 ? 0 : 1;
            for (int t = 0; t < 25; t++) {
                assertEquals(sum(plain, t, b, 0), plain.target(t, b, 0), 1e-5);
                assertEquals(sum(context, t, b, chosen), context.target(t, b, 0), 1e-5);
                assertEquals(chosen == 0 ? 1 : 0, context.input(t, b, 2));
                assertEquals(chosen == 1 ? 1 : 0, context.input(t, b, 3));
                assertEquals(t == 24, sign.counts(t, b));
            }
            assertEquals(sum(sign, 24, b, 0) > 0 ? 1 : -1, sign.target(24, b, 0));
        }
    }

    private static double sum(Trials trials, int to, int b, int i) {
        double sum = 0;
        for (int t = 0; t <= to; t++) {
            sum += trials.input(t, b, i);
        }
        return sum;
    }

    @Test
    void noiseHasTheStatedMoments() {
        int count = 4000;
        Trials trials = TasksTest.trials(new ContextIntegration(), 5, count);
        int first = 0;
        double total = 0;
        double squares = 0;
        double across = 0;
        for (int b = 0; b < count; b++) {
            first += (int) trials.input(0, b, 2);
            double mean = sum(trials, 24, b, 0) / 25;
            total += mean;
            across += mean * (sum(trials, 24, b, 1) / 25);
            for (int t = 0; t < 25; t++) {
                squares += Math.pow(trials.input(t, b, 0) - mean, 2);
            }
        }
        assertEquals(count / 2.0, first, ERRORS * Math.sqrt(count) / 2);
        // Mean of a trial: normal about -0.01 with variance 0.02^2 + (0.025/0.2)^2/25.
        double variance = 0.02 * 0.02 + 0.125 * 0.125 / 25;
        assertEquals(-0.01, total / count, ERRORS * Math.sqrt(variance / count));
        assertEquals(1e-4, across / count, ERRORS * Math.sqrt((variance * variance + 2e-4 * variance) / count));
        double freedom = count * 24.0;
        assertEquals(0.125 * 0.125, squares / freedom, ERRORS * 0.125 * 0.125 * Math.sqrt(2 / freedom));
    }

    @Test
    void perceptualDecisionIsForTheStrongerInput() {
        Task task = new PerceptualDecision().with(Map.of("sigma", 0.0, "fixation", 0.0, "stimulus", 700.0));
        assertEquals(8, task.steps());
        Trials trials = TasksTest.trials(task, 6, 400);
        int even = 0;
        for (int b = 0; b < 400; b++) {
            double difference = trials.input(0, b, 1) - trials.input(0, b, 2);
            even += difference == 0 ? 1 : 0;
            for (int t = 0; t < 7; t++) {
                assertEquals(1, trials.input(t, b, 0));
                assertEquals(1, trials.input(t, b, 1) + trials.input(t, b, 2), 1e-6);
                assertEquals(difference, trials.input(t, b, 1) - trials.input(t, b, 2), 1e-6);
                assertEquals(1, trials.target(t, b, 0));
            }
            for (int i = 0; i < 3; i++) {
                assertEquals(0, trials.input(7, b, i));
            }
            if (difference != 0) {
                assertEquals(1, trials.target(7, b, difference > 0 ? 1 : 2));
                double coherence = Math.abs(difference) * 100;
                assertTrue(Arrays.stream(new double[] {6.4, 12.8, 25.6, 51.2})
                    .anyMatch(c -> Math.abs(c - coherence) < 1e-4), "coherence " + coherence);
            }
        }
        assertEquals(400 / 5.0, even, ERRORS * Math.sqrt(400 * 0.2 * 0.8));
        assertEquals(22, new PerceptualDecision().steps());
        assertEquals(7, new PerceptualDecision().with(Map.of("fixation", 99.0, "stimulus", 699.0)).steps());
    }

    @Test
    void noiseOfTheStimulusIsSigmaOverTheRootOfDt() {
        Task task = new PerceptualDecision();
        Trials trials = TasksTest.trials(task, 7, 500);
        double squares = 0;
        for (int b = 0; b < 500; b++) {
            for (int i = 1; i < 3; i++) {
                assertEquals(0, trials.input(0, b, i));
                assertEquals(0, trials.input(21, b, i));
                double mean = 0;
                for (int t = 1; t < 21; t++) {
                    mean += trials.input(t, b, i) / 20;
                }
                for (int t = 1; t < 21; t++) {
                    squares += Math.pow(trials.input(t, b, i) - mean, 2);
                }
            }
        }
        double freedom = 500 * 2 * 19.0;
        assertEquals(0.01, squares / freedom, ERRORS * 0.01 * Math.sqrt(2 / freedom));
    }

    @Test
    void delayedMatchComparesTheTwoStimuli() {
        Task task = new DelayedMatch().with(Map.of("sigma", 0.0, "fixation", 0.0, "sample", 100.0, "delay", 500.0, "test",
            100.0, "decision", 100.0));
        assertEquals(8, task.steps());
        Trials trials = TasksTest.trials(task, 8, 200);
        int matches = 0;
        for (int b = 0; b < 200; b++) {
            boolean match = trials.input(0, b, 1) == trials.input(6, b, 1);
            matches += match ? 1 : 0;
            assertEquals(1, trials.input(0, b, 1) + trials.input(0, b, 2));
            assertEquals(1, trials.input(6, b, 1) + trials.input(6, b, 2));
            for (int t = 0; t < 8; t++) {
                assertEquals(t < 7 ? 1 : 0, trials.input(t, b, 0));
                assertEquals(1, trials.target(t, b, t < 7 ? 0 : match ? 1 : 2));
                if (t != 0 && t != 6) {
                    assertEquals(0, trials.input(t, b, 1) + trials.input(t, b, 2));
                }
            }
        }
        assertEquals(100, matches, ERRORS * Math.sqrt(50));
        assertEquals(32, new DelayedMatch().steps());
    }

    @Test
    void contextDecisionJudgesTheStimulusOfItsContext() {
        Task task = new ContextDecision().with(Map.of("sigma", 0.0, "fixation", 0.0, "stimulus", 200.0, "delay-min", 500.0,
            "delay-max", 500.0));
        assertEquals(8, task.steps());
        Trials trials = TasksTest.trials(task, 9, 200);
        int conflicts = 0;
        for (int b = 0; b < 200; b++) {
            int context = trials.input(7, b, 6) == 1 ? 1 : 0;
            int[] choice = new int[2];
            for (int m = 0; m < 2; m++) {
                choice[m] = trials.input(1, b, 1 + 2 * m) > trials.input(1, b, 2 + 2 * m) ? 1 : 2;
                assertEquals(1, trials.input(1, b, 1 + 2 * m) + trials.input(1, b, 2 + 2 * m), 1e-6);
            }
            conflicts += choice[0] == choice[1] ? 0 : 1;
            for (int t = 0; t < 8; t++) {
                assertEquals(t < 7 ? 1 : 0, trials.input(t, b, 0));
                assertEquals(context == 0 ? 1 : 0, trials.input(t, b, 5));
                assertEquals(context == 1 ? 1 : 0, trials.input(t, b, 6));
                assertEquals(1, trials.target(t, b, t < 7 ? 0 : choice[context]));
                if (t >= 2) {
                    assertEquals(0, trials.input(t, b, 1) + trials.input(t, b, 4));
                }
            }
        }
        assertEquals(100, conflicts, ERRORS * Math.sqrt(50));
    }

    @Test
    void theDelayOfTheContextDecisionIsTruncatedExponential() {
        Task task = new ContextDecision();
        assertEquals(3 + 7 + 30 + 1, task.steps());
        int count = 3000;
        Trials trials = TasksTest.trials(task, 10, count);
        int shortest = 0;
        for (int b = 0; b < count; b++) {
            int length = 0;
            while (length < task.steps() && trials.counts(length, b)) {
                length++;
            }
            int delay = length - 11;
            assertTrue(delay >= 3 && delay < 30, "delay of " + delay);
            shortest += delay < 6 ? 1 : 0;
            assertEquals(0, trials.target(length - 1, b, 0));
            for (int t = length; t < task.steps(); t++) {
                for (int i = 0; i < 7; i++) {
                    assertEquals(0, trials.input(t, b, i));
                }
            }
        }
        // Between 300 and 600 of 300 to 3000 ms lie (e^-0.5 - e^-1) / (e^-0.5 - e^-5).
        double share = (Math.exp(-0.5) - Math.exp(-1)) / (Math.exp(-0.5) - Math.exp(-5));
        assertEquals(share * count, shortest, ERRORS * Math.sqrt(count * share * (1 - share)));
    }

    @Test
    void imagesComeRowByRow() {
        float[] pixels = new float[3 * 2 * 2 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i;
        }
        Task task = SequentialImages.of(new LabelledImages(new ImageShape(2, 2, 3), 4, pixels, new int[] {1, 3, 0}));
        Trials trials = TasksTest.trials(task, 11, 40);
        boolean[] seen = new boolean[3];
        for (int b = 0; b < 40; b++) {
            int image = (int) trials.input(0, b, 0) / 12;
            seen[image] = true;
            float start = image * 12;
            for (int i = 0; i < 3; i++) {
                assertEquals(start + i, trials.input(0, b, i));
                assertEquals(start + 6 + i, trials.input(0, b, 3 + i));
                assertEquals(start + 3 + i, trials.input(1, b, i));
                assertEquals(start + 9 + i, trials.input(1, b, 3 + i));
            }
            assertEquals(1, trials.target(1, b, new int[] {1, 3, 0}[image]));
            assertTrue(!trials.counts(0, b) && trials.counts(1, b));
        }
        assertArrayEquals(new boolean[] {true, true, true}, seen);
        assertThrows(InvalidInputException.class, () -> SequentialImages.of(
            new LabelledImages(new ImageShape(1, 2, 2), 2, new float[0], new int[0])));
    }
}
