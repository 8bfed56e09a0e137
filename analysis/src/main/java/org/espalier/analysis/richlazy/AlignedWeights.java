package org.espalier.analysis.richlazy;

import org.espalier.nets.engine.MatrixProduct;

/**
 * Weights that already point where a task will push them.
 *
 * <p>Liu et al. 2024 (Proposition 1) show for the two-layer linear network {@code v^T W x} that a first layer of rank 1 along
 * the target's direction, {@code W = u beta^T}, learns lazily, in spite of its rank. What takes the place of beta in a
 * recurrent network is not known to us from the paper; this is our construction. From activities h and targets y of the same
 * samples, and the readout V,
 * <pre>  W = V^T C,   C_ki = (1/n) sum_s (y_sk - mean y_k)(h_si - mean h_i):</pre>
 * each output's weights out of the hidden units, times how that output's target covaries with each unit. It is the negative
 * gradient by W of half the squared error of {@code y = V W h} at {@code W = 0}, means apart. For a linear network whose h
 * are inputs of covariance I and whose target is {@code beta^T h}, it is {@code v beta^T}: Proposition 1. Its rank is at most
 * the number of outputs; with targets that are classes, at most one less. {@link RankControlledWeights} truncates and scales.
 */
public final class AlignedWeights {
    private AlignedWeights() {}

    /**
     * Computes them. Cost: {@code O(samples units outputs + units^2 outputs)}, by the engine.
     *
     * @param states  h, {@code [samples, units]}; not modified
     * @param targets y, {@code [samples, outputs]}; not modified
     * @param readout V, {@code [outputs, units]}; not modified
     * @return {@code [units, units]}; zero where the targets covary with nothing
     * @throws org.espalier.base.InvalidInputException if a shape does not fit or a value is not finite
     */
    public static double[] of(double[] states, int samples, int units, double[] targets, int outputs, double[] readout) {
        Matrices.check("states", states, samples, units);
        Matrices.check("targets", targets, samples, outputs);
        Matrices.check("readout weights", readout, outputs, units);
        double[] centred = Matrices.divided(centred(targets, samples, outputs), samples);
        double[] covariance = MatrixProduct.multiply(Matrices.transposed(centred, samples, outputs), outputs, samples,
            centred(states, samples, units), units);
        return MatrixProduct.multiply(Matrices.transposed(readout, outputs, units), units, outputs, covariance, units);
    }

    private static double[] centred(double[] values, int samples, int columns) {
        double[] centred = values.clone();
        for (int j = 0; j < columns; j++) {
            double mean = 0;
            for (int s = 0; s < samples; s++) {
                mean += values[s * columns + j] / samples;
            }
            for (int s = 0; s < samples; s++) {
                centred[s * columns + j] -= mean;
            }
        }
        return centred;
    }
}
