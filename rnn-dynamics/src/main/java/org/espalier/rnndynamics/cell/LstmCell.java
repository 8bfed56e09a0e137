package org.espalier.rnndynamics.cell;

import java.util.Arrays;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997, with a forget gate): {@code i, f, o = sigmoid(W x + U h + b)},
 * {@code g = tanh(W_g x + U_g h + b_g)}, {@code c' = f c + i g}, {@code h' = o tanh(c')}. Gate order: input, forget,
 * candidate, output (PyTorch's). A bias that other code adds to the forget gate belongs into {@code b}.
 *
 * <p>The state is {@code [h; c]}, d = 2N: fixed points and Jacobians are those of both.
 */
public final class LstmCell implements Cell {
    private static final int INPUT = 0;
    private static final int FORGET = 1;
    private static final int CANDIDATE = 2;
    private static final int OUTPUT = 3;

    private final int units;
    private final int inputs;
    private final GateMatrix input;
    private final GateMatrix recurrent;
    private final double[] bias;

    /** @param weights of four gates */
    public LstmCell(GateWeights weights) {
        weights.expect("lstm", 4);
        units = weights.units();
        inputs = weights.inputs();
        input = weights.inputMatrix();
        recurrent = weights.recurrentMatrix();
        bias = weights.biasSum();
    }

    @Override
    public String name() {
        return "lstm";
    }

    @Override
    public int units() {
        return units;
    }

    @Override
    public int stateSize() {
        return 2 * units;
    }

    @Override
    public double bound(int i) {
        return i < units ? 1 : Double.POSITIVE_INFINITY;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    /** The gates after their non-linearities, {@code [4 N]}. */
    private double[] gates(double[] states, int stateAt, double[] xs, int inputAt) {
        double[] gates = bias.clone();
        input.addProduct(xs, inputAt, gates);
        recurrent.addProduct(states, stateAt, gates);
        for (int i = 0; i < gates.length; i++) {
            gates[i] = i / units == CANDIDATE ? Math.tanh(gates[i]) : Activation.sigmoid(gates[i]);
        }
        return gates;
    }

    @Override
    public void step(double[] states, int stateAt, double[] xs, int inputAt, double[] next, int nextAt) {
        double[] g = gates(states, stateAt, xs, inputAt);
        for (int i = 0; i < units; i++) {
            double c = g[FORGET * units + i] * states[stateAt + units + i] + g[i] * g[CANDIDATE * units + i];
            next[nextAt + units + i] = c;
            next[nextAt + i] = g[OUTPUT * units + i] * Math.tanh(c);
        }
    }

    @Override
    public void stateJacobian(double[] state, double[] x, double[] jacobian) {
        int d = 2 * units;
        double[] g = gates(state, 0, x, 0);
        double[] throughCell = jacobian(g, state, recurrent, d, jacobian);
        for (int i = 0; i < units; i++) {
            double forget = g[FORGET * units + i];
            jacobian[i * d + units + i] += throughCell[i] * forget;
            jacobian[(units + i) * d + units + i] += forget;
        }
    }

    @Override
    public void addStateCurvature(double[] state, double[] x, double[] weights, double[] curvature) {
        int d = 2 * units;
        double[] g = gates(state, 0, x, 0);
        double[][][] pairs = new double[4][4][units];
        double[][] withCell = new double[4][units];
        for (int i = 0; i < units; i++) {
            double c = state[units + i];
            double forget = g[FORGET * units + i];
            double out = g[OUTPUT * units + i];
            double squashed = Math.tanh(forget * c + g[i] * g[CANDIDATE * units + i]);
            double slope = 1 - squashed * squashed;
            // Of the weighted sum w_h o tanh(c') + w_c c', by c' and o.
            double once = weights[i] * out * slope + weights[units + i];
            double twice = -2 * weights[i] * out * squashed * slope;
            double byOutput = out * (1 - out);
            // c' by the sums of its gates.
            double[] first = {g[CANDIDATE * units + i] * g[i] * (1 - g[i]), c * forget * (1 - forget),
                g[i] * (1 - g[CANDIDATE * units + i] * g[CANDIDATE * units + i])};
            for (int a = 0; a < OUTPUT; a++) {
                for (int b = a; b < OUTPUT; b++) {
                    pairs[a][b][i] = twice * first[a] * first[b];
                }
                pairs[a][OUTPUT][i] = weights[i] * byOutput * slope * first[a];
                withCell[a][i] = twice * first[a] * forget;
            }
            pairs[INPUT][INPUT][i] += once * first[INPUT] * (1 - 2 * g[i]);
            pairs[FORGET][FORGET][i] += once * first[FORGET] * (1 - 2 * forget);
            pairs[CANDIDATE][CANDIDATE][i] += once * first[CANDIDATE] * -2 * g[CANDIDATE * units + i];
            pairs[INPUT][CANDIDATE][i] += once * first[CANDIDATE] * (1 - g[i]);
            pairs[OUTPUT][OUTPUT][i] = weights[i] * squashed * byOutput * (1 - 2 * out);
            withCell[FORGET][i] += once * forget * (1 - forget);
            withCell[OUTPUT][i] = weights[i] * byOutput * slope * forget;
            curvature[(units + i) * d + units + i] += twice * forget * forget;
        }
        recurrent.addQuadratic(pairs, curvature, d);
        for (int a = 0; a <= OUTPUT; a++) {
            recurrent.addSymmetricRows(a, withCell[a], curvature, units, 0, d);
        }
    }

    @Override
    public void inputJacobian(double[] state, double[] x, double[] jacobian) {
        jacobian(gates(state, 0, x, 0), state, input, inputs, jacobian);
    }

    /** The derivative through the gates, which does not see c itself. @return dh'/dc' */
    private double[] jacobian(double[] g, double[] state, GateMatrix matrix, int stride, double[] jacobian) {
        double[] byInput = new double[units];
        double[] byForget = new double[units];
        double[] byCandidate = new double[units];
        double[] byOutput = new double[units];
        double[] throughCell = new double[units];
        for (int i = 0; i < units; i++) {
            double in = g[i];
            double forget = g[FORGET * units + i];
            double candidate = g[CANDIDATE * units + i];
            double out = g[OUTPUT * units + i];
            double c = state[units + i];
            double squashed = Math.tanh(forget * c + in * candidate);
            byInput[i] = candidate * in * (1 - in);
            byForget[i] = c * forget * (1 - forget);
            byCandidate[i] = in * (1 - candidate * candidate);
            byOutput[i] = squashed * out * (1 - out);
            throughCell[i] = out * (1 - squashed * squashed);
        }
        Arrays.fill(jacobian, 0);
        matrix.addScaledRows(INPUT, byInput, jacobian, units, stride);
        matrix.addScaledRows(FORGET, byForget, jacobian, units, stride);
        matrix.addScaledRows(CANDIDATE, byCandidate, jacobian, units, stride);
        for (int i = 0; i < units; i++) {
            for (int j = 0; j < stride; j++) {
                jacobian[i * stride + j] = throughCell[i] * jacobian[(units + i) * stride + j];
            }
        }
        matrix.addScaledRows(OUTPUT, byOutput, jacobian, 0, stride);
        return throughCell;
    }
}
