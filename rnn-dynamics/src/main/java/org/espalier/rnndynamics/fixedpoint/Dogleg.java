package org.espalier.rnndynamics.fixedpoint;

import org.espalier.rnndynamics.cell.Cell;

/**
 * Powell's dogleg (Powell 1970): minimises p(h) = 1/2 |r|^2, r = T(h, x) - h, by steps inside a trust region that bend
 * from steepest descent to Newton's step {@code -A^-1 r}, {@code A = dT/dh - I}, T being {@link Cell#target}: F - h itself
 * is tiny wherever gates hold the state, so that descending on q stays there.
 *
 * <p>Near a fixed point it is Newton's method; while the residual falls fast, a factorisation serves several steps
 * (Shamanskii 1967). One factorisation (2/3 d^3 operations) else, where Levenberg-Marquardt needs the product A^T A as
 * well. One object a thread.
 */
final class Dogleg {
    // Of the state's size: the search should end near its start, not leap to another attractor.
    private static final double FIRST_RADIUS = 0.1;
    private static final int LOOK_EVERY = 10;
    private static final int SHRINKS = 30;
    private static final int FOLLOWING = 20;
    // Of q, from step to step: a residual that falls to a third each time, so that the zero is nearer than the last step.
    private static final double SHARE_LEFT = 1 / 9.0;

    private final SearchOptions options;
    private final Linear here;
    private final Linear there;
    private final LuFactors lu;
    private final int d;
    private final double[] newton;
    private final double[] step;
    private final double[] moved;
    private final double[] image;

    Dogleg(Cell cell, SearchOptions options) {
        this.options = options;
        here = new Linear(cell, Linear.Of.TARGET);
        there = new Linear(cell, Linear.Of.TARGET);
        d = cell.stateSize();
        lu = new LuFactors(d);
        newton = new double[d];
        step = new double[d];
        moved = new double[d];
        image = new double[d];
    }

    /** How far the first step from a state may go. */
    static double firstRadius(double[] state) {
        return FIRST_RADIUS * Math.max(Math.sqrt(state.length), Linear.norm(state));
    }

    /** One step, and those that its factors still serve; or the finding that a zero is reached or nothing more is gained. */
    void advance(Candidate c) {
        c.q = here.q(c.state, c.input);
        if (!Double.isFinite(c.q)) {
            c.stage = Candidate.Stage.STALLED;
            return;
        }
        if (Double.isNaN(c.radius)) {
            c.qWhenLastLooked = c.q;
            c.radius = firstRadius(c.state);
        }
        here.linearise(c.state, c.input);
        boolean regular = newtonStep();
        double length = regular ? Linear.norm(newton) : Double.POSITIVE_INFINITY;
        if (length <= options.stepTolerance() * Math.max(1, Linear.norm(c.state))) {
            takeNewton(c);
            c.stage = Candidate.Stage.AT_ZERO;
            return;
        }
        double q = c.q;
        if (here.isStationary(c.state, options.gradientTolerance()) || !descend(c, length) || !stillGaining(c)) {
            c.stage = Candidate.Stage.STALLED;
        } else if (regular && c.q <= SHARE_LEFT * q) {
            follow(c);
        }
    }

    /**
     * Steps made of the factors at hand, each much cheaper than a step with factors of its own, for as long as they
     * shrink the residual fast and stay inside the region. The cell's bounds hold all fixed points, so a step that contracts needs no binding.
     */
    private void follow(Candidate c) {
        for (int i = 0; i < FOLLOWING; i++) {
            lu.solve(here.residual, step);
            double length = Linear.norm(step);
            if (!(length <= c.radius)) {
                return;
            }
            for (int j = 0; j < d; j++) {
                moved[j] = c.state[j] - step[j];
            }
            double q = there.q(moved, c.input);
            boolean arrived = length <= options.stepTolerance() * Math.max(1, Linear.norm(c.state));
            if (q < c.q && (arrived || q <= SHARE_LEFT * c.q)) {
                System.arraycopy(moved, 0, c.state, 0, d);
                System.arraycopy(there.residual, 0, here.residual, 0, d);
                c.q = q;
            } else if (!arrived) {
                return;
            }
            if (arrived) {
                c.stage = Candidate.Stage.AT_ZERO;
                return;
            }
        }
    }

