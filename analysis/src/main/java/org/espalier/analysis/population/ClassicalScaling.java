package org.espalier.analysis.population;

import org.espalier.analysis.SymmetricEigen;
import org.espalier.base.InvalidInputException;

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
        double[] b = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                b[i * n + j] = -(distances[i][j] * distances[i][j] - rows[i] - rows[j] + all) / 2;
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(b, n);
        double[][] points = new double[n][dimensions];
        for (int d = 0; d < dimensions; d++) {
            double length = Math.sqrt(Math.max(0, eigen.values()[d]));
            for (int i = 0; i < n; i++) {
                points[i][d] = length * eigen.vectors()[d][i];
            }
        }
        return new ClassicalScaling(points, eigen.values());
    }
}
