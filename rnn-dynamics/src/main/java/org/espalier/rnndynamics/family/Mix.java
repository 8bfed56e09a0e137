package org.espalier.rnndynamics.family;

/**
 * The state as a mixture of the state before and a candidate, {@code h' = k h + (1-k) c}, with {@code k} a logistic function
 * and {@code c} a tanh of a sum: the step and its derivatives, which UGRNN and GRU share. Arrays with an offset are read from
 * there on, others from 0; the length is that of the first argument.
 */
public final class Mix {
    private Mix() {}

    public static void keep(float[] h, float[] k, float[] c, int o) {
        for (int i = 0; i < h.length; i++) {
            h[i] = c[o + i] + k[o + i] * (h[i] - c[o + i]);
        }
    }

    /** {@code out = g (h - c) k (1-k)}: the derivative by the sum in k. */
    public static void byKeep(float[] out, float[] g, float[] h, float[] k, float[] c, int o) {
        for (int i = 0; i < out.length; i++) {
            out[i] = g[i] * (h[i] - c[o + i]) * (k[o + i] * (1 - k[o + i]));
        }
    }

    /** {@code out = g (1-k) (1-c^2)}: the derivative by the sum in c. */
    public static void byCandidate(float[] out, float[] g, float[] k, float[] c, int o) {
        for (int i = 0; i < out.length; i++) {
            out[i] = g[i] * (1 - k[o + i]) * (1 - c[o + i] * c[o + i]);
        }
    }

    /** {@code g *= k}. */
    public static void scale(float[] g, float[] k, int o) {
        for (int i = 0; i < g.length; i++) {
            g[i] *= k[o + i];
        }
    }
}
