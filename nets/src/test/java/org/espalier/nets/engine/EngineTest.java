package org.espalier.nets.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class EngineTest {

    private static double[] random(int n, long seed) {
        return new SplittableRandom(seed).doubles(n, -1, 1).toArray();
    }

    private static double[] loops(double[] a, int m, int k, double[] b, int n) {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int l = 0; l < k; l++) {
                    c[i * n + j] += a[i * k + l] * b[l * n + j];
                }
            }
        }
        return c;
    }

    private static double[] transposed(double[] a, int m, int k) {
        double[] t = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            t[i % k * m + i / k] = a[i];
        }
        return t;
    }

    @Test
    void productsAgreeWithPlainLoops() {
        double[] a = random(37 * 53, 1);
        double[] b = random(53 * 29, 2);
        double[] expected = loops(a, 37, 53, b, 29);
        assertArrayEquals(expected, MatrixProduct.multiply(a, 37, 53, b, 29), 1e-12);
        float[] af = new float[a.length];
        float[] bf = new float[b.length];
        for (int i = 0; i < a.length; i++) {
            af[i] = (float) a[i];
        }
        for (int i = 0; i < b.length; i++) {
            bf[i] = (float) b[i];
        }
        float[] product = MatrixProduct.multiply(af, 37, 53, bf, 29);
        for (int i = 0; i < product.length; i++) {
            assertEquals(expected[i], product[i], 1e-4);
        }
    }

    @Test
    void gramMatricesAreSymmetricProductsOfRowsAndColumns() {
        double[] a = random(41 * 17, 3);
        double[] t = transposed(a, 41, 17);
        double[] rows = MatrixProduct.gramOfRows(a, 41, 17);
        double[] columns = MatrixProduct.gramOfColumns(a, 41, 17);
        assertArrayEquals(loops(a, 41, 17, t, 41), rows, 1e-12);
        assertArrayEquals(loops(t, 17, 41, a, 17), columns, 1e-12);
        assertArrayEquals(transposed(rows, 41, 41), rows);
        assertArrayEquals(transposed(columns, 17, 17), columns);
    }

    @Test
    void aShapeThatDoesNotMatchIsRefused() {
        assertThrows(InvalidInputException.class, () -> MatrixProduct.multiply(new double[6], 2, 2, new double[4], 2));
        assertThrows(InvalidInputException.class, () -> MatrixProduct.multiply(new double[4], 2, 2, new double[3], 2));
        assertThrows(InvalidInputException.class, () -> MatrixProduct.gramOfRows(new double[0], 0, 4));
        // 65536 * 65536 is 0 in an int.
        assertThrows(InvalidInputException.class, () -> MatrixProduct.gramOfRows(new double[0], 65536, 65536));
    }

    @Test
    void theEngineWorksHereAndSaysWhatItIs() {
        Engine.Check check = Engine.check();
        assertTrue(check.gigaflops() > 0.1 && check.secondsToLoad() >= 0);
        assertEquals("0.35.1", check.versions().get("djl"));
        assertEquals("2.7.1", check.versions().get("pytorch"));
        assertTrue(check.versions().get("pytorch-natives").startsWith("2.7.1"));
        assertTrue(check.versions().containsKey("jvm"));
    }
}
