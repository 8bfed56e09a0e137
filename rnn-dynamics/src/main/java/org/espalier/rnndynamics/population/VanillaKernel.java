package org.espalier.rnndynamics.population;

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
    void forward(int t, Rows sums, int row, float[] input, int at, float[] h) {
        sums.get(row, 0, h, 0);
        if (activation == Activation.TANH) {
            Squash.tanh(h, 0, cells);
        } else {
            relu(h);
        }
    }

    private static void relu(float[] a) {
        for (int i = 0; i < a.length; i++) {
            // Keeps not-a-number, which a comparison would hide.
            a[i] = Math.max(a[i], 0f);
        }
    }

    @Override
    void backward(int t, float[] before, float[] after, float[] gradient, Rows sums, int row, int column) {
        if (activation == Activation.TANH) {
            for (int i = 0; i < cells; i++) {
                gradient[i] *= 1 - after[i] * after[i];
            }
        } else {
            for (int i = 0; i < cells; i++) {
                gradient[i] = after[i] > 0 ? gradient[i] : 0;
            }
        }
        sums.put(row, column, gradient, 0);
        Arrays.fill(gradient, 0);
    }
}
