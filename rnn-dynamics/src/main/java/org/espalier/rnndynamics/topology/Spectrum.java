package org.espalier.rnndynamics.topology;

import java.util.Comparator;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.Stability;
import org.espalier.rnndynamics.fixedpoint.StabilityOptions;

/**
 * What the eigenvalues of dF/dh at a point say in short.
 *
 * @param dimensions  how many there are
 * @param unstable    with a modulus above 1 by more than {@link StabilityOptions#DEFAULT}'s neutral band
 * @param oscillating with an imaginary part other than 0, or below 0 (a mode that flips its sign each step)
 * @param radius      the greatest modulus
 * @param slowest     those whose modulus is nearest to 1 by ratio, slowest first: they have the greatest moduli of
 *                    {@link Eigenvalue#timeConstant}, {@code -1 / ln |lambda|} steps, below 0 where the mode grows. A
 *                    conjugate pair is one mode, given by its eigenvalue with the positive imaginary part;
 *                    {@link Eigenvalue#frequency} has its radians a step
 */
public record Spectrum(int dimensions, int unstable, int oscillating, double radius, List<Eigenvalue> slowest) {

    /**
     * Sums up. Cost: that of sorting.
     *
     * @param eigenvalues such as {@link org.espalier.rnndynamics.fixedpoint.FixedPoint#eigenvalues()}, not modified
     * @param modes       the most modes that {@code slowest} may have, 0 or more
     * @throws InvalidInputException if there are no eigenvalues, one is not finite, or modes is negative
     */
    public static Spectrum of(List<Eigenvalue> eigenvalues, int modes) {
        if (eigenvalues.isEmpty()) {
            throw new InvalidInputException(
                "a spectrum needs at least one eigenvalue, a point that did not converge has none");
        }
        if (modes < 0) {
            throw new InvalidInputException("the number of slowest modes is " + modes + ", expected 0 or more");
        }
        for (Eigenvalue e : eigenvalues) {
            if (!Double.isFinite(e.re()) || !Double.isFinite(e.im())) {
                throw new InvalidInputException("an eigenvalue is " + e.re() + " + " + e.im()
                    + " i, expected finite numbers");
            }
        }
        List<Eigenvalue> slowest = eigenvalues.stream().filter(e -> e.im() >= 0)
            .sorted(Comparator.comparingDouble((Eigenvalue e) -> Math.abs(Math.log(e.modulus())))).limit(modes).toList();
        return new Spectrum(eigenvalues.size(), Stability.of(eigenvalues, StabilityOptions.DEFAULT.neutral()).unstable(),
            (int) eigenvalues.stream().filter(e -> e.im() != 0 || e.re() < 0).count(),
            eigenvalues.stream().mapToDouble(Eigenvalue::modulus).max().orElseThrow(), slowest);
    }

    /**
     * The mean over points of their sorted moduli: what fig. 3e of Maheswaranathan et al. 2019 shows of one network.
     *
     * @param spectra of points of one cell, at least one, not modified
     * @return {@code [d]}, falling: the mean of the greatest moduli, of the second greatest, ...
     * @throws InvalidInputException if there are none, or they differ in length
     */
    public static double[] meanModuli(List<List<Eigenvalue>> spectra) {
        if (spectra.isEmpty() || spectra.get(0).isEmpty()) {
            throw new InvalidInputException("a mean spectrum needs at least one point with eigenvalues");
        }
        double[] mean = new double[spectra.get(0).size()];
        for (List<Eigenvalue> spectrum : spectra) {
            if (spectrum.size() != mean.length) {
                throw new InvalidInputException("spectra of " + mean.length + " and " + spectrum.size()
                    + " eigenvalues have no mean, expected those of one cell");
            }
            double[] sorted = spectrum.stream().mapToDouble(Eigenvalue::modulus).sorted().toArray();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += sorted[mean.length - 1 - i] / spectra.size();
            }
        }
        return mean;
    }
}
