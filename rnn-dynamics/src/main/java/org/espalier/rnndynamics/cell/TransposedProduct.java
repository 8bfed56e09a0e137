package org.espalier.rnndynamics.cell;

import java.util.Arrays;

/** {@code L^T R} of matrices in plain arrays, where it is known to be symmetric, such as {@code A^T A} or {@code U^T D U}. */
public final class TransposedProduct {
    private TransposedProduct() {}

    /**
     * {@code out += L^T R}. Cost: height n^2 operations, half of them saved by the symmetry.
     *
     * @param left   {@code [height, n]}, not modified
     * @param right  {@code [height, n]}, not modified; may be {@code left}
     * @param out    its first n columns and rows receive the sum, to the bit symmetric if they were
     * @param stride columns of {@code out}
     */
    public static void add(double[] left, double[] right, int height, int n, double[] out, int stride) {
        double[] sums = new double[n];
        for (int j = 0; j < n; j++) {
            Arrays.fill(sums, j, n, 0);
            int i = 0;
            for (; i + 4 <= height; i += 4) {
                int row = i * n;
                add4(sums, j, n, right, row, left[row + j], left[row + n + j], left[row + 2 * n + j], left[row + 3 * n + j]);
            }
            for (; i < height; i++) {
                double x = left[i * n + j];
                for (int k = j; k < n; k++) {
                    sums[k] += x * right[i * n + k];
                }
            }
            out[j * stride + j] += sums[j];
            for (int k = j + 1; k < n; k++) {
                out[j * stride + k] += sums[k];
                out[k * stride + j] += sums[k];
            }
        }
    }

    /** Four rows a pass, along memory: the compiler makes vector instructions of it, and sums are loaded and stored once. */
    private static void add4(double[] sums, int from, int n, double[] right, int row, double a, double b, double c, double d) {
        int second = row + n;
        int third = second + n;
        int fourth = third + n;
        for (int k = from; k < n; k++) {
            sums[k] += a * right[row + k] + b * right[second + k] + c * right[third + k] + d * right[fourth + k];
        }
    }
}
