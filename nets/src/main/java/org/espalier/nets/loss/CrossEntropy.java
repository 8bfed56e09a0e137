package org.espalier.nets.loss;

import org.espalier.base.InvalidInputException;

/**
 * Cross-entropy of softmax(outputs) with the label (Szegedy et al. 2016, sec. 7, for the smoothing).
 *
 * <p>{@code L = mean_i sum_c -t_ic log softmax(z_i)_c} with the target {@code t = 1 - s + s/C} for the label's class and
 * {@code s/C} for the others; {@code dL/dz = (softmax(z) - t) / n}. Cost O(n C). As PyTorch's {@code CrossEntropyLoss}.
 *
 * @param labelSmoothing s, 0 (none) to below 1
 */
public record CrossEntropy(double labelSmoothing) implements Loss {

    public CrossEntropy {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new InvalidInputException("label smoothing must be at least 0 and below 1, not " + labelSmoothing);
        }
    }

    @Override
    public double mean(float[] outputs, int classes, int[] labels, float[] gradient) {
        int n = labels.length;
        double others = labelSmoothing / classes;
        double sum = 0;
        double[] weights = new double[classes];
        for (int i = 0; i < n; i++) {
            int row = i * classes;
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                largest = Math.max(largest, outputs[row + c]);
            }
            double total = 0;
            for (int c = 0; c < classes; c++) {
                weights[c] = StrictMath.exp(outputs[row + c] - largest);
                total += weights[c];
            }
            double logTotal = largest + StrictMath.log(total);
            for (int c = 0; c < classes; c++) {
                double target = c == labels[i] ? 1 - labelSmoothing + others : others;
                if (target != 0) {
                    sum += target * (logTotal - outputs[row + c]);
                }
                if (gradient != null) {
                    gradient[row + c] = (float) ((weights[c] / total - target) / n);
                }
            }
        }
        return sum / n;
    }
}
