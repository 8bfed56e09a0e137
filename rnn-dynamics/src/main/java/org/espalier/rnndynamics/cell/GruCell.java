package org.espalier.rnndynamics.cell;

import java.util.Arrays;

/**
 * The gated recurrent unit: {@code r = sigmoid(W_r x + U_r h + b_r)}, {@code z = sigmoid(W_z x + U_z h + b_z)},
 * {@code h' = (1-z) n + z h}. Gate order: reset, update, candidate (PyTorch's).
 *
 * <p>{@link Reset#AFTER} the matrix, as PyTorch and cuDNN have it: {@code n = tanh(W_n x + b_in + r (U_n h + b_hn))}.
 * {@link Reset#BEFORE} it (Cho et al. 2014): {@code n = tanh(W_n x + b_in + U_n (r h) + b_hn)}; its Jacobian costs one
 * product of two N x N matrices more.
 */
public final class GruCell implements Cell {

    /** Where the reset gate acts. */
    public enum Reset { AFTER, BEFORE }

    private static final int RESET = 0;
    private static final int UPDATE = 1;
    private static final int CANDIDATE = 2;

    private final Reset reset;
    private final int units;
    private final int inputs;
    private final GateMatrix input;
    private final GateMatrix recurrent;
    private final double[] inputBias;
    private final double[] recurrentBias;

    /** @param weights of three gates */
    public GruCell(Reset reset, GateWeights weights) {
        weights.expect("gru", 3);
        this.reset = reset;
        units = weights.units();
        inputs = weights.inputs();
        input = weights.inputMatrix();
        recurrent = weights.recurrentMatrix();
        inputBias = weights.inputBias();
        recurrentBias = weights.recurrentBias();
    }

