package org.espalier.analysis.representation;

import java.util.List;
import org.espalier.base.InvalidInputException;

/**
 * How well any one dissimilarity matrix could agree with those of several networks at best, given how much these differ among
 * themselves (Nili et al. 2014). A model between the bounds explains all that the networks share.
 *
 * @param lower mean agreement of each network with the mean of the others: what a model can reach that does not know it
 * @param upper mean agreement of each network with the mean of all, itself included: no matrix does better
 */
public record NoiseCeiling(double lower, double upper) {

    /**
     * The bounds. Before averaging, the matrices are brought to what the comparison sees of them: unit length
     * ({@code COSINE}), mean zero and unit length ({@code PEARSON}), the same of ranks ({@code SPEARMAN}).
     *
     * @param dissimilarities of at least 2 networks, upper triangles of one length ({@link Dissimilarity#upperTriangle}); not
     *                        modified
     * @return NaN where a comparison is not defined
     * @throws InvalidInputException if there are fewer than 2, the lengths differ, or the comparison is {@code KENDALL}, for
     *                               which no mean is known that none can better
     */
    public static NoiseCeiling of(List<double[]> dissimilarities, Agreement agreement) {
        int n = dissimilarities.size();
        if (n < 2) {
            throw new InvalidInputException("a noise ceiling of " + n + " networks; expected at least 2");
        }
        if (agreement == Agreement.KENDALL) {
            throw new InvalidInputException(
                "a noise ceiling for kendall is not known; expected pearson, cosine or spearman");
        }
        int length = dissimilarities.get(0).length;
        double[][] seen = new double[n][];
        double[] sum = new double[length];
        for (int i = 0; i < n; i++) {
            if (dissimilarities.get(i).length != length) {
                throw new InvalidInputException("one network has " + length + " dissimilarities, another "
                    + dissimilarities.get(i).length + "; expected the same samples");
            }
            seen[i] = seen(dissimilarities.get(i), agreement);
            for (int k = 0; k < length; k++) {
                sum[k] += seen[i][k];
            }
        }
        double upper = 0;
        double lower = 0;
        double[] others = new double[length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < length; k++) {
                others[k] = sum[k] - seen[i][k];
            }
            upper += agreement.of(dissimilarities.get(i), sum) / n;
            lower += agreement.of(dissimilarities.get(i), others) / n;
        }
        return new NoiseCeiling(lower, upper);
    }

    private static double[] seen(double[] values, Agreement agreement) {
        double[] seen = agreement == Agreement.SPEARMAN ? Agreement.ranks(values) : values.clone();
        double mean = 0;
        for (double v : seen) {
            mean += agreement == Agreement.COSINE ? 0 : v / seen.length;
        }
        double squares = 0;
        for (int k = 0; k < seen.length; k++) {
            seen[k] -= mean;
            squares += seen[k] * seen[k];
        }
        for (int k = 0; k < seen.length; k++) {
            seen[k] /= Math.sqrt(squares);
        }
        return seen;
    }
}
