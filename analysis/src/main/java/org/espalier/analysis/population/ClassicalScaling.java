package org.espalier.analysis.population;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.espalier.study.InvalidInputException;

/**
 * Classical multidimensional scaling (Torgerson 1952): points whose distances are nearest to the given ones, from the
 * eigenvectors of {@code -1/2 H D^2 H}. Exact where the distances are those of points in that many dimensions.
 *
 * @param points      {@code [networks, dimensions]}, centred, by falling eigenvalue; each axis points to where its largest
 *                    coordinate is positive, so that the same distances give the same picture
 * @param eigenvalues all of them, falling; negative ones say how far the distances are from those of any points
 */
public record ClassicalScaling(double[][] points, double[] eigenvalues) {

    /**
     * @param distances  {@code [networks, networks]}, not modified
     * @param dimensions of the points, at least 1 and at most the number of networks
     * @throws InvalidInputException if the distances are not symmetric numbers of at least 0 with a diagonal of zeros
     */
    public static ClassicalScaling of(double[][] distances, int dimensions) {
        Distances.check(distances);
        int n = distances.length;
        if (dimensions < 1 || dimensions > n) {
            throw new InvalidInputException("scaling of " + n + " networks to " + dimensions + " dimensions; expected 1 to "
                + n);
        }
        double[] rows = new double[n];
        double all = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rows[i] += distances[i][j] * distances[i][j] / n;
            }
            all += rows[i] / n;
        }
        RealMatrix b = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double value = -(distances[i][j] * distances[i][j] - rows[i] - rows[j] + all) / 2;
                b.setEntry(i, j, value);
                b.setEntry(j, i, value);
            }
        }
        // Not EJML's: its symmetric iteration gives up where nearly all networks are equal and nearly all eigenvalues are 0.
        EigenDecomposition eigen = new EigenDecomposition(b);
        double[] values = eigen.getRealEigenvalues();
        int[] order = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
            .mapToInt(i -> i).toArray();
        double[][] points = new double[n][dimensions];
        for (int d = 0; d < dimensions; d++) {
            double[] vector = eigen.getEigenvector(order[d]).toArray();
            double length = Math.sqrt(Math.max(0, values[order[d]]));
            double largest = 0;
            for (int i = 0; i < n; i++) {
                largest = Math.abs(vector[i]) > Math.abs(largest) * (1 + 1e-9) ? vector[i] : largest;
            }
            for (int i = 0; i < n; i++) {
                points[i][d] = length * vector[i] * Math.signum(largest);
            }
        }
        return new ClassicalScaling(points, Arrays.stream(order).mapToDouble(i -> values[i]).toArray());
    }
}
