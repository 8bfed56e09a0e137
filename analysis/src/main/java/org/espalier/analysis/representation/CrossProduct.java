package org.espalier.analysis.representation;

import org.ejml.data.DMatrixRMaj;
import org.espalier.nets.engine.MatrixProduct;

/** {@code M = Ux^T Uy}: the cosines between the principal directions of two representations. */
final class CrossProduct {
    /** Below this many multiplications a plain loop is done before the engine has started. */
    private static final long SMALL = 4_000_000;

    private CrossProduct() {}

    /** {@code [rank of x, rank of y]}; both ranks must be at least 1. Not to be modified: the measures of one pair share it. */
    static DMatrixRMaj of(Representation a, Representation b) {
        a.requireSameSamples(b);
        return b.withOther(a, (second, first) -> compute(first, second));
    }

    private static DMatrixRMaj compute(Representation a, Representation b) {
        PrincipalDirections x = a.principalDirections();
        PrincipalDirections y = b.principalDirections();
        return DMatrixRMaj.wrap(x.rank(), y.rank(),
            product(x.basisColumns(), x.rank(), x.samples(), y.basisRows(), y.rank()));
    }

    /** Whether a measure of centred representations is defined for these. */
    static boolean defined(Representation a, Representation b) {
        a.requireSameSamples(b);
        return a.principalDirections().rank() > 0 && b.principalDirections().rank() > 0;
    }

    static double[] product(double[] a, int m, int k, double[] b, int n) {
        if ((long) m * k * n > SMALL) {
            return MatrixProduct.multiply(a, m, k, b, n);
        }
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int l = 0; l < k; l++) {
                double factor = a[i * k + l];
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += factor * b[l * n + j];
                }
            }
        }
        return c;
    }

    /** {@code diag(x) M diag(y)}, in a new matrix. */
    static DMatrixRMaj scaled(double[] x, DMatrixRMaj m, double[] y) {
        DMatrixRMaj scaled = m.copy();
        for (int i = 0; i < m.numRows; i++) {
            for (int j = 0; j < m.numCols; j++) {
                scaled.data[i * m.numCols + j] *= x[i] * y[j];
            }
        }
        return scaled;
    }

    static double squaredNorm(DMatrixRMaj m) {
        double sum = 0;
        for (int i = 0; i < m.getNumElements(); i++) {
            sum += m.data[i] * m.data[i];
        }
        return sum;
    }
}
