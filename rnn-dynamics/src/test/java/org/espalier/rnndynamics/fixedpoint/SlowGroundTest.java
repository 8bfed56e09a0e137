package org.espalier.rnndynamics.fixedpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.GruCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks whose states drift slowly, trained by PyTorch (benchmarks/peers/slow_networks.py: {@code gru-slow} with 96 of its
 * states, {@code gru-line} with 128; float32). Of a GRU of 128 units on the flip-flop the greatest stable eigenvalues are
 * .999; one of 64 units integrates. Every end is verified by the step of the network alone, in differences.
 */
class SlowGroundTest {
    @TempDir
    private Path folder;

    private record Network(Cell cell, StartStates starts) {}

    private Network network(String name, int starts) throws IOException {
        Path file = folder.resolve(name);
        try (var in = SlowGroundTest.class.getResourceAsStream("/" + name)) {
            Files.copy(in, file);
        }
        Map<String, NpyArray> arrays = Npz.read(file);
        double[] recurrent = arrays.get("weight_hh_l0").doubles();
        double[] input = arrays.get("input").doubles();
        int units = (int) Math.round(Math.sqrt(recurrent.length / 3.0));
        Cell cell = new GruCell(GruCell.Reset.AFTER, new GateWeights(3, units, input.length,
            arrays.get("weight_ih_l0").doubles(), recurrent, arrays.get("bias_ih_l0").doubles(),
            arrays.get("bias_hh_l0").doubles()));
        double[] states = arrays.get("states").doubles();
        return new Network(cell, StartStates.under(input, Arrays.copyOf(states, starts * units), starts));
    }

    @Test
    void everyStartOnASlowFlipFlopEndsAtAFixedPointAndTheNetworkItselfGoesThere() throws IOException {
        Network network = network("slow-flip-flop.npz", 96);
        FixedPoints found = FixedPointSearch.run(network.cell, network.starts, SearchOptions.DEFAULT);
        assertEquals(0, found.count(PointClass.NOT_CONVERGED), found.points().toString());
        assertEquals(96, found.starts(PointClass.FIXED) + found.starts(PointClass.SLOW));
        found.points().forEach(p -> verify(network.cell, p));
        assertTrue(found.of(PointClass.FIXED).stream().anyMatch(p -> p.unstable() == 0
            && p.eigenvalues().get(0).modulus() > 0.998), "slow ground");
        // Where plain steps from some of the starts come to rest, after thousands, there are stable points that were found.
        int d = network.cell.stateSize();
        for (int i = 1; i < 5; i++) {
            double[] state = Arrays.copyOfRange(network.starts.states(), i * d, (i + 1) * d);
            for (int t = 0; t < 20000; t++) {
                state = network.cell.step(state, new double[network.cell.inputs()], 1);
            }
            double[] end = state;
            assertTrue(found.of(PointClass.FIXED).stream().anyMatch(p -> p.unstable() == 0
                && distance(p.state(), end) < 1e-6), "start " + i + " goes elsewhere");
        }
    }

    @Test
    void aLineOfSlowGroundHasFixedPointsAndTrueMinimaOfQ() throws IOException {
        Network network = network("slow-line.npz", 128);
        FixedPoints found = FixedPointSearch.run(network.cell, network.starts, SearchOptions.DEFAULT);
        assertEquals(0, found.count(PointClass.NOT_CONVERGED), found.points().toString());
        assertTrue(found.count(PointClass.SLOW) > 0 && found.count(PointClass.FIXED) > 0, found.points().toString());
        found.points().forEach(p -> verify(network.cell, p));
        FixedPoints again = FixedPointSearch.run(network.cell, network.starts, SearchOptions.DEFAULT);
        assertEquals(found.points().size(), again.points().size());
        for (int i = 0; i < found.points().size(); i++) {
            assertArrayEquals(found.points().get(i).state(), again.points().get(i).state());
            assertEquals(found.points().get(i).starts(), again.points().get(i).starts());
        }
    }

    @Test
    void aBoundOfStepsThatIsHitIsNotConverged() throws IOException {
        Network network = network("slow-flip-flop.npz", 24);
        SearchOptions d = SearchOptions.DEFAULT;
        FixedPoints found = FixedPointSearch.run(network.cell, network.starts, new SearchOptions(d.qTolerance(),
            d.stepTolerance(), d.gradientTolerance(), d.uniqueDistance(), 1, d.mergeEarly()));
        assertTrue(found.count(PointClass.NOT_CONVERGED) > 0);
        assertEquals(24, found.points().stream().mapToInt(FixedPoint::starts).sum());
    }

