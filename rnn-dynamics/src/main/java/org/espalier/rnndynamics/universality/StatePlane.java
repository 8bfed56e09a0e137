package org.espalier.rnndynamics.universality;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.espalier.study.InvalidInputException;

/**
 * The plane of the two directions in which states vary most (their first two principal components): where trajectories and
 * fixed points are drawn.
 *
 * @param mean  {@code [d]} of the states
 * @param axes  two of {@code [d]}, unit vectors; each points to where its number of greatest modulus is positive, so that the
 *              same states give the same picture
 * @param share of the states' variance that the plane has, 0 to 1
 */
public record StatePlane(double[] mean, List<double[]> axes, double share) {

    public StatePlane {
        axes = List.copyOf(axes);
    }

    /**
     * The plane of some states. Cost: {@code rows d^2} and a decomposition of {@code [d, d]}.
     *
     * @param states {@code [rows, d]}, finite, not modified
     * @param d      at least 1
     * @throws InvalidInputException if there are no states or their covariance cannot be decomposed
     */
    public static StatePlane of(double[] states, int d) {
        if (d < 1 || states.length == 0 || states.length % d != 0) {
            throw new InvalidInputException(states.length + " values are no states of " + d + " numbers each");
        }
        int rows = states.length / d;
        double[] mean = new double[d];
        for (int i = 0; i < states.length; i++) {
            mean[i % d] += states[i] / rows;
        }
        DMatrixRMaj covariance = new DMatrixRMaj(d, d);
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < d; i++) {
                double x = states[r * d + i] - mean[i];
                for (int j = 0; j < d; j++) {
                    covariance.data[i * d + j] += x * (states[r * d + j] - mean[j]) / rows;
                }
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(covariance)) {
            throw new InvalidInputException("the principal directions of states of " + d + " numbers could not be computed");
        }
        int[] order = IntStream.range(0, d).boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -eigen.getEigenvalue(i).getReal())).mapToInt(i -> i).toArray();
        double all = IntStream.of(order).mapToDouble(i -> Math.max(0, eigen.getEigenvalue(i).getReal())).sum();
        double seen = IntStream.of(order).limit(2).mapToDouble(i -> Math.max(0, eigen.getEigenvalue(i).getReal())).sum();
        double[] first = direction(eigen.getEigenVector(order[0]).data);
        double[] second = d == 1 ? new double[1] : direction(eigen.getEigenVector(order[1]).data);
        return new StatePlane(mean, List.of(first, second), all == 0 ? 0 : seen / all);
    }

    private static double[] direction(double[] vector) {
        double greatest = 0;
        for (double v : vector) {
            greatest = Math.abs(v) > Math.abs(greatest) * (1 + 1e-9) ? v : greatest;
        }
        double sign = greatest < 0 ? -1 : 1;
        return java.util.Arrays.stream(vector).map(v -> sign * v).toArray();
    }

    /**
     * A coordinate of a state in the plane.
     *
     * @param axis   0 or 1
     * @param states holds the state from {@code at} on
     */
    public double coordinate(int axis, double[] states, int at) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += axes.get(axis)[i] * (states[at + i] - mean[i]);
        }
        return sum;
    }
}
