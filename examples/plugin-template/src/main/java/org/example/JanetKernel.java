package org.example;

import org.espalier.rnndynamics.family.CellKernel;
import org.espalier.rnndynamics.family.Rows;
import org.espalier.rnndynamics.family.Squash;

/** {@link Janet} in float32, with its gradient. */
final class JanetKernel extends CellKernel {
    private static final float BETA = (float) Janet.BETA;

    private final float[] f = history();
    private final float[] g = history();
    private final float[] c = history();
    private final float[] byForget = new float[cells];
    private final float[] byCandidate = new float[cells];

    JanetKernel(int cells, int steps) {
        super(cells, steps);
    }

    @Override
    public void forward(int t, Rows sums, int row, float[] input, int at, float[] h) {
        int o = t * cells;
        sums.get(row, 0, f, o);
        sums.get(row, sums.width(), c, o);
        for (int i = o; i < o + cells; i++) {
            g[i] = f[i] - BETA;
        }
        Squash.sigmoid(f, o, cells);
        Squash.sigmoid(g, o, cells);
        Squash.tanh(c, o, cells);
        for (int i = 0; i < cells; i++) {
            h[i] = f[o + i] * h[i] + (1 - g[o + i]) * c[o + i];
        }
    }

    @Override
    public void backward(int t, float[] before, float[] after, float[] gradient, Rows sums, int row, int column) {
        int o = t * cells;
        for (int i = 0; i < cells; i++) {
            byForget[i] = gradient[i] * (before[i] * f[o + i] * (1 - f[o + i]) - c[o + i] * g[o + i] * (1 - g[o + i]));
            byCandidate[i] = gradient[i] * (1 - g[o + i]) * (1 - c[o + i] * c[o + i]);
            gradient[i] *= f[o + i];
        }
        sums.put(row, column, byForget, 0);
        sums.put(row, column + sums.width(), byCandidate, 0);
    }
}
