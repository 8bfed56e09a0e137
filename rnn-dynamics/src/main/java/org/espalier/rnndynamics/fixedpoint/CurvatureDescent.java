package org.espalier.rnndynamics.fixedpoint;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.espalier.rnndynamics.cell.Cell;

/**
 * Newton's method on q itself with its exact Hessian {@code A^T A + sum_i r_i d2F_i/dh2} ({@link Cell#addStateCurvature}), for
 * searches that reach no zero: at a slow point A is singular, so steps made of A alone close in only slowly, and only the
 * exact Hessian tells a local minimum from a saddle of q. Where q is convex and the minimum near ({@link #converge}), or
 * from anywhere inside a {@link TrustRegion}, leaving saddles along the direction of negative curvature ({@link #descend}).
 *
 * <p>A minimum is a state at which the gradient is zero to the tolerance and the Hessian, raised by 1e-12 of its norm, has a
 * Cholesky factor. Cost: some 10 d^3 operations a step, 20 inside a trust region. One object a thread.
 */
final class CurvatureDescent {
    private static final int SHRINKS = 40;
    private static final double ROUNDING = 1e-10;
    // Steps that need not yet halve the gradient.
    private static final int FREE = 3;
    private static final double SMALLEST_SHARE = 1 / 16.0;
    // Of the Hessian's norm: what rounding leaves of a direction without any curvature.
    private static final double FLAT = 1e-12;

    private final SearchOptions options;
    private final Linear here;
    private final Linear there;
    private final TrustRegion region;
    private final int d;
    private final double[] moved;
    private final double[] taken;
    private final double[] newton;
    private final double[] hessian;
    private double[] factors;

    CurvatureDescent(Cell cell, SearchOptions options) {
        this.options = options;
        here = new Linear(cell, Linear.Of.STEP);
        there = new Linear(cell, Linear.Of.STEP);
        d = cell.stateSize();
        region = new TrustRegion(d);
        moved = new double[d];
        taken = new double[d];
        newton = new double[d];
        hessian = new double[d * d];
    }

    /**
     * One step of Newton's method where q is convex and its minimum near, or the finding that it is reached; else the
     * candidate goes back to where it set out, to follow the flow. Cost: some 10 d^3 operations.
     */
    void converge(Candidate c) {
        double before = c.gradient;
        // Newton's method at least halves the gradient once it is near.
        if (!differentiate(c) || !factor() || c.curved++ >= FREE && c.gradient > before / 2 || here.leaves(c.state)) {
            giveUp(c);
            return;
        }
        if (here.isStationary(c.state, options.gradientTolerance())) {
            c.stage = Candidate.Stage.AT_MINIMUM;
            return;
        }
        for (int i = 0; i < d; i++) {
            newton[i] = -here.gradient[i];
        }
        TriangularSolver_DDRM.solveL(factors, newton, d);
        TriangularSolver_DDRM.solveTranL(factors, newton, d);
        double length = Linear.norm(newton);
        double share = 1;
        while (share >= SMALLEST_SHARE && length <= Dogleg.firstRadius(c.state)) {
            for (int i = 0; i < d; i++) {
                moved[i] = c.state[i] + share * newton[i];
            }
            double q = there.q(moved, c.input);
            if (Math.abs(q - c.q) <= ROUNDING * c.q ? gradientAt(c) < c.gradient : q < c.q) {
                System.arraycopy(moved, 0, c.state, 0, d);
                c.q = q;
                return;
            }
            share /= 2;
        }
        giveUp(c);
    }

    private static void giveUp(Candidate c) {
        System.arraycopy(c.turned, 0, c.state, 0, c.state.length);
        c.stage = Candidate.Stage.FLOWING;
    }

    /**
     * One step down by whatever way inside the cell's bounds, or the finding that a minimum is reached, or none can be. Numbers
     * on a bound across which q falls are held there, and let go when that turns (an active set). A minimum at which some
     * are held is one of the box only, none of q.
     */
    void descend(Candidate c) {
        here.bind(c.state);
        if (!differentiate(c)) {
            c.stage = Candidate.Stage.LOST;
            return;
        }
        boolean held = hold(c);
        if (here.isStationary(c.state, options.gradientTolerance()) && factor()) {
            c.stage = held ? Candidate.Stage.LOST : Candidate.Stage.AT_MINIMUM;
        } else if (!region.set(hessian, here.gradient) || c.drifted++ == options.maxIterations() || !step(c)) {
            c.stage = Candidate.Stage.LOST;
        }
    }

