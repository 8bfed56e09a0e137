package org.espalier.rnndynamics.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.ExampleCells;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.LocalDynamics;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.fixedpoint.StabilityOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinearisedDynamicsTest {

    static List<Arguments> cells() {
        List<Cell> all = ExampleCells.all(6, 2, 1.5, 31);
        // Numbers 1, 3 and 4 have ReLU units.
        return IntStream.range(0, all.size()).mapToObj(i -> Arguments.of(all.get(i), List.of(1, 3, 4).contains(i))).toList();
    }

    private static FixedPoint origin(double eigenvalue) {
        return Networks.point(new double[1], new double[0], List.of(new Eigenvalue(eigenvalue, 0)));
    }

    @Test
    void theSpectrumCountsAndOrders() {
        List<Eigenvalue> values = List.of(new Eigenvalue(1.25, 0), new Eigenvalue(0, 0.9), new Eigenvalue(0, -0.9),
            new Eigenvalue(-0.5, 0), new Eigenvalue(0.1, 0), new Eigenvalue(0, 0));
        Spectrum spectrum = Spectrum.of(values, 3);
        assertEquals(6, spectrum.dimensions());
        assertEquals(1, spectrum.unstable());
        assertEquals(3, spectrum.oscillating());
        assertEquals(1.25, spectrum.radius());
        // |ln 0.9| = 0.105 < ln 1.25 = 0.223 < |ln 0.5|.
        assertEquals(List.of(values.get(1), values.get(0), values.get(3)), spectrum.slowest());
        assertEquals(-1 / Math.log(0.9), spectrum.slowest().get(0).timeConstant(), 1e-12);
        assertEquals(Math.PI / 2, spectrum.slowest().get(0).frequency(), 1e-12);
        assertTrue(spectrum.slowest().get(1).timeConstant() < 0, "it grows");
        assertEquals(Math.PI, spectrum.slowest().get(2).frequency(), 1e-12);
        assertEquals(5, Spectrum.of(values, 100).slowest().size());
        assertEquals(0, Spectrum.of(values, 0).slowest().size());
    }

    @Test
    void badSpectraAreRefused() {
        assertThrows(InvalidInputException.class, () -> Spectrum.of(List.of(), 1));
        assertThrows(InvalidInputException.class, () -> Spectrum.of(List.of(new Eigenvalue(1, 0)), -1));
        assertThrows(InvalidInputException.class, () -> Spectrum.of(List.of(new Eigenvalue(Double.NaN, 0)), 1));
    }

    @Test
    void oneUnitHasTheClosedForm() {
        Cell cell = Networks.tanh(1, 0, new double[0], 0.8);
        NonLinearity found = NonLinearity.of(cell, origin(0.8), new double[] {0.7}, 3);
        double full = 0.7;
        double[] relative = found.relative();
        for (int t = 0; t < 3; t++) {
            full = Math.tanh(0.8 * full);
            double linear = 0.7 * Math.pow(0.8, t + 1);
            assertEquals(linear - full, found.error()[t], 1e-15);
            assertEquals(full, found.deviation()[t], 1e-15);
            assertEquals((linear - full) / full, relative[t], 1e-14);
        }
    }

    @Test
    void linearDynamicsHaveNoError() {
        // ReLU with positive sums is linear: its point is (I - W)^-1 b.
        Cell cell = new VanillaCell(Activation.RELU, GateWeights.of(1, 2, 1, new double[] {1, 0.5},
            new double[] {0.5, 0.2, 0.1, 0.3}, new double[] {1, 2}));
        double determinant = 0.5 * 0.7 - 0.2 * 0.1;
        double[] p = {(0.7 * 1 + 0.2 * 2) / determinant, (0.1 * 1 + 0.5 * 2) / determinant};
        FixedPoint point = Networks.point(p, new double[1], List.of());
        NonLinearity found = NonLinearity.of(cell, point, new double[] {5, 0.5}, new double[] {1, 0.3, -0.2, 0, 2}, 5);
        assertArrayEquals(new double[5], found.relative(), 1e-14);
        assertTrue(Arrays.stream(found.deviation()).allMatch(d -> d > 0.1), "far from the point");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void theErrorIsOfSecondOrder(Cell cell, boolean piecewiseLinear) {
        // Half the way off the point, in state and input: a quarter of the error of one step, up to third order.
        int d = cell.stateSize();
        SplittableRandom random = new SplittableRandom(6);
        double[] p = ExampleCells.normal(random, d, 0.5);
        double[] y = {0.3, -0.2};
        double[] away = ExampleCells.normal(random, d, 1);
        double[] push = ExampleCells.normal(random, 2, 1);
        double[][] error = new double[2][];
        for (int k = 0; k < 2; k++) {
            double by = k == 0 ? 1e-3 : 5e-4;
            double[] start = p.clone();
            for (int i = 0; i < d; i++) {
                start[i] += by * away[i];
            }
            double[] input = {y[0] + by * push[0], y[1] + by * push[1]};
            error[k] = NonLinearity.of(cell, Networks.point(p, y, List.of()), start, input, 1).error();
        }
        if (piecewiseLinear) {
            assertEquals(0, error[0][0], 1e-14, cell.name());
        } else {
            assertEquals(0.25, error[1][0] / error[0][0], 0.01, cell.name());
        }
    }

    @Test
    void atThePointTheErrorIsZeroAndHeldInputsAreTheDefault() {
        Cell cell = Networks.bistable(2, 3);
        for (FixedPoint p : Networks.points(2)) {
            NonLinearity still = NonLinearity.of(cell, p, p.state(), 4);
            assertArrayEquals(new double[4], still.error(), 1e-12);
            double[] start = {0.2, -0.1};
            assertArrayEquals(NonLinearity.of(cell, p, start, new double[8], 4).error(),
                NonLinearity.of(cell, p, start, 4).error());
        }
    }

    @Test
    void whatGrowsBeyondAllBoundsIsInfinitelyWrong() {
        Cell cell = new VanillaCell(Activation.RELU, GateWeights.of(1, 1, 0, new double[0], new double[] {1e100}, null));
        double[] relative = NonLinearity.of(cell, origin(0), new double[] {1}, 3).relative();
        // At the kink the slope is 0: the linear dynamics stay at the point.
        assertArrayEquals(new double[] {1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY}, relative);
    }

    /** {@code h' = max(0, 2 h + x)} at 0: above, the dynamics are linear and the point's eigenvalue is 2; below, it takes no step. */
    @Test
    void onAKinkTheSideIsTheOneWhoseEigenvaluesThePointHas() {
        Cell cell = new VanillaCell(Activation.RELU, GateWeights.of(1, 1, 1, new double[] {1}, new double[] {2}, null));
        double[] zero = new double[1];
        LocalDynamics local = LocalDynamics.at(cell, zero, zero, StabilityOptions.DEFAULT);
        assertEquals(2, local.eigenvalues().get(0).re());
        FixedPoint kink = new FixedPoint(PointClass.FIXED, zero, zero, 0, 0, 0, 1, local.eigenvalues(), local.stability());
        assertArrayEquals(new double[3], NonLinearity.of(cell, kink, new double[] {0.1}, 3).error());
        assertArrayEquals(new double[2], NonLinearity.of(cell, kink, zero, new double[] {0.5, 0.25}, 2).error());
        assertArrayEquals(new double[] {0.2, 0.4, 0.8}, NonLinearity.of(cell, kink, new double[] {-0.1}, 3).error(), 1e-15);
    }

    @Test
    void badInputsAreRefusedInOneSentence() {
        Cell cell = Networks.bistable(2, 3);
        FixedPoint p = Networks.points(2).get(0);
        refused("0 steps", () -> NonLinearity.of(cell, p, new double[2], new double[0], 0));
        refused("-1 steps", () -> NonLinearity.of(cell, p, new double[2], -1));
        refused("the start has 3 numbers", () -> NonLinearity.of(cell, p, new double[3], 2));
        refused("NaN at place 0", () -> NonLinearity.of(cell, p, new double[] {Double.NaN, 0}, 2));
        refused("3 input values", () -> NonLinearity.of(cell, p, new double[2], new double[3], 2));
        refused("Infinity", () -> NonLinearity.of(cell, p, new double[2], new double[] {1, 1.0 / 0}, 1));
        refused("the point has 1 numbers", () -> NonLinearity.of(cell, Networks.points(1).get(0), new double[2], 2));
    }

    private static void refused(String part, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(InvalidInputException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
