package org.espalier.analysis.representation;

import java.util.List;
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
        double[] r = a.derived(SampleNorms.class, SampleNorms::of).squared();
        double[] s = b.derived(SampleNorms.class, SampleNorms::of).squared();
        double xx = Math.pow(LinearCka.normOfSquares(x), 2);
        double yy = Math.pow(LinearCka.normOfSquares(y), 2);
        double xy = CrossProduct.squaredNorm(CrossProduct.scaled(x, cross, y));
        double ofX = unbiased(xx, r, r);
        double ofY = unbiased(yy, s, s);
        return ofX > least(a) && ofY > least(b) ? unbiased(xy, r, s) / Math.sqrt(ofX * ofY) : Double.NaN;
    }

    /** From products of units (or of samples, where these are fewer): nothing is decomposed. */
    @Override
    public double compare(Representation a, Representation b) {
        a.requireSameSamples(b);
        CentredSamples x = CentredSamples.of(a);
        CentredSamples y = CentredSamples.of(b);
        if (a.samples() < 4 || x.constant() || y.constant()) {
            return Double.NaN;
        }
        double xx = ofItself(x);
        double yy = ofItself(y);
        double xy = unbiased(CentredSamples.squaredProduct(x, y), x.squaredNorms(), y.squaredNorms());
        return xx > least(a) && yy > least(b) ? xy / Math.sqrt(xx) / Math.sqrt(yy) : Double.NaN;
    }

    private static double ofItself(CentredSamples x) {
        return unbiased(x.squaredProduct(), x.squaredNorms(), x.squaredNorms());
    }

    /**
     * What rounding may have made of {@code |X^T X|_F^2} less its bias: that of the sums, and that of the numbers, which
     * changes a product of two samples by some {@code 2 e |x_i|}.
     */
    static double least(CentredSamples x) {
        return ROUNDING * x.squaredProduct() + 8 * x.samples() * Math.pow(x.noiseOfSample(), 2) * x.total();
    }

    private static double least(Representation representation) {
        return least(CentredSamples.of(representation));
    }

    @Override
    public Cost cost(int samples, int unitsA, int unitsB) {
        return Cost.ofProducts(samples, unitsA, unitsB);
    }

    /** 0: what is taken away is its mean over all pairings. */
    @Override
    public double expectedByChance(Representation a, Representation b) {
        return 0;
    }

    @Override
    public String undefinedBecause(Representation a, Representation b) {
        if (a.samples() < 4) {
            return "it needs 4 samples";
        }
        for (Representation one : List.of(a, b)) {
            if (!one.isConstant() && !(ofItself(CentredSamples.of(one)) > least(one))) {
                return "all samples of the " + (one == a ? "first" : "second") + " are equally far apart";
            }
        }
        return FromCrossProduct.super.undefinedBecause(a, b);
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

    /** Of the samples, from the principal directions. */
    private record SampleNorms(double[] squared) implements Reorderable {
        static SampleNorms of(Representation representation) {
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
            return new SampleNorms(norms);
        }

        @Override
        public SampleNorms reordered(int[] order) {
            double[] moved = new double[squared.length];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = squared[order[i]];
            }
            return new SampleNorms(moved);
        }
    }
}
