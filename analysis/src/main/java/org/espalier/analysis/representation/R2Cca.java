package org.espalier.analysis.representation;

import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * Mean squared canonical correlation: {@code |Ux^T Uy|_F^2 / min(rank x, rank y)}, 0..1 (Kornblith et al. 2019, table 1).
 * Not defined for a representation that is the same for all samples.
 */
public final class R2Cca implements FromCrossProduct {
    @Override
    public String id() {
        return "r2-cca";
    }

    @Override
    public String description() {
        return "Mean squared canonical correlation (Kornblith et al. 2019).";
    }

    @Override
    public Kind kind() {
        return Kind.SIMILARITY;
    }

    @Override
    public Set<Invariance> invariances() {
        return Set.of(Invariance.values());
    }

    @Override
    public double compare(Representation a, Representation b, DMatrixRMaj cross) {
        return Math.min(1, CrossProduct.squaredNorm(cross) / Math.min(cross.numRows, cross.numCols));
    }

    /** {@code max(rank x, rank y) / (samples - 1)}: the exact mean over all pairings. */
    @Override
    public double expectedByChance(Representation a, Representation b) {
        return Math.max(a.principalDirections().rank(), b.principalDirections().rank()) / (a.samples() - 1.0);
    }
}
