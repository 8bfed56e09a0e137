package org.espalier.analysis.dsa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class DynamicalSimilarityTest {
    private static final double[] DECAY = {0.9, -0.3, 0, 0.3, 0.9, 0.1, 0, 0, 0.7};

    /** {@code x_{t+1} = A x_t}. */
    private static double[] trajectory(double[] map, double[] start, int steps) {
        int n = start.length;
        double[] states = new double[steps * n];
        System.arraycopy(start, 0, states, 0, n);
        for (int t = 1; t < steps; t++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    states[t * n + i] += map[i * n + j] * states[(t - 1) * n + j];
                }
            }
        }
        return states;
    }

    private static double trace(double[] matrix, int n) {
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += matrix[i * n + i];
        }
        return trace;
    }

    /** Its powers' traces say what its eigenvalues are. */
    private static void assertSameEigenvalues(double[] a, double[] b, int n) {
        Square x = new Square(n, a);
        Square y = new Square(n, b);
        Square powerX = x;
        Square powerY = y;
        for (int p = 0; p < n; p++) {
            assertEquals(trace(powerX.values(), n), trace(powerY.values(), n), 1e-9);
            powerX = powerX.times(x);
            powerY = powerY.times(y);
        }
    }

    @Test
    void aLinearSystemIsFoundExactlyFromOneTrialOrMany() {
        LinearDynamics one = LinearDynamics.of(List.of(trajectory(DECAY, new double[] {1, 0.5, -1}, 25)), 3, 1);
        assertEquals(3, one.rank());
        assertSameEigenvalues(DECAY, one.map(3), 3);
        List<double[]> trials = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 6; i++) {
            trials.add(trajectory(DECAY, random.doubles(3, -1, 1).toArray(), 4 + i));
        }
        trials.add(new double[3]); // one step: no neighbour in time
        assertSameEigenvalues(DECAY, LinearDynamics.of(trials, 3, 1).map(3), 3);
        // In time taken for one trial, the jumps between trials would spoil it.
        double[] glued = trials.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
        double[] spoilt = LinearDynamics.of(List.of(glued), 3, 1).map(3);
        assertTrue(Math.abs(trace(DECAY, 3) - trace(spoilt, 3)) > 1e-3);
    }

    @Test
    void delaysShowWhatOneUnitAloneDoesNot() {
        double[] wave = new double[60];
        for (int t = 0; t < wave.length; t++) {
            wave[t] = Math.cos(0.4 * t + 1);
        }
        LinearDynamics embedded = LinearDynamics.of(List.of(wave), 1, 3);
        assertEquals(2, embedded.rank());
        double[] map = embedded.map(2);
        assertEquals(2 * Math.cos(0.4), trace(map, 2), 1e-12);
        assertEquals(1, map[0] * map[3] - map[1] * map[2], 1e-12);
        assertEquals(1, LinearDynamics.of(List.of(wave), 1, 1).rank());
    }

    @Test
    void manyUnitsAndFewMomentsAreEmbeddedToo() {
        // 40 units that carry the three of the system: more columns than rows.
        Random random = new Random(2);
        double[] mix = random.doubles(120, -1, 1).toArray();
        double[] states = trajectory(DECAY, new double[] {1, 0.5, -1}, 12);
        double[] wide = new double[12 * 40];
        for (int t = 0; t < 12; t++) {
            for (int u = 0; u < 40; u++) {
                for (int j = 0; j < 3; j++) {
                    wide[t * 40 + u] += states[t * 3 + j] * mix[j * 40 + u];
                }
            }
        }
        LinearDynamics dynamics = LinearDynamics.of(List.of(wide), 40, 1);
        assertEquals(3, dynamics.rank());
        assertSameEigenvalues(DECAY, dynamics.map(3), 3);
    }

    private static Representation turning(double angle, int steps, long seed) {
        Random random = new Random(seed);
        double[] mix = random.doubles(2 * 4, -1, 1).toArray();
        double[] values = new double[steps * 4];
        for (int t = 0; t < steps; t++) {
            for (int u = 0; u < 4; u++) {
                values[t * 4 + u] = mix[u] * Math.cos(angle * t) + mix[4 + u] * Math.sin(angle * t);
            }
        }
        return new Representation(steps, 4, values);
    }

    @Test
    void oscillationsAreAsFarApartAsTheirFrequencies() {
        RepresentationMeasure dsa = new DynamicalSimilarity();
        // Whole periods, so that the coordinates are a sine and a cosine of one length and the maps plane rotations.
        double slow = 2 * Math.PI / 25;
        double fast = 2 * Math.PI / 10;
        // 104 moments are 100 rows of 5.
        assertEquals(fast - slow, dsa.compare(turning(slow, 104, 1), turning(fast, 104, 2)), 1e-9);
        assertEquals(0, dsa.compare(turning(slow, 104, 1), turning(slow, 104, 2)), 1e-12);
        assertEquals(0, dsa.with("delays", 2).compare(turning(slow, 101, 1), turning(slow, 101, 3)), 1e-12);
    }

    @Test
    void theGeometryDoesNotCountAtFullRank() {
        // One system in two bases that no rotation joins.
        double[] states = trajectory(DECAY, new double[] {1, 0.5, -1}, 20);
        double[] sheared = new double[60];
        for (int t = 0; t < 20; t++) {
            sheared[t * 3] = states[t * 3] + 3 * states[t * 3 + 1];
            sheared[t * 3 + 1] = 0.2 * states[t * 3 + 1];
            sheared[t * 3 + 2] = states[t * 3 + 2] - states[t * 3];
        }
        RepresentationMeasure dsa = new DynamicalSimilarity().with("delays", 1);
        assertEquals(0, dsa.compare(new Representation(20, 3, states), new Representation(20, 3, sheared)), 1e-9);
        double[] faster = trajectory(new double[] {0.5, -0.7, 0, 0.7, 0.5, 0.1, 0, 0, 0.7}, new double[] {1, 0.5, -1}, 20);
        assertTrue(dsa.compare(new Representation(20, 3, states), new Representation(20, 3, faster)) > 0.1);
    }

    @Test
    void oneDirectionAloneHasNoRotation() {
        double[] slow = trajectory(new double[] {0.9}, new double[] {1}, 20);
        double[] fast = trajectory(new double[] {0.4}, new double[] {1}, 20);
        Representation a = new Representation(20, 1, slow);
        Representation b = new Representation(20, 1, fast);
        RepresentationMeasure dsa = new DynamicalSimilarity().with("delays", 1);
        assertTrue(Double.isNaN(dsa.compare(a, b)));
        assertEquals("one direction alone has no rotation; dsa-wasserstein is defined", dsa.undefinedBecause(a, b));
        assertEquals(0.5, DynamicalSimilarity.ofEigenvalues().with("delays", 1).compare(a, b), 1e-12);
        // By the setting, too; and by one of the two alone.
        Representation turning = turning(0.3, 20, 1);
        assertTrue(Double.isNaN(dsa.with("rank", 1).compare(turning, turning)));
        assertTrue(Double.isNaN(dsa.compare(turning, a)));
        Representation brief = turning(1, 6, 1);
        assertEquals("fewer than two steps with all 5 delays", new DynamicalSimilarity().undefinedBecause(brief, brief));
    }

    @Test
    void badSeriesAreRefusedAndShortOnesUndefined() {
        assertThrows(InvalidInputException.class, () -> LinearDynamics.of(List.of(new double[5]), 2, 1));
        assertThrows(InvalidInputException.class, () -> LinearDynamics.of(List.of(new double[4]), 2, 2));
        assertThrows(InvalidInputException.class, () -> LinearDynamics.of(List.of(), 2, 1));
        assertThrows(InvalidInputException.class, () -> LinearDynamics.of(List.of(new double[] {1, Double.NaN}), 1, 1));
        assertThrows(InvalidInputException.class, () -> LinearDynamics.of(List.of(new double[4]), 2, 0));
        assertEquals(0, LinearDynamics.of(List.of(new double[8]), 2, 1).rank());
        assertThrows(InvalidInputException.class, () -> LinearDynamics.of(List.of(new double[8]), 2, 1).map(1));
        RepresentationMeasure dsa = new DynamicalSimilarity();
        assertThrows(InvalidInputException.class, () -> dsa.with("delays", 0));
        assertThrows(InvalidInputException.class, () -> dsa.with("rank", 1.5));
        assertTrue(Double.isNaN(dsa.compare(turning(1, 6, 1), turning(1, 6, 2))));
        assertTrue(Double.isFinite(dsa.compare(turning(1, 7, 1), turning(1, 7, 2))));
    }
}
