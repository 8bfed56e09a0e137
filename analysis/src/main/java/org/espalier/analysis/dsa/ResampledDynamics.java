package org.espalier.analysis.dsa;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.espalier.analysis.SymmetricEigen;
import org.jspecify.annotations.Nullable;

/**
 * The linear maps that a network would have had with other trials of its own: those of its trials drawn with replacement.
 *
 * <p>All a map needs of a trial is {@code sum u u^T} over its rows and over those that have a next one, and
 * {@code sum u_next u^T}, in the coordinates of the whole; so a draw costs a weighted sum of small matrices and an
 * eigendecomposition, not an embedding. The draw's own leading directions are sought among the first {@code kept} ones of the
 * whole, which is exact where these are all.
 */
final class ResampledDynamics {
    private final int kept;
    private final int trials;
    private final double[][] all;
    private final double[][] now;
    private final double[][] ahead;
    private final double[] scales;

    /** @param most of the leading directions that are kept */
    ResampledDynamics(LinearDynamics dynamics, int most) {
        int rank = dynamics.dimensions();
        kept = Math.min(most, rank);
        scales = Arrays.copyOf(dynamics.singularValues(), kept);
        int[] rowsOf = Arrays.stream(dynamics.rowsOf()).filter(rows -> rows > 0).toArray();
        trials = rowsOf.length;
        all = new double[trials][kept * kept];
        now = new double[trials][kept * kept];
        ahead = new double[trials][kept * kept];
        double[] u = dynamics.coordinates();
        int row = 0;
        for (int k = 0; k < trials; k++) {
            for (int t = 0; t < rowsOf[k]; t++, row++) {
                int here = row * rank;
                boolean last = t + 1 == rowsOf[k];
                for (int i = 0; i < kept; i++) {
                    for (int j = 0; j < kept; j++) {
                        double product = u[here + i] * u[here + j];
                        all[k][i * kept + j] += product;
                        if (!last) {
                            now[k][i * kept + j] += product;
                            ahead[k][i * kept + j] += u[here + rank + i] * u[here + j];
                        }
                    }
                }
            }
        }
    }

    /** Trials that can be drawn: those with a row. */
    int trials() {
        return trials;
    }

    /**
     * The map of some trials.
     *
     * @param weights how often each trial is taken
     * @param r       coordinates
     * @return {@code [r, r]}, or null where these trials have fewer
     */
    double @Nullable [] map(int[] weights, int r) {
        if (r > kept) {
            return null;
        }
        // H^T H in the coordinates of the whole: S (sum u u^T) S.
        double[] gram = sum(all, weights);
        for (int i = 0; i < kept; i++) {
            for (int j = 0; j < kept; j++) {
                gram[i * kept + j] *= scales[i] * scales[j];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(gram, kept);
        if (!(eigen.values()[r - 1] > 1e-14 * eigen.values()[0])) {
            return null;
        }
        // A row u of the whole is, in the draw's own coordinates, u S V / s.
        double[] change = new double[kept * r];
        for (int j = 0; j < r; j++) {
            double s = Math.sqrt(eigen.values()[j]);
            for (int i = 0; i < kept; i++) {
                change[i * r + j] = scales[i] * eigen.vectors()[j][i] / s;
            }
        }
        return LinearDynamics.map(changed(sum(now, weights), change, r), changed(sum(ahead, weights), change, r));
    }

    private double[] sum(double[][] matrices, int[] weights) {
        double[] sum = new double[kept * kept];
        for (int k = 0; k < trials; k++) {
            if (weights[k] > 0) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += weights[k] * matrices[k][i];
                }
            }
        }
        return sum;
    }

    /** {@code change^T m change}. */
    private DMatrixRMaj changed(double[] m, double[] change, int r) {
        double[] half = new double[kept * r];
        for (int i = 0; i < kept; i++) {
            for (int k = 0; k < kept; k++) {
                double value = m[i * kept + k];
                for (int j = 0; j < r; j++) {
                    half[i * r + j] += value * change[k * r + j];
                }
            }
        }
        DMatrixRMaj changed = new DMatrixRMaj(r, r);
        for (int k = 0; k < kept; k++) {
            for (int i = 0; i < r; i++) {
                double value = change[k * r + i];
                for (int j = 0; j < r; j++) {
                    changed.data[i * r + j] += value * half[k * r + j];
                }
            }
        }
        return changed;
    }
}