    private boolean newtonStep() {
        if (!lu.factor(here.a)) {
            return false;
        }
        lu.solve(here.residual, newton);
        for (int i = 0; i < d; i++) {
            newton[i] = -newton[i];
        }
        return Double.isFinite(Linear.norm(newton));
    }

    private void takeNewton(Candidate c) {
        add(c.state, newton);
        double q = there.q(moved, c.input);
        if (q < c.q) {
            System.arraycopy(moved, 0, c.state, 0, d);
            c.q = q;
        }
    }

    private boolean stillGaining(Candidate c) {
        c.iterations++;
        if (c.iterations % LOOK_EVERY == 0) {
            if (c.q > c.qWhenLastLooked / 2) {
                return false;
            }
            c.qWhenLastLooked = c.q;
        }
        return c.iterations < options.maxIterations();
    }

    /** One accepted step. @return whether there was one */
    private boolean descend(Candidate c, double newtonLength) {
        double slope = Linear.norm(here.gradient);
        here.times(here.gradient, image);
        double curvature = Linear.norm(image);
        double along = slope / curvature;
        double cauchy = along * along;
        for (int i = 0; i < SHRINKS; i++) {
            double length = bend(c.radius, newtonLength, cauchy, slope);
            add(c.state, step);
            here.bind(moved);
            for (int j = 0; j < d; j++) {
                step[j] = moved[j] - c.state[j];
            }
            double q = there.q(moved, c.input);
            here.times(step, image);
            double predicted = 0;
            for (int j = 0; j < d; j++) {
                predicted -= image[j] * (here.residual[j] + image[j] / 2);
            }
            double ratio = (c.q - q) / predicted;
            if (ratio < 0.25 || !(q < c.q)) {
                c.radius = length / 4;
            } else if (ratio > 0.75 && length > 0.99 * c.radius) {
                c.radius *= 2;
            }
            if (q < c.q && ratio > 1e-4) {
                System.arraycopy(moved, 0, c.state, 0, d);
                System.arraycopy(there.residual, 0, here.residual, 0, d);
                c.q = q;
                return true;
            }
        }
        return false;
    }

    /** Sets the step. @param cauchy the best multiple of -gradient @return its length */
    private double bend(double radius, double newtonLength, double cauchy, double slope) {
        if (newtonLength <= radius) {
            System.arraycopy(newton, 0, step, 0, d);
            return newtonLength;
        }
        if (!Double.isFinite(newtonLength) || cauchy * slope >= radius) {
            double t = Math.min(cauchy, radius / slope);
            for (int i = 0; i < d; i++) {
                step[i] = -t * here.gradient[i];
            }
            return t * slope;
        }
        // The point of the leg from Cauchy's step p to Newton's that lies on the region's edge: |p + s (n - p)| = radius.
        double pp = cauchy * slope * cauchy * slope;
        double pm = 0;
        double mm = 0;
        for (int i = 0; i < d; i++) {
            double p = -cauchy * here.gradient[i];
            double m = newton[i] - p;
            pm += p * m;
            mm += m * m;
        }
        double s = (-pm + Math.sqrt(pm * pm + mm * (radius * radius - pp))) / mm;
        for (int i = 0; i < d; i++) {
            double p = -cauchy * here.gradient[i];
            step[i] = p + s * (newton[i] - p);
        }
        return radius;
    }

    private void add(double[] state, double[] by) {
        for (int i = 0; i < d; i++) {
            moved[i] = state[i] + by[i];
        }
    }
}
