package org.espalier.rnndynamics.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.ExampleCells;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.junit.jupiter.api.Test;

class LineAttractorTest {
    private static final double[] LEVELS = {2, 2.5, 3};

    /** h' = W h + b while all sums are positive. */
    private static Cell linear(double... recurrent) {
        int units = (int) Math.sqrt(recurrent.length);
        double[] bias = new double[units];
        Arrays.fill(bias, 0.2);
        return new VanillaCell(Activation.RELU, GateWeights.of(1, units, 1, new double[] {1, 0.5}, recurrent, bias));
    }

    private static void refused(String part, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(InvalidInputException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void linearDynamicsHaveTheClosedForm() {
        // min |A h + b|^2 subject to v . h = o: h = -(A^T A)^-1 A^T b + m (A^T A)^-1 v.
        Cell cell = linear(0.9, 0.3, 0.1, 0.6);
        double[] v = {1, 0.5};
        LineAttractor line = LineAttractor.of(cell, new double[1], v, LEVELS, new double[] {1, 1});
        double[] a = {-0.1, 0.3, 0.1, -0.4};
        double det = a[0] * a[3] - a[1] * a[2];
        // h0 = -A^-1 b; (A^T A)^-1 v = A^-1 A^-T v.
        double[] h0 = {-(a[3] - a[1]) * 0.2 / det, -(a[0] - a[2]) * 0.2 / det};
        double[] u = {(a[3] * v[0] - a[2] * v[1]) / det, (a[0] * v[1] - a[1] * v[0]) / det};
        double[] w = {(a[3] * u[0] - a[1] * u[1]) / det, (a[0] * u[1] - a[2] * u[0]) / det};
        for (int i = 0; i < LEVELS.length; i++) {
            double m = (LEVELS[i] - v[0] * h0[0] - v[1] * h0[1]) / (v[0] * w[0] + v[1] * w[1]);
            LineAttractor.Point p = line.points().get(i);
            double[] expected = {h0[0] + m * w[0], h0[1] + m * w[1]};
            assertTrue(expected[0] > 0 && expected[1] > 0 && p.converged(), "in the linear range");
            assertArrayEquals(expected, p.state(), 1e-7);
            assertEquals(Math.abs(m) * Math.hypot(u[0], u[1]), p.speed(), 1e-9);
        }
    }

    @Test
    void aTrueLineHasNoSpeedAndAnyOtherHas() {
        // Eigenvalues 1 along (1, 1) without bias: every (x, x) rests.
        Cell cell = new VanillaCell(Activation.RELU, GateWeights.of(1, 2, 0, new double[0],
            new double[] {0.75, 0.25, 0.25, 0.75}, null));
        LineAttractor line = LineAttractor.of(cell, new double[0], new double[] {1, 0}, LEVELS, new double[] {1, 3, 2, 7});
        for (int i = 0; i < LEVELS.length; i++) {
            assertArrayEquals(new double[] {LEVELS[i], LEVELS[i]}, line.points().get(i).state(), 1e-8);
            assertEquals(0, line.points().get(i).drift(), 1e-9);
        }
        assertEquals(0, ChainGraph.of(line.within(1e-8)).fromChain());

        // One bistable unit: at rest at 0 and REST alone, and the output is the state.
        double[] levels = {-Networks.REST, -0.4, 0, 0.4, Networks.REST};
        LineAttractor two = LineAttractor.of(Networks.bistable(1, 3), new double[1], new double[] {1}, levels,
            new double[] {0.1});
        for (int i = 0; i < levels.length; i++) {
            assertEquals(levels[i], two.points().get(i).state()[0], 1e-12);
            assertEquals(Math.tanh(2 * levels[i]) - levels[i], two.points().get(i).drift(), 1e-12);
        }
        List<double[]> slow = two.within(0.1);
        assertNull(slow.get(1));
        assertNull(slow.get(3));
        assertEquals(3, slow.stream().filter(p -> p != null).count());
        assertTrue(ChainGraph.of(slow).fromChain() > 0.9);
    }

    @Test
    void noStateOfTheSameOutputNearbyIsSlower() {
        for (Cell cell : ExampleCells.all(6, 2, 1.2, 17)) {
            int d = cell.stateSize();
            SplittableRandom random = new SplittableRandom(3);
            double[] input = {0.3, -0.2};
            double[] v = ExampleCells.normal(random, d, 1);
            double[] levels = {-0.2, 0, 0.2};
            LineAttractor line = LineAttractor.of(cell, input, v, levels, ExampleCells.normal(random, 4 * d, 0.3));
            for (LineAttractor.Point p : line.points()) {
                assertEquals(p.level(), dot(v, p.state()), 1e-12, cell.name());
                double[] next = cell.step(p.state(), input, 1);
                assertEquals(p.speed(), Vectors.distance(next, p.state()), 1e-12);
                assertEquals(p.drift(), dot(v, next) - p.level(), 1e-12);
                for (int k = 0; k < 50; k++) {
                    double[] moved = p.state().clone();
                    double[] away = ExampleCells.normal(random, d, 1e-3);
                    double along = dot(away, v) / dot(v, v);
                    for (int i = 0; i < d; i++) {
                        moved[i] += away[i] - along * v[i];
                    }
                    double speed = Vectors.distance(cell.step(moved, input, 1), moved);
                    // A kink of a ReLU may hold the search a little above its minimum.
                    assertTrue(speed >= p.speed() - (p.converged() ? 1e-6 : 1e-4), cell.name() + " " + speed + " " + p);
                }
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void allModesTogetherAreTheLinearisedDynamics() {
        for (Cell cell : ExampleCells.all(6, 2, 1.2, 23)) {
            int d = cell.stateSize();
            SplittableRandom random = new SplittableRandom(5);
            double[] state = ExampleCells.normal(random, d, 0.3);
            double[] input = {0.1, 0.4};
            double[] v = ExampleCells.normal(random, d, 1);
            double[] pulse = {0, 1};
            double[] j = new double[d * d];
            cell.stateJacobian(state, input, j);
            double[] b = new double[d * 2];
            cell.inputJacobian(state, input, b);
            double[] h = new double[d];
            for (int i = 0; i < d; i++) {
                h[i] = b[2 * i + 1];
            }
            for (int t = 1; t <= 7; t++) {
                RetainedModes modes = RetainedModes.of(cell, List.of(state), input, pulse, v, t);
                // With ReLU units at rest several eigenvalues are 0 and the matrix may have no full set of modes.
                if (modes.points() == 1) {
                    assertEquals(dot(v, h), modes.full(), 1e-7, cell.name());
                } else {
                    assertTrue(Double.isNaN(modes.full()) && modes.leftOut() == 1, cell.name());
                }
                double[] next = new double[d];
                for (int i = 0; i < d; i++) {
                    next[i] = dot(Arrays.copyOfRange(j, i * d, (i + 1) * d), h);
                }
                h = next;
            }
        }
    }

    @Test
    void aDiagonalNetworkHasItsModesInOrder() {
        // Units hold 0.5, 1 and -0.9 of themselves; the pulse reaches all, the readout weighs them.
        Cell cell = Networks.tanh(3, 1, new double[] {1, 2, 1}, 0.5, 0, 0, 0, 1, 0, 0, 0, -0.9);
        RetainedModes modes = RetainedModes.of(cell, List.of(new double[3], new double[3]), new double[1], new double[] {1},
            new double[] {1, 3, 0.1}, 3);
        assertArrayEquals(new double[] {6, 6 + 0.081, 6 + 0.081 + 0.25}, modes.output(), 1e-12);
        assertEquals(2, modes.points());
        assertEquals(1, modes.needed(0.9));
        assertEquals(3, modes.needed(0.97));
        List<RetainedModes> several = RetainedModes.atSteps(cell, List.of(new double[3]), new double[1], new double[] {1},
            new double[] {1, 3, 0.1}, 1, 3);
        assertArrayEquals(new double[] {6, 6.1, 7.1}, several.get(0).output(), 1e-12);
        assertArrayEquals(modes.output(), several.get(1).output(), 1e-15);
    }

    /** Two ReLU units of their own, each holding .5: at rest at (2, 2); a state in which a unit's sum is 0 has no one slope. */
    @Test
    void pointsOnAKinkAreLeftOutAndCounted() {
        Cell cell = new VanillaCell(Activation.RELU, GateWeights.of(1, 2, 1, new double[] {1, 1}, new double[] {0.5, 0, 0, 0.5},
            new double[] {1, 1}));
        double[] rest = {2, 2};
        double[] kink = {2, -2};
        double[] input = new double[1];
        double[] pulse = {1};
        RetainedModes alone = RetainedModes.of(cell, List.of(rest), input, pulse, rest, 2);
        assertEquals(2, alone.full(), 1e-12);
        assertEquals(0, alone.onKinks());
        RetainedModes both = RetainedModes.of(cell, List.of(kink, rest), input, pulse, rest, 2);
        assertArrayEquals(alone.output(), both.output());
        assertEquals(1, both.points());
        assertEquals(1, both.onKinks());
        assertEquals(0, both.leftOut());
        assertTrue(Double.isNaN(RetainedModes.of(cell, List.of(kink), input, pulse, rest, 2).full()));
    }

    @Test
    void ofAConjugatePairHalfIsKeptInBetween() {
        double c = 0.9 * Math.cos(0.3);
        double s = 0.9 * Math.sin(0.3);
        Cell cell = Networks.tanh(2, 1, new double[] {1, 0.5}, c, -s, s, c);
        RetainedModes modes = RetainedModes.of(cell, List.of(new double[2]), new double[1], new double[] {2},
            new double[] {1, 1}, 2);
        double full = 2 * ((c - 0.5 * s) + (s + 0.5 * c));
        assertArrayEquals(new double[] {full / 2, full}, modes.output(), 1e-12);
        assertEquals(2, modes.needed(0.9));
    }

    @Test
    void badInputsAreRefusedInOneSentence() {
        Cell cell = linear(0.9, 0.3, 0.1, 0.6);
        double[] v = {1, 1};
        double[] x = {0};
        refused("the input has 2 numbers", () -> LineAttractor.of(cell, new double[2], v, LEVELS, new double[2]));
        refused("the readout has 1 numbers", () -> LineAttractor.of(cell, x, x, LEVELS, new double[2]));
        refused("the readout is zero", () -> LineAttractor.of(cell, x, new double[2], LEVELS, new double[2]));
        refused("3 values are no states", () -> LineAttractor.of(cell, x, v, LEVELS, new double[3]));
        refused("expected at least 2 that rise", () -> LineAttractor.of(cell, x, v, new double[] {1, 1}, new double[2]));
        refused("expected at least 2 that rise", () -> LineAttractor.of(cell, x, v, new double[] {1}, new double[2]));
        refused("NaN", () -> LineAttractor.of(cell, x, v, LEVELS, new double[] {Double.NaN, 1}));
        LineAttractor line = LineAttractor.of(cell, x, v, LEVELS, new double[] {1, 1});
        refused("is 0.0, expected above 0", () -> line.within(0));
        refused("0 steps", () -> RetainedModes.of(cell, List.of(v), x, x, v, 0));
        refused("the pulse has 2 numbers", () -> RetainedModes.of(cell, List.of(v), x, v, v, 1));
        refused("a point has 1 numbers", () -> RetainedModes.of(cell, List.of(x), x, x, v, 1));
        RetainedModes modes = RetainedModes.of(cell, List.of(v), x, new double[] {1}, v, 1);
        refused("a share of 1.0", () -> modes.needed(1));
        assertTrue(Double.isNaN(RetainedModes.of(cell, List.of(), x, x, v, 1).needed(0.9)));
        assertTrue(Double.isNaN(RetainedModes.of(cell, List.of(v), x, x, v, 1).needed(0.9)), "no pulse, no output");
    }
}
