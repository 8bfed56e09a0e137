package org.espalier.rnndynamics.fixedpoint;

import java.util.Arrays;
import org.espalier.rnndynamics.cell.Cell;

/**
 * A zero of T - h ({@link Cell#target}) or a local minimum of q that the search has reached, with the factors of the
 * derivative there (A of the zero, the Hessian of the minimum): searches that come near are followed to it by simplified
 * Newton steps, at the cost of one evaluation and 2 d^2 operations a step instead of 2/3 d^3 and more. One object for all
 * threads.
 */
final class KnownEnd {
    private static final int STEPS = 20;
    // Steps that shrink this fast end not further off than the last one was long: 1/2 + 1/4 + ...
    private static final double CONTRACTION = 0.5;

    final Candidate at;
    final boolean minimum;
    private final double[] state;
    private final LuFactors lu;
    private final boolean regular;

    /** @param at a candidate at a zero or at a minimum, by its stage */
    KnownEnd(Cell cell, Candidate at) {
        this.at = at;
        minimum = at.stage == Candidate.Stage.AT_MINIMUM;
        state = at.state.clone();
        lu = new LuFactors(state.length);
        Linear linear = new Linear(cell, minimum ? Linear.Of.STEP : Linear.Of.TARGET);
        linear.q(state, at.input);
        linear.linearise(state, at.input);
        double[] derivative = linear.a;
        if (minimum) {
            derivative = new double[linear.a.length];
            linear.hessian(state, at.input, derivative);
        }
        regular = lu.factor(derivative);
    }

    /** Distance of a candidate; infinite under another input or if no steps can be made with this end. */
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
     * Whether steps from a candidate contract all the way to this end. The candidate is not moved.
     *
     * @param within how near the limit must be proven to lie
     * @param target of {@link Linear.Of#TARGET}, overwritten
     * @param step   of {@link Linear.Of#STEP}, overwritten
     */
    boolean draws(Candidate c, double within, Linear target, Linear step) {
        int d = state.length;
        double[] moved = c.state.clone();
        double[] by = new double[d];
        double previous = Double.POSITIVE_INFINITY;
        for (int k = 0; k < STEPS; k++) {
            lu.solve(minimum ? gradient(step, moved, c.input) : residual(target, moved, c.input), by);
            double length = Linear.norm(by);
            if (!(length <= CONTRACTION * previous)) {
                return false;
            }
            for (int i = 0; i < d; i++) {
                moved[i] -= by[i];
            }
            if (k > 0 && Math.sqrt(squaredDistance(moved)) + length <= within) {
                return true;
            }
            previous = length;
        }
        return false;
    }

    private static double[] residual(Linear linear, double[] state, double[] input) {
        linear.q(state, input);
        return linear.residual;
    }

    private static double[] gradient(Linear linear, double[] state, double[] input) {
        linear.q(state, input);
        linear.linearise(state, input);
        return linear.gradient;
    }
}
