package org.espalier.analysis.richlazy;

import org.espalier.base.InvalidInputException;

/** Checks and sums of matrices in plain arrays, row by row. */
final class Matrices {
    private Matrices() {}

    /** @throws InvalidInputException unless of that shape, at least 1 x 1, and finite */
    static void check(String what, double[] matrix, int rows, int columns) {
        if (rows < 1 || columns < 1 || (long) rows * columns != matrix.length) {
            throw new InvalidInputException("the " + what + " are said to be " + rows + " x " + columns + " but have "
                + matrix.length + " values");
        }
        for (int i = 0; i < matrix.length; i++) {
            if (!Double.isFinite(matrix[i])) {
                throw new InvalidInputException("the value at " + i / columns + ", " + i % columns + " (counted from 0) of the "
                    + what + " is " + matrix[i] + "; expected a finite number");
            }
        }
    }

    static double[] transposed(double[] matrix, int rows, int columns) {
        double[] transposed = new double[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = matrix[i * columns + j];
            }
        }
        return transposed;
    }

    static double largest(double[] values) {
        double largest = 0;
        for (double v : values) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }

    /** {@code values / factor}, new. */
    static double[] divided(double[] values, double factor) {
        double[] divided = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            divided[i] = values[i] / factor;
        }
        return divided;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
