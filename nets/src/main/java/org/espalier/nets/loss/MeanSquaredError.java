package org.espalier.nets.loss;

/**
 * Squared difference between the outputs and the label as a one-hot vector, averaged over images and classes.
 *
 * <p>{@code L = mean_ic (z_ic - [c = label_i])^2}; {@code dL/dz = 2 (z - t) / (n C)}. Cost O(n C).
 */
public record MeanSquaredError() implements Loss {

    @Override
    public double mean(float[] outputs, int classes, int[] labels, float[] gradient) {
        int n = labels.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < classes; c++) {
                int at = i * classes + c;
                double difference = (double) outputs[at] - (c == labels[i] ? 1 : 0);
                sum += difference * difference;
                if (gradient != null) {
                    gradient[at] = (float) (2 * difference / ((double) n * classes));
                }
            }
        }
        return sum / ((double) n * classes);
    }
}
