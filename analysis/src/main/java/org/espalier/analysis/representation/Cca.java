package org.espalier.analysis.representation;

import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * Mean canonical correlation: {@code sum rho_i / min(rank x, rank y)}, 0..1 (Hotelling 1936; Raghu et al. 2017). Not
 * defined for a representation that is the same for all samples.
 */
public final class Cca implements FromCrossProduct {
    @Override
    public String id() {
        return "cca";
    }

    @Override
    public String description() {
        return "Mean canonical correlation (Hotelling 1936).";
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
        return CanonicalCorrelations.mean(CanonicalCorrelations.correlations(cross));
    }

    /** {@link ChanceCorrelations#mean}. */
    @Override
    public double expectedByChance(Representation a, Representation b) {
        return ChanceCorrelations.mean(a.principalDirections().rank(), b.principalDirections().rank(), a.samples());
    }
}
