package org.espalier.rnndynamics.cell;

import java.util.Arrays;

/** The vanilla network {@code h' = f(W x + U h + b)}, f tanh or ReLU (Elman 1990; PyTorch's {@code nn.RNN}). */
public final class VanillaCell implements Cell {
    private final Activation activation;
    private final int units;
    private final int inputs;
    private final GateMatrix input;
    private final GateMatrix recurrent;
    private final double[] bias;

    /** @param weights of one gate */
    public VanillaCell(Activation activation, GateWeights weights) {
        this.activation = activation;
        weights.expect("rnn", 1);
        units = weights.units();
        inputs = weights.inputs();
        input = weights.inputMatrix();
        recurrent = weights.recurrentMatrix();
        bias = weights.biasSum();
    }

    @Override
    public String name() {
        return activation == Activation.TANH ? "rnn-tanh" : "rnn-relu";
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
        return activation == Activation.TANH ? 1 : Double.POSITIVE_INFINITY;
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
            next[nextAt + i] = activation.of(sums[i]);
        }
    }

    private double[] slopes(double[] state, double[] x) {
        double[] slopes = sums(state, 0, x, 0);
        for (int i = 0; i < units; i++) {
            slopes[i] = activation.slope(slopes[i]);
        }
        return slopes;
    }

    @Override
    public void stateJacobian(double[] state, double[] x, double[] jacobian) {
        Arrays.fill(jacobian, 0);
        recurrent.addScaledRows(0, slopes(state, x), jacobian, 0, units);
    }

    @Override
    public void inputJacobian(double[] state, double[] x, double[] jacobian) {
        Arrays.fill(jacobian, 0);
        input.addScaledRows(0, slopes(state, x), jacobian, 0, inputs);
    }
}
