package org.espalier.nets.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;

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
     * @throws InvalidInputException if fewer than two training images would be left
     */
    public static DataSplit of(DataSet.TrainAndTest published, int validation, RandomGenerator random) {
        return of(published, validation, Integer.MAX_VALUE, random);
    }

    /**
     * Splits {@code validation} random images off the training set and keeps at most {@code limit} random ones of the
     * rest. Both are uniform without replacement, and each part stays in the published order. The same state of the
     * generator gives the same split, and the same validation images whatever the limit. Copies the training and
     * validation images; the test set is shared with {@code published}.
     *
     * @param validation at least 0
     * @param limit      at least 2; where fewer are left than that, all of them are kept
     * @param random     draws {@code validation} numbers, and up to {@code limit} more where the limit bites
     * @throws InvalidInputException if fewer than two training images would be left
     */
    public static DataSplit of(DataSet.TrainAndTest published, int validation, int limit, RandomGenerator random) {
        int count = published.train().count();
        if (validation < 0 || validation > count - 2) {
            throw new InvalidInputException(validation + " validation images were asked for, but of " + count
                + " training images at least 2 must be left to train on: 0 to " + Math.max(0, count - 2)
                + " are possible");
        }
        requireLimit(limit);
        int left = count - validation;
        int kept = Math.min(limit, left);
        int drawn = kept < left ? validation + kept : validation;
        int[] order = shuffledPrefix(count, drawn, random);
        int[] validationIndices = sorted(order, 0, validation);
        int[] trainIndices = sorted(order, validation, validation + kept);
        return new DataSplit(published.train().subset(trainIndices), published.train().subset(validationIndices),
            published.test());
    }

    /**
     * The same split with at most {@code limit} training images, drawn uniformly without replacement, in their order.
     *
     * @param limit at least 2; where there are no more than that, this split is returned as it is
     */
    public DataSplit limited(int limit, RandomGenerator random) {
        requireLimit(limit);
        if (limit >= train.count()) {
            return this;
        }
        int[] indices = sorted(shuffledPrefix(train.count(), limit, random), 0, limit);
        return new DataSplit(train.subset(indices), validation, test);
    }

    private static void requireLimit(int limit) {
        if (limit < 2) {
            throw new InvalidInputException("a limit of " + limit + " training images is too low: at least 2 are needed");
        }
    }

    /** The numbers 0..count-1, of which the first {@code drawn} are a uniform draw in random order (Fisher-Yates). */
    static int[] shuffledPrefix(int count, int drawn, RandomGenerator random) {
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        for (int i = 0; i < drawn; i++) {
            int j = i + random.nextInt(count - i);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private static int[] sorted(int[] order, int from, int to) {
        int[] part = Arrays.copyOfRange(order, from, to);
        Arrays.sort(part);
        return part;
    }
}
