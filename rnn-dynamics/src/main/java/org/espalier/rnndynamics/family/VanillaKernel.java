package org.espalier.rnndynamics.family;

import java.util.Arrays;
import org.espalier.rnndynamics.cell.Activation;

/** {@code h' = f(s)}; the slope is found again from h'. */
final class VanillaKernel extends CellKernel {
    private final Activation activation;

    VanillaKernel(Activation activation, int cells, int steps) {
        super(cells, steps);
        this.activation = activation;
    }

    @Override
    public void forward(int t, Rows sums, int row, float[] input, int at, float[] h) {
        sums.get(row, 0, h, 0);
        apply(activation, h);
    }

    static void apply(Activation activation, float[] sums) {
        if (activation == Activation.TANH) {
            Squash.tanh(sums, 0, sums.length);
        } else {
            relu(sums);
        }
    }

    private static void relu(float[] a) {
        for (int i = 0; i < a.length; i++) {
            // Keeps not-a-number, which a comparison would hide.
            a[i] = Math.max(a[i], 0f);
        }
    }

    @Override
    public void backward(int t, float[] before, float[] after, float[] gradient, Rows sums, int row, int column) {
        timesSlope(activation, after, gradient);
        sums.put(row, column, gradient, 0);
        Arrays.fill(gradient, 0);
    }

    /** {@code gradient *= f'}, found from the values of f. */
    static void timesSlope(Activation activation, float[] after, float[] gradient) {
        if (activation == Activation.TANH) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= 1 - after[i] * after[i];
            }
        } else {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = after[i] > 0 ? gradient[i] : 0;
            }
        }
    }
}
