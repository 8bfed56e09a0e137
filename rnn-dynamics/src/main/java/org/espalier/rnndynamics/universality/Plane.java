package org.espalier.rnndynamics.universality;

import org.espalier.analysis.SymmetricEigen;

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
        double[] covariance = new double[d * d];
        double[] centred = new double[d];
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < d; i++) {
                centred[i] = states[r * d + i] - mean[i];
            }
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    covariance[i * d + j] += centred[i] * centred[j] / rows;
                }
            }
        }
        double trace = 0;
        for (int i = 0; i < d; i++) {
            trace += covariance[i * d + i];
        }
        double[][] vectors = SymmetricEigen.of(covariance, d).vectors();
        return new Plane(mean, new double[][] {vectors[0], d > 1 ? vectors[1] : new double[d]}, Math.sqrt(trace));
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
