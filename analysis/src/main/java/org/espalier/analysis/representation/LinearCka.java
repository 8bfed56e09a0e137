package org.espalier.analysis.representation;

import java.util.EnumSet;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * Centred kernel alignment with the linear kernel (Kornblith et al. 2019): {@code |Yc^T Xc|_F^2 / (|Xc^T Xc|_F |Yc^T Yc|_F)},
 * 0..1. Biased upwards when there are few samples for the units: see {@link DebiasedCka}. Not defined for a representation
 * that is the same for all samples.
 */
public final class LinearCka implements FromCrossProduct {
    static final Set<Invariance> INVARIANCES = EnumSet.complementOf(EnumSet.of(Invariance.LINEAR));

    @Override
    public String id() {
        return "cka";
    }

    @Override
    public String description() {
        return "Centred kernel alignment, linear kernel (Kornblith et al. 2019).";
    }

    @Override
    public Kind kind() {
        return Kind.SIMILARITY;
    }

    @Override
    public Set<Invariance> invariances() {
        return INVARIANCES;
    }

    @Override
    public double compare(Representation a, Representation b, DMatrixRMaj cross) {
        double[] x = a.principalDirections().relative();
        double[] y = b.principalDirections().relative();
        return Math.min(1, CrossProduct.squaredNorm(CrossProduct.scaled(x, cross, y))
            / (normOfSquares(x) * normOfSquares(y)));
    }

    /** From products of units (or of samples, where these are fewer): nothing is decomposed. */
    @Override
    public double compare(Representation a, Representation b) {
        a.requireSameSamples(b);
        CentredSamples x = CentredSamples.of(a);
        CentredSamples y = CentredSamples.of(b);
        return x.constant() || y.constant() ? Double.NaN : Math.min(1, CentredSamples.squaredProduct(x, y)
            / Math.sqrt(x.squaredProduct()) / Math.sqrt(y.squaredProduct()));
    }

    @Override
    public Cost cost(int samples, int unitsA, int unitsB) {
        return Cost.ofProducts(samples, unitsA, unitsB);
    }

    /**
     * {@code |Xc|^2 |Yc|^2 / ((n - 1) |Xc^T Xc| |Yc^T Yc|)}, the exact mean over all pairings: the geometric mean of the two
     * participation ratios (dimensions), over {@code n - 1}.
     */
    @Override
    public double expectedByChance(Representation a, Representation b) {
        CentredSamples x = CentredSamples.of(a);
        CentredSamples y = CentredSamples.of(b);
        return x.total() / Math.sqrt(x.squaredProduct()) * (y.total() / Math.sqrt(y.squaredProduct())) / (a.samples() - 1);
    }

    /** The angle whose cosine this is (Williams et al. 2021): a metric; 0..pi/2. */
    public static double angle(Representation a, Representation b) {
        return Math.acos(new LinearCka().compare(a, b));
    }

    /** {@code |X^T X|_F} from the singular values. */
    static double normOfSquares(double[] singularValues) {
        double sum = 0;
        for (double s : singularValues) {
            sum += s * s * s * s;
        }
        return Math.sqrt(sum);
    }
}
