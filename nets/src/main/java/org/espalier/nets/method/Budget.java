package org.espalier.nets.method;

import org.espalier.base.InvalidInputException;

/**
 * How much training a method may do: the same number of steps for every method compared.
 *
 * @param epochs    passes over the training images
 * @param batchSize images a step
 */
public record Budget(int epochs, int batchSize) {
    public Budget {
        if (epochs < 1 || batchSize < 1) {
            throw new InvalidInputException("budget: expected at least 1 epoch and 1 image a batch, found " + epochs + " and "
                + batchSize);
        }
    }

    /** Steps of one epoch over {@code images} training images; the last, short batch counts. */
    public long stepsPerEpoch(int images) {
        return (images + batchSize - 1L) / batchSize;
    }

    /** Steps of the whole budget. */
    public long steps(int images) {
        return epochs * stepsPerEpoch(images);
    }
}
