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
 *                    linearisation is singular
 * @param starts      how many starts ended here
 * @param eigenvalues of dF/dh there, greatest modulus first; empty where nothing converged
 */
public record FixedPoint(PointClass found, double[] state, double[] input, double q, double gradient, double newtonStep,
                         int starts, List<Eigenvalue> eigenvalues) {

    /** |F(h, x) - h|. */
    public double residual() {
        return Math.sqrt(2 * q);
    }

    /** Number of eigenvalues with a modulus above 1: unstable dimensions. */
    public int unstable() {
        return (int) eigenvalues.stream().filter(e -> e.modulus() > 1).count();
    }

    FixedPoint with(int moreStarts) {
        return new FixedPoint(found, state, input, q, gradient, newtonStep, starts + moreStarts, eigenvalues);
    }

    FixedPoint with(List<Eigenvalue> values) {
        return new FixedPoint(found, state, input, q, gradient, newtonStep, starts, values);
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
