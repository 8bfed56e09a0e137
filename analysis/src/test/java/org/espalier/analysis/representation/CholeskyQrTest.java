package org.espalier.analysis.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.espalier.nets.engine.MatrixProduct;
import org.junit.jupiter.api.Test;

class CholeskyQrTest {
    private static final int ROWS = 500;
    private static final int COLUMNS = 12;

    /** Correlated columns, of which the last is the sum of two and a part of its own. */
    private static double[] tall(double own) {
        double[][] x = Examples.activations(ROWS, COLUMNS, 1);
        double[] values = new double[ROWS * COLUMNS];
        for (int i = 0; i < ROWS; i++) {
            x[i][COLUMNS - 1] = own * x[i][COLUMNS - 1] + x[i][0] + x[i][1];
            System.arraycopy(x[i], 0, values, i * COLUMNS, COLUMNS);
        }
        return values;
    }

    @Test
    void theFactorsAreOrthonormalAndMultiplyToTheMatrix() {
        double[] x = tall(1);
        CholeskyQr qr = CholeskyQr.of(x, ROWS, COLUMNS);
        assertNotNull(qr);
        double[] q = qr.basisTimes(CommonOps_DDRM.identity(COLUMNS));
        double[] gram = MatrixProduct.gramOfColumns(q, ROWS, COLUMNS);
        for (int i = 0; i < COLUMNS; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                assertEquals(i == j ? 1 : 0, gram[i * COLUMNS + j], 1e-14);
                assertTrue(j >= i || qr.triangle().get(i, j) == 0);
            }
        }
        DMatrixRMaj product = new DMatrixRMaj(ROWS, COLUMNS);
        CommonOps_DDRM.mult(DMatrixRMaj.wrap(ROWS, COLUMNS, q), qr.triangle(), product);
        for (int i = 0; i < x.length; i++) {
            assertEquals(x[i], product.data[i], 1e-12);
        }
    }

    @Test
    void nearlyDependentColumnsAreLeftToReflections() {
        assertNull(CholeskyQr.of(tall(1e-7), ROWS, COLUMNS));
        assertNull(CholeskyQr.of(tall(0), ROWS, COLUMNS));
        assertNull(CholeskyQr.of(new double[ROWS * COLUMNS], ROWS, COLUMNS));
    }

    @Test
    void directionsAreThoseOfADirectDecomposition() {
        // Large enough for the engine: units as they come, and the last but for rounding a sum of others.
        for (double own : new double[] {1, 1e-9, 0}) {
            double[][] x = Examples.normal(700, 80, 5);
            for (double[] sample : x) {
                sample[79] = own * sample[79] + sample[0] - 2 * sample[3];
            }
            Representation representation = Representation.of(x);
            PrincipalDirections directions = representation.principalDirections();
            double[] direct = SingularVectors.valuesOf(DMatrixRMaj.wrap(700, 80, PrincipalDirections.centred(representation)));
            Arrays.sort(direct);
            double[] found = directions.singularValues();
            assertEquals(own == 0 ? 79 : 80, directions.rank());
            for (int k = 0; k < found.length; k++) {
                assertEquals(direct[79 - k], found[k], 1e-13 * found[0]);
            }
            double[] gram = MatrixProduct.gramOfColumns(directions.basis(), 700, directions.rank());
            for (int i = 0; i < gram.length; i++) {
                assertEquals(i % (directions.rank() + 1) == 0 ? 1 : 0, gram[i], 1e-13);
            }
        }
    }
}
