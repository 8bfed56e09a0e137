package org.espalier.analysis.representation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.espalier.base.InvalidInputException;

/**
 * The full singular value decomposition {@code A = U S V^T} of a small matrix, in descending order.
 *
 * @param u      {@code [m, m]}
 * @param values {@code [min(m, n)]}
 * @param v      {@code [n, n]}
 */
record SingularVectors(DMatrixRMaj u, double[] values, DMatrixRMaj v) {

    static SingularVectors of(DMatrixRMaj matrix) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = decomposed(matrix, true);
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj v = svd.getV(null, false);
        DMatrixRMaj w = svd.getW(null);
        SingularOps_DDRM.descendingOrder(u, false, w, v, false);
        double[] values = new double[Math.min(w.numRows, w.numCols)];
        for (int i = 0; i < values.length; i++) {
            values[i] = w.get(i, i);
        }
        return new SingularVectors(u, values, v);
    }

    /** Only the values, in no order; {@code matrix} is not modified. */
    static double[] valuesOf(DMatrixRMaj matrix) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = decomposed(matrix, false);
        double[] values = new double[Math.min(matrix.numRows, matrix.numCols)];
        System.arraycopy(svd.getSingularValues(), 0, values, 0, values.length);
        return values;
    }

    private static SingularValueDecomposition_F64<DMatrixRMaj> decomposed(DMatrixRMaj matrix, boolean vectors) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
            DecompositionFactory_DDRM.svd(matrix.numRows, matrix.numCols, vectors, vectors, false);
        if (!svd.decompose(svd.inputModified() ? matrix.copy() : matrix)) {
            throw new InvalidInputException("the singular values of a " + matrix.numRows + " x " + matrix.numCols
                + " matrix did not converge");
        }
        return svd;
    }

    /** The first columns of U. */
    DMatrixRMaj left(int columns) {
        return CommonOps_DDRM.extract(u, 0, u.numRows, 0, columns);
    }
}
