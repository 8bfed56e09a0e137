package org.espalier.analysis.representation;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The correlations of the pairs of directions in which two representations agree best (Hotelling 1936): the singular
 * values of {@code Ux^T Uy}. They see the space that the units span and nothing of its axes, so any invertible linear map
 * leaves them as they are.
 *
 * <p>There are as many as the smaller of the two ranks. With nearly as many directions as samples they are near 1
 * whatever the data: ranks that add up to more than {@code samples - 1} have at least one correlation of exactly 1.
 */
public final class CanonicalCorrelations {
    private CanonicalCorrelations() {}

    /**
     * All of them.
     *
     * @return descending, in [0, 1]; empty where a representation is the same for all samples
     */
    public static double[] of(Representation a, Representation b) {
        return CrossProduct.defined(a, b) ? correlations(CrossProduct.of(a, b)) : new double[0];
    }

    /** The singular values of {@code Ux^T Uy}, or of its part for the leading directions. */
    static double[] correlations(DMatrixRMaj cross) {
        double[] values = SingularVectors.valuesOf(cross);
        Arrays.sort(values);
        double[] descending = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            descending[i] = Math.min(1, values[values.length - 1 - i]);
        }
        return descending;
    }

    /** NaN of none. */
    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
