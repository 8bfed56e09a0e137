package org.espalier.analysis.representation;

import org.ejml.data.DMatrixRMaj;

/** A measure that needs no more of two representations than their principal directions and the cosines between these. */
interface FromCrossProduct extends RepresentationMeasure {

    /**
     * Compares two representations neither of which is the same for all samples.
     *
     * @param cross {@code Ux^T Uy}, {@code [rank of a, rank of b]}, not modified
     */
    double compare(Representation a, Representation b, DMatrixRMaj cross);

    @Override
    default double compare(Representation a, Representation b) {
        return CrossProduct.defined(a, b) ? compare(a, b, CrossProduct.of(a, b)) : Double.NaN;
    }

    @Override
    default String undefinedBecause(Representation a, Representation b) {
        return PrincipalDirections.undefinedBecause(a, b);
    }

    @Override
    default Cost cost(int samples, int unitsA, int unitsB) {
        return Cost.ofDecompositions(samples, unitsA, unitsB);
    }
}
