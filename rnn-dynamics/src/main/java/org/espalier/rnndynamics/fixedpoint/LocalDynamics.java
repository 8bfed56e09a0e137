package org.espalier.rnndynamics.fixedpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.NormOps_DDRM;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.Kink;

/**
 * The spectrum at a state and what it says of its stability. Cost: some 10 d^3 operations for each one-sided linearisation.
 *
 * @param jacobian    {@code [d, d]}: dF/dh; on kinks that of the worst side
 * @param eigenvalues of it, greatest modulus first
 * @param stability   what they say; on kinks those of all sides
 */
public record LocalDynamics(double[] jacobian, List<Eigenvalue> eigenvalues, Stability stability) {
    private static final double NEAR = 1e-3;
    private static final double ROUNDINGS = 16 * 0x1p-52;
    private static final Comparator<OneSided> WORST = Comparator.comparingInt(OneSided::unstable)
        .thenComparingInt(OneSided::neutral).thenComparingDouble(side -> side.eigenvalues().get(0).modulus()).reversed();

    /**
     * Looks at a state.
     *
     * @param state {@code [d]}
     * @param input {@code [inputs]}
     * @throws org.espalier.base.InvalidInputException if eigenvalues cannot be computed
     */
    public static LocalDynamics at(Cell cell, double[] state, double[] input, StabilityOptions options) {
        int d = cell.stateSize();
        double[] jacobian = new double[d * d];
        cell.stateJacobian(state, input, jacobian);
        List<Kink> kinks = cell.kinks(state, input, options.kink());
        if (kinks.isEmpty()) {
            List<Eigenvalue> values = Eigenvalue.of(jacobian, d);
            return new LocalDynamics(jacobian, values, Stability.of(values, band(jacobian, d, values, options)));
        }
        kinks.stream().filter(Kink::above).forEach(kink -> kink.cross(false, jacobian, new double[0]));
        return onKinks(jacobian, d, kinks, options);
    }

    private static LocalDynamics onKinks(double[] below, int d, List<Kink> kinks, StabilityOptions options) {
        List<List<Boolean>> patterns = patterns(kinks.size(), options.patterns());
        List<OneSided> sides = new ArrayList<>();
        for (List<Boolean> pattern : patterns) {
            sides.add(side(onSide(below, kinks, pattern), d, kinks, pattern, options));
        }
        sides.sort(WORST);
        OneSided worst = sides.get(0);
        double[] jacobian = onSide(below, kinks, worst.above());
        boolean all = kinks.size() < Integer.SIZE - 1 && patterns.size() == 1 << kinks.size();
        Stability stability = new Stability(worst.unstable(), worst.neutral(),
            band(jacobian, d, worst.eigenvalues(), options), kinks, sides,
            all || Math.min(Eigenvalue.of(greatest(below, d, kinks), d).get(0).modulus(), greatestNorm(below, d, kinks))
                < 1 - options.neutral());
        return new LocalDynamics(jacobian, worst.eigenvalues(), stability);
    }

    /** dF/dh on a side of kinks. @param above one a kink, see {@link OneSided#above} */
    private static double[] onSide(double[] below, List<Kink> kinks, List<Boolean> above) {
        double[] jacobian = below.clone();
        for (int k = 0; k < kinks.size(); k++) {
            if (above.get(k)) {
                kinks.get(k).cross(true, jacobian, new double[0]);
            }
        }
        return jacobian;
    }

    /**
     * What no side's 2-norm exceeds, {@code |M| + |sum of half the column row^T, each with any sign|} with M the mean of the
     * sides all below and all above, where the columns (or the rows) have one number each, so that signs do not matter.
     */
    private static double greatestNorm(double[] below, int d, List<Kink> kinks) {
        boolean ofUnits = kinks.stream().allMatch(k -> single(k.column())) || kinks.stream().allMatch(k -> single(k.row()));
        if (!ofUnits) {
            return Double.POSITIVE_INFINITY;
        }
        double[] above = below.clone();
        kinks.forEach(kink -> kink.cross(true, above, new double[0]));
        DMatrixRMaj mean = new DMatrixRMaj(d, d);
        DMatrixRMaj half = new DMatrixRMaj(d, d);
        for (int i = 0; i < d * d; i++) {
            mean.data[i] = (below[i] + above[i]) / 2;
            half.data[i] = (above[i] - below[i]) / 2;
        }
        return NormOps_DDRM.normP2(mean) + NormOps_DDRM.normP2(half);
    }