    @Test
    void theStepOfATrustRegionIsTheLowestPointOfTheBall() {
        Random random = new Random(3);
        int d = 6;
        for (int repeat = 0; repeat < 20; repeat++) {
            double[] hessian = new double[d * d];
            double[] gradient = random.doubles(d, -1, 1).toArray();
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    hessian[i * d + j] = random.nextDouble() - 0.5;
                    hessian[j * d + i] = hessian[i * d + j];
                }
                // Every other one is indefinite; of every fourth the gradient has no part in the lowest direction.
                hessian[i * d + i] += repeat % 2 == 0 ? 3 : 0;
            }
            if (repeat % 4 == 3) {
                for (int i = 0; i < d; i++) {
                    hessian[i] = i == 0 ? -4 : 0;
                    hessian[i * d] = hessian[i];
                }
                gradient[0] = 0;
            }
            TrustRegion region = new TrustRegion(d);
            assertTrue(region.set(hessian, gradient));
            double radius = 0.1 + repeat % 3;
            double fall = region.step(radius);
            assertTrue(Linear.norm(region.step) <= radius * 1.01);
            assertEquals(-quadratic(hessian, gradient, region.step), fall, 1e-9);
            for (int trial = 0; trial < 3000; trial++) {
                double[] other = random.doubles(d, -1, 1).toArray();
                double scale = radius * (trial % 2 == 0 ? 1 : random.nextDouble()) / Linear.norm(other);
                for (int i = 0; i < d; i++) {
                    other[i] *= scale;
                }
                assertTrue(quadratic(hessian, gradient, other) >= -fall * 1.01 - 1e-9, "repeat " + repeat);
            }
        }
    }

    private static double quadratic(double[] hessian, double[] gradient, double[] s) {
        double sum = 0;
        for (int i = 0; i < s.length; i++) {
            sum += gradient[i] * s[i];
            for (int j = 0; j < s.length; j++) {
                sum += s[i] * hessian[i * s.length + j] * s[j] / 2;
            }
        }
        return sum;
    }

    /** A fixed point stands still; at a slow one q has gradient zero and no direction of negative curvature. */
    private static void verify(Cell cell, FixedPoint p) {
        double q = q(cell, p.state(), p.input());
        assertEquals(q, p.q(), 1e-10 * q + 1e-40);
        if (p.found() == PointClass.FIXED) {
            assertTrue(q < 1e-24, p.toString());
            return;
        }
        int d = p.state().length;
        // q by differences of q, the gradient's own code taking no part: central, for a q whose third derivatives are below 10.
        double h = 1e-5;
        double sum = 0;
        for (int i = 0; i < d; i++) {
            double by = (q(cell, moved(p.state(), i, h), p.input()) - q(cell, moved(p.state(), i, -h), p.input())) / (2 * h);
            sum += by * by;
        }
        assertTrue(Math.sqrt(sum) < 1e-8, "gradient " + Math.sqrt(sum));
        DMatrixRMaj hessian = new DMatrixRMaj(d, d);
        for (int i = 0; i < d; i++) {
            double[] up = gradient(cell, moved(p.state(), i, h), p.input());
            double[] down = gradient(cell, moved(p.state(), i, -h), p.input());
            for (int j = 0; j < d; j++) {
                hessian.data[i * d + j] += (up[j] - down[j]) / (4 * h);
                hessian.data[j * d + i] += (up[j] - down[j]) / (4 * h);
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, false, true);
        assertTrue(eigen.decompose(hessian));
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < d; i++) {
            lowest = Math.min(lowest, eigen.getEigenvalue(i).getReal());
        }
        // Differences are good to 1e-9 or so.
        assertTrue(lowest > -1e-9, "lowest curvature " + lowest);
    }

    private static double q(Cell cell, double[] state, double[] input) {
        double[] next = cell.step(state, input, 1);
        double sum = 0;
        for (int i = 0; i < next.length; i++) {
            sum += (next[i] - state[i]) * (next[i] - state[i]) / 2;
        }
        return sum;
    }

    private static double[] gradient(Cell cell, double[] state, double[] input) {
        int d = state.length;
        double[] next = cell.step(state, input, 1);
        double[] jacobian = new double[d * d];
        cell.stateJacobian(state, input, jacobian);
        double[] gradient = new double[d];
        for (int i = 0; i < d; i++) {
            double r = next[i] - state[i];
            gradient[i] -= r;
            for (int j = 0; j < d; j++) {
                gradient[j] += r * jacobian[i * d + j];
            }
        }
        return gradient;
    }

    private static double[] moved(double[] state, int at, double by) {
        double[] moved = state.clone();
        moved[at] += by;
        return moved;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }
}
