package org.espalier.analysis.representation;

import java.util.Locale;
import org.espalier.base.InvalidInputException;

/**
 * How far two samples are from each other in one representation; over all pairs, the representational dissimilarity matrix
 * (Kriegeskorte et al. 2008).
 */
public enum Dissimilarity {
    /** {@code |x_i - x_j|^2}. */
    SQEUCLIDEAN,
    /** {@code 1 - r}, r the Pearson correlation over units; not defined for a sample whose units are all equal. */
    CORRELATION,
    /** {@code 1 - cos}; not defined for a sample that is zero. */
    COSINE;

    /** {@code n (n - 1)} must be the length of an array. */
    static final int MOST_SAMPLES = 46_340;

    /** The word in {@code rsa-RDM-COMPARISON}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Every pair's, as the upper triangle row by row: {@code (0,1), (0,2), ..., (1,2), ...}.
     *
     * @return {@code [n (n - 1) / 2]}; all of a sample's NaN where it is not defined for it. Of {@code CORRELATION} and
     *         {@code COSINE}, what rounding of the numbers may have made is 0. Cost: {@code O(samples^2 units)}
     * @throws InvalidInputException if there are more than 46,340 samples
     */
    public double[] upperTriangle(Representation representation) {
        return matrix(representation).upper().clone();
    }

    /** Of this representation; kept as long as there is memory. */
    DissimilarityMatrix matrix(Representation representation) {
        return representation.derived(this, this::compute);
    }

    /** The vectors between which it is the squared distance, or half of it. */
    SampleVectors vectors(Representation representation) {
        return SampleVectors.ofUnitLength(representation, this == CORRELATION);
    }

    /** Of this representation, not kept. */
    DissimilarityMatrix compute(Representation representation) {
        int n = representation.samples();
        int p = representation.units();
        if (n > MOST_SAMPLES) {
            throw new InvalidInputException("distances between " + n + " samples do not fit in memory; expected at most "
                + MOST_SAMPLES + " samples");
        }
        if (this == SQEUCLIDEAN) {
            CentredSamples samples = CentredSamples.of(representation);
            return new DissimilarityMatrix(SquaredDistances.of(PrincipalDirections.centred(representation), n, p), n,
                samples.noiseOfSample() * samples.scale());
        }
        SampleVectors vectors = vectors(representation);
        double[] distances = SquaredDistances.of(vectors.rows(), n, p);
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++, at++) {
                double rounding = vectors.noise()[i] + vectors.noise()[j];
                distances[at] = distances[at] <= rounding * rounding ? 0 : distances[at] / 2;
            }
        }
        return new DissimilarityMatrix(distances, n, vectors.fine(), vectors.even());
    }

    /** Why it is not defined for a representation; empty where it is. */
    String undefinedBecause(Representation representation, String which) {
        if (this != SQEUCLIDEAN) {
            int sample = vectors(representation).withoutDirection();
            if (sample >= 0) {
                return "sample " + sample + " (counted from 0) of the " + which
                    + (this == COSINE ? " is zero" : " has the same value in all units, to the precision of its numbers");
            }
        }
        return "";
    }
}
