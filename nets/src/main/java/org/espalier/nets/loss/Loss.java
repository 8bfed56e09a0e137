package org.espalier.nets.loss;

/**
 * A loss on the network's outputs and its gradient, in double precision on plain arrays: the outputs are few, and the
 * engine then only carries the gradient back through the layers.
 */
public sealed interface Loss permits CrossEntropy, MeanSquaredError, OutputSum, Tempered {

    /**
     * Mean loss of a batch, and its gradient.
     *
     * @param outputs  {@code [n, classes]} row by row, {@code n = labels.length}. Not modified.
     * @param labels   {@code [n]}, each in {@code 0..classes-1}. Not modified.
     * @param gradient {@code [n, classes]}, out: gradient of the mean loss; {@code null} if it is not needed
     */
    double mean(float[] outputs, int classes, int[] labels, float[] gradient);
}
