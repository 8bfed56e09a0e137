package org.espalier.analysis.representation;

import java.util.EnumSet;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * Projection-weighted CCA (Morcos et al. 2018): canonical correlations weighted by how much of a representation's
 * activity each canonical variate accounts for, {@code sum a_i rho_i / sum a_i} with {@code a_i = sum_j |h_i . x_j|}, 0..1.
 *
 * <p>{@code h_i} are the canonical variates (unit vectors over samples) of the representation with the lower rank, then
 * with fewer units, then the first, and {@code x_j} are its centred units: with equal ranks and units the value depends on
 * the order of the arguments, as in the paper. The sum over units sees their axes, so a rotation changes the value. Not
 * defined for a representation that is the same for all samples.
 */
public final class Pwcca implements RepresentationMeasure {
    @Override
    public String id() {
        return "pwcca";
    }

    @Override
    public String description() {
        return "Canonical correlations weighted by the activity they account for (Morcos et al. 2018).";
    }

    @Override
    public Kind kind() {
        return Kind.SIMILARITY;
    }

    @Override
    public Set<Invariance> invariances() {
        return EnumSet.of(Invariance.TRANSLATION, Invariance.SCALING, Invariance.PERMUTATION);
    }

    @Override
    public double compare(Representation a, Representation b) {
        if (!CrossProduct.defined(a, b)) {
            return Double.NaN;
        }
        int byRank = Integer.compare(a.principalDirections().rank(), b.principalDirections().rank());
        boolean second = byRank > 0 || byRank == 0 && a.units() > b.units();
        Representation lower = second ? b : a;
        Representation higher = second ? a : b;
        SingularVectors svd = SingularVectors.of(CrossProduct.of(lower, higher));
        PrincipalDirections x = lower.principalDirections();
        int n = x.samples();
        int rank = x.rank();
        int units = lower.units();
        // h_i . x_j = sum_k u_ki (Ux_k . x_j), with Ux_k . x_j of rank x units.
        double[] centred = PrincipalDirections.centred(lower);
        double[] onDirections = CrossProduct.product(x.basisColumns(), rank, n, centred, units);
        DMatrixRMaj u = svd.u();
        double weighted = 0;
        double total = 0;
        for (int i = 0; i < rank; i++) {
            double weight = 0;
            for (int j = 0; j < units; j++) {
                double projection = 0;
                for (int k = 0; k < rank; k++) {
                    projection += u.get(k, i) * onDirections[k * units + j];
                }
                weight += Math.abs(projection);
            }
            weighted += weight * Math.min(1, svd.values()[i]);
            total += weight;
        }
        return weighted / total;
    }

    @Override
    public Cost cost(int samples, int unitsA, int unitsB) {
        return Cost.ofDecompositions(samples, unitsA, unitsB);
    }

    @Override
    public String undefinedBecause(Representation a, Representation b) {
        return PrincipalDirections.undefinedBecause(a, b);
    }

    /** {@link ChanceCorrelations#mean}: by chance no variate has more weight than others. */
    @Override
    public double expectedByChance(Representation a, Representation b) {
        return ChanceCorrelations.mean(a.principalDirections().rank(), b.principalDirections().rank(), a.samples());
    }
}
