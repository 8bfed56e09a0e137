package org.espalier.rnndynamics.family;

import java.util.Arrays;

/**
 * {@code i, f, o = sigmoid(s_0, s_1, s_3)}, {@code g = tanh(s_2)}, {@code c' = f c + i g}, {@code h' = o tanh(c')}; c_0 = 0.
 */
final class LstmKernel extends CellKernel {
    private final float[] in = history();
    private final float[] forget = history();
    private final float[] candidate = history();
    private final float[] out = history();
    /** c before each step. */
    private final float[] cell = history();
    private final float[] now = new float[cells];
    private final float[] squashed = history();
    private final float[] byCell = new float[cells];
    private final float[] byGate = new float[cells];

    LstmKernel(int cells, int steps) {
        super(cells, steps);
    }

    @Override
    public void forward(int t, Rows sums, int row, float[] input, int at, float[] h) {
        int o = t * cells;
        int units = sums.width();
        sums.get(row, 0, in, o);
        sums.get(row, units, forget, o);
        sums.get(row, 2 * units, candidate, o);
        sums.get(row, 3 * units, out, o);
        Squash.sigmoid(in, o, cells);
        Squash.sigmoid(forget, o, cells);
        Squash.tanh(candidate, o, cells);
        Squash.sigmoid(out, o, cells);
        if (t == 0) {
            Arrays.fill(now, 0);
        }
        System.arraycopy(now, 0, cell, o, cells);
        update(now, forget, in, candidate, o);
        System.arraycopy(now, 0, squashed, o, cells);
        Squash.tanh(squashed, o, cells);
        product(h, out, squashed, o);
    }

    private static void update(float[] c, float[] f, float[] i, float[] g, int o) {
        for (int k = 0; k < c.length; k++) {
            c[k] = f[o + k] * c[k] + i[o + k] * g[o + k];
        }
    }

    private static void product(float[] h, float[] a, float[] b, int o) {
        for (int k = 0; k < h.length; k++) {
            h[k] = a[o + k] * b[o + k];
        }
    }

    @Override
    public void startBackward() {
        Arrays.fill(byCell, 0);
    }

    @Override
    public void backward(int t, float[] before, float[] after, float[] gradient, Rows sums, int row, int column) {
        int o = t * cells;
        int units = sums.width();
        bySigmoid(byGate, gradient, squashed, out, o);
        sums.put(row, column + 3 * units, byGate, 0);
        intoCell(byCell, gradient, out, squashed, o);
        bySigmoid(byGate, byCell, candidate, in, o);
        sums.put(row, column, byGate, 0);
        bySigmoid(byGate, byCell, cell, forget, o);
        sums.put(row, column + units, byGate, 0);
        byTanh(byGate, byCell, in, candidate, o);
        sums.put(row, column + 2 * units, byGate, 0);
        Mix.scale(byCell, forget, o);
        Arrays.fill(gradient, 0);
    }

    /** {@code out = g factor s (1-s)}. */
    private static void bySigmoid(float[] out, float[] g, float[] factor, float[] s, int o) {
        for (int k = 0; k < out.length; k++) {
            out[k] = g[k] * factor[o + k] * (s[o + k] * (1 - s[o + k]));
        }
    }

    /** {@code out = g factor (1 - y^2)}. */
    private static void byTanh(float[] out, float[] g, float[] factor, float[] y, int o) {
        for (int k = 0; k < out.length; k++) {
            out[k] = g[k] * factor[o + k] * (1 - y[o + k] * y[o + k]);
        }
    }

    /** {@code byCell += g o (1 - tanh(c)^2)}. */
    private static void intoCell(float[] byCell, float[] g, float[] out, float[] squashed, int o) {
        for (int k = 0; k < byCell.length; k++) {
            byCell[k] += g[k] * out[o + k] * (1 - squashed[o + k] * squashed[o + k]);
        }
    }
}
