package org.espalier.analysis.representation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.espalier.nets.engine.MatrixProduct;
import org.jspecify.annotations.Nullable;

/**
 * {@code X = Q R} of a tall matrix by Cholesky decompositions of {@code X^T X}, twice (Yamamoto et al. 2015): all work on the
 * long side is products of matrices, which the engine does some ten times faster than Householder's reflections in Java.
 *
 * <p>The first Q is orthonormal only up to {@code cond(X)^2 2^-52}; the second pass mends that to rounding. Whether it could is
 * seen from the first Q itself: where it is off by more than 1e-10 (a condition above some 700), the caller must use
 * reflections.
 */
final class CholeskyQr {
    private static final double WORST = 1e-10;

    /** The first Q, {@code [rows, columns]}. */
    private final double[] first;
    private final int rows;
    /** R of the first Q. */
    private final DMatrixRMaj correction;
    private final DMatrixRMaj triangle;

    private CholeskyQr(double[] first, int rows, DMatrixRMaj correction, DMatrixRMaj triangle) {
        this.first = first;
        this.rows = rows;
        this.correction = correction;
        this.triangle = triangle;
    }

    /** Null where the columns are too nearly dependent. @param x {@code [rows, columns]}, not modified */
    static @Nullable CholeskyQr of(double[] x, int rows, int columns) {
        DMatrixRMaj r = cholesky(MatrixProduct.gramOfColumns(x, rows, columns), columns);
        if (r == null) {
            return null;
        }
        double[] q = MatrixProduct.multiply(x, rows, columns, inverse(r).data, columns);
        double[] gram = MatrixProduct.gramOfColumns(q, rows, columns);
        double off = 0;
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < columns; j++) {
                off = Math.max(off, Math.abs(gram[i * columns + j] - (i == j ? 1 : 0))); // NaN stays
            }
        }
        DMatrixRMaj correction = off <= WORST ? cholesky(gram, columns) : null;
        if (correction == null) {
            return null;
        }
        DMatrixRMaj triangle = new DMatrixRMaj(columns, columns);
        CommonOps_DDRM.mult(correction, r, triangle);
        return new CholeskyQr(q, rows, correction, triangle);
    }

    /** The upper factor, or null where the matrix is not positive definite. */
    private static @Nullable DMatrixRMaj cholesky(double[] gram, int n) {
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(n, false);
        if (!cholesky.decompose(DMatrixRMaj.wrap(n, n, gram.clone()))) {
            return null;
        }
        return cholesky.getT(null);
    }

    private static DMatrixRMaj inverse(DMatrixRMaj upper) {
        DMatrixRMaj inverse = new DMatrixRMaj(upper.numRows, upper.numCols);
        CommonOps_DDRM.invert(upper, inverse);
        return inverse;
    }

    /** R. */
    DMatrixRMaj triangle() {
        return triangle;
    }

    /** {@code Q M}, {@code [rows, columns of M]}, row by row. */
    double[] basisTimes(DMatrixRMaj m) {
        DMatrixRMaj corrected = new DMatrixRMaj(m.numRows, m.numCols);
        CommonOps_DDRM.mult(inverse(correction), m, corrected);
        return MatrixProduct.multiply(first, rows, corrected.numRows, corrected.data, corrected.numCols);
    }
}
