package org.espalier.analysis.representation;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.espalier.base.InvalidInputException;

/**
 * The angle between two representations after the best rotation of one onto the other (generalised shape metrics, Williams
 * et al. 2021): {@code arccos max_Q <X', Y' Q> / (|X'| |Y'|)}, 0..pi/2 radians.
 *
 * <p>{@code X'} is the centred representation, partly whitened: each singular value s becomes
 * {@code alpha s + (1 - alpha)}. With alpha = 1 it is the Procrustes angle, which keeps the shape; with alpha = 0 only the
 * space that the units span counts, as in CCA. The smaller of two representations is padded with units that are zero. A
 * metric for every alpha. Between 0 and 1 the value depends on the scale of the activations: s and 1 are added.
 *
 * <p>Not defined for a representation that is the same for all samples.
 */
public final class ShapeMetric implements FromCrossProduct {
    /** A cosine above this is taken from the distance itself: the arc cosine of a number near 1 loses half the digits. */
    private static final double NEAR = 0.9;

    private final String id;
    private final double alpha;

    /**
     * @param id    its word on the command line
     * @param alpha 0 (whitened: linear maps do not matter) to 1 (not whitened: rotations do not matter)
     */
    ShapeMetric(String id, double alpha) {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new InvalidInputException("alpha of " + id + " is " + alpha + "; expected a number from 0 to 1");
        }
        this.id = id;
        this.alpha = alpha;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String description() {
        return id.equals("procrustes") ? "Angle after the best rotation: the Procrustes shape distance (Williams et al. 2021)."
            : "Angle after the best rotation of representations whitened by 1 - " + alpha + " (Williams et al. 2021).";
    }

    @Override
    public Kind kind() {
        return Kind.METRIC;
    }

    @Override
    public Set<Invariance> invariances() {
        if (alpha == 0) {
            return EnumSet.allOf(Invariance.class);
        }
        return alpha == 1 ? LinearCka.INVARIANCES
            : EnumSet.of(Invariance.TRANSLATION, Invariance.PERMUTATION, Invariance.ROTATION);
    }

    @Override
    public double compare(Representation a, Representation b, DMatrixRMaj between) {
        double[] x = whitened(a);
        double[] y = whitened(b);
        double lengthX = length(x);
        double lengthY = length(y);
        DMatrixRMaj cross = CrossProduct.scaled(divided(x, lengthX), between, divided(y, lengthY));
        double cosine = sum(SingularVectors.valuesOf(cross));
        if (cosine < NEAR) {
            return Math.acos(cosine);
        }
        return 2 * Math.asin(Math.min(1, aligned(a, divided(x, lengthX), b, divided(y, lengthY), cross) / 2));
    }

    /** The mean over draws of {@link ChanceCorrelations#crossProduct}, of a fixed seed. */
    @Override
    public double expectedByChance(Representation a, Representation b) {
        if (!CrossProduct.defined(a, b)) {
            return Double.NaN;
        }
        double[] x = whitened(a);
        double[] y = whitened(b);
        double[] shapeX = divided(x, length(x));
        double[] shapeY = divided(y, length(y));
        int draws = ChanceCorrelations.draws(x.length, y.length, a.samples());
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        for (int i = 0; i < draws; i++) {
            DMatrixRMaj between = ChanceCorrelations.crossProduct(x.length, y.length, a.samples(), random);
            sum += Math.acos(Math.min(1, sum(SingularVectors.valuesOf(CrossProduct.scaled(shapeX, between, shapeY)))));
        }
        return sum / draws;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /**
     * The distance after the best rotation, {@code min_Q |X' - Y' Q|_F}, in the units of the activations: a metric too.
     *
     * @return NaN where a representation is the same for all samples
     */
    public double euclidean(Representation a, Representation b) {
        if (!CrossProduct.defined(a, b)) {
            return Double.NaN;
        }
        double[] x = whitened(a);
        double[] y = whitened(b);
        return aligned(a, x, b, y, CrossProduct.scaled(x, CrossProduct.of(a, b), y));
    }

    private double[] whitened(Representation representation) {
        double[] s = representation.principalDirections().singularValues();
        for (int i = 0; i < s.length; i++) {
            s[i] = alpha * s[i] + (1 - alpha);
        }
        return s;
    }

    /** {@code |Ux X' U - Uy Y' V|_F} with U, V the singular vectors of the cross product: no difference of large sums. */
    private static double aligned(Representation a, double[] x, Representation b, double[] y, DMatrixRMaj cross) {
        SingularVectors svd = SingularVectors.of(cross);
        DMatrixRMaj left = rotated(a.principalDirections(), x, svd.u());
        DMatrixRMaj right = rotated(b.principalDirections(), y, svd.v());
        double sum = 0;
        for (int i = 0; i < left.numRows; i++) {
            for (int j = 0; j < Math.max(left.numCols, right.numCols); j++) {
                double difference = (j < left.numCols ? left.get(i, j) : 0) - (j < right.numCols ? right.get(i, j) : 0);
                sum += difference * difference;
            }
        }
        return Math.sqrt(sum);
    }

    private static DMatrixRMaj rotated(PrincipalDirections directions, double[] scale, DMatrixRMaj rotation) {
        DMatrixRMaj scaled = rotation.copy();
        CommonOps_DDRM.multRows(scale, scaled);
        return DMatrixRMaj.wrap(directions.samples(), rotation.numCols, CrossProduct.product(directions.basisRows(),
            directions.samples(), directions.rank(), scaled.data, rotation.numCols));
    }

    private static double[] divided(double[] values, double by) {
        double[] divided = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            divided[i] = values[i] / by;
        }
        return divided;
    }

    private static double length(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum = Math.hypot(sum, value);
        }
        return sum;
    }
}
