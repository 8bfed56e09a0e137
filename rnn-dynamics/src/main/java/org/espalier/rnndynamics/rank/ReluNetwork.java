package org.espalier.rnndynamics.rank;

import org.espalier.nets.engine.MatrixProduct;
import org.espalier.rnndynamics.population.NetworkWeights;
import org.espalier.rnndynamics.task.Trials;

/**
 * The network of Liu et al. 2024 in double precision, {@code h_t = relu(W_in x_t + W h_{t-1})}, {@code h_0 = 0},
 * {@code y_t = V h_t}: all states of a batch at once, for measures.
 *
 * @param units     N
 * @param input     W_in, {@code [units, inputs]}; kept, as the following
 * @param recurrent W, {@code [units, units]}
 * @param readout   V, {@code [outputs, units]}
 */
record ReluNetwork(int units, double[] input, double[] recurrent, double[] readout) {

    static ReluNetwork of(NetworkWeights weights) {
        return new ReluNetwork(weights.shape().units(), weights.input(), weights.recurrent(), weights.readout());
    }

    int inputs() {
        return input.length / units;
    }

    int outputs() {
        return readout.length / units;
    }

    /** h_1 .. h_T of every trial, {@code [trials, steps, units]}. Cost: {@code 2 trials steps units^2} by the engine. */
    double[] states(Trials trials) {
        int count = trials.count();
        int steps = trials.steps();
        double[] states = new double[count * steps * units];
        double[] byUnit = transposed(recurrent, units, units);
        double[] h = new double[count * units];
        for (int t = 0; t < steps; t++) {
            double[] sums = t == 0 ? new double[count * units] : MatrixProduct.multiply(h, count, units, byUnit, units);
            for (int b = 0; b < count; b++) {
                for (int i = 0; i < units; i++) {
                    double sum = sums[b * units + i];
                    for (int k = 0; k < inputs(); k++) {
                        sum += input[i * inputs() + k] * trials.input(t, b, k);
                    }
                    h[b * units + i] = Math.max(0, sum);
                }
                System.arraycopy(h, b * units, states, (b * steps + t) * units, units);
            }
        }
        return states;
    }

    /** y of any states, {@code [rows, outputs]}. @param states {@code [rows, units]} */
    double[] outputs(double[] states) {
        return MatrixProduct.multiply(states, states.length / units, units, transposed(readout, outputs(), units), outputs());
    }

    /** The states of one step, {@code [trials, units]}. @param step from 0 */
    static double[] at(int step, double[] states, int trials, int steps) {
        int units = states.length / trials / steps;
        double[] one = new double[trials * units];
        for (int b = 0; b < trials; b++) {
            System.arraycopy(states, (b * steps + step) * units, one, b * units, units);
        }
        return one;
    }

    private static double[] transposed(double[] matrix, int rows, int columns) {
        double[] transposed = new double[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = matrix[i * columns + j];
            }
        }
        return transposed;
    }
}
