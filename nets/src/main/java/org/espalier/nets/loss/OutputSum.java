package org.espalier.nets.loss;

import org.espalier.base.InvalidInputException;

/**
 * The sum of an image's outputs, times a constant: not a loss to train with, but what a gradient of the network itself is
 * taken of (SynFlow: Tanaka et al. 2020).
 *
 * <p>{@code L = scale * mean_i sum_c z_ic}; {@code dL/dz = scale / n}. The labels do not matter. Cost O(n C).
 *
 * @param scale finite and above 0; a power of two changes no digit of the gradient and keeps it from overflow
 */
public record OutputSum(double scale) implements Loss {

    /** @throws InvalidInputException if the scale is not a positive number */
    public OutputSum {
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new InvalidInputException("the scale of the sum of outputs must be finite and above 0, not " + scale);
        }
    }

    @Override
    public double mean(float[] outputs, int classes, int[] labels, float[] gradient) {
        int n = labels.length;
        double sum = 0;
        for (int i = 0; i < n * classes; i++) {
            sum += outputs[i];
            if (gradient != null) {
                gradient[i] = (float) (scale / n);
            }
        }
        return scale * sum / n;
    }
}
