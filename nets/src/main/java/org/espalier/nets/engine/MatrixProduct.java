package org.espalier.nets.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.espalier.base.InvalidInputException;

/**
 * Products of large matrices by the engine: some ten times the speed of plain Java loops, for covariances and Gram
 * matrices. All matrices are row by row in plain arrays; arguments are not modified.
 *
 * <p>Cost: 2 m k n operations and a copy in and out, so below about 50 x 50 a plain loop is as fast. Results of the same
 * arguments have the same bits on the same machine with the same number of threads.
 */
public final class MatrixProduct {

    private MatrixProduct() {}

    /**
     * {@code C = A B}.
     *
     * @param a {@code [m, k]}
     * @param b {@code [k, n]}
     * @return {@code [m, n]}
     * @throws InvalidInputException if an array has not the length its shape says
     */
    public static double[] multiply(double[] a, int m, int k, double[] b, int n) {
        check("left", a.length, m, k);
        check("right", b.length, k, n);
        try (NDManager manager = Engine.newManager()) {
            return product(array(manager, a, m, k), array(manager, b, k, n));
        }
    }

    /** As the product of {@code double}s, in float32. */
    public static float[] multiply(float[] a, int m, int k, float[] b, int n) {
        check("left", a.length, m, k);
        check("right", b.length, k, n);
        try (NDManager manager = Engine.newManager()) {
            return array(manager, a, m, k).matMul(array(manager, b, k, n)).toFloatArray();
        }
    }

    /**
     * {@code C = A^T B}: products of the columns of two matrices; of centred columns, the cross-covariance times the count.
     *
     * @param a {@code [k, m]}
     * @param b {@code [k, n]}
     * @return {@code [m, n]}
     * @throws InvalidInputException if an array has not the length its shape says
     */
    public static double[] multiplyTransposed(double[] a, int k, int m, double[] b, int n) {
        check("left", a.length, k, m);
        check("right", b.length, k, n);
        try (NDManager manager = Engine.newManager()) {
            return product(array(manager, a, k, m).transpose(), array(manager, b, k, n));
        }
    }

    /**
     * {@code G = A A^T}: products of the rows with each other.
     *
     * @param a {@code [m, k]}
     * @return {@code [m, m]}, symmetric to the last bit
     */
    public static double[] gramOfRows(double[] a, int m, int k) {
        check("only", a.length, m, k);
        try (NDManager manager = Engine.newManager()) {
            NDArray array = array(manager, a, m, k);
            return symmetric(product(array, array.transpose()), m);
        }
    }

    /**
     * {@code G = A^T A}: products of the columns with each other; of centred columns, the covariance times the count.
     *
     * @param a {@code [m, k]}
     * @return {@code [k, k]}, symmetric to the last bit
     */
    public static double[] gramOfColumns(double[] a, int m, int k) {
        check("only", a.length, m, k);
        try (NDManager manager = Engine.newManager()) {
            NDArray array = array(manager, a, m, k);
            return symmetric(product(array.transpose(), array), k);
        }
    }

    private static double[] product(NDArray a, NDArray b) {
        return a.matMul(b).toDoubleArray();
    }

    /** The two halves may round differently; decompositions expect them equal. */
    private static double[] symmetric(double[] g, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                g[j * n + i] = g[i * n + j];
            }
        }
        return g;
    }

    // The engine's own memory, so that its alignment, and with it the order of additions, is always the same.

    private static NDArray array(NDManager manager, double[] values, int rows, int columns) {
        NDArray array = manager.create(new Shape(rows, columns), DataType.FLOAT64);
        DoubleBuffer memory = array.toByteBuffer(true).asDoubleBuffer();
        memory.put(values);
        return array;
    }

    private static NDArray array(NDManager manager, float[] values, int rows, int columns) {
        NDArray array = manager.create(new Shape(rows, columns), DataType.FLOAT32);
        FloatBuffer memory = array.toByteBuffer(true).asFloatBuffer();
        memory.put(values);
        return array;
    }

    private static void check(String which, int length, int rows, int columns) {
        if (rows < 1 || columns < 1 || (long) rows * columns != length) {
            throw new InvalidInputException("the " + which + " matrix of a product is said to be " + rows + " x " + columns
                + " but has " + length + " values");
        }
    }
}
