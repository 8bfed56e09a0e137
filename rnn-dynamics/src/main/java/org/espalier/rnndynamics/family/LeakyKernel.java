package org.espalier.rnndynamics.family;

import java.util.Arrays;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Leak;
import org.espalier.rnndynamics.cell.LeakyRateCell.Form;

/**
 * The leaky rate network, {@code c' = (1-a) m + a s}, {@code r' = f(c')}, where the sums s are made of the rates r, and m is
 * r (the state is the rate) or c (it is the current); r_0 = c_0 = 0. What the matrices see of the state are the rates. The
 * slope is found again from r'.
 */
final class LeakyKernel extends CellKernel {
    private final Activation activation;
    private final boolean current;
    private final float alpha;
    private final float keep;
    private final float[] sum;
    private final float[] memory;
    private final float[] byMemory;

    LeakyKernel(Leak leak, Activation activation, int cells, int steps) {
        super(cells, steps);
        this.activation = activation;
        current = leak.form() == Form.CURRENT;
        alpha = (float) leak.alpha();
        keep = (float) (1 - leak.alpha());
        sum = new float[cells];
        memory = current ? new float[cells] : null;
        byMemory = new float[cells];
    }

    @Override
    public void forward(int t, Rows sums, int row, float[] input, int at, float[] h) {
        sums.get(row, 0, sum, 0);
        if (!current) {
            mix(h, sum);
        } else {
            if (t == 0) {
                Arrays.fill(memory, 0);
            }
            mix(memory, sum);
            System.arraycopy(memory, 0, h, 0, cells);
        }
        VanillaKernel.apply(activation, h);
    }

    private void mix(float[] m, float[] s) {
        for (int i = 0; i < m.length; i++) {
            m[i] = keep * m[i] + alpha * s[i];
        }
    }

    @Override
    public void startBackward() {
        Arrays.fill(byMemory, 0);
    }

    @Override
    public void backward(int t, float[] before, float[] after, float[] gradient, Rows sums, int row, int column) {
        VanillaKernel.timesSlope(activation, after, gradient);
        for (int i = 0; i < cells; i++) {
            float byMixed = gradient[i] + byMemory[i];
            sum[i] = alpha * byMixed;
            gradient[i] = keep * byMixed;
        }
        sums.put(row, column, sum, 0);
        if (current) {
            System.arraycopy(gradient, 0, byMemory, 0, cells);
            Arrays.fill(gradient, 0);
        }
    }
}
