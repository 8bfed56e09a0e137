package org.espalier.rnndynamics.fixedpoint;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.espalier.rnndynamics.cell.Cell;

/**
 * Whether Newton's method on {@code F(h, x) - h} itself stands at a state: its step is at most the tolerance, and the step
 * after it has halved, or is within the tolerance too and made of a residual of pure rounding. Whatever way the search came there, only this makes a point a fixed one.
 *
 * <p>Where {@code A = dF/dh - I} is singular to rounding (a line of fixed points) there is no such step. A state is fixed there
 * if both F - h and T - h ({@link Cell#target}) are pure rounding at it, after at most three least-norm steps within the
 * tolerance. T - h tells a state at rest from one that a gate closed to 1e-16 only holds.
 * Cost: two factorisations; where A is singular, up to three singular value decompositions more. One object a thread.
 */
final class Certificate {
    private static final int LEAST_NORM_STEPS = 3;
    // Of A's greatest singular value (at least 1) and sqrt(d): below it one cannot be told from zero.
    private static final double SINGULAR = 4e-16;

    private final SearchOptions options;
    private final Linear here;
    private final Linear there;
    private final Linear target;
    private final LuFactors lu;
    private final int d;
    private final double[] step;
    private final double[] moved;

    Certificate(Cell cell, SearchOptions options) {
        this.options = options;
        here = new Linear(cell, Linear.Of.STEP);
        there = new Linear(cell, Linear.Of.STEP);
        target = new Linear(cell, Linear.Of.TARGET);
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
            return c.q < options.qTolerance() && issueToNeutral(c, stepLimit);
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

    /** For a singular A, {@link #here} being that of the state. Changes the candidate only if it is certified. */
    private boolean issueToNeutral(Candidate c, double stepLimit) {
        System.arraycopy(c.state, 0, moved, 0, d);
        for (int i = 0; i <= LEAST_NORM_STEPS; i++) {
            double q = there.q(moved, c.input);
            there.linearise(moved, c.input);
            double length = leastNormStep(there);
            if (!(length <= stepLimit)) {
                return false;
            }
            target.q(moved, c.input);
            if (there.isRounding(moved) && target.isRounding(moved)) {
                System.arraycopy(moved, 0, c.state, 0, d);
                c.q = q;
                c.gradient = Linear.norm(there.gradient);
                c.newtonStep = length;
                return true;
            }
            for (int j = 0; j < d; j++) {
                moved[j] -= step[j];
            }
        }
        return false;
    }

    /** Sets minus the shortest step of those that solve the system best. @return its length; infinite where A is regular */
    private double leastNormStep(Linear at) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(d, d, true, true, true);
        if (!Double.isFinite(Linear.norm(at.a)) || !svd.decompose(new DMatrixRMaj(d, d, true, at.a.clone()))) {
            return Double.POSITIVE_INFINITY;
        }
        double[] values = svd.getSingularValues();
        double greatest = 1;
        for (double value : values) {
            greatest = Math.max(greatest, value);
        }
        DMatrixRMaj u = svd.getU(null, true);
        DMatrixRMaj v = svd.getV(null, true);
        Arrays.fill(step, 0);
        boolean singular = false;
        for (int k = 0; k < d; k++) {
            if (values[k] <= SINGULAR * Math.sqrt(d) * greatest) {
                singular = true;
                continue;
            }
            double along = 0;
            for (int i = 0; i < d; i++) {
                along += u.unsafe_get(k, i) * at.residual[i];
            }
            for (int i = 0; i < d; i++) {
                step[i] += along / values[k] * v.unsafe_get(k, i);
            }
        }
        return singular ? Linear.norm(step) : Double.POSITIVE_INFINITY;
    }
}
