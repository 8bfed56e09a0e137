package org.espalier.analysis.representation;

import java.util.Set;
import org.ejml.data.DMatrixRMaj;

/**
 * Linear CKA from the unbiased estimate of HSIC (Szekely and Rizzo 2014; Song et al. 2012), in the form that needs no Gram
 * matrix: with {@code r, s} the squared norms of the centred samples, numerator and norms are
 * {@code |X^T Y|_F^2 - n/(n-2) sum r_i s_i + |X|^2 |Y|^2 / ((n-1)(n-2))}.
 *
 * <p>About 0 for independent representations whatever their numbers of units, and then as often below 0 as above; 1 for a
 * representation and itself. Needs 4 samples; not defined for fewer, for a representation that is the same for all
 * samples, nor where all samples are equally far from each other.
 */
public final class DebiasedCka implements FromCrossProduct {
    private static final double ROUNDING = 1e-13;

    @Override
    public String id() {
        return "cka-debiased";
    }

    @Override
    public String description() {
        return "Linear CKA without its bias towards 1 when samples are few (Szekely and Rizzo 2014).";
    }

    @Override
    public Kind kind() {
        return Kind.SIMILARITY;
    }

    @Override
    public Set<Invariance> invariances() {
        return LinearCka.INVARIANCES;
    }

    @Override
    public double compare(Representation a, Representation b, DMatrixRMaj cross) {
        if (a.samples() < 4) {
            return Double.NaN;
        }
        double[] x = a.principalDirections().relative();
        double[] y = b.principalDirections().relative();
        double[] r = a.derived(DebiasedCka.class, DebiasedCka::squaredNorms);
        double[] s = b.derived(DebiasedCka.class, DebiasedCka::squaredNorms);
        double xx = Math.pow(LinearCka.normOfSquares(x), 2);
        double yy = Math.pow(LinearCka.normOfSquares(y), 2);
        double xy = CrossProduct.squaredNorm(CrossProduct.scaled(x, cross, y));
        double ofX = unbiased(xx, r, r);
        double ofY = unbiased(yy, s, s);
        return ofX > ROUNDING * xx && ofY > ROUNDING * yy ? unbiased(xy, r, s) / Math.sqrt(ofX * ofY) : Double.NaN;
    }

    static double unbiased(double product, double[] r, double[] s) {
        double n = r.length;
        double both = 0;
        double ofR = 0;
        double ofS = 0;
        for (int i = 0; i < r.length; i++) {
            both += r[i] * s[i];
            ofR += r[i];
            ofS += s[i];
        }
        return product - n / (n - 2) * both + ofR * ofS / ((n - 1) * (n - 2));
    }

    private static double[] squaredNorms(Representation representation) {
        PrincipalDirections x = representation.principalDirections();
        double[] norms = new double[x.samples()];
        double[] basis = x.basisRows();
        double[] s = x.relative();
        for (int i = 0; i < norms.length; i++) {
            for (int j = 0; j < s.length; j++) {
                double value = basis[i * s.length + j] * s[j];
                norms[i] += value * value;
            }
        }
        return norms;
    }
}
