package org.espalier.rnndynamics.fixedpoint;

import org.espalier.base.InvalidInputException;

/**
 * How fixed points are searched for.
 *
 * @param qTolerance        q below which a point may be called fixed; default 1e-24 (float64 reaches about 1e-30)
 * @param stepTolerance     greatest length of Newton's step at a fixed point, as a fraction of max(1, |h|): a bound of the
 *                          distance to the true zero; default 1e-9
 * @param gradientTolerance |grad q| at a slow point, as a fraction of max(1, |dF/dh - I|) |F - h|, beyond what rounding leaves of
 *                          it; default 1e-8
 * @param uniqueDistance    points whose states and inputs are nearer than this (Euclidean) are one point; default 1e-3
 * @param maxIterations     steps a start by each of the methods, default 200
 * @param mergeEarly        whether starts that have come within {@code uniqueDistance / 100} of each other go on as one;
 *                          saves time, default true
 */
public record SearchOptions(double qTolerance, double stepTolerance, double gradientTolerance, double uniqueDistance,
                            int maxIterations, boolean mergeEarly) {
    public static final SearchOptions DEFAULT = new SearchOptions(1e-24, 1e-9, 1e-8, 1e-3, 200, true);

    /** @throws InvalidInputException if a tolerance is not above 0 or there are no iterations */
    public SearchOptions {
        positive("q", qTolerance);
        positive("step", stepTolerance);
        positive("gradient", gradientTolerance);
        if (!(uniqueDistance >= 0 && uniqueDistance < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("the distance of unique points is " + uniqueDistance + ", expected 0 or more");
        }
        if (maxIterations < 1) {
            throw new InvalidInputException("the greatest number of iterations is " + maxIterations
                + ", expected at least 1");
        }
    }

    private static void positive(String what, double tolerance) {
        if (!(tolerance > 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("the " + what + " tolerance is " + tolerance + ", expected above 0");
        }
    }

    /** How near starts must come to go on as one. */
    double mergeDistance() {
        return mergeEarly ? uniqueDistance / 100 : 0;
    }

    public SearchOptions withQTolerance(double tolerance) {
        return new SearchOptions(tolerance, stepTolerance, gradientTolerance, uniqueDistance, maxIterations, mergeEarly);
    }

    public SearchOptions withUniqueDistance(double distance) {
        return new SearchOptions(qTolerance, stepTolerance, gradientTolerance, distance, maxIterations, mergeEarly);
    }

    public SearchOptions withMergeEarly(boolean merge) {
        return new SearchOptions(qTolerance, stepTolerance, gradientTolerance, uniqueDistance, maxIterations, merge);
    }
}
