package org.espalier.rnndynamics.universality;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.espalier.study.InvalidInputException;

/**
 * The plane of the first two principal components of some states, for pictures.
 *
 * @param mean   {@code [d]}
 * @param axes   {@code [2][d]}: of length 1; each points to where its largest number is positive. The second is of zeros where
 *               there is one dimension
 * @param spread root mean square distance of a state from the mean
 */
public record Plane(double[] mean, double[][] axes, double spread) {

    /**
     * From the eigenvectors of the covariance. Cost: rows d^2 and some 10 d^3 operations.
     *
     * @param states {@code [rows, d]}
     */
    public static Plane of(double[] states, int d) {
        int rows = states.length / d;
        double[] mean = new double[d];
        for (int i = 0; i < states.length; i++) {
            mean[i % d] += states[i] / rows;
        }
        DMatrixRMaj covariance = new DMatrixRMaj(d, d);
        double[] centred = new double[d];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < d; i++) {
                centred[i] = states[r * d + i] - mean[i];
            }
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance.add(i, j, centred[i] * centred[j] / rows);
                }
            }
        }
        double trace = 0;
        for (int i = 0; i < d; i++) {
            trace += covariance.get(i, i);
            for (int j = 0; j < i; j++) {
                covariance.set(j, i, covariance.get(i, j));
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(covariance)) {
            throw new InvalidInputException("the principal components of states of " + d
                + " dimensions could not be computed");
        }
        double[][] axes = new double[2][d];
        int first = -1;
        for (int axis = 0; axis < Math.min(2, d); axis++) {
            int best = -1;
            for (int i = 0; i < d; i++) {
                if (i != first && (best < 0 || eigen.getEigenvalue(i).getReal() > eigen.getEigenvalue(best).getReal())) {
                    best = i;
                }
            }
            first = axis == 0 ? best : first;
            axes[axis] = directed(eigen.getEigenVector(best).getData().clone());
        }
        return new Plane(mean, axes, Math.sqrt(trace));
    }

    private static double[] directed(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            largest = Math.abs(value) > Math.abs(largest) * (1 + 1e-9) ? value : largest;
        }
        for (int i = 0; i < vector.length && largest < 0; i++) {
            vector[i] = -vector[i];
        }
        return vector;
    }

    /** A coordinate of a state, in units of the spread. @param at where the state begins */
    public double coordinate(int axis, double[] states, int at) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += axes[axis][i] * (states[at + i] - mean[i]);
        }
        return spread == 0 ? 0 : sum / spread;
    }
}
