package org.espalier.rnndynamics.family;

/** {@code u = sigmoid(s_0)}, {@code c = tanh(s_1)}, {@code h' = u h + (1-u) c}. */
final class UgrnnKernel extends CellKernel {
    private final float[] u = history();
    private final float[] c = history();
    private final float[] byUpdate = new float[cells];
    private final float[] byCandidate = new float[cells];

    UgrnnKernel(int cells, int steps) {
        super(cells, steps);
    }

    @Override
    public void forward(int t, Rows sums, int row, float[] input, int at, float[] h) {
        int o = t * cells;
        int units = sums.width();
        sums.get(row, 0, u, o);
        sums.get(row, units, c, o);
        Squash.sigmoid(u, o, cells);
        Squash.tanh(c, o, cells);
        Mix.keep(h, u, c, o);
    }

    @Override
    public void backward(int t, float[] before, float[] after, float[] gradient, Rows sums, int row, int column) {
        int o = t * cells;
        Mix.byKeep(byUpdate, gradient, before, u, c, o);
        Mix.byCandidate(byCandidate, gradient, u, c, o);
        Mix.scale(gradient, u, o);
        sums.put(row, column, byUpdate, 0);
        sums.put(row, column + sums.width(), byCandidate, 0);
    }
}
