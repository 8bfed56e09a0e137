package org.espalier.analysis.dsa;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.espalier.study.InvalidInputException;

/**
 * A linear map that moves a system one step ahead, in the coordinates of its own delay embedding (HAVOK: Brunton et al. 2017;
 * dynamic mode decomposition: Schmid 2010), as dynamical similarity analysis fits it (Ostrow et al. 2023).
 *
 * <p>Each moment becomes the row {@code (x_t, x_{t-1}, ..., x_{t-d+1})}; of the matrix of all rows, {@code H = U S V^T}, the
 * columns of U are the coordinates, all of length 1; A is the least-squares solution of {@code u_{t+1} = A u_t} for the
 * first r of them. Rows of different trials are never taken for neighbours in time. The data are not centred.
 *
 * <p>Rotating or scaling the units changes A into {@code C A C^T} with C orthogonal, and any invertible linear map of the
 * units does where r is the whole rank.
 */
public final class LinearDynamics {
    private static final double EPSILON = Math.ulp(1.0);

    /** {@code [rows, rank]}: the coordinates. */
    private final double[] coordinates;
    private final int rank;
    /** Rows that have a row of the same trial after them. */
    private final int[] before;

    private LinearDynamics(double[] coordinates, int rank, int[] before) {
        this.coordinates = coordinates;
        this.rank = rank;
        this.before = before;
    }

    /**
     * Embeds. Cost: {@code O(rows (units delays)^2)}, a QR decomposition.
     *
     * @param trials each {@code [steps, units]}, row by row, of any number of steps; not modified
     * @param units  of all of them
     * @param delays d: how many moments make a row, at least 1
     * @throws InvalidInputException if a trial has not whole steps, a value is not finite, or no trial has two rows
     */
    public static LinearDynamics of(List<double[]> trials, int units, int delays) {
        if (units < 1 || delays < 1) {
            throw new InvalidInputException(units + " units and " + delays + " delays; expected at least 1 of each");
        }
        int rows = 0;
        int pairs = 0;
        double scale = 0;
        for (double[] trial : trials) {
            if (trial.length % units != 0) {
                throw new InvalidInputException("a trial has " + trial.length + " values; expected a multiple of its " + units
                    + " units");
            }
            for (double value : trial) {
                if (!Double.isFinite(value)) {
                    throw new InvalidInputException("a value of a trial is " + value + "; expected finite numbers");
                }
                scale = Math.max(scale, Math.abs(value));
            }
            int own = Math.max(0, trial.length / units - delays + 1);
            rows += own;
            pairs += Math.max(0, own - 1);
        }
        if (pairs == 0) {
            throw new InvalidInputException("no trial is longer than its " + delays
                + " delays; expected at least one step more");
        }
        int columns = Math.multiplyExact(units, delays);
        if ((long) rows * columns > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException("an embedding of " + rows + " moments in " + columns
                + " columns does not fit in memory; expected fewer delays");
        }
        DMatrixRMaj h = new DMatrixRMaj(rows, columns);
        int[] before = new int[pairs];
        int row = 0;
        int pair = 0;
        for (double[] trial : trials) {
            int steps = trial.length / units;
            for (int t = delays - 1; t < steps; t++, row++) {
                for (int d = 0; d < delays; d++) {
                    for (int j = 0; j < units; j++) {
                        h.data[row * columns + d * units + j] = scale == 0 ? 0 : trial[(t - d) * units + j] / scale;
                    }
                }
                if (t + 1 < steps) {
                    before[pair++] = row;
                }
            }
        }
        return scale == 0 ? new LinearDynamics(new double[0], 0, before) : of(h, before);
    }

    private static LinearDynamics of(DMatrixRMaj h, int[] before) {
        int rows = h.numRows;
        DMatrixRMaj u;
        double[] values;
        if (rows >= h.numCols) {
            QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(rows, h.numCols);
            qr.decompose(h.copy());
            DMatrixRMaj small = new DMatrixRMaj(h.numCols, h.numCols);
            values = left(qr.getR(null, true), small);
            u = new DMatrixRMaj(rows, h.numCols);
            CommonOps_DDRM.mult(qr.getQ(null, true), small, u);
        } else {
            QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(h.numCols, rows);
            qr.decompose(CommonOps_DDRM.transpose(h, null));
            u = new DMatrixRMaj(rows, rows);
            values = left(CommonOps_DDRM.transpose(qr.getR(null, true), null), u);
        }
        int rank = 0;
        while (rank < values.length && values[rank] > Math.max(rows, h.numCols) * EPSILON * values[0]) {
            rank++;
        }
        return new LinearDynamics(CommonOps_DDRM.extract(u, 0, rows, 0, rank).data, rank, before);
    }

    /** The left singular vectors of a square matrix into {@code u}, and its values, both falling. */
    private static double[] left(DMatrixRMaj square, DMatrixRMaj u) {
        int n = square.numRows;
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(n, n, true, false, false);
        if (!svd.decompose(square.copy())) {
            throw new InvalidInputException("the singular values of an embedding did not converge");
        }
        DMatrixRMaj unordered = svd.getU(null, false);
        DMatrixRMaj w = svd.getW(null);
        SingularOps_DDRM.descendingOrder(unordered, false, w, null, false);
        u.setTo(unordered);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = w.get(i, i);
        }
        return values;
    }

    /** The most coordinates a map can have: those there are, and no more than steps to fit it to. */
    public int rank() {
        return Math.min(rank, before.length);
    }

    /**
     * A, the map of the first r coordinates one step ahead.
     *
     * @param r 1 to {@link #rank()}
     * @return {@code [r, r]}, row by row
     * @throws InvalidInputException if r is out of range
     */
    public double[] map(int r) {
        if (r < 1 || r > rank()) {
            throw new InvalidInputException("a linear map of " + r + " coordinates; expected 1 to " + rank());
        }
        DMatrixRMaj gram = new DMatrixRMaj(r, r);
        DMatrixRMaj ahead = new DMatrixRMaj(r, r);
        for (int row : before) {
            int now = row * rank;
            int next = now + rank;
            for (int i = 0; i < r; i++) {
                for (int j = 0; j < r; j++) {
                    gram.data[i * r + j] += coordinates[now + i] * coordinates[now + j];
                    ahead.data[i * r + j] += coordinates[next + i] * coordinates[now + j];
                }
            }
        }
        // Nearly the identity (one row a trial is missing), so that nothing is lost by forming it.
        DMatrixRMaj inverse = new DMatrixRMaj(r, r);
        CommonOps_DDRM.pinv(gram, inverse);
        DMatrixRMaj map = new DMatrixRMaj(r, r);
        CommonOps_DDRM.mult(ahead, inverse, map);
        return Arrays.copyOf(map.data, r * r);
    }
}
