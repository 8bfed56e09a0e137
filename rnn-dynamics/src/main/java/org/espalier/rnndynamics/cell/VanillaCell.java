package org.espalier.rnndynamics.cell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        return "rnn-" + activation.label();
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
        return activation.bound();
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

    @Override
    public boolean piecewiseLinear() {
        return activation.hasKink();
    }

    @Override
    public List<Kink> kinks(double[] state, double[] x, double band) {
        List<Kink> kinks = new ArrayList<>();
        double[] sums = activation.hasKink() ? sums(state, 0, x, 0) : new double[0];
        for (int i = 0; i < sums.length; i++) {
            double terms = Math.abs(bias[i]) + input.modulus(i, x) + recurrent.modulus(i, state);
            if (Math.abs(sums[i]) <= band * Math.max(1, terms)) {
                double[] column = new double[units];
                column[i] = 1;
                kinks.add(new Kink(i, column, recurrent.row(i), input.row(i), sums[i] > 0));
            }
        }
        return kinks.stream().filter(Kink::bends).toList();
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
    public void addStateCurvature(double[] state, double[] x, double[] weights, double[] curvature) {
        double[] bends = sums(state, 0, x, 0);
        for (int i = 0; i < units; i++) {
            bends[i] = weights[i] * activation.bend(bends[i]);
        }
        recurrent.addQuadratic(new double[][][] {{bends}}, curvature, units);
    }

    @Override
    public void inputJacobian(double[] state, double[] x, double[] jacobian) {
        Arrays.fill(jacobian, 0);
        input.addScaledRows(0, slopes(state, x), jacobian, 0, inputs);
    }
}
