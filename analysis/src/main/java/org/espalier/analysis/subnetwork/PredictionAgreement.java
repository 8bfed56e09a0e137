package org.espalier.analysis.subnetwork;

import java.util.HashMap;
import java.util.Map;
import org.espalier.analysis.mask.ChanceOverlap;
import org.espalier.base.InvalidInputException;

/**
 * Whether two networks compute the same function as far as their answers tell: how often they answer alike, and whether they
 * err on the same images more often than networks of their accuracies would if their errors had nothing in common.
 *
 * @param images             how many
 * @param same               fraction of equal answers, 0..1
 * @param expectedSame       what independent answers with the same class frequencies give: {@code sum_c a_c b_c}
 * @param errorsA            images that the first gets wrong
 * @param errorsB            images that the second gets wrong
 * @param bothWrong          images that both get wrong
 * @param expectedBothWrong  its mean by chance, {@code errorsA errorsB / images}
 * @param p                  the probability by chance of at least as many: one-sided, exact (hypergeometric)
 * @param sameWrong          fraction of the images that both get wrong on which they give the same wrong answer; NaN of none
 */
public record PredictionAgreement(int images, double same, double expectedSame, int errorsA, int errorsB, int bothWrong,
                                  double expectedBothWrong, double p, double sameWrong) {

    /**
     * Compares. Cost: {@code O(images)}.
     *
     * @param a      the first's answers, {@code [images]}; not modified
     * @param b      the second's; not modified
     * @param labels the right answers; not modified
     * @throws InvalidInputException if there are no images or the lengths differ
     */
    public static PredictionAgreement of(int[] a, int[] b, int[] labels) {
        int n = labels.length;
        if (n == 0 || a.length != n || b.length != n) {
            throw new InvalidInputException(a.length + " and " + b.length + " predictions of " + n
                + " labels; expected as many of each, and at least one");
        }
        Map<Integer, int[]> counts = new HashMap<>();
        int same = 0;
        int wrongA = 0;
        int wrongB = 0;
        int both = 0;
        int alike = 0;
        for (int i = 0; i < n; i++) {
            counts.computeIfAbsent(a[i], c -> new int[2])[0]++;
            counts.computeIfAbsent(b[i], c -> new int[2])[1]++;
            same += a[i] == b[i] ? 1 : 0;
            wrongA += a[i] != labels[i] ? 1 : 0;
            wrongB += b[i] != labels[i] ? 1 : 0;
            if (a[i] != labels[i] && b[i] != labels[i]) {
                both++;
                alike += a[i] == b[i] ? 1 : 0;
            }
        }
        double expected = counts.values().stream().mapToDouble(c -> (double) c[0] / n * c[1] / n).sum();
        ChanceOverlap chance = ChanceOverlap.ofLayer(n, wrongA, wrongB);
        return new PredictionAgreement(n, (double) same / n, expected, wrongA, wrongB, both, chance.mean(), chance.atLeast(both),
            (double) alike / both);
    }

    /** Cohen's kappa of the answers: 0 by chance, 1 where all are equal; NaN where chance gives 1. */
    public double kappa() {
        return kappa(same, expectedSame);
    }

    /**
     * Error consistency (Geirhos et al. 2020): Cohen's kappa of being right or wrong, {@code (c - e) / (1 - e)} with c the
     * fraction of images on which both are right or both wrong and {@code e = p q + (1 - p)(1 - q)} for accuracies p and q.
     */
    public double errorConsistency() {
        double p = 1 - (double) errorsA / images;
        double q = 1 - (double) errorsB / images;
        double observed = (images - errorsA - errorsB + 2.0 * bothWrong) / images;
        return kappa(observed, p * q + (1 - p) * (1 - q));
    }

    /** Images both get wrong of those either does, 0..1; NaN where both are always right. */
    public double errorJaccard() {
        return (double) bothWrong / (errorsA + errorsB - bothWrong);
    }

    private static double kappa(double observed, double expected) {
        return expected < 1 ? (observed - expected) / (1 - expected) : Double.NaN;
    }
}
