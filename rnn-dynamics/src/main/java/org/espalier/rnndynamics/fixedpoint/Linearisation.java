package org.espalier.rnndynamics.fixedpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.exception.MathRuntimeException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.study.InvalidInputException;

/**
 * The dynamics around a point to first order, {@code dh' = J dh + B dx}: its modes, and how inputs push on them.
 *
 * @param stateJacobian {@code J [d, d]}
 * @param inputJacobian {@code B [d, inputs]}
 * @param modes         d of them, greatest modulus first
 */
public record Linearisation(double[] stateJacobian, double[] inputJacobian, List<Mode> modes) {

    /**
     * A mode: {@code J right = lambda right} with |right| = 1, and {@code left^T J = lambda left^T} with
     * {@code left^T right = 1} (transposed, not conjugated): left says how much of the mode a state holds. Modes of a
     * matrix that cannot be diagonalised (to rounding) have no left vectors: empty arrays.
     */
    public record Mode(Eigenvalue eigenvalue, double[] rightRe, double[] rightIm, double[] leftRe, double[] leftIm) { }

    /**
     * Linearises a cell. Cost: about 25 d^3 operations.
     *
     * @param state {@code [d]}
     * @param input {@code [inputs]}
     * @throws InvalidInputException if the eigenvectors cannot be computed
     */
    public static Linearisation at(Cell cell, double[] state, double[] input) {
        int d = cell.stateSize();
        double[] j = new double[d * d];
        cell.stateJacobian(state, input, j);
        double[] b = new double[d * cell.inputs()];
        cell.inputJacobian(state, input, b);
        return new Linearisation(j, b, modes(j, d));
    }

    private static List<Mode> modes(double[] j, int d) {
        RealMatrix matrix = new Array2DRowRealMatrix(d, d);
        boolean zero = true;
        for (int i = 0; i < d * d; i++) {
            matrix.setEntry(i / d, i % d, j[i]);
            zero &= j[i] == 0;
        }
        if (zero) {
            return unitModes(d);
        }
        EigenDecomposition eigen;
        try {
            eigen = new EigenDecomposition(matrix);
        } catch (MathRuntimeException e) {
            throw new InvalidInputException("the eigenvectors of a Jacobian of " + d + " dimensions could not be computed: "
                + e.getMessage(), e);
        }
        // Real form: for a pair a +- ib the columns are the real and imaginary part of the vector of a + ib.
        RealMatrix v = eigen.getV();
        LUDecomposition lu = new LUDecomposition(v, 1e-13);
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
        modes.sort(Comparator.comparing(Mode::eigenvalue, Eigenvalue.ORDER));
        return List.copyOf(modes);
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
