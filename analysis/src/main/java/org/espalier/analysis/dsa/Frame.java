package org.espalier.analysis.dsa;

import java.util.Arrays;
import org.espalier.analysis.SymmetricEigen;

/**
 * A basis that a matrix has of its own: the eigenvectors, by falling eigenvalue, of a symmetric polynomial of it and its
 * transpose, each turned so that the matrix's largest entries are positive. Where the eigenvalues are distinct, matrices that
 * are rotations of one another look the same in their frames.
 *
 * @param basis  P, its columns the vectors
 * @param matrix {@code P^T A P}
 */
record Frame(Square basis, Square matrix) {

    static Frame of(Square a, double[] coefficients) {
        int n = a.size();
        Square left = a.times(a.transposed());
        Square right = a.transposed().times(a);
        Square square = a.times(a);
        double[] s = new double[n * n];
        // Squares of a matrix of norm 1 are smaller by about the root of the size.
        double up = Math.sqrt(n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int at = i * n + j;
                int mirrored = j * n + i;
                s[at] = coefficients[0] * (a.values()[at] + a.values()[mirrored]) / 2
                    + up * (coefficients[1] * left.values()[at] + coefficients[2] * right.values()[at]
                        + coefficients[3] * (square.values()[at] + square.values()[mirrored]) / 2);
            }
        }
        double[][] axes = SymmetricEigen.of(s, n).vectors();
        Square basis = new Square(n, new double[n * n]);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                basis.values()[i * n + j] = axes[j][i];
            }
        }
        Frame unsigned = new Frame(basis, basis.transposed().times(a).times(basis));
        Square turned = basis.times(signs(n, own(unsigned.matrix)));
        return new Frame(turned, turned.transposed().times(a).times(turned));
    }

    /** Of axes i and j, which signs make the larger of {@code a_ij + a_ji} and {@code a_ij - a_ji} positive (j after i). */
    private static double[] own(Square a) {
        int n = a.size();
        double[] pull = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double sum = a.values()[i * n + j] + a.values()[j * n + i];
                double difference = a.values()[i * n + j] - a.values()[j * n + i];
                pull[i * n + j] = Math.abs(sum) >= Math.abs(difference) ? sum : difference;
                pull[j * n + i] = pull[i * n + j];
            }
        }
        return pull;
    }

    /** The diagonal matrix of signs with which this frame's matrix is most like the other's. */
    Square signsLike(Frame other) {
        int n = matrix.size();
        double[] pull = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                pull[i * n + j] = matrix.values()[i * n + j] * other.matrix.values()[i * n + j]
                    + matrix.values()[j * n + i] * other.matrix.values()[j * n + i];
            }
        }
        return signs(n, pull);
    }

    /** Signs such that {@code d_i d_j pull_ij} is positive along a spanning tree of the largest pulls (Prim's). */
    private static Square signs(int n, double[] pull) {
        Square signs = Square.identity(n);
        boolean[] reached = new boolean[n];
        double[] strongest = new double[n];
        Arrays.fill(strongest, -1);
        int[] from = new int[n];
        int next = 0;
        for (int count = 0; count < n; count++) {
            int i = next;
            reached[i] = true;
            if (count > 0 && signs.values()[from[i] * n + from[i]] * pull[from[i] * n + i] < 0) {
                signs.values()[i * n + i] = -1;
            }
            next = -1;
            for (int j = 0; j < n; j++) {
                if (!reached[j] && Math.abs(pull[i * n + j]) > strongest[j]) {
                    strongest[j] = Math.abs(pull[i * n + j]);
                    from[j] = i;
                }
                if (!reached[j] && (next < 0 || strongest[j] > strongest[next])) {
                    next = j;
                }
            }
        }
        return signs;
    }
}