    @Override
    public String name() {
        return reset == Reset.AFTER ? "gru" : "gru-reset-before";
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

    /** What a step computes on the way. @param product U_n h + b_hn (after), U_n (r h) + b_hn (before) */
    private record Gates(double[] r, double[] z, double[] n, double[] product) {}

    private Gates gates(double[] states, int stateAt, double[] xs, int inputAt) {
        double[] fromInput = inputBias.clone();
        input.addProduct(xs, inputAt, fromInput);
        double[] fromState = recurrentBias.clone();
        recurrent.addProduct(states, stateAt, fromState, 0, reset == Reset.AFTER ? 3 * units : 2 * units);
        double[] r = new double[units];
        double[] z = new double[units];
        for (int i = 0; i < units; i++) {
            r[i] = Activation.sigmoid(fromInput[i] + fromState[i]);
            z[i] = Activation.sigmoid(fromInput[units + i] + fromState[units + i]);
        }
        if (reset == Reset.BEFORE) {
            double[] kept = new double[units];
            for (int i = 0; i < units; i++) {
                kept[i] = r[i] * states[stateAt + i];
            }
            recurrent.addProduct(kept, 0, fromState, 2 * units, 3 * units);
        }
        double[] product = Arrays.copyOfRange(fromState, 2 * units, 3 * units);
        double[] n = new double[units];
        for (int i = 0; i < units; i++) {
            n[i] = Math.tanh(fromInput[2 * units + i] + (reset == Reset.AFTER ? r[i] : 1) * product[i]);
        }
        return new Gates(r, z, n, product);
    }

    @Override
    public void step(double[] states, int stateAt, double[] xs, int inputAt, double[] next, int nextAt) {
        Gates g = gates(states, stateAt, xs, inputAt);
        for (int i = 0; i < units; i++) {
            next[nextAt + i] = (1 - g.z[i]) * g.n[i] + g.z[i] * states[stateAt + i];
        }
    }

    @Override
    public void stateJacobian(double[] state, double[] x, double[] jacobian) {
        Gates g = gates(state, 0, x, 0);
        Arrays.fill(jacobian, 0);
        recurrent.addScaledRows(UPDATE, byUpdate(g, state), jacobian, 0, units);
        addThroughCandidate(g, state, byCandidate(g), jacobian);
        for (int i = 0; i < units; i++) {
            jacobian[i * units + i] += g.z[i];
        }
    }

    /** The candidate: {@code h' - h = (1-z) (n - h)}. */
    @Override
    public void target(double[] state, double[] x, double[] target) {
        System.arraycopy(gates(state, 0, x, 0).n, 0, target, 0, units);
    }

    @Override
    public void targetJacobian(double[] state, double[] x, double[] jacobian) {
        Gates g = gates(state, 0, x, 0);
        Arrays.fill(jacobian, 0);
        addThroughCandidate(g, state, slopes(g), jacobian);
    }

    /** {@code jacobian += diag(by) d(sum of the candidate)/dh}. */
    private void addThroughCandidate(Gates g, double[] state, double[] by, double[] jacobian) {
        if (reset == Reset.AFTER) {
            recurrent.addScaledRows(RESET, byReset(g, by), jacobian, 0, units);
            recurrent.addScaledRows(CANDIDATE, times(by, g.r), jacobian, 0, units);
        } else {
            double[] inner = new double[units * units];
            recurrent.addScaledRows(RESET, ofKept(g, state), inner, 0, units);
            for (int i = 0; i < units; i++) {
                inner[i * units + i] += g.r[i];
            }
            recurrent.addScaledProduct(CANDIDATE, by, inner, units, jacobian, 0, units);
        }
    }

    @Override
    public void addStateCurvature(double[] state, double[] x, double[] weights, double[] curvature) {
        Gates g = gates(state, 0, x, 0);
        double[] slopes = slopes(g);
        double[][][] pairs = new double[3][3][units];
        double[] byCandidate = new double[units];
        double[] bends = new double[units];
        double[] across = new double[units];
        double[] withState = new double[units];
        for (int i = 0; i < units; i++) {
            withState[i] = weights[i] * g.z[i] * (1 - g.z[i]);
            byCandidate[i] = weights[i] * (1 - g.z[i]) * slopes[i];
            bends[i] = -2 * g.n[i] * byCandidate[i];
            across[i] = -withState[i] * slopes[i];
            pairs[UPDATE][UPDATE][i] = withState[i] * (1 - 2 * g.z[i]) * (state[i] - g.n[i]);
        }
        recurrent.addSymmetricRows(UPDATE, withState, curvature, 0, 0, units);
        if (reset == Reset.AFTER) {
            for (int i = 0; i < units; i++) {
                double r = g.r[i];
                double byReset = g.product[i] * r * (1 - r);
                pairs[RESET][RESET][i] = bends[i] * byReset * byReset + byCandidate[i] * byReset * (1 - 2 * r);
                pairs[RESET][CANDIDATE][i] = bends[i] * byReset * r + byCandidate[i] * r * (1 - r);
                pairs[CANDIDATE][CANDIDATE][i] = bends[i] * r * r;
                pairs[RESET][UPDATE][i] = across[i] * byReset;
                pairs[UPDATE][CANDIDATE][i] = across[i] * r;
            }
            recurrent.addQuadratic(pairs, curvature, units);
        } else {
            pairs[RESET][CANDIDATE] = null;
            pairs[CANDIDATE][CANDIDATE] = null;
            addCurvatureThroughKept(g, state, pairs, byCandidate, bends, across, curvature);
        }
    }

    /** Where the candidate's sum is {@code U_n (r h)}: its derivative G is a product of matrices, and it has a curvature itself. */
    private void addCurvatureThroughKept(Gates g, double[] state, double[][][] pairs, double[] byCandidate, double[] bends,
                                         double[] across, double[] curvature) {
        double[] sent = recurrent.transposedProduct(CANDIDATE, byCandidate);
        double[] withState = new double[units];
        for (int j = 0; j < units; j++) {
            double slope = g.r[j] * (1 - g.r[j]);
            withState[j] = sent[j] * slope;
            pairs[RESET][RESET][j] = sent[j] * state[j] * slope * (1 - 2 * g.r[j]);
        }
        recurrent.addQuadratic(pairs, curvature, units);
        recurrent.addSymmetricRows(RESET, withState, curvature, 0, 0, units);
        double[] ones = new double[units];
        Arrays.fill(ones, 1);
        double[] sums = new double[units * units];
        addThroughCandidate(g, state, ones, sums);
        // G^T (D_nn G + D_nz U_z) + U_z^T D_nz G, as (G^T, U_z^T) on (D_nn G + D_nz U_z, D_nz G).
        double[] left = Arrays.copyOf(sums, 2 * units * units);
        double[] right = new double[2 * units * units];
        for (int i = 0; i < units; i++) {
            for (int k = 0; k < units; k++) {
                right[i * units + k] = bends[i] * sums[i * units + k];
                right[(units + i) * units + k] = across[i] * sums[i * units + k];
            }
        }
        recurrent.addScaledRows(UPDATE, ones, left, units, units);
        recurrent.addScaledRows(UPDATE, across, right, 0, units);
        TransposedProduct.add(left, right, 2 * units, units, curvature, units);
    }

    @Override
    public void inputJacobian(double[] state, double[] x, double[] jacobian) {
        Gates g = gates(state, 0, x, 0);
        double[] byCandidate = byCandidate(g);
        Arrays.fill(jacobian, 0);
        input.addScaledRows(UPDATE, byUpdate(g, state), jacobian, 0, inputs);
        input.addScaledRows(CANDIDATE, byCandidate, jacobian, 0, inputs);
        if (reset == Reset.AFTER) {
            input.addScaledRows(RESET, byReset(g, byCandidate), jacobian, 0, inputs);
        } else {
            double[] inner = new double[units * inputs];
            input.addScaledRows(RESET, ofKept(g, state), inner, 0, inputs);
            recurrent.addScaledProduct(CANDIDATE, byCandidate, inner, inputs, jacobian, 0, inputs);
        }
    }

    /** dh'/d(sum of the update gate). */
    private double[] byUpdate(Gates g, double[] state) {
        double[] by = new double[units];
        for (int i = 0; i < units; i++) {
            by[i] = (state[i] - g.n[i]) * g.z[i] * (1 - g.z[i]);
        }
        return by;
    }

    /** dh'/d(sum of the candidate). */
    private double[] byCandidate(Gates g) {
        double[] by = slopes(g);
        for (int i = 0; i < units; i++) {
            by[i] *= 1 - g.z[i];
        }
        return by;
    }

    /** dn/d(sum of the candidate). */
    private double[] slopes(Gates g) {
        double[] slopes = new double[units];
        for (int i = 0; i < units; i++) {
            slopes[i] = 1 - g.n[i] * g.n[i];
        }
        return slopes;
    }

    /** dh'/d(sum of the reset gate), reset after the matrix. */
    private double[] byReset(Gates g, double[] byCandidate) {
        double[] by = new double[units];
        for (int i = 0; i < units; i++) {
            by[i] = byCandidate[i] * g.product[i] * g.r[i] * (1 - g.r[i]);
        }
        return by;
    }

    /** d(r h)/d(sum of the reset gate), reset before the matrix. */
    private double[] ofKept(Gates g, double[] state) {
        double[] by = new double[units];
        for (int i = 0; i < units; i++) {
            by[i] = state[i] * g.r[i] * (1 - g.r[i]);
        }
        return by;
    }

    private static double[] times(double[] a, double[] b) {
        double[] product = a.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= b[i];
        }
        return product;
    }
}
