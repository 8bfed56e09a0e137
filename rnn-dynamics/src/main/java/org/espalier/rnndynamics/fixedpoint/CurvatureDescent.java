package org.espalier.rnndynamics.fixedpoint;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.espalier.rnndynamics.cell.Cell;

/**
 * Damped Newton's method on q itself, with its full Hessian {@code A^T A + sum_i r_i d2F_i/dh2}, for searches that reach
 * no zero: at a slow point A is singular, so steps made of A alone close in only slowly, and only the full Hessian tells a
 * local minimum from a saddle of q.
 *
 * <p>The Hessian is a forward difference of the analytic gradient: d Jacobians a step. One object a thread.
 */
final class CurvatureDescent {
    private static final int MAX_STEPS = 60;
    private static final int MAX_IDLE = 8;
    private static final int MAX_TRIES = 40;
    private static final double DIFFERENCE = 1e-7;
    private static final double ROUNDING = 1e-10;
    // Forward differences are good to about 1e-7 of the Hessian's size; less negative than that is no negative curvature.
    private static final double FLAT = 1e-6;

    private final SearchOptions options;
    private final Linear here;
    private final Linear there;
    private final int d;
    private final double[] moved;
    private final DMatrixRMaj hessian;
    private final DMatrixRMaj damped;

    CurvatureDescent(Cell cell, SearchOptions options) {
        this.options = options;
        here = new Linear(cell, Linear.Of.STEP);
        there = new Linear(cell, Linear.Of.STEP);
        d = cell.stateSize();
        moved = new double[d];
        hessian = new DMatrixRMaj(d, d);
        damped = new DMatrixRMaj(d, d);
    }

    /** Goes on to a stationary point of q. @return whether it is one, and a local minimum */
    boolean minimise(Candidate c) {
        c.q = here.q(c.state, c.input);
        if (!Double.isFinite(c.q)) {
            return false;
        }
        here.linearise(c.state, c.input);
        if (here.leaves(c.state)) {
            return false;
        }
        double damping = 0;
        int idle = 0;
        for (int i = 0; i < MAX_STEPS && here.relativeGradient(c.state) > options.gradientTolerance(); i++) {
            double q = c.q;
            double slope = Linear.norm(here.gradient);
            makeHessian(c);
            damping = descend(c, damping);
            // Creeping along a kink of ReLU, or to infinity where a gate saturates.
            idle = c.q > 0.9 * q && Linear.norm(here.gradient) > 0.9 * slope ? idle + 1 : 0;
            if (damping < 0 || idle == MAX_IDLE || here.leaves(c.state)) {
                break;
            }
        }
        c.gradient = Linear.norm(here.gradient);
        if (here.relativeGradient(c.state) > options.gradientTolerance()) {
            return false;
        }
        makeHessian(c);
        return factor(FLAT * size()) != null;
    }

    private double size() {
        return Linear.norm(hessian.data) + Double.MIN_NORMAL;
    }

    private void makeHessian(Candidate c) {
        System.arraycopy(c.state, 0, moved, 0, d);
        for (int j = 0; j < d; j++) {
            double h = DIFFERENCE * Math.max(1, Math.abs(c.state[j]));
            moved[j] = c.state[j] + h;
            there.q(moved, c.input);
            there.linearise(moved, c.input);
            for (int i = 0; i < d; i++) {
                hessian.data[i * d + j] = (there.gradient[i] - here.gradient[i]) / h;
            }
            moved[j] = c.state[j];
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (hessian.data[i * d + j] + hessian.data[j * d + i]) / 2;
                hessian.data[i * d + j] = mean;
                hessian.data[j * d + i] = mean;
            }
        }
    }

    private CholeskyDecomposition_F64<DMatrixRMaj> factor(double damping) {
        damped.setTo(hessian);
        for (int i = 0; i < d; i++) {
            damped.data[i * d + i] += damping;
        }
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
        return cholesky.decompose(damped) ? cholesky : null;
    }

    /** One accepted step. @return the damping for the next, -1 if none was accepted */
    private double descend(Candidate c, double from) {
        double damping = from;
        double slope = Linear.norm(here.gradient);
        for (int t = 0; t < MAX_TRIES; t++) {
            CholeskyDecomposition_F64<DMatrixRMaj> cholesky = factor(damping);
            if (cholesky != null) {
                solve(cholesky.getT(null).data);
                for (int i = 0; i < d; i++) {
                    moved[i] += c.state[i];
                }
                here.bind(moved);
                double q = there.q(moved, c.input);
                // At the bottom q no longer changes in its last digits, while the gradient still does.
                if (q <= c.q * (1 + ROUNDING)) {
                    there.linearise(moved, c.input);
                    if (q < c.q * (1 - ROUNDING) || Linear.norm(there.gradient) < slope) {
                        System.arraycopy(moved, 0, c.state, 0, d);
                        c.q = here.q(c.state, c.input);
                        here.linearise(c.state, c.input);
                        return damping < 1e-12 * size() ? 0 : damping / 10;
                    }
                }
            }
            damping = Math.max(10 * damping, 1e-8 * size());
        }
        return -1;
    }

    /** {@code moved = -(L L^T)^-1 gradient}. */
    private void solve(double[] l) {
        for (int i = 0; i < d; i++) {
            double sum = -here.gradient[i];
            for (int k = 0; k < i; k++) {
                sum -= l[i * d + k] * moved[k];
            }
            moved[i] = sum / l[i * d + i];
        }
        for (int i = d - 1; i >= 0; i--) {
            double sum = moved[i];
            for (int k = i + 1; k < d; k++) {
                sum -= l[k * d + i] * moved[k];
            }
            moved[i] = sum / l[i * d + i];
        }
    }
}
