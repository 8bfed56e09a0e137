package org.espalier.rnndynamics.fixedpoint;

import java.util.List;
import org.espalier.rnndynamics.cell.Kink;

/**
 * How many directions lead away from a point, how many neither away nor back, and whether it lies on kinks, where there is
 * no one derivative.
 *
 * <p><b>Neutral directions.</b> An eigenvalue is neutral where its modulus is within a band of 1: the stated one
 * ({@link StabilityOptions#neutral}), or what rounding alone makes of it if that is more, {@code 16 eps |J| kappa} with kappa
 * the condition number of the eigenvalue ({@code 1/|y^T x|}, x and y its unit right and left vectors; computed where the
 * modulus is within 1e-3 of 1). Only moduli above the band are unstable, only those below it stable.
 *
 * <p><b>Kinks.</b> On k kinks there are 2^k one-sided linearisations. The counts are those of the side with the most unstable
 * directions, then the most neutral ones, then the greatest modulus; a point is {@link #stable()} only if every side is, and
 * every side was looked at. That is our choice: with one unit it is exact or errs to the side of doubt
 * ({@code h' = max(0, -2 h)} comes to rest at 0 in two steps, though its upper side has the eigenvalue -2); with several,
 * switching between sides that are stable each could still lead away. Where there are more sides than
 * {@link StabilityOptions#patterns}, all below, all above, and one kink unlike all others are looked at, as many as may be.
 * All sides are proven stable at once where the matrix of the greatest moduli over all sides has a spectral radius below 1
 * (Perron and Frobenius), or a bound of every side's 2-norm is below 1; then switching does no harm either.
 *
 * @param unstable eigenvalues certainly above 1 in modulus, on the worst side
 * @param neutral  eigenvalues within the band, there
 * @param band     the band, there
 * @param kinks    those the point lies on, in the order of their units; none where the map is smooth
 * @param sides    the one-sided linearisations, the worst first; none where there is no kink
 * @param complete whether all sides are known: looked at, or proven stable at once
 */
public record Stability(int unstable, int neutral, double band, List<Kink> kinks, List<OneSided> sides,
                        boolean complete) {

    public Stability {
        kinks = List.copyOf(kinks);
        sides = List.copyOf(sides);
    }

    /** Of eigenvalues alone, by the stated band. @param eigenvalues greatest modulus first */
    public static Stability of(List<Eigenvalue> eigenvalues, double band) {
        return new Stability((int) eigenvalues.stream().filter(e -> e.modulus() > 1 + band).count(),
            (int) eigenvalues.stream().filter(e -> Math.abs(e.modulus() - 1) <= band).count(), band, List.of(), List.of(),
            true);
    }

    /** Whether every direction on every side certainly leads back. */
    public boolean stable() {
        return complete && unstable == 0 && neutral == 0;
    }

    /** Whether the point lies on a kink. */
    public boolean onKink() {
        return !kinks.isEmpty();
    }

    /** Whether some side certainly repels, see {@link OneSided#repels}. */
    public boolean repels() {
        return sides.stream().anyMatch(OneSided::repels);
    }
}
