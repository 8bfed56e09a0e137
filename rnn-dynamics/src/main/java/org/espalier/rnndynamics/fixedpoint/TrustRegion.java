package org.espalier.rnndynamics.fixedpoint;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The lowest point of a quadratic inside a ball (Moré and Sorensen 1983): the s that minimises
 * {@code g.s + 1/2 s^T H s} for {@code |s| <= radius}, H symmetric and of any signature. With {@code H = V L V^T} it is
 * {@code s = -V (L + m)^-1 V^T g}, m the smallest number that makes {@code L + m} positive and s short enough; where the
 * gradient has no part along the lowest eigenvector, that vector makes up for the length that is missing.
 *
 * <p>One decomposition (about 9 d^3 operations), then d^2 a radius. One object a thread.
 */
final class TrustRegion {
    private static final int STEPS = 60;
    private static final double CLOSE = 1e-3;

    private final int d;
    private final DMatrixRMaj matrix;
    private final double[] values;
    private final double[][] vectors;
    private final double[] along;
    private int lowest;
    /** The step of the last {@link #step}, {@code [d]}. */
    final double[] step;

    TrustRegion(int d) {
        this.d = d;
        matrix = new DMatrixRMaj(d, d);
        values = new double[d];
        vectors = new double[d][];
        along = new double[d];
        step = new double[d];
    }

    /**
     * Takes another quadratic.
     *
     * @param hessian  {@code [d, d]}, not modified
     * @param gradient {@code [d]}, not modified
     * @return whether it could be decomposed (all numbers are finite)
     */
    boolean set(double[] hessian, double[] gradient) {
        System.arraycopy(hessian, 0, matrix.data, 0, d * d);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!Double.isFinite(Linear.norm(hessian)) || !eigen.decompose(matrix)) {
            return false;
        }
        lowest = 0;
        for (int k = 0; k < d; k++) {
            values[k] = eigen.getEigenvalue(k).real;
            vectors[k] = eigen.getEigenVector(k).data;
            double sum = 0;
            for (int i = 0; i < d; i++) {
                sum += vectors[k][i] * gradient[i];
            }
            along[k] = sum;
            if (values[k] < values[lowest]) {
                lowest = k;
            }
        }
        return true;
    }

    /** The greatest modulus of an eigenvalue of H. */
    private double size() {
        double size = 0;
        for (double value : values) {
            size = Math.max(size, Math.abs(value));
        }
        return size;
    }

    /** Sets the step. @return by how much the quadratic falls along it, 0 or more */
    double step(double radius) {
        double edge = Math.max(0, -values[lowest]);
        double shift = 0;
        if (!(values[lowest] > 0 && length(0) <= radius)) {
            shift = shift(edge, radius);
        }
        double missing = 0;
        double length = length(shift);
        if (length < (1 - 2 * CLOSE) * radius && shift > 0) {
            missing = Math.sqrt(radius * radius - length * length) * (along[lowest] > 0 ? -1 : 1);
        }
        Arrays.fill(step, 0);
        double fall = 0;
        for (int k = 0; k < d; k++) {
            double by = -along[k] / (values[k] + shift) + (k == lowest ? missing : 0);
            fall -= by * (along[k] + values[k] * by / 2);
            for (int i = 0; i < d; i++) {
                step[i] += by * vectors[k][i];
            }
        }
        return Math.max(0, fall);
    }

    /** The m that makes the step as long as the radius, or the smallest possible one if even that makes it shorter. */
    private double shift(double edge, double radius) {
        double low = edge + 1e-14 * size() + Double.MIN_NORMAL;
        if (length(low) <= radius) {
            return low;
        }
        double high = low + Math.max(size(), 1);
        while (length(high) > radius) {
            high = 4 * high;
        }
        double m = low;
        for (int i = 0; i < STEPS; i++) {
            double length = length(m);
            if (Math.abs(length - radius) <= CLOSE * radius) {
                return m;
            }
            if (length > radius) {
                low = m;
            } else {
                high = m;
            }
            // Newton's method on 1/|s| - 1/radius, which is nearly linear in m.
            double slope = 0;
            for (int k = 0; k < d; k++) {
                double by = along[k] / (values[k] + m);
                slope += by * by / (values[k] + m);
            }
            double next = m + (length - radius) / radius * length * length / slope;
            m = next > low && next < high ? next : Math.sqrt(low * high);
        }
        return high;
    }

    private double length(double m) {
        double sum = 0;
        for (int k = 0; k < d; k++) {
            double by = along[k] / (values[k] + m);
            sum += by * by;
        }
        return Math.sqrt(sum);
    }
}