    private static boolean single(double[] v) {
        return Arrays.stream(v).filter(x -> x != 0).count() == 1;
    }

    private static double[] greatest(double[] below, int d, List<Kink> kinks) {
        double[] greatest = new double[d * d];
        for (int i = 0; i < d * d; i++) {
            greatest[i] = Math.abs(below[i]);
            for (Kink kink : kinks) {
                greatest[i] += Math.abs(kink.column()[i / d] * kink.row()[i % d]);
            }
        }
        return greatest;
    }

    /** All of them, or below, above, and one unlike the others. */
    private static List<List<Boolean>> patterns(int kinks, int most) {
        if (kinks < Integer.SIZE - 1 && 1 << kinks <= most) {
            return IntStream.range(0, 1 << kinks).mapToObj(bits -> IntStream.range(0, kinks)
                .mapToObj(k -> (bits >> k & 1) == 1).toList()).toList();
        }
        List<List<Boolean>> patterns = new ArrayList<>();
        for (int one = -1; one < kinks && patterns.size() + 2 <= most; one++) {
            for (boolean rest : new boolean[] {false, true}) {
                int unlike = one;
                patterns.add(IntStream.range(0, kinks).mapToObj(k -> k == unlike ? !rest : rest).toList());
            }
        }
        return patterns;
    }

    private static OneSided side(double[] jacobian, int d, List<Kink> kinks, List<Boolean> above, StabilityOptions options) {
        List<Eigenvalue> values = Eigenvalue.of(jacobian, d);
        Stability stability = Stability.of(values, band(jacobian, d, values, options));
        boolean repels = values.subList(0, stability.unstable()).stream().filter(e -> e.im() == 0 && e.re() > 1)
            .anyMatch(e -> pointsInto(InverseIteration.vector(jacobian, d, e)[0], kinks, above));
        return new OneSided(above, values, stability.unstable(), stability.neutral(), repels);
    }

    /** Whether a vector or its negative leads from the kinks into this side, each sum moving as it should. */
    private static boolean pointsInto(double[] v, List<Kink> kinks, List<Boolean> above) {
        boolean with = true;
        boolean against = true;
        for (int k = 0; k < kinks.size(); k++) {
            double[] row = kinks.get(k).row();
            double moves = 0;
            for (int i = 0; i < v.length; i++) {
                moves += row[i] * v[i];
            }
            double sure = 1e-9 * Linear.norm(row);
            with &= above.get(k) ? moves > sure : moves < -sure;
            against &= above.get(k) ? moves < -sure : moves > sure;
        }
        return with || against;
    }

    /** The stated band, or what rounding makes of an eigenvalue near 1 if that is more. */
    private static double band(double[] jacobian, int d, List<Eigenvalue> values, StabilityOptions options) {
        double band = options.neutral();
        double norm = Math.max(1, Linear.norm(jacobian));
        double[] transposed = null;
        for (Eigenvalue e : values) {
            double gap = Math.abs(e.modulus() - 1);
            if (gap <= band || gap > NEAR) {
                continue;
            }
            if (transposed == null) {
                transposed = InverseIteration.transposed(jacobian, d);
            }
            double rounding = ROUNDINGS * norm / overlap(InverseIteration.vector(jacobian, d, e),
                InverseIteration.vector(transposed, d, e));
            band = gap <= rounding ? Math.max(band, Math.min(NEAR, rounding)) : band;
        }
        return band;
    }

    /** {@code |y^T x|} */
    private static double overlap(double[][] x, double[][] y) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < x[0].length; i++) {
            re += x[0][i] * y[0][i] - x[1][i] * y[1][i];
            im += x[0][i] * y[1][i] + x[1][i] * y[0][i];
        }
        return Math.hypot(re, im);
    }
}
