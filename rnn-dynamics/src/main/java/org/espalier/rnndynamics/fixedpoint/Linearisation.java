package org.espalier.rnndynamics.fixedpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.exception.MathRuntimeException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.Kink;

/**
 * The dynamics around a point to first order, {@code dh' = J dh + B dx}: its modes, and how inputs push on them.
 *
 * @param stateJacobian {@code J [d, d]}
 * @param inputJacobian {@code B [d, inputs]}
 * @param modes         d of them, greatest modulus first
 */
public record Linearisation(double[] stateJacobian, double[] inputJacobian, List<Mode> modes) {

    private static final double SINGULAR = 1e-13;

    /**
     * A mode: {@code J right = lambda right} with |right| = 1, and {@code left^T J = lambda left^T} with
     * {@code left^T right = 1} (transposed, not conjugated): left says how much of the mode a state holds. Modes of a
     * matrix that cannot be diagonalised (to rounding) have no left vectors: empty arrays; its equal eigenvalues may share a
     * right one.
     */
    public record Mode(Eigenvalue eigenvalue, double[] rightRe, double[] rightIm, double[] leftRe, double[] leftIm) {}

    /**
     * Linearises a cell. Cost: about 25 d^3 operations.
     *
     * @param state {@code [d]}
     * @param input {@code [inputs]}
     * @throws InvalidInputException if the eigenvalues or vectors cannot be computed
     */
    public static Linearisation at(Cell cell, double[] state, double[] input) {
        int d = cell.stateSize();
        double[] j = new double[d * d];
        cell.stateJacobian(state, input, j);
        double[] b = new double[d * cell.inputs()];
        cell.inputJacobian(state, input, b);
        return new Linearisation(j, b, modes(j, d));
    }

    /**
     * Linearises a cell at a point that a search found; on a kink on the side whose eigenvalues the point has.
     *
     * @throws InvalidInputException if the eigenvalues or vectors cannot be computed
     */
    public static Linearisation at(Cell cell, FixedPoint point) {
        Jacobians local = Jacobians.at(cell, point);
        return new Linearisation(local.state(), local.input(), modes(local.state(), cell.stateSize()));
    }

    /**
     * The derivatives alone.
     *
     * @param state {@code dF/dh [d, d]}
     * @param input {@code dF/dx [d, inputs]}
     */
    public record Jacobians(double[] state, double[] input) {

        /** At a point that a search found; on a kink on the side whose eigenvalues the point has. */
        public static Jacobians at(Cell cell, FixedPoint point) {
            int d = cell.stateSize();
            double[] j = new double[d * d];
            cell.stateJacobian(point.state(), point.input(), j);
            double[] b = new double[d * cell.inputs()];
            cell.inputJacobian(point.state(), point.input(), b);
            Stability stability = point.stability();
            for (int k = 0; k < stability.kinks().size(); k++) {
                Kink kink = stability.kinks().get(k);
                boolean above = stability.sides().get(0).above().get(k);
                if (kink.above() != above) {
                    kink.cross(above, j, b);
                }
            }
            return new Jacobians(j, b);
        }
    }

    /**
     * Units whose row is zero (ReLU units at rest) are taken out first: the QR iteration does not converge on the many equal
     * eigenvalues 0 they bring. With the rows sorted, {@code J = [[A, C], [0, 0]]}.
     */
    private static List<Mode> modes(double[] j, int d) {
        int[] active = IntStream.range(0, d).filter(i -> !restingRow(j, d, i)).toArray();
        int[] resting = IntStream.range(0, d).filter(i -> restingRow(j, d, i)).toArray();
        if (active.length == 0) {
            return unitModes(d);
        }
        RealMatrix matrix = new Array2DRowRealMatrix(d, d);
        for (int i = 0; i < d * d; i++) {
            matrix.setEntry(i / d, i % d, j[i]);
        }
        if (resting.length == 0) {
            return sorted(decompose(matrix));
        }
        RealMatrix a = matrix.getSubMatrix(active, active);
        DecompositionSolver solver = new LUDecomposition(a, SINGULAR).getSolver();
        if (!solver.isNonSingular()) {
            return sorted(decompose(matrix));
        }
        RealMatrix c = matrix.getSubMatrix(active, resting);
        List<Mode> modes = new ArrayList<>();
        for (Mode m : decompose(a)) {
            modes.add(extended(m, c, active, resting));
        }
        RealMatrix x = solver.solve(c);
        for (int k = 0; k < resting.length; k++) {
            double[] right = new double[d];
            right[resting[k]] = 1;
            for (int i = 0; i < active.length; i++) {
                right[active[i]] = -x.getEntry(i, k);
            }
            double length = Linear.norm(right);
            double[] left = new double[d];
            left[resting[k]] = length;
            modes.add(new Mode(new Eigenvalue(0, 0), scaled(right, 1 / length), new double[d], left, new double[d]));
        }
        return sorted(modes);
    }

