package org.espalier.rnndynamics.fixedpoint;

/**
 * {@code A P = L U} of one matrix after another without allocation, P a permutation of the columns.
 *
 * <p>Each row is an array of its own, without which the compiler makes no vector instructions of the inner loop. Row by row,
 * four rows of U at a time, so that the inner loop runs along memory and stores once for eight operations;
 * that is why columns are exchanged and not rows (as stable as the usual pivoting of the transposed matrix).
 * Cost: 2/3 n^3 operations.
 */
final class LuFactors {
    private final int n;
    private final double[][] a;
    private final int[] column;

    LuFactors(int n) {
        this.n = n;
        a = new double[n][n];
        column = new int[n];
    }

    /** @param matrix {@code [n, n]}, not modified @return whether it is regular (no pivot is zero or not finite) */
    boolean factor(double[] matrix) {
        for (int j = 0; j < n; j++) {
            System.arraycopy(matrix, j * n, a[j], 0, n);
            column[j] = j;
        }
        boolean regular = true;
        for (int i = 0; i < n && regular; i++) {
            eliminate(i);
            regular = pivot(i);
        }
        return regular;
    }

    private void eliminate(int i) {
        double[] row = a[i];
        int k = 0;
        for (; k + 4 <= i; k += 4) {
            double[] first = a[k];
            double[] second = a[k + 1];
            double[] third = a[k + 2];
            double[] fourth = a[k + 3];
            double w = row[k] / first[k];
            double x = (row[k + 1] - w * first[k + 1]) / second[k + 1];
            double y = (row[k + 2] - w * first[k + 2] - x * second[k + 2]) / third[k + 2];
            double z = (row[k + 3] - w * first[k + 3] - x * second[k + 3] - y * third[k + 3]) / fourth[k + 3];
            row[k] = w;
            row[k + 1] = x;
            row[k + 2] = y;
            row[k + 3] = z;
            subtract4(row, first, second, third, fourth, k + 4, n, w, x, y, z);
        }
        for (; k < i; k++) {
            double w = row[k] / a[k][k];
            row[k] = w;
            for (int j = k + 1; j < n; j++) {
                row[j] -= w * a[k][j];
            }
        }
    }

    private static void subtract4(double[] row, double[] first, double[] second, double[] third, double[] fourth, int from,
                                  int n, double w, double x, double y, double z) {
        for (int j = from; j < n; j++) {
            row[j] -= w * first[j] + x * second[j] + y * third[j] + z * fourth[j];
        }
    }

    private boolean pivot(int i) {
        int best = i;
        for (int j = i + 1; j < n; j++) {
            if (Math.abs(a[i][j]) > Math.abs(a[i][best])) {
                best = j;
            }
        }
        if (best != i) {
            for (double[] row : a) {
                double swap = row[i];
                row[i] = row[best];
                row[best] = swap;
            }
            int swap = column[i];
            column[i] = column[best];
            column[best] = swap;
        }
        double pivot = a[i][i];
        return pivot != 0 && Double.isFinite(pivot);
    }

    /**
     * Solves {@code A x = b} for the last matrix, which was regular; many threads may solve at once.
     *
     * @param x receives the solution; may be {@code b}
     */
    void solve(double[] b, double[] x) {
        double[] work = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = b[i];
            for (int k = 0; k < i; k++) {
                sum -= a[i][k] * work[k];
            }
            work[i] = sum;
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = work[i];
            for (int k = i + 1; k < n; k++) {
                sum -= a[i][k] * work[k];
            }
            work[i] = sum / a[i][i];
        }
        for (int i = 0; i < n; i++) {
            x[column[i]] = work[i];
        }
    }
}
