package org.espalier.analysis.richlazy;

import java.util.Arrays;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.engine.MatrixProduct;

/**
 * The uses of the recurrent weights of the network of Liu et al. 2024,
 * {@code h_t = phi((1 - a) h_{t-1} + a (W_in x_t + W h_{t-1})), y_t = W_out h_t, h_0 = 0}, by all outputs at some steps: one
 * backward pass for all of them together, in which the rows that have already begun are one matrix.
 *
 * @param units      N
 * @param recurrent  W, {@code [units, units]}
 * @param readout    {@code [outputs, units]}
 * @param outputs    of the network
 * @param activation phi
 * @param leak       a, more than 0 and at most 1; 1 in the paper (time step and time constant are equal)
 */
public record RecurrentTangents(int units, double[] recurrent, double[] readout, int outputs, Activation activation,
                                double leak) {

    /** What a unit does to its input. */
    public enum Activation {
        /** {@code max(0, z)}; its derivative at 0 is 0. */
        RELU,
        TANH;

        /** phi'(z) from {@code h = phi(z)}. */
        double slope(double h) {
            return this == RELU ? (h > 0 ? 1 : 0) : 1 - h * h;
        }
    }

    /** @throws InvalidInputException if a shape does not fit, a value is not finite or the leak is out of range */
    public RecurrentTangents {
        Matrices.check("recurrent weights", recurrent, units, units);
        Matrices.check("readout weights", readout, outputs, units);
        if (!(leak > 0 && leak <= 1)) {
            throw new InvalidInputException("leak is " + leak + "; expected more than 0 and at most 1");
        }
        recurrent = recurrent.clone();
        readout = readout.clone();
    }

    /**
     * The uses. Row {@code (trial * at.length + i) * outputs + k} is output k of a trial at step {@code at[i]}. Uses of
     * {@code h_0} contribute nothing and are left out. Cost: {@code uses units^2} operations by the engine.
     *
     * @param states {@code [trials, steps, units]}: h_1 .. h_steps; not modified
     * @param at     steps whose outputs are rows, 1..steps, rising; all of them in the paper
     * @throws InvalidInputException if a shape does not fit, a value is not finite or a step is out of range
     */
    public WeightUses uses(double[] states, int trials, int steps, int... at) {
        Matrices.check("states", states, trials, steps * units);
        int perTrial = 0;
        for (int i = 0; i < at.length; i++) {
            if (at[i] < 1 || at[i] > steps || i > 0 && at[i] <= at[i - 1]) {
                throw new InvalidInputException("outputs at step " + at[i] + "; expected rising steps from 1 to " + steps);
            }
            perTrial += (at[i] - 1) * outputs;
        }
        int rows = trials * at.length * outputs;
        if (rows == 0) {
            throw new InvalidInputException("no outputs were asked for; expected at least one step");
        }
        int uses = trials * perTrial;
        int[] row = new int[uses];
        int[] input = new int[uses];
        int[] first = new int[rows];
        int use = 0;
        for (int r = 0; r < rows; r++) {
            first[r] = use;
            int step = at[r / outputs % at.length];
            int trial = r / outputs / at.length;
            for (int s = step; s >= 2; s--) {
                row[use] = r;
                input[use++] = trial * steps + s - 2; // h_{s-1} is at place s - 2
            }
        }
        double[] signals = new double[uses * units];
        fill(signals, first, states, steps, at, rows);
        if (leak != 1) {
            // dz/dW is a h; the signal carries the a.
            for (int i = 0; i < signals.length; i++) {
                signals[i] *= leak;
            }
        }
        return new WeightUses(rows, units, units, row, signals, input, states);
    }

    /** From the last step to the second: rows whose step it is start, the others come through the weights. */
    private void fill(double[] signals, int[] first, double[] states, int steps, int[] at, int rows) {
        for (int s = steps; s >= 2; s--) {
            int came = 0;
            double[] later = new double[rows * units];
            int[] whose = new int[rows];
            for (int r = 0; r < rows; r++) {
                int step = at[r / outputs % at.length];
                int trial = r / outputs / at.length;
                int state = (trial * steps + s - 1) * units;
                if (step == s) {
                    int k = r % outputs;
                    for (int j = 0; j < units; j++) {
                        signals[first[r] * units + j] = readout[k * units + j] * activation.slope(states[state + j]);
                    }
                } else if (step > s) {
                    whose[came] = r;
                    System.arraycopy(signals, (first[r] + step - s - 1) * units, later, came++ * units, units);
                }
            }
            if (came > 0) {
                double[] product = MatrixProduct.multiply(Arrays.copyOf(later, came * units), came, units, recurrent,
                    units);
                for (int c = 0; c < came; c++) {
                    int r = whose[c];
                    int state = (r / outputs / at.length * steps + s - 1) * units;
                    int here = (first[r] + at[r / outputs % at.length] - s) * units;
                    for (int j = 0; j < units; j++) {
                        signals[here + j] = activation.slope(states[state + j])
                            * ((1 - leak) * later[c * units + j] + leak * product[c * units + j]);
                    }
                }
            }
        }
    }

    /** The tangent kernel of the recurrent weights: {@link TangentKernel#of} of the {@link #uses}. */
    public double[] kernel(double[] states, int trials, int steps, int... at) {
        return TangentKernel.of(uses(states, trials, steps, at));
    }
}
