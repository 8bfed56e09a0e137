package org.espalier.rnndynamics.fixedpoint;

import java.util.Arrays;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.TransposedProduct;

/** G(h, x) - h and A = dG/dh - I at one state, in arrays that are used again and again; one a thread. */
final class Linear {
    /** What G is. */
    enum Of { STEP, TARGET }

    private final Cell cell;
    private final Of of;
    final int d;
    /** G(h, x) - h, {@code [d]}. */
    final double[] residual;
    /** dG/dh - I, {@code [d, d]}. */
    final double[] a;
    /** A^T (G - h), the gradient of 1/2 |G - h|^2, {@code [d]}. */
    final double[] gradient;

    /** @param of whether G is F, or {@link Cell#target} */
    Linear(Cell cell, Of of) {
        this.cell = cell;
        this.of = of;
        d = cell.stateSize();
        residual = new double[d];
        a = new double[d * d];
        gradient = new double[d];
    }

    /** @return 1/2 |G - h|^2, the residual being set; infinity where G is not finite */
    double q(double[] state, double[] input) {
        if (of == Of.STEP) {
            cell.step(state, 0, input, 0, residual, 0);
        } else {
            cell.target(state, input, residual);
        }
        double sum = 0;
        for (int i = 0; i < d; i++) {
            residual[i] -= state[i];
            sum += residual[i] * residual[i];
        }
        return Double.isFinite(sum) ? sum / 2 : Double.POSITIVE_INFINITY;
    }

    /** Sets A and the gradient; the residual must be that of this state. */
    void linearise(double[] state, double[] input) {
        if (of == Of.STEP) {
            cell.stateJacobian(state, input, a);
        } else {
            cell.targetJacobian(state, input, a);
        }
        for (int i = 0; i < d; i++) {
            a[i * d + i] -= 1;
        }
        Arrays.fill(gradient, 0);
        for (int i = 0; i < d; i++) {
            double r = residual[i];
            for (int j = 0; j < d; j++) {
                gradient[j] += r * a[i * d + j];
            }
        }
    }

    /** {@code out = A v}. */
    void times(double[] v, double[] out) {
        for (int i = 0; i < d; i++) {
            double sum = 0;
            for (int j = 0; j < d; j++) {
                sum += a[i * d + j] * v[j];
            }
            out[i] = sum;
        }
    }

    /**
     * Sets the Hessian of q, {@code A^T A + sum_i (F - h)_i d2F_i/dh2}; for {@link Of#STEP} alone, and A must be that of this
     * state.
     *
     * @param out receives {@code [d, d]}, symmetric to the bit
     */
    void hessian(double[] state, double[] input, double[] out) {
        Arrays.fill(out, 0);
        cell.addStateCurvature(state, input, residual, out);
        TransposedProduct.add(a, a, d, d, out, d);
    }

    /**
     * Whether {@code |gradient| <= max(1, |A|) (tolerance |G - h| + rounding)}, |A| being Frobenius' norm, and rounding what
     * G - h carries of it: where the residual itself is hardly more, no gradient can be told from zero.
     */
    boolean isStationary(double[] state, double tolerance) {
        return norm(gradient) <= Math.max(1, norm(a)) * (tolerance * norm(residual) + rounding(state));
    }

    /** Whether the residual is noise: G and h carry a rounding error of about 1e-16 a number. */
    boolean isRounding(double[] state) {
        return norm(residual) <= rounding(state);
    }

    private double rounding(double[] state) {
        return 4e-16 * Math.sqrt(d) * Math.max(1, norm(state) / Math.sqrt(d));
    }

    /** Moves a state into the cell's bounds. @return whether it was outside */
    boolean bind(double[] state) {
        boolean outside = false;
        for (int i = 0; i < d; i++) {
            double bound = cell.bound(i);
            if (Math.abs(state[i]) > bound) {
                state[i] = Math.copySign(bound, state[i]);
                outside = true;
            }
        }
        return outside;
    }

    /** Whether q falls across one of the cell's bounds, on which the state lies: what is beyond is no dynamics of the cell. */
    boolean leaves(double[] state) {
        for (int i = 0; i < d; i++) {
            if (leaves(state, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it does so across the bound of one number. */
    boolean leaves(double[] state, int i) {
        return Math.abs(state[i]) >= cell.bound(i) && gradient[i] * state[i] < 0;
    }

    static double norm(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }
}
