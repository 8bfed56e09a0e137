package org.espalier.rnndynamics.cell;

import java.util.Arrays;

/**
 * The matrices of all gates one below the other, {@code [gates units, columns]}, and the two things cells do with them:
 * multiply a vector, and add a gate's rows, each scaled, to a Jacobian.
 */
public final class GateMatrix {
    private final int gates;
    private final int units;
    private final int columns;
    private final double[] rows;
    private final double[] transposed;

    public GateMatrix(int gates, int units, int columns, double[] rows) {
        this.gates = gates;
        this.units = units;
        this.columns = columns;
        this.rows = rows;
        transposed = new double[rows.length];
        int height = gates * units;
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * height + i] = rows[i * columns + j];
            }
        }
    }

    /** {@code out += M v} for all gates. @param out {@code [gates units]} */
    public void addProduct(double[] v, int at, double[] out) {
        addProduct(v, at, out, 0, gates * units);
    }

    /** {@code out += M v} for the rows {@code from..to}; others are left alone. */
    public void addProduct(double[] v, int at, double[] out, int from, int to) {
        // Column by column, so that the inner loop runs along memory and has no sum across it: the compiler turns it into
        // vector instructions, which it does not do for a dot product of doubles. Four columns a pass save loads of out.
        int height = gates * units;
        int j = 0;
        for (; j + 4 <= columns; j += 4) {
            axpy4(out, from, to, transposed, j * height, height, v[at + j], v[at + j + 1], v[at + j + 2], v[at + j + 3]);
        }
        for (; j < columns; j++) {
            double x = v[at + j];
            int column = j * height;
            for (int i = from; i < to; i++) {
                out[i] += x * transposed[column + i];
            }
        }
    }

    private static void axpy4(double[] out, int from, int to, double[] m, int column, int height, double a, double b,
                              double c, double d) {
        int second = column + height;
        int third = second + height;
        int fourth = third + height;
        for (int i = from; i < to; i++) {
            out[i] += a * m[column + i] + b * m[second + i] + c * m[third + i] + d * m[fourth + i];
        }
    }

    /** A row; a new array. */
    public double[] row(int i) {
        return Arrays.copyOfRange(rows, i * columns, (i + 1) * columns);
    }

    /** A column; a new array. */
    public double[] column(int j) {
        int height = gates * units;
        return Arrays.copyOfRange(transposed, j * height, (j + 1) * height);
    }

    /** {@code sum_j |M_ij v_j|}: what the rounding of a row's product is relative to. */
    public double modulus(int i, double[] v) {
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            sum += Math.abs(rows[i * columns + j] * v[j]);
        }
        return sum;
    }

    /**
     * {@code out[row + i, j] += scale_i M_gate[i, j]}.
     *
     * @param scale  {@code [units]}
     * @param out    with {@code stride} columns, from column 0
     * @param row    first row of {@code out}
     */
    public void addScaledRows(int gate, double[] scale, double[] out, int row, int stride) {
        for (int i = 0; i < units; i++) {
            double s = scale[i];
            int from = (gate * units + i) * columns;
            int to = (row + i) * stride;
            for (int j = 0; j < columns; j++) {
                out[to + j] += s * rows[from + j];
            }
        }
    }

    /**
     * {@code out_jk += sum_i sum_ab pair_ab,i M_a[i, j] M_b[i, k]} over all pairs of gates: a sum of products of the gates'
     * sums, twice derived by the state. Cost: columns^2 units operations a gate.
     *
     * @param pairs {@code [gates][gates][units]}, pairs[a][b] for {@code a <= b} standing for [b][a] too; null for zeros
     * @param out   with {@code stride} columns, symmetric if it was
     */
    public void addQuadratic(double[][][] pairs, double[] out, int stride) {
        double[] right = new double[rows.length];
        for (int a = 0; a < gates; a++) {
            for (int b = 0; b < gates; b++) {
                double[] pair = pairs[Math.min(a, b)][Math.max(a, b)];
                if (pair != null) {
                    scaleInto(pair, b, right, a);
                }
            }
        }
        TransposedProduct.add(rows, right, gates * units, columns, out, stride);
    }

    private void scaleInto(double[] scale, int gate, double[] to, int at) {
        for (int i = 0; i < units; i++) {
            int from = (gate * units + i) * columns;
            int into = (at * units + i) * columns;
            for (int j = 0; j < columns; j++) {
                to[into + j] += scale[i] * rows[from + j];
            }
        }
    }

    /** {@code out_jk += scale_j M_gate[j, k]} and its transpose, shifted to {@code (row, column)} and {@code (column, row)}. */
    public void addSymmetricRows(int gate, double[] scale, double[] out, int row, int column, int stride) {
        for (int i = 0; i < units; i++) {
            int from = (gate * units + i) * columns;
            for (int k = 0; k < columns; k++) {
                double part = scale[i] * rows[from + k];
                out[(row + i) * stride + column + k] += part;
                out[(column + k) * stride + row + i] += part;
            }
        }
    }

    /** {@code out_j = sum_i v_i M_gate[i, j]}; a new array. */
    public double[] transposedProduct(int gate, double[] v) {
        double[] out = new double[columns];
        for (int i = 0; i < units; i++) {
            int from = (gate * units + i) * columns;
            for (int j = 0; j < columns; j++) {
                out[j] += v[i] * rows[from + j];
            }
        }
        return out;
    }

    /** {@code out[row + i, j] += scale_i sum_k M_gate[i, k] right[k, j]}, right being {@code [columns, width]}. */
    public void addScaledProduct(int gate, double[] scale, double[] right, int width, double[] out, int row, int stride) {
        for (int i = 0; i < units; i++) {
            int from = (gate * units + i) * columns;
            int to = (row + i) * stride;
            for (int k = 0; k < columns; k++) {
                double s = scale[i] * rows[from + k];
                int source = k * width;
                for (int j = 0; j < width; j++) {
                    out[to + j] += s * right[source + j];
                }
            }
        }
    }
}
