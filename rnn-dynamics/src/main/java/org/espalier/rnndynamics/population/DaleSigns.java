package org.espalier.rnndynamics.population;

/** {@code W_ij = sign_j |V_ij|}; a sign of 0 binds nothing. */
final class DaleSigns implements Effective {
    private final int[] signs;
    private final int from;
    private final int to;

    DaleSigns(NetworkShape shape, int[] signs) {
        this.signs = signs;
        from = shape.recurrentAt();
        to = shape.biasAt();
    }

    @Override
    public void write(float[] raw, float[] values) {
        for (int i = from; i < to; i++) {
            int sign = signs[(i - from) % signs.length];
            values[i] = sign == 0 ? raw[i] : sign * Math.abs(raw[i]);
        }
    }

    @Override
    public void pullBack(float[] raw, float[] byValues) {
        for (int i = from; i < to; i++) {
            int sign = signs[(i - from) % signs.length];
            byValues[i] *= sign == 0 ? 1 : sign * Math.signum(raw[i]);
        }
    }
}
