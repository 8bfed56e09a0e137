package org.espalier.rnndynamics.fixedpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.espalier.rnndynamics.cell.GruCell;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FixedPointSearchTest {

    static List<Cell> cells() {
        return ExampleCells.all(12, 2, 2.5, 21);
    }

    private static StartStates starts(Cell cell, int count, long seed) {
        double[] input = {0.3, -0.4};
        return StartStates.under(Arrays.copyOf(input, cell.inputs()),
            ExampleCells.normal(new SplittableRandom(seed), count * cell.stateSize(), 1), count);
    }

    private static VanillaCell oneUnit(double weight, double bias) {
        return new VanillaCell(Activation.TANH, GateWeights.of(1, 1, 0, new double[0], new double[] {weight},
            new double[] {bias}));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyFixedPointStandsStillAndStartsAreAllCounted(Cell cell) {
        FixedPoints found = FixedPointSearch.run(cell, starts(cell, 40, 4), SearchOptions.DEFAULT);
        assertEquals(40, found.points().stream().mapToInt(FixedPoint::starts).sum());
        assertEquals(40, found.all().stream().mapToInt(FixedPoint::starts).sum());
        for (FixedPoint p : found.points()) {
            double[] next = cell.step(p.state(), p.input(), 1);
            double q = 0;
            for (int i = 0; i < next.length; i++) {
                q += (next[i] - p.state()[i]) * (next[i] - p.state()[i]) / 2;
            }
            assertEquals(q, p.q(), 1e-12 * q + 1e-40, cell.name());
            if (p.found() == PointClass.FIXED) {
                assertTrue(q < 1e-24, cell.name());
                assertArrayEquals(p.state(), next, 1e-11);
            }
            assertEquals(p.found() == PointClass.NOT_CONVERGED ? 0 : cell.stateSize(), p.eigenvalues().size());
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void mergingEarlyAddsNoPointAndMissesHardlyOne(Cell cell) {
        FixedPoints merged = FixedPointSearch.run(cell, starts(cell, 60, 9), SearchOptions.DEFAULT);
        FixedPoints apart = FixedPointSearch.run(cell, starts(cell, 60, 9), SearchOptions.DEFAULT.withMergeEarly(false));
        List<FixedPoint> left = merged.of(PointClass.FIXED);
        List<FixedPoint> right = apart.of(PointClass.FIXED);
        // A start that is led to a known zero is counted there; by its own steps one of 60 may come to another.
        assertTrue(left.size() == right.size() || left.size() == right.size() - 1, cell.name());
        for (FixedPoint p : left) {
            assertTrue(right.stream().anyMatch(o -> o.distance(p) < 1e-8), cell.name());
        }
    }

    @Test
    void aNearlyClosedUpdateGateHidesNoFixedPoint() {
        // n = tanh(2 h) where the reset gate is open: each unit rests at 0 or at a root of x = tanh(2 x), 3^4 points in all,
        // whatever the update gate does. Here it lets through less than a thousandth, more or less of it by the state, so
        // that q is below 1e-6 everywhere and has slopes of its own.
        int units = 4;
        GateWeights weights = ExampleCells.weights(3, units, 2, 0, 21);
        Arrays.fill(weights.input(), 0);
        Arrays.fill(weights.inputBias(), 0);
        Arrays.fill(weights.recurrentBias(), 0);
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < units; i++) {
            weights.inputBias()[i] = 100;
            weights.inputBias()[units + i] = 10;
            for (int j = 0; j < units; j++) {
                weights.recurrent()[(units + i) * units + j] = random.nextDouble() - 0.5;
            }
            weights.recurrent()[(2 * units + i) * units + i] = 2;
        }
        for (GruCell.Reset reset : GruCell.Reset.values()) {
            Cell cell = new GruCell(reset, weights);
            FixedPoints found = FixedPointSearch.run(cell, starts(cell, 200, 9), SearchOptions.DEFAULT);
            assertEquals(200, found.starts(PointClass.FIXED), reset + ": " + found.points());
            for (FixedPoint p : found.points()) {
                int saddle = 0;
                for (double h : p.state()) {
                    saddle += Math.abs(h) < 1e-6 ? 1 : 0;
                    assertEquals(Math.abs(h) < 1e-6 ? 0 : 0.95750402407727, Math.abs(h), 1e-7);
                }
                assertEquals(saddle, p.unstable());
            }
            assertEquals(16, found.of(PointClass.FIXED).stream().filter(p -> p.unstable() == 0).count());
        }
    }

    @Test
    void theSameSearchHasTheSameBits() {
        Cell cell = cells().get(7);
        FixedPoints a = FixedPointSearch.run(cell, starts(cell, 50, 2), SearchOptions.DEFAULT);
        FixedPoints b = FixedPointSearch.run(cell, starts(cell, 50, 2), SearchOptions.DEFAULT);
        assertEquals(a.points().size(), b.points().size());
        for (int i = 0; i < a.points().size(); i++) {
            assertArrayEquals(a.points().get(i).state(), b.points().get(i).state());
        }
    }

    @Test
    void aSaddleNodeJustMissedIsASlowPoint() {
        // tanh(2 h + b) - h has its local extremum where the slope is 1: 1 - tanh^2 = 1/2. A bias a little beyond the
        // saddle-node leaves a minimum of q there and one fixed point on the other side.
        double t = Math.sqrt(0.5);
        double critical = Math.log((1 + t) / (1 - t)) / 2 - 2 * t;
        double bias = -critical + 0.01;
        Cell cell = oneUnit(2, bias);
        FixedPoints found = FixedPointSearch.run(cell, new StartStates(3, new double[] {-0.9, -0.5, 0.9}, new double[0]),
            SearchOptions.DEFAULT);
        assertEquals(1, found.count(PointClass.FIXED), found.points().toString());
        FixedPoint slow = found.of(PointClass.SLOW).get(0);
        double h = (-Math.log((1 + t) / (1 - t)) / 2 - bias) / 2;
        assertEquals(h, slow.state()[0], 1e-6);
        assertTrue(slow.q() > 1e-6, "above the tolerance");
        assertEquals(1, slow.eigenvalues().get(0).re(), 1e-6);
    }

    /** F(h) = h on a line: q is 0 there, so its points are fixed, with one neutral direction, and none is stable. */
    @Test
    void aLineOfFixedPointsIsFixedAndNeutral() {
        double r = 1 / Math.sqrt(3);
        double[][] weights = {{1, 0, 0, 0.5}, {0.5, 0.5, 0.5, 0.5}, {0.75, 0.25, 0.25, 0.75}, {r * r, r * Math.sqrt(1 - r * r),
            r * Math.sqrt(1 - r * r), 1 - r * r}};
        for (double[] w : weights) {
            Cell line = new VanillaCell(Activation.RELU, GateWeights.of(1, 2, 0, new double[0], w, null));
            FixedPoints found = FixedPointSearch.run(line, new StartStates(3, new double[] {1, 1, 2, 0.3, 0.1, 0.7},
                new double[0]), SearchOptions.DEFAULT);
            assertEquals(3, found.starts(PointClass.FIXED), Arrays.toString(w) + found.points());
            for (FixedPoint p : found.points()) {
                assertArrayEquals(p.state(), line.step(p.state(), new double[0], 1), 1e-15);
                assertEquals(1, p.neutral());
                assertEquals(0, p.unstable());
                assertFalse(p.stable());
            }
        }
    }

    @Test
    void whereNothingMovesEveryDirectionIsNeutral() {
        for (int d = 1; d <= 3; d++) {
            double[] w = new double[d * d];
            for (int i = 0; i < d; i++) {
                w[i * d + i] = 1;
            }
            Cell identity = new VanillaCell(Activation.RELU, GateWeights.of(1, d, 0, new double[0], w, null));
            double[] start = new double[d];
            Arrays.fill(start, 0.1);
            FixedPoint p = FixedPointSearch.run(identity, new StartStates(1, start, new double[0]), SearchOptions.DEFAULT)
                .of(PointClass.FIXED).get(0);
            assertArrayEquals(start, p.state());
            assertEquals(0, p.q());
            assertEquals(d, p.neutral());
        }
    }

    /** 1 - z is 0 in float64, so h stays where it is; in the equations it goes, however slowly, to n = 0. */
    @Test
    void aStateHeldByAClosedGateIsNotFixed() {
        double[] bias = {-100, 100, 0};
        Cell cell = new GruCell(GruCell.Reset.AFTER, GateWeights.of(3, 1, 0, new double[0], new double[] {0, 0, 0}, bias));
        for (double h : new double[] {0.5, -0.3}) {
            assertEquals(h, cell.step(new double[] {h}, new double[0], 1)[0]);
            assertFalse(new Certificate(cell, SearchOptions.DEFAULT).issue(new Candidate(new double[] {h}, new double[0])));
        }
        assertTrue(new Certificate(cell, SearchOptions.DEFAULT).issue(new Candidate(new double[1], new double[0])));
    }

    @Test
    void inputsMoveFixedPointsAndKeepThemApart() {
        Cell cell = new VanillaCell(Activation.TANH, GateWeights.of(1, 1, 1, new double[] {1}, new double[] {0.5}, null));
        FixedPoints found = FixedPointSearch.run(cell, new StartStates(2, new double[2], new double[] {0.2, 0.8}),
            SearchOptions.DEFAULT);
        assertEquals(2, found.count(PointClass.FIXED));
        for (FixedPoint p : found.points()) {
            assertEquals(p.state()[0], Math.tanh(0.5 * p.state()[0] + p.input()[0]), 1e-14);
        }
    }

    @Test
    void theSensitivityTableCountsAtEveryTolerance() {
        Cell cell = oneUnit(2, 0);
        FixedPoints found = FixedPointSearch.run(cell, new StartStates(5, new double[] {-1, -0.4, 0, 0.4, 1}, new double[0]),
            SearchOptions.DEFAULT);
        assertEquals(3, found.count(PointClass.FIXED));
        List<FixedPoints.Sensitivity> rows = found.sensitivity(new double[] {1e-300, 1e-20}, new double[] {1e-3, 1.5, 5});
        assertEquals(6, rows.size());
        assertEquals(new FixedPoints.Sensitivity(1e-20, 1e-3, 3, 0, 0, 3), rows.get(1));
        assertEquals(1, rows.get(5).fixed(), "all within a distance of 5");
        long exact = found.points().stream().filter(p -> p.q() == 0).count();
        assertEquals(new FixedPoints.Sensitivity(1e-300, 1e-3, (int) exact, 3 - (int) exact, 0, (int) exact), rows.get(0));
        assertThrows(InvalidInputException.class, () -> found.sensitivity(new double[] {1e-20}, new double[] {1e-9}));
    }

    @Test
    void startsAreDrawnFromTheTrajectory() {
        Cell cell = cells().stream().filter(c -> c instanceof GruCell).findFirst().orElseThrow();
        double[] inputs = ExampleCells.normal(new SplittableRandom(3), 20 * 2, 1);
        double[] visited = StartStates.trajectory(cell, new double[12], inputs, 20);
        assertArrayEquals(cell.step(new double[12], inputs, 1), Arrays.copyOf(visited, 12));
        StartStates starts = StartStates.sample(visited, 12, 30, 0, new double[2], new SplittableRandom(1));
        for (int i = 0; i < 30; i++) {
            double[] row = Arrays.copyOfRange(starts.states(), i * 12, i * 12 + 12);
            boolean there = false;
            for (int t = 0; t < 20; t++) {
                there |= Arrays.equals(row, Arrays.copyOfRange(visited, t * 12, t * 12 + 12));
            }
            assertTrue(there);
        }
        StartStates noisy = StartStates.sample(visited, 12, 2000, 0.5, new double[2], new SplittableRandom(1));
        StartStates plain = StartStates.sample(visited, 12, 2000, 0, new double[2], new SplittableRandom(1));
        double sum = 0;
        for (int i = 0; i < noisy.states().length; i++) {
            double by = noisy.states()[i] - plain.states()[i];
            sum += by * by;
        }
        assertEquals(0.25, sum / noisy.states().length, 0.01);
    }

    @Test
    void badStartsAreRefusedInOneSentence() {
        assertTrue(assertThrows(InvalidInputException.class, () -> new StartStates(2, new double[] {1, 2, 3, Double.NaN},
            new double[0])).getMessage().contains("row 1, column 1"));
        assertTrue(assertThrows(InvalidInputException.class, () -> FixedPointSearch.run(oneUnit(1, 0),
            new StartStates(1, new double[3], new double[0]), SearchOptions.DEFAULT)).getMessage().contains("needs 1"));
        assertThrows(InvalidInputException.class, () -> SearchOptions.DEFAULT.withQTolerance(0));
    }
}
