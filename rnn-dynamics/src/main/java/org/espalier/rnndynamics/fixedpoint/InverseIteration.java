package org.espalier.rnndynamics.fixedpoint;

import java.util.Arrays;
import org.espalier.base.InvalidInputException;

/**
 * A right eigenvector of an eigenvalue that is known: the vector v of length 1 with the smallest {@code |M v|},
 * {@code M = A - lambda I}, by inverse iteration with M^T M. It does not mind a matrix that cannot be diagonalised, such as the
 * Jacobian of a network with few connections, on which a decomposition into all eigenvectors does not converge; inverse
 * iteration with M alone ends far from an eigenvector there. Cost: two factorisations, of twice the size for a complex
 * eigenvalue.
 */
final class InverseIteration {
    private static final double NEXT_TO = 1e-15;
    private static final int STEPS = 3;

    private InverseIteration() {}

    /**
     * Finds one.
     *
     * @param matrix {@code [n, n]}, not modified
     * @param value  to rounding
     * @return real and imaginary part, {@code [2][n]}, together of length 1
     * @throws InvalidInputException if a number is not finite
     */
    static double[][] vector(double[] matrix, int n, Eigenvalue value) {
        int size = value.im() == 0 ? n : 2 * n;
        double largest = 1;
        for (double entry : matrix) {
            largest = Math.max(largest, Math.abs(entry));
        }
        LuFactors factors = new LuFactors(size);
        LuFactors transposed = new LuFactors(size);
        double[] x = new double[size];
        // Next to the eigenvalue; farther from it where M is singular, or its inverse beyond all numbers.
        for (double offset = NEXT_TO * largest; offset < largest; offset *= 10) {
            double[] m = shifted(matrix, n, value.re() + offset, Math.abs(value.im()), size);
            if (factors.factor(m) && transposed.factor(transposed(m, size)) && iterate(factors, transposed, x)) {
                return parts(x, n, value);
            }
        }
        throw new InvalidInputException("an eigenvector of a Jacobian of " + n + " dimensions could not be computed");
    }

    private static double[][] parts(double[] x, int n, Eigenvalue value) {
        double[] im = value.im() == 0 ? new double[n] : Arrays.copyOfRange(x, n, 2 * n);
        for (int i = 0; value.im() < 0 && i < n; i++) {
            im[i] = -im[i];
        }
        return new double[][] {Arrays.copyOf(x, n), im};
    }

    /** @return whether all numbers stayed finite */
    private static boolean iterate(LuFactors factors, LuFactors transposed, double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            // Any vector that is unlikely to lack the one looked for.
            x[i] = 1 + (i * 7919 % 13) / 13.0;
        }
        for (int step = 0; step < STEPS; step++) {
            transposed.solve(x, y);
            normalise(y);
            factors.solve(y, x);
            normalise(x);
        }
        return Double.isFinite(Linear.norm(x));
    }

    private static void normalise(double[] v) {
        double length = Linear.norm(v);
        for (int i = 0; i < v.length; i++) {
            v[i] /= length;
        }
    }

    static double[] transposed(double[] m, int size) {
        double[] t = new double[m.length];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                t[k * size + i] = m[i * size + k];
            }
        }
        return t;
    }

    /** {@code A - (a + bi)} as a real matrix, that of {@code x + iy} in {@code [x; y]}. */
    private static double[] shifted(double[] matrix, int n, double a, double b, int size) {
        double[] m = new double[size * size];
        for (int i = 0; i < n; i++) {
            for (int block = 0; block < size; block += n) {
                System.arraycopy(matrix, i * n, m, (block + i) * size + block, n);
                m[(block + i) * size + block + i] -= a;
            }
            if (size > n) {
                m[i * size + n + i] = b;
                m[(n + i) * size + i] = -b;
            }
        }
        return m;
    }
}
