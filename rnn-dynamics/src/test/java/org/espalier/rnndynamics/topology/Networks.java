package org.espalier.rnndynamics.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.PointClass;

/** Networks whose fixed points are known: K independent units h' = tanh(2 h + b x), each at rest at 0 and at +-h*. */
final class Networks {
    /** The root of h = tanh(2 h). */
    static final double REST = rest(2);

    private Networks() {}

    static double rest(double gain) {
        double h = 1;
        for (int i = 0; i < 1000; i++) {
            h = Math.tanh(gain * h);
        }
        return h;
    }

    /** @param weight b: 3 flips a unit, 0.5 does not */
    static Cell bistable(int bits, double weight) {
        double[] inputs = new double[bits * bits];
        for (int i = 0; i < bits; i++) {
            inputs[i * bits + i] = weight;
        }
        return bistable(bits, inputs);
    }

    static Cell bistable(int bits, double[] inputs) {
        double[] recurrent = new double[bits * bits];
        for (int i = 0; i < bits; i++) {
            recurrent[i * bits + i] = 2;
        }
        return new VanillaCell(Activation.TANH, GateWeights.of(1, bits, bits, inputs, recurrent, null));
    }

    static Cell tanh(int units, int inputs, double[] input, double... recurrent) {
        return new VanillaCell(Activation.TANH, GateWeights.of(1, units, inputs, input, recurrent, null));
    }

    /** All 3^K points of {@link #bistable}, without a search. */
    static List<FixedPoint> points(int bits) {
        List<FixedPoint> points = new ArrayList<>();
        for (int code = 0; code < Math.pow(3, bits); code++) {
            double[] state = new double[bits];
            int rest = code;
            for (int i = 0; i < bits; i++, rest /= 3) {
                state[i] = (rest % 3 - 1) * REST;
            }
            points.add(point(bits, state));
        }
        return points;
    }

    private static FixedPoint point(int inputs, double[] state) {
        List<Eigenvalue> eigenvalues = new ArrayList<>();
        for (double h : state) {
            eigenvalues.add(new Eigenvalue(2 * (1 - h * h), 0));
        }
        eigenvalues.sort(Collections.reverseOrder((x, y) -> Double.compare(x.modulus(), y.modulus())));
        return point(state, new double[inputs], eigenvalues);
    }

    static FixedPoint point(double[] state, double[] input, List<Eigenvalue> eigenvalues) {
        return new FixedPoint(PointClass.FIXED, state, input, 0, 0, 0, 1, eigenvalues);
    }
}
