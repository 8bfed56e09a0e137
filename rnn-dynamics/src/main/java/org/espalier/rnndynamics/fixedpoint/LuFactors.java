package org.espalier.rnndynamics.fixedpoint;

/**
 * {@code A P = L U} of one matrix after another without allocation, P a permutation of the columns.
 *
 * <p>Row by row, four rows of U at a time, so that the inner loop runs along memory and stores once for eight operations;
 * that is why columns are exchanged and not rows (as stable as the usual pivoting of the transposed matrix).
 * Cost: 2/3 n^3 operations.
 */
final class LuFactors {
    private final int n;
    private final double[] a;
    private final int[] column;

    LuFactors(int n) {
        this.n = n;
        a = new double[n * n];
        column = new int[n];
    }

    /** @param matrix {@code [n, n]}, not modified @return whether it is regular (no pivot is zero or not finite) */
    boolean factor(double[] matrix) {
        System.arraycopy(matrix, 0, a, 0, a.length);
        for (int j = 0; j < n; j++) {
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
        int row = i * n;
        int k = 0;
        for (; k + 4 <= i; k += 4) {
            int first = k * n;
            int second = first + n;
            int third = second + n;
            int fourth = third + n;
            double w = a[row + k] / a[first + k];
            double x = (a[row + k + 1] - w * a[first + k + 1]) / a[second + k + 1];
            double y = (a[row + k + 2] - w * a[first + k + 2] - x * a[second + k + 2]) / a[third + k + 2];
            double z = (a[row + k + 3] - w * a[first + k + 3] - x * a[second + k + 3] - y * a[third + k + 3])
                / a[fourth + k + 3];
            a[row + k] = w;
            a[row + k + 1] = x;
            a[row + k + 2] = y;
            a[row + k + 3] = z;
            subtract4(a, row, first, k + 4, n, w, x, y, z);
        }
        for (; k < i; k++) {
            double w = a[row + k] / a[k * n + k];
            a[row + k] = w;
            for (int j = k + 1; j < n; j++) {
                a[row + j] -= w * a[k * n + j];
            }
        }
    }

    private static void subtract4(double[] a, int row, int first, int from, int n, double w, double x, double y,
                                  double z) {
        int second = first + n;
        int third = second + n;
        int fourth = third + n;
        for (int j = from; j < n; j++) {
            a[row + j] -= w * a[first + j] + x * a[second + j] + y * a[third + j] + z * a[fourth + j];
        }
    }

    private boolean pivot(int i) {
        int best = i;
        for (int j = i + 1; j < n; j++) {
            if (Math.abs(a[i * n + j]) > Math.abs(a[i * n + best])) {
                best = j;
            }
        }
        if (best != i) {
            for (int r = 0; r < n; r++) {
                double swap = a[r * n + i];
                a[r * n + i] = a[r * n + best];
                a[r * n + best] = swap;
            }
            int swap = column[i];
            column[i] = column[best];
            column[best] = swap;
        }
        double pivot = a[i * n + i];
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
                sum -= a[i * n + k] * work[k];
            }
            work[i] = sum;
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = work[i];
            for (int k = i + 1; k < n; k++) {
                sum -= a[i * n + k] * work[k];
            }
            work[i] = sum / a[i * n + i];
        }
        for (int i = 0; i < n; i++) {
            x[column[i]] = work[i];
        }
    }
}
