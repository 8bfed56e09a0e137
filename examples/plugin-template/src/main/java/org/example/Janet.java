package org.example;

import java.util.Arrays;
import java.util.OptionalInt;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateMatrix;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.family.CellKernel;
import org.espalier.rnndynamics.family.TrainableCell;

/**
 * A recurrent cell: JANET, an LSTM of which the forget gate alone is left (van der Westhuizen and Lasenby 2018,
 * arXiv:1804.04849). With the sums {@code s = W_f x + U_f h + b_f} and {@code a = W_c x + U_c h + b_c},
 * <pre>  h' = f h + (1 - g) c,   f = sigmoid(s),   g = sigmoid(s - 1),   c = tanh(a)  </pre>
 * Gate order: forget, candidate.
 */
public final class Janet implements Cell {
    /** How much less is forgotten than is let in; the paper's beta. */
    static final double BETA = 1;
    private static final int FORGET = 0;
    private static final int CANDIDATE = 1;

    private final int units;
    private final int inputs;
    private final GateMatrix input;
    private final GateMatrix recurrent;
    private final double[] bias;

    Janet(GateWeights weights) {
        weights.expect("janet", 2);
        units = weights.units();
        inputs = weights.inputs();
        input = weights.inputMatrix();
        recurrent = weights.recurrentMatrix();
        bias = weights.biasSum();
    }

    /** What is registered: the cell by its name. */
    public record Kind() implements TrainableCell {
        @Override
        public String label() {
            return "janet";
        }

        @Override
        public String description() {
            return "Forget gate and candidate (JANET; van der Westhuizen and Lasenby 2018).";
        }

        @Override
        public int gates() {
            return 2;
        }

        @Override
        public int candidate() {
            return CANDIDATE;
        }

        @Override
        public OptionalInt keeper() {
            return OptionalInt.of(FORGET);
        }

        @Override
        public double keepBias() {
            return 1;
        }

        @Override
        public Cell cell(GateWeights weights) {
            return new Janet(weights);
        }

        @Override
        public CellKernel kernel(int cells, int steps) {
            return new JanetKernel(cells, steps);
        }
    }

    @Override
    public String name() {
        return "janet";
    }

    @Override
    public int units() {
        return units;
    }

    @Override
    public int stateSize() {
        return units;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    /** At rest {@code |h| = (1 - g) / (1 - f) |c|}, which is below e^BETA. */
    @Override
    public double bound(int i) {
        return Math.exp(BETA);
    }

    private double[] sums(double[] states, int stateAt, double[] xs, int inputAt) {
        double[] sums = bias.clone();
        input.addProduct(xs, inputAt, sums);
        recurrent.addProduct(states, stateAt, sums);
        return sums;
    }

    @Override
    public void step(double[] states, int stateAt, double[] xs, int inputAt, double[] next, int nextAt) {
        double[] sums = sums(states, stateAt, xs, inputAt);
        for (int i = 0; i < units; i++) {
            next[nextAt + i] = Activation.sigmoid(sums[i]) * states[stateAt + i]
                + Activation.sigmoid(BETA - sums[i]) * Math.tanh(sums[units + i]);
        }
    }

    @Override
    public void stateJacobian(double[] state, double[] x, double[] jacobian) {
        double[] sums = jacobian(state, x, recurrent, units, jacobian);
        for (int i = 0; i < units; i++) {
            jacobian[i * units + i] += Activation.sigmoid(sums[i]);
        }
    }

    @Override
    public void inputJacobian(double[] state, double[] x, double[] jacobian) {
        jacobian(state, x, input, inputs, jacobian);
    }

    /** The derivative through both gates. @return the sums */
    private double[] jacobian(double[] state, double[] x, GateMatrix matrix, int columns, double[] jacobian) {
        double[] sums = sums(state, 0, x, 0);
        double[] byForget = new double[units];
        double[] byCandidate = new double[units];
        for (int i = 0; i < units; i++) {
            double f = Activation.sigmoid(sums[i]);
            double g = Activation.sigmoid(sums[i] - BETA);
            double c = Math.tanh(sums[units + i]);
            byForget[i] = state[i] * f * (1 - f) - c * g * (1 - g);
            byCandidate[i] = (1 - g) * (1 - c * c);
        }
        Arrays.fill(jacobian, 0);
        matrix.addScaledRows(FORGET, byForget, jacobian, 0, columns);
        matrix.addScaledRows(CANDIDATE, byCandidate, jacobian, 0, columns);
        return sums;
    }

    /** {@code h' - h = (1 - f) (T - h)} with {@code T = (1 - g) / (1 - f) c}: a gate that closes hides no fixed point. */
    @Override
    public void target(double[] state, double[] x, double[] target) {
        double[] sums = sums(state, 0, x, 0);
        for (int i = 0; i < units; i++) {
            target[i] = ratio(sums[i]) * Math.tanh(sums[units + i]);
        }
    }

    @Override
    public void targetJacobian(double[] state, double[] x, double[] jacobian) {
        double[] sums = sums(state, 0, x, 0);
        double[] byForget = new double[units];
        double[] byCandidate = new double[units];
        for (int i = 0; i < units; i++) {
            double c = Math.tanh(sums[units + i]);
            byForget[i] = ratio(sums[i]) * c * (Activation.sigmoid(sums[i]) - Activation.sigmoid(sums[i] - BETA));
            byCandidate[i] = ratio(sums[i]) * (1 - c * c);
        }
        Arrays.fill(jacobian, 0);
        recurrent.addScaledRows(FORGET, byForget, jacobian, 0, units);
        recurrent.addScaledRows(CANDIDATE, byCandidate, jacobian, 0, units);
    }

    /** {@code (1 - g) / (1 - f)}, without the quotient of two numbers near 0. */
    private static double ratio(double s) {
        return s > 0 ? (1 + Math.exp(-s)) / (Math.exp(-BETA) + Math.exp(-s)) : (1 + Math.exp(s)) / (1 + Math.exp(s - BETA));
    }
}
