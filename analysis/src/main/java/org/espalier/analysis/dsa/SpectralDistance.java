package org.espalier.analysis.dsa;

import org.espalier.analysis.Assignment;
import org.espalier.base.InvalidInputException;

/**
 * How far two sets of eigenvalues are apart in the complex plane: the Wasserstein distance of order p, each eigenvalue
 * weighing the same,
 *
 * <pre>W_p = (min over pairings  1/n sum |a_i - b_pair(i)|^p)^(1/p)</pre>
 *
 * by exact assignment. To the smaller set zeros are added: a unit that does nothing adds the eigenvalue 0 to a Jacobian, and
 * nothing to the distance. A metric of such sets. The form of Ostrow et al.'s (2023) package that compares eigenvalues is
 * {@code W_2^2}.
 */
public final class SpectralDistance {
    private SpectralDistance() {}

    /**
     * The distance. Cost: some n^3, see {@link Assignment}.
     *
     * @param a     {@code [n][2]}: real and imaginary parts, in any order; not modified. b likewise
     * @param power p, at least 1: 1 counts all differences alike, 2 the large ones more
     * @return 0 or more; 0 where both are empty
     * @throws InvalidInputException if p is below 1 or a value is not finite
     */
    public static double wasserstein(double[][] a, double[][] b, double power) {
        if (!(power >= 1 && power < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("the order of a Wasserstein distance is " + power + "; expected at least 1");
        }
        int n = Math.max(a.length, b.length);
        double[][] costs = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double re = part(a, i, 0) - part(b, j, 0);
                double im = part(a, i, 1) - part(b, j, 1);
                costs[i][j] = Math.pow(Math.hypot(re, im), power);
            }
        }
        return n == 0 ? 0 : Math.pow(Assignment.least(costs).cost() / n, 1 / power);
    }

    private static double part(double[][] values, int i, int part) {
        return i < values.length ? values[i][part] : 0;
    }
}
