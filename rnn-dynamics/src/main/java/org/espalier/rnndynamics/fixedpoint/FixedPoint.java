package org.espalier.rnndynamics.fixedpoint;

import java.util.List;

/**
 * What some starts ended at.
 *
 * @param found       fixed, slow or not converged
 * @param state       {@code [d]}; never modified
 * @param input       {@code [inputs]}: the constant input it holds under
 * @param q           1/2 |F(h, x) - h|^2 at exactly this state
 * @param gradient    |grad q| there
 * @param newtonStep  length of Newton's step there: about the distance to the true zero; infinite or large where the
 *                    linearisation is singular; on a line of fixed points that of the shortest step
 * @param starts      how many starts ended here
 * @param eigenvalues of dF/dh there, greatest modulus first; on a kink those of the worst side; empty where nothing
 *                    converged
 * @param stability   what the eigenvalues say, of all sides of a kink
 */
public record FixedPoint(PointClass found, double[] state, double[] input, double q, double gradient, double newtonStep,
                         int starts, List<Eigenvalue> eigenvalues, Stability stability) {

    /** A point of a smooth map, its stability by the usual band. */
    public FixedPoint(PointClass found, double[] state, double[] input, double q, double gradient, double newtonStep,
                      int starts, List<Eigenvalue> eigenvalues) {
        this(found, state, input, q, gradient, newtonStep, starts, eigenvalues,
            Stability.of(eigenvalues, StabilityOptions.DEFAULT.neutral()));
    }

    /** |F(h, x) - h|. */
    public double residual() {
        return Math.sqrt(2 * q);
    }

    /** Unstable dimensions: the first so many {@link #eigenvalues} are certainly above 1 in modulus. */
    public int unstable() {
        return stability.unstable();
    }

    /** Neutral directions: so many eigenvalues, after the unstable ones, are 1 in modulus to within the band. */
    public int neutral() {
        return stability.neutral();
    }

    /** Whether it is a fixed point to which every direction certainly leads back, see {@link Stability#stable()}. */
    public boolean stable() {
        return found == PointClass.FIXED && !eigenvalues.isEmpty() && stability.stable();
    }

    FixedPoint with(int moreStarts) {
        return new FixedPoint(found, state, input, q, gradient, newtonStep, starts + moreStarts, eigenvalues,
            stability);
    }

    FixedPoint with(LocalDynamics local) {
        return new FixedPoint(found, state, input, q, gradient, newtonStep, starts, local.eigenvalues(), local.stability());
    }

    /** Euclidean distance of states and inputs together. */
    double distance(FixedPoint other) {
        double sum = 0;
        for (int i = 0; i < state.length; i++) {
            sum += (state[i] - other.state[i]) * (state[i] - other.state[i]);
        }
        for (int i = 0; i < input.length; i++) {
            sum += (input[i] - other.input[i]) * (input[i] - other.input[i]);
        }
        return Math.sqrt(sum);
    }
}
