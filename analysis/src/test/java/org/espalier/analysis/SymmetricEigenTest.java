package org.espalier.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {

    @Test
    void knownValuesAndVectorsInOrder() {
        double s = Math.sqrt(0.5);
        // Eigenvalues 1 and 3 along (1, -1) and (1, 1); of equal numbers the first is positive.
        SymmetricEigen eigen = SymmetricEigen.of(new double[] {2, 1, 1, 2}, 2);
        assertArrayEquals(new double[] {3, 1}, eigen.values(), 1e-14);
        assertArrayEquals(new double[] {s, s}, eigen.vectors()[0], 1e-14);
        assertArrayEquals(new double[] {s, -s}, eigen.vectors()[1], 1e-14);
    }

    /** Of rank 3 with 57 zeros: the sum of value times vector times vector is the matrix, and the vectors are orthonormal. */
    @Test
    void aMatrixOfLowRankIsMadeAgain() {
        int n = 60;
        Random random = new Random(4);
        double[] a = new double[n * n];
        for (int k = 0; k < 3; k++) {
            double[] u = random.doubles(n, -1, 1).toArray();
            for (int i = 0; i < n * n; i++) {
                a[i] += (k - 1.5) * u[i / n] * u[i % n];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(a, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double again = 0;
                double product = 0;
                for (int k = 0; k < n; k++) {
                    again += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
                    product += eigen.vectors()[i][k] * eigen.vectors()[j][k];
                }
                assertEquals(a[i * n + j], again, 1e-12);
                assertEquals(i == j ? 1 : 0, product, 1e-12);
            }
            assertTrue(i == 0 || eigen.values()[i] <= eigen.values()[i - 1]);
        }
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        assertThrows(InvalidInputException.class, () -> SymmetricEigen.of(new double[] {1, 0, Double.NaN, 1}, 2));
    }
}
