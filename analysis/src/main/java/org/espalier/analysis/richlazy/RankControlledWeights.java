package org.espalier.analysis.richlazy;

import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.espalier.analysis.subnetwork.WeightSpectrum;
import org.espalier.base.InvalidInputException;

/**
 * Initial weights of a given rank: the leading r terms of the singular value decomposition of given weights (the nearest
 * matrix of rank r: Eckart and Young 1936), rescaled so that something else than the rank stays as it was.
 *
 * <p>Liu et al. 2024 (section 3 and their code) match the Frobenius norm. For recurrent weights that changes the dynamics as
 * well: the leading singular values, and with them the spectral radius, grow. Matching the spectral radius instead is the
 * control for that.
 */
public final class RankControlledWeights {
    private RankControlledWeights() {}

    /** What the weights of lower rank keep of the weights they are made from. */
    public enum Match {
        /** Nothing: the truncated sum as it is. */
        NONE,
        /** {@code sqrt(sum w^2)}. */
        FROBENIUS,
        /** The largest singular value, which truncation leaves as it is. */
        SPECTRAL_NORM,
        /** The largest magnitude of an eigenvalue; of square matrices. A random matrix of low rank has only a small one, and
         *  now and then nearly none, so that the factor varies much from one to the next. */
        SPECTRAL_RADIUS
    }

    /**
     * Truncates. Cost: one SVD, {@code O(rows columns min(rows, columns))}: some 0.3 s for 300 x 300.
     *
     * @param weights {@code [rows, columns]}, row by row; not modified
     * @param rank    1 to {@code min(rows, columns)}; the full rank gives the weights back, up to rounding
     * @return {@code [rows, columns]}
     * @throws InvalidInputException if shape, values or rank are out of range, all weights are zero, or the spectral radius is
     *                               to be matched and the matrix is not square or has only eigenvalues of zero after truncation
     */
    public static double[] truncated(double[] weights, int rows, int columns, int rank, Match match) {
        Matrices.check("weights", weights, rows, columns);
        double scale = Matrices.largest(weights);
        if (rank < 1 || rank > Math.min(rows, columns) || scale == 0) {
            throw new InvalidInputException("rank " + rank + " of weights of " + rows + " x " + columns
                + (scale == 0 ? " that are all zero" : "") + "; expected 1 to " + Math.min(rows, columns)
                + ", and a weight that is not zero");
        }
        if (match == Match.SPECTRAL_RADIUS) {
            checkSquare(rows, columns);
        }
        DMatrixRMaj w = DMatrixRMaj.wrap(rows, columns, Matrices.divided(weights, scale));
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(rows, columns, true, true, true);
        if (!svd.decompose(w.copy())) {
            throw new InvalidInputException("the singular values of the weights did not converge");
        }
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj v = svd.getV(null, false);
        DMatrixRMaj s = svd.getW(null);
        SingularOps_DDRM.descendingOrder(u, false, s, v, false);
        DMatrixRMaj us = CommonOps_DDRM.extract(u, 0, rows, 0, rank);
        for (int j = 0; j < rank; j++) {
            for (int i = 0; i < rows; i++) {
                us.set(i, j, us.get(i, j) * s.get(j, j));
            }
        }
        DMatrixRMaj vr = CommonOps_DDRM.extract(v, 0, columns, 0, rank);
        DMatrixRMaj low = new DMatrixRMaj(rows, columns);
        CommonOps_DDRM.multTransB(us, vr, low);
        double factor = scale;
        if (match == Match.FROBENIUS) {
            factor *= Math.sqrt(Matrices.dot(w.data, w.data) / Matrices.dot(low.data, low.data));
        } else if (match == Match.SPECTRAL_RADIUS) {
            // U S V^T has the eigenvalues of S V^T U that are not zero, and no rounding in place of those that are.
            DMatrixRMaj core = new DMatrixRMaj(rank, rank);
            CommonOps_DDRM.multTransA(vr, us, core);
            double radius = radius(core);
            if (!(radius > 1e-12 * s.get(0, 0))) {
                throw new InvalidInputException("the part of rank " + rank
                    + " of the weights has only eigenvalues of zero; expected a spectral radius that can be matched");
            }
            factor *= radius(w) / radius;
        }
        for (int i = 0; i < low.data.length; i++) {
            low.data[i] *= factor;
        }
        return low.data;
    }

    /**
     * Weights times the factor at which they have what others have: the way to compare structures of one size of weights.
     *
     * @param weights {@code [rows, columns]}; not modified
     * @param like    {@code [rows, columns]}, the weights that are matched; not modified
     * @param match   {@link Match#NONE} gives a copy
     * @return {@code [rows, columns]}
     * @throws InvalidInputException if a shape does not fit, a value is not finite, what is to be matched is zero (a spectral
     *                               radius: below {@code 1e-12} of the Frobenius norm), or a matrix that is not square has no
     *                               spectral radius
     */
    public static double[] matched(double[] weights, double[] like, int rows, int columns, Match match) {
        Matrices.check("weights", weights, rows, columns);
        Matrices.check("weights to be matched", like, rows, columns);
        if (match == Match.NONE) {
            return weights.clone();
        }
        double norm = norm(weights);
        double mine = norm;
        double theirs = norm(like);
        if (match == Match.SPECTRAL_NORM) {
            mine = WeightSpectrum.of(weights, rows, columns).spectralNorm();
            theirs = WeightSpectrum.of(like, rows, columns).spectralNorm();
        } else if (match == Match.SPECTRAL_RADIUS) {
            checkSquare(rows, columns);
            mine = spectralRadius(weights, rows);
            theirs = spectralRadius(like, rows);
        }
        if (!(mine > 1e-12 * norm)) {
            throw new InvalidInputException("the weights have a " + (match == Match.SPECTRAL_RADIUS ? "spectral radius" : "norm")
                + " of zero; expected one that can be matched");
        }
        return Matrices.divided(weights, mine / theirs);
    }

    private static double norm(double[] weights) {
        double scale = Matrices.largest(weights);
        double[] scaled = Matrices.divided(weights, scale);
        return scale == 0 ? 0 : scale * Math.sqrt(Matrices.dot(scaled, scaled));
    }

    private static void checkSquare(int rows, int columns) {
        if (rows != columns) {
            throw new InvalidInputException("a matrix of " + rows + " x " + columns
                + " has no eigenvalues; expected a square one to match the spectral radius");
        }
    }

    /**
     * The largest magnitude of an eigenvalue. Cost: {@code O(size^3)}, some 0.5 s for 300 x 300.
     *
     * @param matrix {@code [size, size]}; not modified
     * @throws InvalidInputException if it is not that large, or a value is not finite
     */
    public static double spectralRadius(double[] matrix, int size) {
        Matrices.check("weights", matrix, size, size);
        double scale = Matrices.largest(matrix);
        return scale == 0 ? 0 : scale * radius(DMatrixRMaj.wrap(size, size, Matrices.divided(matrix, scale)));
    }

    private static double radius(DMatrixRMaj matrix) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(matrix.numRows, false);
        if (!eigen.decompose(matrix.copy())) {
            throw new InvalidInputException("the eigenvalues of the weights did not converge");
        }
        double radius = 0;
        for (int i = 0; i < eigen.getNumberOfEigenvalues(); i++) {
            Complex_F64 value = eigen.getEigenvalue(i);
            radius = Math.max(radius, value.getMagnitude());
        }
        return radius;
    }
}
