package org.espalier.analysis;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.espalier.base.InvalidInputException;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, in the order in which they are used.
 *
 * <p>Commons Math's, not EJML's: the symmetric iteration of EJML gives up where nearly all eigenvalues are 0, as they are of
 * the distances between networks that are nearly all equal.
 *
 * @param values  {@code [n]}, falling
 * @param vectors {@code [n][n]}, the eigenvector of each value: of length 1, pointed to where its largest number is positive,
 *                so that the same matrix gives the same vectors
 */
public record SymmetricEigen(double[] values, double[][] vectors) {

    /** Nearly equal numbers, as in vectors with a symmetry, count as equal: the first of them decides the direction. */
    private static final double CLEARLY = 1 + 1e-9;

    /**
     * Cost: some 10 n^3 operations.
     *
     * @param matrix {@code [n, n]}, flat; its lower triangle is read
     * @throws InvalidInputException if a number is not finite
     */
    public static SymmetricEigen of(double[] matrix, int n) {
        RealMatrix symmetric = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                if (!Double.isFinite(matrix[i * n + j])) {
                    throw new InvalidInputException("a symmetric matrix holds " + matrix[i * n + j] + " in row " + i
                        + ", column " + j + ", expected finite numbers");
                }
                symmetric.setEntry(i, j, matrix[i * n + j]);
                symmetric.setEntry(j, i, matrix[i * n + j]);
            }
        }
        EigenDecomposition eigen = new EigenDecomposition(symmetric);
        double[] unsorted = eigen.getRealEigenvalues();
        int[] order = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble((Integer i) -> -unsorted[i]))
            .mapToInt(i -> i).toArray();
        double[] values = new double[n];
        double[][] vectors = new double[n][];
        for (int i = 0; i < n; i++) {
            values[i] = unsorted[order[i]];
            vectors[i] = directed(eigen.getEigenvector(order[i]).toArray());
        }
        return new SymmetricEigen(values, vectors);
    }

    private static double[] directed(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            largest = Math.abs(value) > Math.abs(largest) * CLEARLY ? value : largest;
        }
        for (int i = 0; i < vector.length && largest < 0; i++) {
            vector[i] = -vector[i];
        }
        return vector;
    }
}
