package org.espalier.analysis.individual;

import java.util.Arrays;
import org.espalier.analysis.representation.Agreement;
import org.espalier.analysis.representation.Dissimilarity;
import org.espalier.analysis.representation.Representation;

/**
 * How far apart images are in one layer of one network: the representational dissimilarity matrix (1 - Pearson correlation over
 * units) of all images, of images of one class, and of the classes' centroids (their mean activations).
 *
 * @param all       every pair, {@code [n (n - 1) / 2]}, the upper triangle row by row
 * @param within    pairs of the same class, class by class
 * @param centroids pairs of classes
 */
record ImageDistances(double[] all, double[] within, double[] centroids) {

    /**
     * @param activations {@code [images, units]}, the images class by class
     * @param classes     number of classes, each with as many images
     */
    static ImageDistances of(Representation activations, int classes) {
        int n = activations.samples();
        int perClass = n / classes;
        double[] all = Dissimilarity.CORRELATION.upperTriangle(activations);
        double[] within = new double[classes * perClass * (perClass - 1) / 2];
        int next = 0;
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++, at++) {
                if (i / perClass == j / perClass) {
                    within[next++] = all[at];
                }
            }
        }
        return new ImageDistances(all, within, Dissimilarity.CORRELATION.upperTriangle(centroids(activations, classes)));
    }

    private static Representation centroids(Representation activations, int classes) {
        int units = activations.units();
        int perClass = activations.samples() / classes;
        double[] values = activations.values();
        double[] means = new double[classes * units];
        for (int i = 0; i < values.length; i++) {
            means[i / units / perClass * units + i % units] += values[i] / perClass;
        }
        return new Representation(classes, units, means);
    }

    /** Squared Pearson correlation of two lists of distances: the variance they share. NaN where one has none. */
    static double sharedVariance(double[] a, double[] b) {
        double r = Agreement.PEARSON.of(a, b);
        return r * r;
    }

    /**
     * How much nearer images of one class are than images of two: {@code (b - w) / (b + w)} of the mean distances between and
     * within classes; 0 where classes are not told apart, 1 where each is one point.
     */
    double clustering() {
        double sumWithin = Arrays.stream(within).sum();
        double meanWithin = sumWithin / within.length;
        double between = (Arrays.stream(all).sum() - sumWithin) / (all.length - within.length);
        return (between - meanWithin) / (between + meanWithin);
    }
}
