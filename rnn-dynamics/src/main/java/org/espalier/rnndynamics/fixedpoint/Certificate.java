package org.espalier.rnndynamics.fixedpoint;

import org.espalier.rnndynamics.cell.Cell;

/**
 * Whether Newton's method on {@code F(h, x) - h} itself stands at a state: its step is at most the tolerance, and the step
 * after it has halved, or is within the tolerance too and made of a residual of pure rounding. Whatever way the search came there, only this makes a point a fixed one.
 * Cost: two factorisations. One object a thread.
 */
final class Certificate {
    private final SearchOptions options;
    private final Linear here;
    private final Linear there;
    private final LuFactors lu;
    private final int d;
    private final double[] step;
    private final double[] moved;

    Certificate(Cell cell, SearchOptions options) {
        this.options = options;
        here = new Linear(cell, Linear.Of.STEP);
        there = new Linear(cell, Linear.Of.STEP);
        d = cell.stateSize();
        lu = new LuFactors(d);
        step = new double[d];
        moved = new double[d];
    }

    /**
     * Tests a candidate, notes q, the gradient and the length of Newton's step there, and moves the state where that step
     * lowers q.
     *
     * @return whether q is below the tolerance and the point is certified
     */
    boolean issue(Candidate c) {
        double scale = Math.max(1, Linear.norm(c.state));
        c.q = here.q(c.state, c.input);
        if (!Double.isFinite(c.q)) {
            return false;
        }
        here.linearise(c.state, c.input);
        c.gradient = Linear.norm(here.gradient);
        c.newtonStep = newtonStep(here);
        double stepLimit = options.stepTolerance() * scale;
        if (!(c.newtonStep <= stepLimit)) {
            return false;
        }
        for (int i = 0; i < d; i++) {
            moved[i] = c.state[i] - step[i];
        }
        double q = there.q(moved, c.input);
        there.linearise(moved, c.input);
        double second = newtonStep(there);
        // Behind a gate that lets through a millionth, a residual of pure rounding still makes a step of 1e-10.
        if (!(second <= Math.max(c.newtonStep / 2, 1e-12 * scale) || there.isRounding(moved) && second < stepLimit)) {
            return false;
        }
        if (q < c.q) {
            System.arraycopy(moved, 0, c.state, 0, d);
            c.q = q;
            c.gradient = Linear.norm(there.gradient);
            c.newtonStep = second;
        }
        return c.q < options.qTolerance();
    }

    /** Sets minus the step. @return its length; infinite where A is singular */
    private double newtonStep(Linear at) {
        if (!lu.factor(at.a)) {
            return Double.POSITIVE_INFINITY;
        }
        lu.solve(at.residual, step);
        double length = Linear.norm(step);
        return Double.isFinite(length) ? length : Double.POSITIVE_INFINITY;
    }
}
