package org.espalier.rnndynamics.cell;

import java.util.Arrays;

/**
 * The update-gate network (Collins, Sohl-Dickstein and Sussillo 2017): {@code u = sigmoid(W_u x + U_u h + b_u)},
 * {@code c = tanh(W_c x + U_c h + b_c)}, {@code h' = u h + (1-u) c}. Gate order: update, candidate.
 */
public final class UgrnnCell implements Cell {
    private static final int UPDATE = 0;
    private static final int CANDIDATE = 1;

    private final int units;
    private final int inputs;
    private final GateMatrix input;
    private final GateMatrix recurrent;
    private final double[] bias;

    /** @param weights of two gates */
    public UgrnnCell(GateWeights weights) {
        weights.expect("ugrnn", 2);
        units = weights.units();
        inputs = weights.inputs();
        input = weights.inputMatrix();
        recurrent = weights.recurrentMatrix();
        bias = weights.biasSum();
    }

    @Override
    public String name() {
        return "ugrnn";
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
    public double bound(int i) {
        return 1;
    }

    @Override
    public int inputs() {
        return inputs;
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
            double u = Activation.sigmoid(sums[i]);
            next[nextAt + i] = u * states[stateAt + i] + (1 - u) * Math.tanh(sums[units + i]);
        }
    }

    @Override
    public void stateJacobian(double[] state, double[] x, double[] jacobian) {
        double[] keep = jacobian(state, x, recurrent, units, jacobian);
        for (int i = 0; i < units; i++) {
            jacobian[i * units + i] += keep[i];
        }
    }

    /** The candidate: {@code h' - h = (1-u) (c - h)}. */
    @Override
    public void target(double[] state, double[] x, double[] target) {
        double[] sums = sums(state, 0, x, 0);
        for (int i = 0; i < units; i++) {
            target[i] = Math.tanh(sums[units + i]);
        }
    }

    @Override
    public void targetJacobian(double[] state, double[] x, double[] jacobian) {
        double[] slopes = new double[units];
        target(state, x, slopes);
        for (int i = 0; i < units; i++) {
            slopes[i] = 1 - slopes[i] * slopes[i];
        }
        Arrays.fill(jacobian, 0);
        recurrent.addScaledRows(CANDIDATE, slopes, jacobian, 0, units);
    }

    @Override
    public void addStateCurvature(double[] state, double[] x, double[] weights, double[] curvature) {
        double[] sums = sums(state, 0, x, 0);
        double[][][] pairs = new double[2][2][units];
        double[] withState = new double[units];
        for (int i = 0; i < units; i++) {
            double u = Activation.sigmoid(sums[i]);
            double c = Math.tanh(sums[units + i]);
            double slope = 1 - c * c;
            withState[i] = weights[i] * u * (1 - u);
            pairs[UPDATE][UPDATE][i] = withState[i] * (1 - 2 * u) * (state[i] - c);
            pairs[UPDATE][CANDIDATE][i] = -withState[i] * slope;
            pairs[CANDIDATE][CANDIDATE][i] = weights[i] * (1 - u) * -2 * c * slope;
        }
        recurrent.addQuadratic(pairs, curvature, units);
        recurrent.addSymmetricRows(UPDATE, withState, curvature, 0, 0, units);
    }

    @Override
    public void inputJacobian(double[] state, double[] x, double[] jacobian) {
        jacobian(state, x, input, inputs, jacobian);
    }

    /** The derivative through the gates. @return u */
    private double[] jacobian(double[] state, double[] x, GateMatrix matrix, int columns, double[] jacobian) {
        double[] sums = sums(state, 0, x, 0);
        double[] keep = new double[units];
        double[] byUpdate = new double[units];
        double[] byCandidate = new double[units];
        for (int i = 0; i < units; i++) {
            double u = Activation.sigmoid(sums[i]);
            double c = Math.tanh(sums[units + i]);
            keep[i] = u;
            byUpdate[i] = (state[i] - c) * u * (1 - u);
            byCandidate[i] = (1 - u) * (1 - c * c);
        }
        Arrays.fill(jacobian, 0);
        matrix.addScaledRows(UPDATE, byUpdate, jacobian, 0, columns);
        matrix.addScaledRows(CANDIDATE, byCandidate, jacobian, 0, columns);
        return keep;
    }
}
