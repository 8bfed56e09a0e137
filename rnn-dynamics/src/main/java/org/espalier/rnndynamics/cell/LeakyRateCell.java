package org.espalier.rnndynamics.cell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The leaky rate network: a continuous-time network in Euler steps of {@code a = dt / tau}, under Dale's law and a fixed
 * connectivity where these are given.
 *
 * <p>{@link Form#CURRENT}: the state is the current, {@code h' = (1-a) h + a (U f(h) + W x + b)} (Song, Yang and Wang 2016;
 * PsychRNN). {@link Form#RATE}: the state is the rate, {@code h' = f((1-a) h + a (U h + W x + b))} (Liu et al. 2024, whose
 * code has a = 1). Without noise.
 */
public final class LeakyRateCell implements Cell {

    /** What the state is. */
    public enum Form { CURRENT, RATE }

    private final Form form;
    private final Activation activation;
    private final double leak;
    private final int units;
    private final int inputs;
    private final GateMatrix input;
    private final GateMatrix recurrent;
    private final double[] bias;

    /**
     * @param leak    a, above 0 and at most 1
     * @param weights of one gate; the recurrent ones are those before {@code connectivity}
     * @throws org.espalier.base.InvalidInputException if something is out of range
     */
    public LeakyRateCell(Form form, Activation activation, double leak, GateWeights weights, Connectivity connectivity) {
        weights.expect("leaky", 1);
        this.form = form;
        this.activation = activation;
        this.leak = new Leak(form, leak).alpha();
        units = weights.units();
        inputs = weights.inputs();
        input = weights.inputMatrix();
        recurrent = new GateMatrix(1, units, units, connectivity.effective(weights.recurrent(), units));
        bias = weights.biasSum();
    }

    @Override
    public String name() {
        return form == Form.CURRENT ? "leaky-current" : "leaky-rate";
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
        return form == Form.RATE ? activation.bound() : Double.POSITIVE_INFINITY;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    /** (1-a) h + a (U r + W x + b), r being what the units send. */
    private double[] mixed(double[] states, int stateAt, double[] xs, int inputAt) {
        double[] sums = bias.clone();
        input.addProduct(xs, inputAt, sums);
        if (form == Form.RATE) {
            recurrent.addProduct(states, stateAt, sums);
        } else {
            double[] rates = new double[units];
            for (int i = 0; i < units; i++) {
                rates[i] = activation.of(states[stateAt + i]);
            }
            recurrent.addProduct(rates, 0, sums);
        }
        for (int i = 0; i < units; i++) {
            sums[i] = (1 - leak) * states[stateAt + i] + leak * sums[i];
        }
        return sums;
    }

    @Override
    public void step(double[] states, int stateAt, double[] xs, int inputAt, double[] next, int nextAt) {
        double[] mixed = mixed(states, stateAt, xs, inputAt);
        for (int i = 0; i < units; i++) {
            next[nextAt + i] = form == Form.RATE ? activation.of(mixed[i]) : mixed[i];
        }
    }

    @Override
    public boolean piecewiseLinear() {
        return activation.hasKink();
    }

    @Override
    public List<Kink> kinks(double[] state, double[] x, double band) {
        List<Kink> kinks = new ArrayList<>();
        double[] sums = !activation.hasKink() ? new double[0] : form == Form.CURRENT ? state : mixed(state, 0, x, 0);
        for (int i = 0; i < sums.length; i++) {
            double terms = form == Form.CURRENT ? Math.abs(state[i]) : (1 - leak) * Math.abs(state[i])
                + leak * (Math.abs(bias[i]) + input.modulus(i, x) + recurrent.modulus(i, state));
            if (Math.abs(sums[i]) <= band * Math.max(1, terms)) {
                kinks.add(form == Form.CURRENT ? currentKink(i, sums[i] > 0) : rateKink(i, sums[i] > 0));
            }
        }
        return kinks.stream().filter(Kink::bends).toList();
    }

    /** Of the rate that a unit sends: f(h_i). */
    private Kink currentKink(int i, boolean above) {
        double[] row = new double[units];
        row[i] = 1;
        double[] column = recurrent.column(i);
        for (int k = 0; k < units; k++) {
            column[k] *= leak;
        }
        return new Kink(i, column, row, new double[inputs], above);
    }

    /** Of the rate that a unit takes on: f((1-a) h_i + a (...)). */
    private Kink rateKink(int i, boolean above) {
        double[] column = new double[units];
        column[i] = 1;
        double[] row = recurrent.row(i);
        for (int k = 0; k < units; k++) {
            row[k] *= leak;
        }
        row[i] += 1 - leak;
        double[] inputRow = input.row(i);
        for (int k = 0; k < inputs; k++) {
            inputRow[k] *= leak;
        }
        return new Kink(i, column, row, inputRow, above);
    }

    /** Slope of what comes after the sum: of f for rates, 1 for currents. */
    private double[] outerSlopes(double[] state, double[] x) {
        double[] slopes = new double[units];
        if (form == Form.CURRENT) {
            Arrays.fill(slopes, 1);
            return slopes;
        }
        double[] mixed = mixed(state, 0, x, 0);
        for (int i = 0; i < units; i++) {
            slopes[i] = activation.slope(mixed[i]);
        }
        return slopes;
    }

    @Override
    public void stateJacobian(double[] state, double[] x, double[] jacobian) {
        Arrays.fill(jacobian, 0);
        double[] outer = outerSlopes(state, x);
        double[] scaled = outer.clone();
        for (int i = 0; i < units; i++) {
            scaled[i] *= leak;
        }
        recurrent.addScaledRows(0, scaled, jacobian, 0, units);
        if (form == Form.CURRENT) {
            for (int j = 0; j < units; j++) {
                double slope = activation.slope(state[j]);
                for (int i = 0; i < units; i++) {
                    jacobian[i * units + j] *= slope;
                }
            }
        }
        for (int i = 0; i < units; i++) {
            jacobian[i * units + i] += (1 - leak) * outer[i];
        }
    }

    @Override
    public void addStateCurvature(double[] state, double[] x, double[] weights, double[] curvature) {
        if (form == Form.CURRENT) {
            double[] sent = recurrent.transposedProduct(0, weights);
            for (int j = 0; j < units; j++) {
                curvature[j * units + j] += leak * sent[j] * activation.bend(state[j]);
            }
            return;
        }
        // The sum's derivative is M = (1-a) I + a U, and M^T D M is written out, so that U alone is multiplied.
        double[] bends = mixed(state, 0, x, 0);
        double[] inner = new double[units];
        double[] outer = new double[units];
        for (int i = 0; i < units; i++) {
            bends[i] = weights[i] * activation.bend(bends[i]);
            inner[i] = leak * leak * bends[i];
            outer[i] = leak * (1 - leak) * bends[i];
            curvature[i * units + i] += (1 - leak) * (1 - leak) * bends[i];
        }
        recurrent.addQuadratic(new double[][][] {{inner}}, curvature, units);
        recurrent.addSymmetricRows(0, outer, curvature, 0, 0, units);
    }

    @Override
    public void inputJacobian(double[] state, double[] x, double[] jacobian) {
        Arrays.fill(jacobian, 0);
        double[] scaled = outerSlopes(state, x);
        for (int i = 0; i < units; i++) {
            scaled[i] *= leak;
        }
        input.addScaledRows(0, scaled, jacobian, 0, inputs);
    }
}
