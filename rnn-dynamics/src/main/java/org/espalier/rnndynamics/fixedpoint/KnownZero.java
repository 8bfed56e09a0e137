package org.espalier.rnndynamics.fixedpoint;

import java.util.Arrays;
import org.espalier.rnndynamics.cell.Cell;

/**
 * A zero that the search has reached, with the factors of A there: searches that come near are followed to it by
 * simplified Newton steps {@code -A^-1 r} (A that of the zero), at the cost of one evaluation and 2 d^2 operations a step
 * instead of 2/3 d^3. One object for all threads.
 */
final class KnownZero {
    private static final int STEPS = 20;
    // Steps that shrink this fast end at a zero not further than the last one: 1/2 + 1/4 + ...
    private static final double CONTRACTION = 0.5;

    final Candidate at;
    private final double[] state;
    private final LuFactors lu;
    private final boolean regular;

    KnownZero(Cell cell, Candidate at) {
        this.at = at;
        state = at.state.clone();
        lu = new LuFactors(state.length);
        Linear linear = new Linear(cell, Linear.Of.TARGET);
        linear.q(state, at.input);
        linear.linearise(state, at.input);
        regular = lu.factor(linear.a);
    }

    /** Distance of a candidate; infinite under another input or if no steps can be made with this zero. */
    double distance(Candidate c) {
        return regular && Arrays.equals(at.input, c.input) ? Math.sqrt(squaredDistance(c.state)) : Double.POSITIVE_INFINITY;
    }

    private double squaredDistance(double[] other) {
        double sum = 0;
        for (int i = 0; i < state.length; i++) {
            sum += (state[i] - other[i]) * (state[i] - other[i]);
        }
        return sum;
    }

    /**
     * Whether steps from a candidate contract all the way to this zero. The candidate is not moved.
     *
     * @param within how near the limit must be proven to lie
     * @param linear of {@link Linear.Of#TARGET}, overwritten
     */
    boolean draws(Candidate c, double within, Linear linear) {
        int d = state.length;
        double[] moved = c.state.clone();
        double[] step = new double[d];
        double previous = Double.POSITIVE_INFINITY;
        for (int k = 0; k < STEPS; k++) {
            linear.q(moved, c.input);
            lu.solve(linear.residual, step);
            double length = Linear.norm(step);
            if (!(length <= CONTRACTION * previous)) {
                return false;
            }
            for (int i = 0; i < d; i++) {
                moved[i] -= step[i];
            }
            if (k > 0 && Math.sqrt(squaredDistance(moved)) + length <= within) {
                return true;
            }
            previous = length;
        }
        return false;
    }
}