    private static boolean restingRow(double[] j, int d, int row) {
        for (int k = 0; k < d; k++) {
            if (j[row * d + k] != 0) {
                return false;
            }
        }
        return true;
    }

    private static List<Mode> sorted(List<Mode> modes) {
        return modes.stream().sorted(Comparator.comparing(Mode::eigenvalue, Eigenvalue.ORDER)).toList();
    }

    /** A mode of A as one of J: the right vector is zero at resting units, the left one {@code C^T left / lambda} there. */
    private static Mode extended(Mode m, RealMatrix c, int[] active, int[] resting) {
        int d = active.length + resting.length;
        double[][] whole = new double[4][];
        double[][] parts = {m.rightRe(), m.rightIm(), m.leftRe(), m.leftIm()};
        for (int p = 0; p < parts.length; p++) {
            whole[p] = new double[parts[p].length == 0 ? 0 : d];
            for (int i = 0; i < parts[p].length; i++) {
                whole[p][active[i]] = parts[p][i];
            }
        }
        if (m.leftRe().length > 0) {
            double[] re = c.preMultiply(m.leftRe());
            double[] im = c.preMultiply(m.leftIm());
            double a = m.eigenvalue().re();
            double b = m.eigenvalue().im();
            double square = a * a + b * b;
            for (int k = 0; k < resting.length; k++) {
                whole[2][resting[k]] = (re[k] * a + im[k] * b) / square;
                whole[3][resting[k]] = (im[k] * a - re[k] * b) / square;
            }
        }
        return new Mode(m.eigenvalue(), whole[0], whole[1], whole[2], whole[3]);
    }

    private static List<Mode> decompose(RealMatrix matrix) {
        int d = matrix.getRowDimension();
        EigenDecomposition eigen;
        try {
            eigen = new EigenDecomposition(matrix);
        } catch (MathRuntimeException | MathIllegalStateException e) {
            return oneByOne(matrix);
        }
        // Real form: for a pair a +- ib the columns are the real and imaginary part of the vector of a + ib.
        RealMatrix v = eigen.getV();
        LUDecomposition lu = new LUDecomposition(v, SINGULAR);
        RealMatrix inverse = lu.getSolver().isNonSingular() ? lu.getSolver().getInverse() : null;
        double[] re = eigen.getRealEigenvalues();
        double[] im = eigen.getImagEigenvalues();
        List<Mode> modes = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            boolean pair = im[i] != 0;
            int first = pair && im[i] < 0 ? i - 1 : i;
            double sign = im[i] < 0 ? -1 : 1;
            double[] x = v.getColumn(first);
            double[] y = pair ? v.getColumn(first + 1) : new double[d];
            // v = x + iy; rows p, q of the inverse belong to x and y: left = (p - iq) / 2.
            double[] p = inverse == null ? new double[0] : inverse.getRow(first);
            double[] q = inverse == null || !pair ? new double[p.length] : inverse.getRow(first + 1);
            double length = Math.hypot(Linear.norm(x), Linear.norm(y));
            double share = pair ? 0.5 : 1;
            modes.add(new Mode(new Eigenvalue(re[i], im[i]), scaled(x, 1 / length), scaled(y, sign / length),
                scaled(p, share * length), scaled(q, -sign * share * length)));
        }
        return modes;
    }

    /** Without left vectors: what the decomposition fails at has equal eigenvalues without vectors of their own. */
    private static List<Mode> oneByOne(RealMatrix matrix) {
        int d = matrix.getRowDimension();
        double[] flat = new double[d * d];
        for (int i = 0; i < d; i++) {
            System.arraycopy(matrix.getRow(i), 0, flat, i * d, d);
        }
        return Eigenvalue.of(flat, d).stream().map(e -> {
            double[][] right = InverseIteration.vector(flat, d, e);
            return new Mode(e, right[0], right[1], new double[0], new double[0]);
        }).toList();
    }

    private static List<Mode> unitModes(int d) {
        return IntStream.range(0, d).mapToObj(i -> {
            double[] unit = new double[d];
            unit[i] = 1;
            return new Mode(new Eigenvalue(0, 0), unit, new double[d], unit, new double[d]);
        }).toList();
    }

    private static double[] scaled(double[] v, double by) {
        double[] scaled = v.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= by;
        }
        return scaled;
    }
}
