package org.espalier.nets.data;

import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;

/**
 * Labels that say nothing about the images (Zhang et al. 2017, sec. 2.1).
 *
 * <p>Deviation: the paper corrupts each label with a probability; here the number of labels drawn anew is exact.
 */
public final class RandomLabels {
    private RandomLabels() {}

    /**
     * Draws the labels of exactly {@code round(fraction * n)} of the n training images anew, uniformly from all classes, so that
     * about one in {@code classes} of them stays what it was. Which images is uniform without replacement. Validation and test
     * images keep their labels: what is measured on them is generalisation. Pixels are shared, labels copied.
     *
     * @param fraction in [0, 1]
     * @param random   draws {@code 2 round(fraction * n)} numbers
     * @throws InvalidInputException if the fraction is not in [0, 1]
     */
    public static DataSplit of(DataSplit split, double fraction, RandomGenerator random) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new InvalidInputException("the fraction of random labels must be between 0 and 1, not " + fraction);
        }
        LabelledImages train = split.train();
        int[] labels = train.labels().clone();
        int corrupted = (int) Math.round(fraction * labels.length);
        int[] chosen = DataSplit.shuffledPrefix(labels.length, corrupted, random);
        for (int i = 0; i < corrupted; i++) {
            labels[chosen[i]] = random.nextInt(train.classes());
        }
        return new DataSplit(new LabelledImages(train.shape(), train.classes(), train.pixels(), labels), split.validation(),
            split.test());
    }
}
