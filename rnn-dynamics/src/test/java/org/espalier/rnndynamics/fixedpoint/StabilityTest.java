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
import org.espalier.rnndynamics.cell.Connectivity;
import org.espalier.rnndynamics.cell.ExampleCells;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.LeakyRateCell;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StabilityTest {
    private static Cell vanilla(Activation activation, int units, double... weights) {
        return new VanillaCell(activation, GateWeights.of(1, units, 0, new double[0], weights, null));
    }

    private static Cell leaky(LeakyRateCell.Form form, double leak, int units, double... weights) {
        return new LeakyRateCell(form, Activation.RELU, leak,
            GateWeights.of(1, units, 0, new double[0], weights, null), Connectivity.FREE);
    }

    private static FixedPoint only(Cell cell, double start) {
        FixedPoints found = FixedPointSearch.run(cell, StartStates.under(new double[0], new double[] {start}, 1),
            SearchOptions.DEFAULT);
        assertEquals(1, found.points().size());
        return found.points().get(0);
    }

    private static Stability at(Cell cell, double... state) {
        return LocalDynamics.at(cell, state, new double[cell.inputs()], StabilityOptions.DEFAULT).stability();
    }

    /** h' = max(0, w h): where w is above 1 it runs away upwards, where it is below 1 it comes back. */
    @ParameterizedTest
    @CsvSource({"2, 1, 0, true, false", "0.5, 0, 0, false, true", "1, 0, 1, false, false", "-0.5, 0, 0, false, true",
        "-2, 1, 0, false, false", "1.0000001, 0, 1, false, false"})
    void atAKinkBothSidesAreLookedAt(double w, int unstable, int neutral, boolean repels, boolean stable) {
        FixedPoint p = only(vanilla(Activation.RELU, 1, w), 0.1);
        if (Math.abs(w - 1) < 1e-3) {
            // Above 0 every state is as good as at rest; the kink itself is looked at here.
            p = only(vanilla(Activation.RELU, 1, w), -0.1);
        }
        assertEquals(PointClass.FIXED, p.found());
        assertEquals(0, p.state()[0], 1e-15);
        assertTrue(p.stability().onKink());
        assertEquals(unstable, p.unstable());
        assertEquals(neutral, p.neutral());
        assertEquals(repels, p.stability().repels());
        assertEquals(stable, p.stable());
        assertEquals(2, p.stability().sides().size());
        for (OneSided side : p.stability().sides()) {
            assertEquals(side.sides().equals("+") ? w : 0, side.eigenvalues().get(0).re(), 1e-15);
        }
        assertEquals(w, p.eigenvalues().get(0).re(), 1e-15, "the worst side");
    }

    /** Rates: (1-a) h + a w h above, 0 below; currents: (1-a) h + a w h above, (1-a) h below. */
    @ParameterizedTest
    @EnumSource(LeakyRateCell.Form.class)
    void leakyNetworksHaveTheSameKinks(LeakyRateCell.Form form) {
        double a = 0.25;
        FixedPoint p = only(leaky(form, a, 1, 2), 0.1);
        assertEquals(1, p.unstable());
        assertTrue(p.stability().repels());
        double[] expected = {1 - a + a * 2, form == LeakyRateCell.Form.RATE ? 0 : 1 - a};
        assertArrayEquals(expected, p.stability().sides().stream().mapToDouble(s -> s.eigenvalues().get(0).re()).toArray(),
            1e-14);
        assertTrue(only(leaky(form, a, 1, 0.5), 0.1).stable());
    }

    /** The oracle is the map itself, looked at along directions that lead into the side. */
    @ParameterizedTest
    @EnumSource(LeakyRateCell.Form.class)
    void oneSidedJacobiansAreThoseOfTheMap(LeakyRateCell.Form form) {
        int d = 3;
        double[] w = ExampleCells.normal(new SplittableRandom(5), d * d, 1.2);
        for (Cell cell : List.of(leaky(form, 0.6, d, w), vanilla(Activation.RELU, d, w))) {
            Stability stability = at(cell, 0, 0, 0);
            assertEquals(3, stability.kinks().size());
            assertEquals(8, stability.sides().size());
            assertTrue(stability.complete());
            SplittableRandom random = new SplittableRandom(6);
            for (int repeat = 0; repeat < 40; repeat++) {
                double[] v = ExampleCells.normal(random, d, 1e-3);
                double[] next = cell.step(v, new double[0], 1);
                double[] jacobian = new double[d * d];
                cell.stateJacobian(v, new double[0], jacobian);
                for (int i = 0; i < d; i++) {
                    double linear = 0;
                    for (int j = 0; j < d; j++) {
                        linear += jacobian[i * d + j] * v[j];
                    }
                    assertEquals(next[i], linear, 1e-15);
                }
                List<Eigenvalue> there = Eigenvalue.of(jacobian, d);
                assertTrue(stability.sides().stream().anyMatch(s -> same(s.eigenvalues(), there)), "a side has this spectrum");
            }
        }
    }

    private static boolean same(List<Eigenvalue> a, List<Eigenvalue> b) {
        for (int i = 0; i < a.size(); i++) {
            if (Math.hypot(a.get(i).re() - b.get(i).re(), a.get(i).im() - b.get(i).im()) > 1e-9) {
                return false;
            }
        }
        return true;
    }

    @Test
    void ofManyKinksTheNumberOfSidesIsBounded() {
        int d = 10;
        double[] w = ExampleCells.normal(new SplittableRandom(5), d * d, 0.4);
        Stability many = at(vanilla(Activation.RELU, d, w), new double[d]);
        assertEquals(10, many.kinks().size());
        assertEquals(2 + 2 * d, many.sides().size());
        assertFalse(many.complete());
        assertFalse(many.stable(), "not all sides were looked at");
        double[] small = Arrays.stream(w).map(x -> x / 100).toArray();
        assertTrue(at(vanilla(Activation.RELU, d, small), new double[d]).stable(), "proven at once");
        // A rotation in ten dimensions by blocks, times .9: the moduli's radius is 1.2, but no side can stretch a vector.
        double[] turn = new double[d * d];
        for (int i = 0; i < d; i += 2) {
            turn[i * d + i] = turn[(i + 1) * d + i + 1] = 0.9 * Math.cos(0.6);
            turn[(i + 1) * d + i] = 0.9 * Math.sin(0.6);
            turn[i * d + i + 1] = -0.9 * Math.sin(0.6);
        }
        assertTrue(at(vanilla(Activation.RELU, d, turn), new double[d]).stable(), "proven by the norm");
        assertTrue(at(leaky(LeakyRateCell.Form.CURRENT, 0.3, d, turn), new double[d]).stable(), "proven by the norm");
        assertEquals(4, LocalDynamics.at(vanilla(Activation.RELU, d, w), new double[d], new double[0],
            new StabilityOptions(1e-6, 1e-9, 4)).stability().sides().size());
    }

    @Test
    void aUnitThatSeesNothingOfTheStateMakesNoKink() {
        assertFalse(at(vanilla(Activation.RELU, 2, 0, 0, 0, 0.5), 0, 1).onKink());
        assertEquals(1, at(vanilla(Activation.RELU, 2, 0, 0, 0.5, 0.5), 0, 0).kinks().size());
        assertFalse(at(vanilla(Activation.TANH, 1, 2), 0).onKink());
        assertFalse(at(vanilla(Activation.RELU, 1, 2), 1e-6).onKink());
        assertTrue(at(vanilla(Activation.RELU, 1, 2), -1e-12).onKink());
    }

    @Test
    void theWorstSidesModesAreThoseOfThePoint() {
        Cell cell = vanilla(Activation.RELU, 2, 2, 0.3, 0, 0.5);
        FixedPoints found = FixedPointSearch.run(cell, StartStates.under(new double[0], new double[] {0.1, 0.1}, 1),
            SearchOptions.DEFAULT);
        FixedPoint p = found.points().get(0);
        List<Linearisation.Mode> modes = Linearisation.at(cell, p).modes();
        for (int i = 0; i < 2; i++) {
            assertEquals(p.eigenvalues().get(i).re(), modes.get(i).eigenvalue().re(), 1e-14);
        }
        assertEquals(2, modes.get(0).eigenvalue().re(), 1e-14);
    }

    /** A rotation neither grows nor shrinks: what rounding makes of its eigenvalues must not be counted. */
    @Test
    void neutralDirectionsAreCountedApart() {
        double turn = 0.7;
        for (double radius : new double[] {1, 1 + 1e-9, 1 - 1e-9, 1 + 1e-7}) {
            Stability s = at(vanilla(Activation.TANH, 2, radius * Math.cos(turn), -radius * Math.sin(turn),
                radius * Math.sin(turn), radius * Math.cos(turn)), 0, 0);
            assertEquals(0, s.unstable());
            assertEquals(2, s.neutral());
            assertFalse(s.stable());
        }
        assertEquals(2, at(vanilla(Activation.TANH, 2, 1.00001, 0, 0, 1.00001), 0, 0).unstable());
        assertTrue(at(vanilla(Activation.TANH, 2, 0.9993, 0, 0, 0.99999), 0, 0).stable());
        StabilityOptions wide = StabilityOptions.DEFAULT.withNeutral(1e-3);
        assertEquals(2, LocalDynamics.at(vanilla(Activation.TANH, 2, 0.9993, 0, 0, 1.0001), new double[2], new double[0],
            wide).stability().neutral());
    }

    /** As torch stores them: rounding to float32 decides on which side of 1 each of the 24 eigenvalues comes to lie. */
    @Test
    void anOrthogonalMatrixInFloat32IsNeutralAltogether() {
        int d = 24;
        double[] q = new double[d * d];
        SplittableRandom random = new SplittableRandom(3);
        double[] v = ExampleCells.normal(random, d, 1);
        double[] u = ExampleCells.normal(random, d, 1);
        // Two reflections.
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double sum = 0;
                for (int k = 0; k < d; k++) {
                    sum += reflection(u, i, k) * reflection(v, k, j);
                }
                q[i * d + j] = (float) sum;
            }
        }
        Stability s = at(vanilla(Activation.TANH, d, q), new double[d]);
        assertEquals(0, s.unstable());
        assertEquals(d, s.neutral());
    }

    private static double reflection(double[] v, int i, int j) {
        double square = Arrays.stream(v).map(x -> x * x).sum();
        return (i == j ? 1 : 0) - 2 * v[i] * v[j] / square;
    }

    /** Rounding splits a threefold eigenvalue 1 with one vector by some 1e-5: its condition number says so. */
    @Test
    void theBandWidensWithTheConditionOfAnEigenvalue() {
        double[] chain = {1, 1, 0, 0, 1, 1, 0, 0, 1};
        double[] s = {1, 2, 3, 0, 1, 4, 5, 6, 0};
        double[] inverse = {-24, 18, 5, 20, -15, -4, -5, 4, 1};
        double[] jacobian = product(product(s, chain), inverse);
        jacobian[4] += 1e-12;
        double split = Math.abs(Eigenvalue.of(jacobian, 3).get(0).modulus() - 1);
        assertTrue(split > 2e-6, "split by " + split);
        Stability stability = at(vanilla(Activation.TANH, 3, jacobian), 0, 0, 0);
        assertTrue(stability.band() > 1e-6 && stability.band() <= 1e-3, "band " + stability.band());
        assertEquals(0, stability.unstable());
        assertEquals(3, stability.neutral());
    }

    private static double[] product(double[] a, double[] b) {
        double[] c = new double[9];
        for (int i = 0; i < 9; i++) {
            for (int k = 0; k < 3; k++) {
                c[i] += a[i / 3 * 3 + k] * b[k * 3 + i % 3];
            }
        }
        return c;
    }

    @Test
    void eachStartsEndIsTold() {
        Cell cell = vanilla(Activation.TANH, 1, 2);
        double[] starts = {-1, -0.3, 0.01, 0.4, 0.9, -0.9, 0.02};
        for (boolean merge : new boolean[] {true, false}) {
            FixedPoints found = FixedPointSearch.run(cell, StartStates.under(new double[0], starts, starts.length),
                SearchOptions.DEFAULT.withMergeEarly(merge));
            assertEquals(3, found.points().size());
            int[] counts = new int[3];
            Arrays.stream(found.ends()).forEach(end -> counts[end]++);
            for (int i = 0; i < 3; i++) {
                assertEquals(found.points().get(i).starts(), counts[i]);
            }
            assertEquals(found.points().get(found.ends()[0]).state()[0], -0.9575, 1e-4);
            assertEquals(found.points().get(found.ends()[4]).state()[0], 0.9575, 1e-4);
        }
    }

    @Test
    void bandsOutOfRangeAreRefused() {
        assertThrows(InvalidInputException.class, () -> StabilityOptions.DEFAULT.withNeutral(-1e-9));
        assertThrows(InvalidInputException.class, () -> StabilityOptions.DEFAULT.withKink(Double.NaN));
        assertThrows(InvalidInputException.class, () -> new StabilityOptions(0, 0, 1));
    }
}
