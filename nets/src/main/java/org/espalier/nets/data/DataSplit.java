package org.espalier.nets.data;

import java.util.random.RandomGenerator;
import org.espalier.nets.NetsException;

/**
 * Training, validation and test images. The validation images are taken from the published training set at random; the
 * test set is never used to select anything.
 *
 * @param train      what gradients are taken on
 * @param validation what steps, densities and settings are chosen on
 * @param test       what is reported
 */
public record DataSplit(LabelledImages train, LabelledImages validation, LabelledImages test) {

    /**
     * Splits {@code validation} random images off the training set.
     *
     * @throws NetsException if fewer than two training images would be left
     */
    public static DataSplit of(DataSet.TrainAndTest published, int validation, RandomGenerator random) {
        throw new UnsupportedOperationException("written by the data set helper");
    }
}
