package org.espalier.analysis.dsa;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/** One search for the C that makes {@code <A, C B C^T>} large, from one start; never lets it fall. */
final class Climb {
    private static final int MOST_SWEEPS = 6;
    private static final int SWEEPS_WITHOUT_NEWTON = 60;
    private static final int MOST_NEWTON_STEPS = 25;
    /** Above this size Newton's matrix of size^2/2 unknowns is the larger cost. */
    private static final int LARGEST_NEWTON = 12;
    private static final int MOST_REFINEMENTS = 8;
    private static final int ANGLES = 12;
    private static final double[] COSINES = new double[ANGLES];
    private static final double[] SINES = new double[ANGLES];

    static {
        for (int i = 0; i < ANGLES; i++) {
            COSINES[i] = Math.cos(2 * Math.PI * i / ANGLES);
            SINES[i] = Math.sin(2 * Math.PI * i / ANGLES);
        }
    }

    private final Square a;
    private final int n;
    private Square rotation;
    /** {@code C B C^T}. */
    private Square moved;

    Climb(Square a, Square b, Square start) {
        this.a = a;
        this.n = a.size();
        this.rotation = start.copy();
        this.moved = start.times(b).times(start.transposed());
    }

    Square rotation() {
        return rotation;
    }

    Square moved() {
        return moved;
    }

    double value() {
        return a.dot(moved);
    }

    /** Whether the two are one, up to rounding. */
    boolean exact() {
        return a.distance(moved) < 1e-14 * n;
    }

    /** Some sweeps, until they gain little. */
    void sweep() {
        sweep(MOST_SWEEPS, 1e-3);
    }

    /** To the local maximum. */
    void finish() {
        if (n <= LARGEST_NEWTON) {
            for (int step = 0; step < MOST_NEWTON_STEPS && newton(); step++) {
                if (exact()) {
                    return;
                }
            }
        } else {
            sweep(SWEEPS_WITHOUT_NEWTON, 1e-14);
        }
    }

