package org.espalier.rnndynamics.fixedpoint;

import org.espalier.base.InvalidInputException;

/**
 * What counts as neither stable nor unstable, and as lying on a kink.
 *
 * @param neutral  how far from 1 the modulus of a neutral eigenvalue may be, 0 or more; default 1e-6. Weights are mostly
 *                 stored in float32, whose rounding (6e-8) moves the eigenvalues of an orthogonal matrix by some 1e-7; a mode
 *                 within 1e-6 of 1 takes a million steps to grow or shrink by a factor of e
 * @param kink     band of {@link org.espalier.rnndynamics.cell.Cell#kinks}, 0 or more; default 1e-9, which is how far from
 *                 the true zero a certified state may be
 * @param patterns the most one-sided linearisations that are looked at where a state lies on several kinks, at least 2;
 *                 default 64, so that all sides of six kinks are
 */
public record StabilityOptions(double neutral, double kink, int patterns) {
    public static final StabilityOptions DEFAULT = new StabilityOptions(1e-6, 1e-9, 64);

    /** @throws InvalidInputException if a number is out of range */
    public StabilityOptions {
        band("neutral eigenvalues", neutral);
        band("kinks", kink);
        if (patterns < 2) {
            throw new InvalidInputException("at most " + patterns + " sides of kinks may be looked at, expected at least 2");
        }
    }

    private static void band(String what, double band) {
        if (!(band >= 0 && band < 1)) {
            throw new InvalidInputException("the band of " + what + " is " + band + ", expected 0 or more and below 1");
        }
    }

    public StabilityOptions withNeutral(double band) {
        return new StabilityOptions(band, kink, patterns);
    }

    public StabilityOptions withKink(double band) {
        return new StabilityOptions(neutral, band, patterns);
    }
}
