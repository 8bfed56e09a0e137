package org.espalier.nets.data;

import org.espalier.base.InvalidInputException;

/**
 * Standardises images channel by channel: {@code (x - mean) / std}, with mean and standard deviation of the training
 * images alone, so that nothing of the validation and test images is known before they are measured.
 *
 * <p>The standard deviation is the population's (divisor n, over all pixels of all images), as in the numbers usually
 * published (Fashion-MNIST: 0.2860, 0.3530). A channel whose standard deviation is below 1e-7, float32's resolution of
 * values 0..1, is constant: its {@code std} is set to 1, so that it becomes zero instead of amplified rounding.
 *
 * @param mean {@code [channels]}
 * @param std  {@code [channels]}, positive
 */
public record Standardisation(double[] mean, double[] std) {

    private static final double CONSTANT = 1e-7;

    public Standardisation {
        if (mean.length != std.length) {
            throw new IllegalArgumentException(mean.length + " means but " + std.length + " standard deviations");
        }
        for (double s : std) {
            if (!(s > 0) || Double.isInfinite(s)) {
                throw new IllegalArgumentException("a standard deviation must be positive and finite, not " + s);
            }
        }
    }

    /**
     * Mean and standard deviation of each channel, in two passes in float64; O(pixels).
     *
     * @param train the training images; not modified
     * @throws InvalidInputException if there are no images
     */
    public static Standardisation fit(LabelledImages train) {
        if (train.count() == 0) {
            throw new InvalidInputException("cannot standardise with no training images: at least one is needed");
        }
        int channels = train.shape().channels();
        double[] mean = channelMeans(train, new double[channels], false);
        double[] std = channelMeans(train, mean, true);
        for (int c = 0; c < channels; c++) {
            std[c] = Math.sqrt(std[c]);
            if (std[c] < CONSTANT) {
                std[c] = 1;
            }
        }
        return new Standardisation(mean, std);
    }

    /** Mean over images and positions of {@code x - centre}, or of its square, for each channel. */
    private static double[] channelMeans(LabelledImages images, double[] centre, boolean squared) {
        int channels = images.shape().channels();
        int plane = images.shape().height() * images.shape().width();
        float[] pixels = images.pixels();
        double[] total = new double[channels];
        int at = 0;
        for (int i = 0; i < images.count(); i++) {
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int end = at + plane; at < end; at++) {
                    double d = pixels[at] - centre[c];
                    sum += squared ? d * d : d;
                }
                total[c] += sum;
            }
        }
        for (int c = 0; c < channels; c++) {
            total[c] /= (double) images.count() * plane;
        }
        return total;
    }

    /** Standardised copies of all three parts. */
    public DataSplit apply(DataSplit split) {
        return new DataSplit(apply(split.train()), apply(split.validation()), apply(split.test()));
    }

    /**
     * A standardised copy.
     *
     * @throws InvalidInputException if the images have another number of channels
     */
    public LabelledImages apply(LabelledImages images) {
        LabelledImages copy = new LabelledImages(images.shape(), images.classes(), images.pixels().clone(),
            images.labels());
        applyInPlace(copy);
        return copy;
    }

    /**
     * Standardises in place, for sets that are large in memory.
     *
     * @param images their pixels are modified
     * @throws InvalidInputException if the images have another number of channels
     */
    public void applyInPlace(LabelledImages images) {
        int channels = images.shape().channels();
        if (channels != mean.length) {
            throw new InvalidInputException("images of " + channels + " channels cannot be standardised with the statistics of "
                + mean.length);
        }
        int plane = images.shape().height() * images.shape().width();
        float[] pixels = images.pixels();
        int at = 0;
        for (int i = 0; i < images.count(); i++) {
            for (int c = 0; c < channels; c++) {
                double centre = mean[c];
                double scale = 1 / std[c];
                for (int end = at + plane; at < end; at++) {
                    pixels[at] = (float) ((pixels[at] - centre) * scale);
                }
            }
        }
    }
}
