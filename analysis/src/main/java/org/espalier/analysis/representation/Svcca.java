package org.espalier.analysis.representation;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.espalier.base.InvalidInputException;

/**
 * SVCCA: the mean canonical correlation between the leading principal directions of each representation (Raghu et al.
 * 2017), 0..1. Each keeps the fewest directions that hold a fraction of its variance (0.99 as in the paper; variance is
 * the sum of <em>squared</em> singular values), or a fixed number of them (all, where there are fewer). Not defined for a
 * representation that is the same for all samples.
 */
public final class Svcca implements FromCrossProduct {
    private static final String VARIANCE = "variance";
    private static final String DIRECTIONS = "directions";

    private final double variance;
    /** 0: as many as hold the variance. */
    private final int directions;

    public Svcca() {
        this(0.99, 0);
    }

    private Svcca(double variance, int directions) {
        this.variance = variance;
        this.directions = directions;
    }

    /** With this many directions of each, whatever variance they hold. */
    public static Svcca ofDirections(int directions) {
        if (directions < 1) {
            throw new InvalidInputException("directions is " + directions + "; expected at least 1");
        }
        return new Svcca(1, directions);
    }

    @Override
    public String id() {
        return "svcca";
    }

    @Override
    public String description() {
        return "Mean canonical correlation of the directions that hold 99 % of the variance (Raghu et al. 2017).";
    }

    @Override
    public Kind kind() {
        return Kind.SIMILARITY;
    }

    @Override
    public Set<Invariance> invariances() {
        return EnumSet.complementOf(EnumSet.of(Invariance.LINEAR));
    }

    @Override
    public List<Setting> settings() {
        return List.of(new Setting(VARIANCE, "Fraction of the variance that the kept directions hold.", 0.99),
            new Setting(DIRECTIONS, "Number of directions kept; 0: as many as hold the variance.", 0));
    }

    @Override
    public RepresentationMeasure with(String key, double value) {
        if (key.equals(VARIANCE)) {
            if (!(value > 0 && value <= 1)) {
                throw new InvalidInputException("variance is " + value + "; expected more than 0 and at most 1");
            }
            return new Svcca(value, directions);
        }
        if (key.equals(DIRECTIONS)) {
            if (!(value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
                throw new InvalidInputException("directions is " + value + "; expected a whole number, at least 0");
            }
            return new Svcca(variance, (int) value);
        }
        return FromCrossProduct.super.with(key, value);
    }

    @Override
    public double compare(Representation a, Representation b, DMatrixRMaj cross) {
        return CanonicalCorrelations.mean(CanonicalCorrelations.correlations(
            CommonOps_DDRM.extract(cross, 0, kept(a), 0, kept(b))));
    }

    /** {@link ChanceCorrelations#mean}, of the kept directions. */
    @Override
    public double expectedByChance(Representation a, Representation b) {
        return ChanceCorrelations.mean(kept(a), kept(b), a.samples());
    }

    /** How many directions of this representation are compared. */
    int kept(Representation representation) {
        PrincipalDirections all = representation.principalDirections();
        return directions > 0 ? Math.min(directions, all.rank()) : all.holding(variance);
    }
}
