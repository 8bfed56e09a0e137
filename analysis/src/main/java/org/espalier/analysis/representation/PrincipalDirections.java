package org.espalier.analysis.representation;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * The thin singular value decomposition of a representation whose units have mean zero: {@code Xc = U S V^T}.
 *
 * <p>CCA, SVCCA, PWCCA, linear CKA, Procrustes and the shape metrics are functions of {@code S} and of the products
 * {@code Ux^T Uy} alone, so this is all that is ever decomposed of a network. Made by a QR decomposition of the longer
 * side and an SVD of the small triangle, never from a covariance alone, which would cost half of the digits. Large
 * representations whose units are not nearly dependent are orthonormalised by {@link CholeskyQr} at the engine's speed.
 *
 * <p>Directions with a singular value of at most {@code max(samples, units) 2^-52} times the largest are rounding and are
 * left out, as in NumPy's {@code matrix_rank}; and so are those that rounding of the numbers themselves may have made, which is
 * more where units lie far from zero for their spread, and of float32 ({@link Resolution}). Cost: {@code O(samples units min(samples, units))}.
 */
public final class PrincipalDirections implements Reorderable {
    private static final double EPSILON = Math.ulp(1.0);
    /** More multiplications than this are worth the engine's products. */
    private static final long LARGE = 4_000_000;

    private final int samples;
    private final int rank;
    /** {@code [samples, rank]}: U. */
    private final double[] basis;
    /** {@code [rank, samples]}: U transposed. */
    private final double[] transposed;
    /** S / scale, in descending order. */
    private final double[] relative;
    private final double scale;

    private PrincipalDirections(int samples, double[] basis, double[] relative, double scale) {
        this.samples = samples;
        this.rank = relative.length;
        this.basis = basis;
        this.relative = relative;
        this.scale = scale;
        this.transposed = new double[basis.length];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < rank; j++) {
                transposed[j * samples + i] = basis[i * rank + j];
            }
        }
    }

    static PrincipalDirections of(Representation representation) {
        int n = representation.samples();
        int p = representation.units();
        CentredSamples samples = CentredSamples.of(representation);
        double scale = samples.scale();
        if (samples.constant()) {
            return new PrincipalDirections(n, new double[0], new double[0], 0);
        }
        double[] centred = samples.rows();
        double noise = samples.noiseOfDirection();
        DMatrixRMaj x = DMatrixRMaj.wrap(n, p, centred);
        if (n >= p && (long) n * p * p > LARGE) {
            CholeskyQr fast = CholeskyQr.of(centred, n, p);
            if (fast != null) {
                SingularVectors small = SingularVectors.of(fast.triangle());
                int rank = rank(small.values(), n, noise);
                return new PrincipalDirections(n, fast.basisTimes(small.left(rank)), Arrays.copyOf(small.values(), rank), scale);
            }
        }
        if (n >= p) {
            QRDecomposition<DMatrixRMaj> qr = decomposed(x);
            SingularVectors small = SingularVectors.of(qr.getR(null, true));
            DMatrixRMaj u = new DMatrixRMaj(n, rank(small.values(), n, noise));
            CommonOps_DDRM.mult(qr.getQ(null, true), small.left(u.numCols), u);
            return new PrincipalDirections(n, u.data, Arrays.copyOf(small.values(), u.numCols), scale);
        }
        // Xc^T = Q R, so Xc = R^T Q^T and the left singular vectors are those of R^T.
        DMatrixRMaj r = decomposed(CommonOps_DDRM.transpose(x, null)).getR(null, true);
        SingularVectors small = SingularVectors.of(CommonOps_DDRM.transpose(r, null));
        int rank = rank(small.values(), p, noise);
        return new PrincipalDirections(n, small.left(rank).data, Arrays.copyOf(small.values(), rank), scale);
    }

    private static int rank(double[] singularValues, int longest, double noise) {
        int rank = 0;
        while (rank < singularValues.length && singularValues[rank] > Math.max(noise, longest * EPSILON * singularValues[0])) {
            rank++;
        }
        return rank;
    }

    /** Each unit less its mean; exactly zero where a unit never changes. */
    static double[] centred(Representation representation) {
        CentredSamples samples = CentredSamples.of(representation);
        double[] centred = samples.rows().clone();
        for (int i = 0; i < centred.length; i++) {
            centred[i] *= samples.scale();
        }
        return centred;
    }

    private static QRDecomposition<DMatrixRMaj> decomposed(DMatrixRMaj matrix) {
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(matrix.numRows, matrix.numCols);
        // Its answer is false where a column is zero; the factors are right all the same.
        qr.decompose(matrix.copy());
        return qr;
    }

    /** Why what needs directions is not defined. */
    static String undefinedBecause(Representation a, Representation b) {
        return "the " + (a.principalDirections().rank() == 0 ? "first" : "second")
            + " is the same for all samples, to the precision of its numbers";
    }

    /** The number of directions: 0 for a representation that is the same for all samples. */
    public int rank() {
        return rank;
    }

    public int samples() {
        return samples;
    }

    /** The singular values of the centred representation, descending; all above zero. */
    public double[] singularValues() {
        double[] s = relative.clone();
        for (int i = 0; i < rank; i++) {
            s[i] *= scale;
        }
        return s;
    }

    /** A copy of U, {@code [samples, rank]}, row by row: orthonormal columns with mean zero. */
    public double[] basis() {
        return basis.clone();
    }

    /** The singular values in a unit of their own, in which nothing overflows. */
    double[] relative() {
        return relative;
    }

    double[] basisRows() {
        return basis;
    }

    double[] basisColumns() {
        return transposed;
    }

    /** How many of the first directions hold at least this fraction of the variance. */
    int holding(double fraction) {
        double total = 0;
        for (double s : relative) {
            total += s * s;
        }
        double held = 0;
        int count = 0;
        // A fraction of 1 asks for all, also where rounding lets the sum arrive early or late.
        while (count < rank && (fraction >= 1 || held < fraction * total)) {
            held += relative[count] * relative[count];
            count++;
        }
        return count;
    }

    @Override
    public PrincipalDirections reordered(int[] order) {
        double[] moved = new double[basis.length];
        for (int i = 0; i < samples; i++) {
            System.arraycopy(basis, order[i] * rank, moved, i * rank, rank);
        }
        return new PrincipalDirections(samples, moved, relative, scale);
    }
}
