package org.espalier.analysis.dsa;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.espalier.base.InvalidInputException;

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

    /** {@code [rows, rank]}: the coordinates, in the order of the trials. */
    private final double[] coordinates;
    /** {@code [rank]}: the singular values of H over its largest entry, falling. */
    private final double[] singularValues;
    private final int rank;
    /** Rows that have a row of the same trial after them. */
    private final int[] before;
    /** {@code [trials]}: rows of each. */
    private final int[] rowsOf;

    private LinearDynamics(double[] coordinates, double[] singularValues, int[] before, int[] rowsOf) {
        this.coordinates = coordinates;
        this.singularValues = singularValues;
        this.rank = singularValues.length;
        this.before = before;
        this.rowsOf = rowsOf;
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
        return of(new Trajectories(units, trials), delays);
    }

    /** The same of trajectories. */
    public static LinearDynamics of(Trajectories trajectories, int delays) {
        if (delays < 1) {
            throw new InvalidInputException(delays + " delays; expected at least 1");
        }
        int units = trajectories.units();
        List<double[]> trials = trajectories.trials();
        int[] rowsOf = trials.stream().mapToInt(t -> Math.max(0, t.length / units - delays + 1)).toArray();
        long rows = Arrays.stream(rowsOf).asLongStream().sum();
        int pairs = pairs(trajectories, delays);
        if (pairs == 0) {
            throw new InvalidInputException("no trial is longer than its " + delays
                + " delays; expected at least one step more");
        }
        int columns = Math.multiplyExact(units, delays);
        if (rows * columns > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException("an embedding of " + rows + " moments in " + columns
                + " columns does not fit in memory; expected fewer delays");
        }
        double scale = trials.stream().flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
        DMatrixRMaj h = new DMatrixRMaj((int) rows, columns);
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
        return scale == 0 ? new LinearDynamics(new double[0], new double[0], before, rowsOf) : of(h, before, rowsOf);
    }

    /** How many moments have a next one in their trial, both with all delays: what a map is fitted to. */
    static int pairs(Trajectories trajectories, int delays) {
        return trajectories.trials().stream().mapToInt(t -> Math.max(0, t.length / trajectories.units() - delays)).sum();
    }

    private static LinearDynamics of(DMatrixRMaj h, int[] before, int[] rowsOf) {
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
        return new LinearDynamics(CommonOps_DDRM.extract(u, 0, rows, 0, rank).data, Arrays.copyOf(values, rank), before,
            rowsOf);
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
        return map(gram, ahead);
    }

    /** {@code ahead gram^+}, row by row. */
    static double[] map(DMatrixRMaj gram, DMatrixRMaj ahead) {
        int r = gram.numRows;
        DMatrixRMaj inverse = new DMatrixRMaj(r, r);
        CommonOps_DDRM.pinv(gram, inverse);
        DMatrixRMaj map = new DMatrixRMaj(r, r);
        CommonOps_DDRM.mult(ahead, inverse, map);
        return Arrays.copyOf(map.data, r * r);
    }

    /**
     * The eigenvalues of {@link #map}: how fast each mode turns (their angle, radians a step) and what is left of it after a
     * step (their modulus).
     *
     * @param r 1 to {@link #rank()}
     * @return {@code [r][2]}: real and imaginary parts, in no particular order
     */
    public double[][] eigenvalues(int r) {
        return eigenvalues(map(r), r);
    }

    static double[][] eigenvalues(double[] map, int r) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(r, false);
        if (!eigen.decompose(new DMatrixRMaj(r, r, true, map.clone()))) {
            throw new InvalidInputException("the eigenvalues of a linear map of " + r + " coordinates did not converge");
        }
        double[][] values = new double[r][];
        for (int i = 0; i < r; i++) {
            values[i] = new double[] {eigen.getEigenvalue(i).real, eigen.getEigenvalue(i).imaginary};
        }
        return values;
    }

    /** {@code [rows, rank]}; not to be modified. */
    double[] coordinates() {
        return coordinates;
    }

    /** {@code [rank]}; not to be modified. */
    double[] singularValues() {
        return singularValues;
    }

    /** {@code [trials]}: rows of each; not to be modified. */
    int[] rowsOf() {
        return rowsOf;
    }

    /** Dimensions of the coordinates, steps to fit a map to or not. */
    int dimensions() {
        return rank;
    }
}