    /** Takes what is held out of gradient and Hessian. @return whether anything is */
    private boolean hold(Candidate c) {
        if (!here.leaves(c.state)) {
            return false;
        }
        double size = 0;
        for (double curvature : hessian) {
            size = Math.max(size, Math.abs(curvature));
        }
        for (int i = 0; i < d; i++) {
            if (here.leaves(c.state, i)) {
                here.gradient[i] = 0;
                for (int j = 0; j < d; j++) {
                    hessian[i * d + j] = 0;
                    hessian[j * d + i] = 0;
                }
                // Above 0, so that neither the factors nor a negative curvature see it.
                hessian[i * d + i] = size + Double.MIN_NORMAL;
            }
        }
        c.gradient = Linear.norm(here.gradient);
        return true;
    }

    /** @return whether all numbers are finite */
    private boolean differentiate(Candidate c) {
        c.q = here.q(c.state, c.input);
        if (!Double.isFinite(c.q)) {
            return false;
        }
        here.linearise(c.state, c.input);
        here.hessian(c.state, c.input, hessian);
        c.gradient = Linear.norm(here.gradient);
        return Double.isFinite(Linear.norm(hessian));
    }

    /** @return whether the Hessian has no negative curvature that could be told from none */
    private boolean factor() {
        DMatrixRMaj raised = new DMatrixRMaj(d, d, true, hessian.clone());
        double by = FLAT * Linear.norm(hessian) + Double.MIN_NORMAL;
        for (int i = 0; i < d; i++) {
            raised.data[i * d + i] += by;
        }
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
        if (!cholesky.decompose(raised)) {
            return false;
        }
        factors = cholesky.getT(null).data;
        return true;
    }

    private boolean step(Candidate c) {
        if (c.drifted == 1) {
            c.radius = Dogleg.firstRadius(c.state);
        }
        for (int i = 0; i < SHRINKS; i++) {
            double predicted = region.step(c.radius);
            for (int j = 0; j < d; j++) {
                moved[j] = c.state[j] + region.step[j];
            }
            double length = Linear.norm(region.step);
            boolean clipped = here.bind(moved);
            if (clipped) {
                for (int j = 0; j < d; j++) {
                    taken[j] = moved[j] - c.state[j];
                }
                length = Linear.norm(taken);
                predicted = predictedFall();
            }
            double q = there.q(moved, c.input);
            // At the bottom q no longer changes in its last digits, while the gradient still does.
            boolean bottom = Math.abs(q - c.q) <= ROUNDING * c.q;
            double ratio = (c.q - q) / predicted;
            if (bottom ? gradientAt(c) < c.gradient : ratio > 1e-4 && q < c.q) {
                if (ratio > 0.75 && (clipped || length > 0.99 * c.radius)) {
                    c.radius *= 2;
                } else if (ratio < 0.25 && !bottom) {
                    c.radius = length / 4;
                }
                System.arraycopy(moved, 0, c.state, 0, d);
                c.q = q;
                return true;
            }
            c.radius = Math.min(c.radius, length) / 4;
        }
        return false;
    }

    /** By how much the quadratic falls along the step that is taken. */
    private double predictedFall() {
        double fall = 0;
        for (int i = 0; i < d; i++) {
            double slope = here.gradient[i];
            for (int j = 0; j < d; j++) {
                slope += hessian[i * d + j] * taken[j] / 2;
            }
            fall -= taken[i] * slope;
        }
        return fall;
    }

    /** The gradient's norm at the state moved to, without what would be held there. */
    private double gradientAt(Candidate c) {
        there.linearise(moved, c.input);
        double sum = 0;
        for (int i = 0; i < d; i++) {
            sum += there.leaves(moved, i) ? 0 : there.gradient[i] * there.gradient[i];
        }
        return Math.sqrt(sum);
    }
}
