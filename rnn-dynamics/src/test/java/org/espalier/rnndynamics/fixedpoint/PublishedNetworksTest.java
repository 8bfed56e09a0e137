package org.espalier.rnndynamics.fixedpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.junit.jupiter.api.Test;

/**
 * The small networks that fixed-point-finder publishes the fixed points of: h' = tanh(h W), W[i,:] = -roll(linspace(-1, 1,
 * n), -i), started on the grid {-1, 0, 1}^n. More digits by 40-digit arithmetic on x = tanh(2x) and the 3-unit equations.
 */
class PublishedNetworksTest {

    private static Cell network(int n) {
        double[] u = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double entry = -(-1 + 2.0 * ((j + i) % n) / (n - 1));
                u[j * n + i] = entry;
            }
        }
        return new VanillaCell(Activation.TANH, GateWeights.of(1, n, 0, new double[0], u, null));
    }

    private static StartStates grid(int n) {
        int count = (int) Math.pow(3, n);
        double[] states = new double[count * n];
        for (int i = 0; i < count; i++) {
            int code = i;
            for (int j = 0; j < n; j++) {
                states[i * n + j] = code % 3 - 1;
                code /= 3;
            }
        }
        return new StartStates(count, states, new double[0]);
    }

    private static FixedPoints search(int n) {
        FixedPoints found = FixedPointSearch.run(network(n), grid(n), SearchOptions.DEFAULT);
        assertEquals(3, found.count(PointClass.FIXED), found.points().toString());
        assertEquals(found.starts(), found.points().stream().mapToInt(FixedPoint::starts).sum());
        found.of(PointClass.FIXED).forEach(p -> assertTrue(p.q() < 1e-25, "q " + p.q()));
        return found;
    }

    private static void point(FixedPoints found, double[] state, int unstable, double... eigenvalues) {
        FixedPoint p = found.of(PointClass.FIXED).stream().filter(f -> {
            double sum = 0;
            for (int i = 0; i < state.length; i++) {
                sum += Math.abs(f.state()[i] - state[i]);
            }
            return sum < 1e-10;
        }).findFirst().orElseThrow(() -> new AssertionError("not found: " + List.of(state)));
        assertEquals(unstable, p.unstable());
        double[] found1 = p.eigenvalues().stream().mapToDouble(Eigenvalue::re).toArray();
        for (int i = 0; i < eigenvalues.length; i++) {
            assertEquals(eigenvalues[i], found1[i], 1e-8);
            assertEquals(0, p.eigenvalues().get(i).im(), 1e-8);
        }
    }

    @Test
    void twoUnits() {
        FixedPoints found = search(2);
        double x = 0.95750402407727;
        point(found, new double[] {0, 0}, 1, 2, 0);
        point(found, new double[] {x, -x}, 0, 2 * (1 - x * x), 0);
        point(found, new double[] {-x, x}, 0, 0.16637209, 0);
    }

    @Test
    void threeUnits() {
        FixedPoints found = search(3);
        double[] p = {0.9497957113866, -0.42550229511265, -0.87989400315524};
        point(found, new double[] {0, 0, 0}, 2, Math.sqrt(3), -Math.sqrt(3), 0);
        point(found, p, 1, -1.00640617, 0.28534648, 0);
        point(found, new double[] {-p[0], -p[1], -p[2]}, 1, -1.00640617, 0.28534648, 0);
    }
}