    private void sweep(int most, double enough) {
        double before = value();
        for (int s = 0; s < most && !exact(); s++) {
            if (n == 1) {
                return;
            }
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    turn(p, q);
                }
            }
            double now = value();
            if (now - before <= enough) {
                return;
            }
            before = now;
        }
    }

    /**
     * The best rotation or mirror of the plane of axes p and q. Turned by t, the value is
     * {@code const + c1 cos t + s1 sin t + c2 cos 2t + s2 sin 2t}; a mirror is the rotation after axis q has been reversed.
     */
    private void turn(int p, int q) {
        double[] x = a.values();
        double[] m = moved.values();
        double pp = 0;
        double qq = 0;
        double qp = 0;
        double pq = 0;
        for (int k = 0; k < n; k++) {
            if (k != p && k != q) {
                pp += x[p * n + k] * m[p * n + k] + x[k * n + p] * m[k * n + p];
                qq += x[q * n + k] * m[q * n + k] + x[k * n + q] * m[k * n + q];
                qp += x[q * n + k] * m[p * n + k] + x[k * n + q] * m[k * n + p];
                pq += x[p * n + k] * m[q * n + k] + x[k * n + p] * m[k * n + q];
            }
        }
        // Halves of the traceless symmetric part, which turns by 2t, and of the antisymmetric one, which a mirror reverses.
        double ux = (x[p * n + p] - x[q * n + q]) / 2;
        double vx = (x[p * n + q] + x[q * n + p]) / 2;
        double wx = (x[p * n + q] - x[q * n + p]) / 2;
        double um = (m[p * n + p] - m[q * n + q]) / 2;
        double vm = (m[p * n + q] + m[q * n + p]) / 2;
        double wm = (m[p * n + q] - m[q * n + p]) / 2;
        double[] rotated = largest(pp + qq, qp - pq, 2 * (ux * um + vx * vm), 2 * (vx * um - ux * vm));
        double[] mirrored = largest(pp - qq, qp + pq, 2 * (ux * um - vx * vm), 2 * (vx * um + ux * vm));
        double now = pp + qq + 2 * (ux * um + vx * vm) + 2 * wx * wm;
        boolean mirror = mirrored[1] - 2 * wx * wm > rotated[1] + 2 * wx * wm;
        double gain = (mirror ? mirrored[1] - 2 * wx * wm : rotated[1] + 2 * wx * wm) - now;
        if (gain > 1e-16) {
            apply(p, q, Math.cos(mirror ? mirrored[0] : rotated[0]), Math.sin(mirror ? mirrored[0] : rotated[0]), mirror ? -1 : 1);
        }
    }

    /** Where {@code c1 cos t + s1 sin t + c2 cos 2t + s2 sin 2t} is largest, and how large. */
    private static double[] largest(double c1, double s1, double c2, double s2) {
        int best = 0;
        double value = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < ANGLES; i++) {
            double c = COSINES[i];
            double s = SINES[i];
            double here = c1 * c + s1 * s + c2 * (c * c - s * s) + 2 * s2 * s * c;
            if (here > value) {
                value = here;
                best = i;
            }
        }
        double t = 2 * Math.PI * best / ANGLES;
        for (int step = 0; step < MOST_REFINEMENTS; step++) {
            double c = Math.cos(t);
            double s = Math.sin(t);
            double cc = c * c - s * s;
            double ss = 2 * s * c;
            double slope = -c1 * s + s1 * c - 2 * c2 * ss + 2 * s2 * cc;
            double bend = -c1 * c - s1 * s - 4 * c2 * cc - 4 * s2 * ss;
            double to = bend < 0 ? t - slope / bend : t + Math.signum(slope) * Math.PI / ANGLES / 2;
            double there = c1 * Math.cos(to) + s1 * Math.sin(to) + c2 * Math.cos(2 * to) + s2 * Math.sin(2 * to);
            if (!(there > value)) {
                break;
            }
            double gained = there - value;
            value = there;
            t = to;
            if (gained < 1e-13) {
                break;
            }
        }
        return new double[] {t, value};
    }

    /** {@code M := G M G^T, C := G C}, G the mirror of axis q (flip -1) and then the rotation. */
    private void apply(int p, int q, double c, double s, double flip) {
        rows(moved.values(), p, q, c, s, flip);
        double[] m = moved.values();
        for (int k = 0; k < n; k++) {
            double first = m[k * n + p];
            double second = flip * m[k * n + q];
            m[k * n + p] = c * first - s * second;
            m[k * n + q] = s * first + c * second;
        }
        rows(rotation.values(), p, q, c, s, flip);
    }

    private void rows(double[] matrix, int p, int q, double c, double s, double flip) {
        for (int k = 0; k < n; k++) {
            double first = matrix[p * n + k];
            double second = flip * matrix[q * n + k];
            matrix[p * n + k] = c * first - s * second;
            matrix[q * n + k] = s * first + c * second;
        }
    }

    /**
     * One step of Newton's method on the antisymmetric matrices W of {@code M -> exp(W) M exp(-W)}, damped until the value
     * rises. With {@code [X, Y] = XY - YX}, the first derivative is {@code <A, [W, M]>} and the second {@code <A, [W, [W, M]]>}.
     *
     * @return whether the value rose
     */
    private boolean newton() {
        int unknowns = n * (n - 1) / 2;
        if (unknowns == 0) {
            return false;
        }
        int[] rowOf = new int[unknowns];
        int[] columnOf = new int[unknowns];
        for (int i = 0, k = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++, k++) {
                rowOf[k] = i;
                columnOf[k] = j;
            }
        }
        double[] gradient = new double[unknowns];
        derivatives(moved.values(), rowOf, columnOf, gradient);
        DMatrixRMaj bend = new DMatrixRMaj(unknowns, unknowns);
        double[] column = new double[unknowns];
        double norm = 0;
        for (int k = 0; k < unknowns; k++) {
            derivatives(commutator(rowOf[k], columnOf[k]), rowOf, columnOf, column);
            for (int l = 0; l < unknowns; l++) {
                bend.data[k * unknowns + l] -= column[l] / 2;
                bend.data[l * unknowns + k] -= column[l] / 2;
            }
            norm = Math.max(norm, Math.abs(gradient[k]));
        }
        if (norm < 1e-15) {
            return false;
        }
        double before = value();
        for (double damping = 1e-12; damping < 1e3; damping = Math.max(10 * damping, 1e-4)) {
            Climb tried = stepped(bend, gradient, damping, rowOf, columnOf);
            if (tried != null && tried.value() > before) {
                rotation = tried.rotation;
                moved = tried.moved;
                return true;
            }
        }
        return false;
    }

    /** {@code <A, [E_k, N]>} for all planes k, E_k turning axis j_k towards i_k. */
    private void derivatives(double[] other, int[] rowOf, int[] columnOf, double[] result) {
        double[] x = a.values();
        for (int k = 0; k < result.length; k++) {
            int i = rowOf[k];
            int j = columnOf[k];
            double sum = 0;
            for (int c = 0; c < n; c++) {
                // E N adds row j of N to row i, and takes row i from row j; N E the columns, the other way.
                sum += x[i * n + c] * other[j * n + c] - x[j * n + c] * other[i * n + c]
                    + x[c * n + i] * other[c * n + j] - x[c * n + j] * other[c * n + i];
            }
            result[k] = sum;
        }
    }

    /** {@code [E, M]}, E turning axis j towards i. */
    private double[] commutator(int i, int j) {
        double[] m = moved.values();
        double[] result = new double[n * n];
        for (int c = 0; c < n; c++) {
            result[i * n + c] += m[j * n + c];
            result[j * n + c] -= m[i * n + c];
            result[c * n + j] -= m[c * n + i];
            result[c * n + i] += m[c * n + j];
        }
        return result;
    }

    private @Nullable Climb stepped(DMatrixRMaj bend, double[] gradient, double damping, int[] rowOf, int[] columnOf) {
        int unknowns = gradient.length;
        DMatrixRMaj damped = bend.copy();
        for (int k = 0; k < unknowns; k++) {
            damped.data[k * unknowns + k] += damping;
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(unknowns);
        if (!solver.setA(damped)) {
            return null;
        }
        DMatrixRMaj step = new DMatrixRMaj(unknowns, 1);
        solver.solve(DMatrixRMaj.wrap(unknowns, 1, gradient), step);
        // Cayley: (I - W/2)^-1 (I + W/2) is orthogonal, and exp(W) to second order.
        DMatrixRMaj minus = CommonOps_DDRM.identity(n);
        DMatrixRMaj plus = CommonOps_DDRM.identity(n);
        for (int k = 0; k < unknowns; k++) {
            double half = step.data[k] / 2;
            minus.add(rowOf[k], columnOf[k], -half);
            minus.add(columnOf[k], rowOf[k], half);
            plus.add(rowOf[k], columnOf[k], half);
            plus.add(columnOf[k], rowOf[k], -half);
        }
        DMatrixRMaj turn = new DMatrixRMaj(n, n);
        if (!CommonOps_DDRM.solve(minus, plus, turn)) {
            return null;
        }
        Square g = new Square(n, turn.data.clone());
        Climb tried = new Climb(a, moved, g);
        tried.rotation = g.times(rotation);
        return tried;
    }
}
