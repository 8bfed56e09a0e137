package org.espalier.rnndynamics.family;

/**
 * {@code r = sigmoid(s_0)}, {@code z = sigmoid(s_1)}, {@code n = tanh(x + r s_2)}, {@code h' = z h + (1-z) n}, where x is the
 * candidate's part from the input and s_2 the one from the state (PyTorch's equation). The gradient by x goes into the
 * block of columns before the gates'.
 */
final class GruKernel extends CellKernel {
    private final float[] r = history();
    private final float[] z = history();
    private final float[] s = history();
    private final float[] n = history();
    private final float[] byGate = new float[cells];
    private final float[] byCandidate = new float[cells];

    GruKernel(int cells, int steps) {
        super(cells, steps);
    }

    @Override
    public void forward(int t, Rows sums, int row, float[] input, int at, float[] h) {
        int o = t * cells;
        int units = sums.width();
        sums.get(row, 0, r, o);
        sums.get(row, units, z, o);
        sums.get(row, 2 * units, s, o);
        Squash.sigmoid(r, o, cells);
        Squash.sigmoid(z, o, cells);
        System.arraycopy(input, at, n, o, cells);
        candidate(n, r, s, o, cells);
        Mix.keep(h, z, n, o);
    }

    private static void candidate(float[] n, float[] r, float[] s, int o, int cells) {
        for (int i = o; i < o + cells; i++) {
            n[i] = Squash.tanh(n[i] + r[i] * s[i]);
        }
    }

    @Override
    public void backward(int t, float[] before, float[] after, float[] gradient, Rows sums, int row, int column) {
        int o = t * cells;
        int units = sums.width();
        Mix.byKeep(byGate, gradient, before, z, n, o);
        sums.put(row, column + units, byGate, 0);
        Mix.byCandidate(byCandidate, gradient, z, n, o);
        sums.put(row, column - units, byCandidate, 0);
        byReset(byGate, byCandidate, r, s, o);
        sums.put(row, column, byGate, 0);
        Mix.scale(byCandidate, r, o);
        sums.put(row, column + 2 * units, byCandidate, 0);
        Mix.scale(gradient, z, o);
    }

    private static void byReset(float[] out, float[] byCandidate, float[] r, float[] s, int o) {
        for (int i = 0; i < out.length; i++) {
            out[i] = byCandidate[i] * s[o + i] * (r[o + i] * (1 - r[o + i]));
        }
    }
}
