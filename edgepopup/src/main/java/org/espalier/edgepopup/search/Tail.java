package org.espalier.edgepopup.search;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.espalier.study.statistics.Bootstrap;
import org.espalier.study.statistics.Interval;

/**
 * The upper tail of the accuracies of random subnetworks, extrapolated: above a threshold that a tenth of them exceed, a
 * {@link GeneralisedPareto} distribution of the excess (peaks over threshold).
 *
 * <p>Accuracies are multiples of 1/images: the threshold lies half a step above one of them, so that every excess is
 * rounded to its middle. An extrapolation far beyond the data is a statement about the model, not about the network; the
 * intervals are those of the sampling of accuracies and hold the model for true.
 *
 * @param threshold above which the model holds
 * @param rate      fraction of the accuracies above it
 * @param excess    distribution of the excess
 */
record Tail(double threshold, double rate, GeneralisedPareto excess) {
    private static final double UPPER = 0.1;
    private static final int LEAST_EXCESSES = 15;
    private static final double LEVEL = 0.95;
    private static final int RESAMPLES = 2000;

    /**
     * Fits the tail.
     *
     * @param accuracies n finite values, any order, not modified
     * @param images     number of images each is a fraction of, at least 1
     * @return empty if fewer than 15 of the values lie above the threshold, or they are too alike to fit a tail to
     */
    static Optional<Tail> fit(double[] accuracies, int images) {
        return accuracies.length == 0 ? Optional.empty() : above(threshold(accuracies, images), accuracies);
    }

    private static double threshold(double[] accuracies, int images) {
        double[] sorted = accuracies.clone();
        Arrays.sort(sorted);
        int place = Math.max(0, (int) Math.ceil(sorted.length * (1 - UPPER)) - 1);
        return sorted[place] + 0.5 / images;
    }

    private static Optional<Tail> above(double threshold, double[] accuracies) {
        double[] excesses = Arrays.stream(accuracies).filter(a -> a > threshold).map(a -> a - threshold).toArray();
        if (excesses.length < LEAST_EXCESSES) {
            return Optional.empty();
        }
        double rate = excesses.length / (double) accuracies.length;
        try {
            return Optional.of(new Tail(threshold, rate, GeneralisedPareto.fit(excesses)));
        } catch (IllegalArgumentException tooAlike) {
            return Optional.empty();
        }
    }

    /** Probability that a random subnetwork is more accurate than {@code accuracy}, which is at least the threshold. */
    double above(double accuracy) {
        return rate * excess.above(accuracy - threshold);
    }

    /** The accuracy that one of {@code draws} random subnetworks exceeds on average; {@code draws * rate} at least 1. */
    double oneOf(double draws) {
        return threshold + excess.exceededWith(Math.min(1, 1 / (draws * rate)));
    }

    /** What is computed of a tail. */
    interface Quantity {
        double of(Tail tail);
    }

    /**
     * The 95 % bootstrap interval of a quantity: accuracies drawn again with replacement, threshold held.
     *
     * @param quantity finite for every tail
     */
    static Interval interval(double[] accuracies, int images, Quantity quantity, RandomGenerator random) {
        double threshold = threshold(accuracies, images);
        double fitted = fit(accuracies, images).map(quantity::of).orElse(Double.NaN);
        if (!Double.isFinite(fitted)) {
            return Interval.EMPTY;
        }
        // A resample too small to fit stands for the fit itself: rarer than one in a thousand from 30 excesses on.
        return Bootstrap.percentile(accuracies, drawn -> above(threshold, drawn).map(quantity::of).orElse(fitted), LEVEL,
            RESAMPLES, random);
    }
}
