package org.espalier.rnndynamics.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.junit.jupiter.api.Test;

class CycleSearchTest {

    private static Cell relu(int units, double[] recurrent, double[] bias) {
        return new VanillaCell(Activation.RELU,
            new GateWeights(1, units, 0, new double[0], recurrent, bias, new double[units]));
    }

    private static List<Cycle> search(Cell cell, int longest, int starts) {
        return CycleSearch.run(cell, new double[0], new Random(1).doubles(40L * cell.stateSize(), 0, 1).toArray(), longest, starts,
            7);
    }

    private static long count(List<Cycle> cycles, int period) {
        return cycles.stream().filter(c -> c.period() == period).count();
    }

    @Test
    void theTentMapHasItsCyclesAndNoOthers() {
        // x' = 2 min(x, 1 - x): 2^k states come back after k steps, so 2, 1, 2, 3 and 6 cycles of periods 1 to 5.
        Cell tent = relu(2, new double[] {2, -4, 2, -4}, new double[] {0, -0.5});
        List<Cycle> cycles = search(tent, 5, 400);
        long[] expected = {2, 1, 2, 3, 6};
        for (int k = 1; k <= 5; k++) {
            assertEquals(expected[k - 1], count(cycles, k), "period " + k + ": " + cycles);
        }
        for (Cycle cycle : cycles) {
            double[] first = cycle.states().get(0);
            // x is the first unit while it is above 0; the origin, left to itself, lies on the corner.
            boolean origin = first[0] == 0;
            assertEquals(origin, cycle.onKink());
            assertFalse(cycle.stable());
            assertTrue(cycle.residual() < 1e-9);
            if (!origin) {
                assertEquals(Math.pow(2, cycle.period()), cycle.eigenvalues().get(0).modulus(), 1e-6);
                assertEquals(1, cycle.unstable());
            }
        }
        Cycle two = cycles.stream().filter(c -> c.period() == 2).findFirst().orElseThrow();
        assertEquals(0.4, two.states().get(0)[0], 1e-9);
        assertEquals(0.8, two.states().get(1)[0], 1e-9);
    }

    /** Every sequence of pieces of a small network: the cycles there are, the slow way. */
    private static int bruteForce(Cell cell, int units, double[] u, double[] b, int period) {
        int pieces = 1 << units;
        List<double[]> found = new ArrayList<>();
        int cycles = 0;
        for (long code = 0; code < Math.round(Math.pow(pieces, period)); code++) {
            DMatrixRMaj all = CommonOps_DDRM.identity(units);
            double[] offset = new double[units];
            long rest = code;
            for (int k = 0; k < period; k++, rest /= pieces) {
                DMatrixRMaj a = new DMatrixRMaj(units, units);
                double[] next = new double[units];
                for (int i = 0; i < units; i++) {
                    boolean on = (rest % pieces >> i & 1) == 1;
                    next[i] = on ? b[i] : 0;
                    for (int j = 0; j < units; j++) {
                        a.set(i, j, on ? u[i * units + j] : 0);
                        next[i] += a.get(i, j) * offset[j];
                    }
                }
                DMatrixRMaj product = new DMatrixRMaj(units, units);
                CommonOps_DDRM.mult(a, all, product);
                all = product;
                offset = next;
            }
            DMatrixRMaj system = CommonOps_DDRM.identity(units);
            CommonOps_DDRM.subtractEquals(system, all);
            DMatrixRMaj solved = new DMatrixRMaj(units, 1);
            if (!CommonOps_DDRM.solve(system, DMatrixRMaj.wrap(units, 1, offset), solved)) {
                continue;
            }
            double[] h = solved.data.clone();
            double[] state = h;
            List<double[]> turn = new ArrayList<>();
            for (int k = 0; k < period; k++) {
                state = cell.step(state, new double[0], 1);
                turn.add(state);
            }
            int returns = period;
            for (int k = period - 1; k >= 0; k--) {
                returns = near(turn.get(k), h) ? k + 1 : returns;
            }
            if (near(state, h) && returns == period && found.stream().noneMatch(f -> near(f, h))) {
                cycles++;
                found.addAll(turn);
            }
        }
        return cycles;
    }

    private static boolean near(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest < 1e-7;
    }

    @Test
    void randomNetworksHaveTheCyclesThatTryingAllPiecesFinds() {
        int total = 0;
        for (int seed = 0; seed < 9; seed++) {
            Random random = new Random(seed);
            double[] u = random.doubles(9, -2, 2).toArray();
            double[] b = random.doubles(3, -1, 1).toArray();
            Cell cell = relu(3, u, b);
            List<Cycle> cycles = search(cell, 3, 120);
            for (int k = 1; k <= 3; k++) {
                assertEquals(bruteForce(cell, 3, u, b, k), count(cycles, k), "network " + seed + ", period " + k);
                total += (int) count(cycles, k);
            }
        }
        assertTrue(total > 8, "only " + total + " cycles in all: too few to tell");
    }

    @Test
    void anAttractingCycleIsCalledStable() {
        // h' = relu(1 - 2 h): 0 and 1 by turns, and 1/3 for ever, if nothing disturbs it.
        Cell flip = relu(1, new double[] {-2}, new double[] {1});
        List<Cycle> cycles = search(flip, 2, 60);
        assertEquals(1, count(cycles, 1));
        assertEquals(1.0 / 3, cycles.get(0).states().get(0)[0], 1e-12);
        assertEquals(1, cycles.get(0).unstable());
        Cycle two = cycles.stream().filter(c -> c.period() == 2).findFirst().orElseThrow();
        assertTrue(two.stable());
        assertEquals(0, two.states().get(0)[0]);
        assertEquals(1, two.states().get(1)[0]);
    }

    @Test
    void smoothCellsAndBadSizesAreRefused() {
        Cell tanh = new VanillaCell(Activation.TANH,
            new GateWeights(1, 1, 0, new double[0], new double[] {2}, new double[1], new double[1]));
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> search(tanh, 2, 3));
        assertTrue(refused.getMessage().contains("rnn-tanh"), refused.getMessage());
        Cell relu = relu(1, new double[] {2}, new double[1]);
        assertThrows(InvalidInputException.class, () -> search(relu, 0, 3));
        assertThrows(InvalidInputException.class, () -> CycleSearch.run(relu, new double[0], new double[0], 1, 1, 1));
    }
}
