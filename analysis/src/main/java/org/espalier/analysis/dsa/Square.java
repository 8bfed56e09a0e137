package org.espalier.analysis.dsa;

import java.util.Random;

/**
 * A square matrix in a plain array, for the small products of the alignment.
 *
 * @param values {@code [size, size]}, row by row; not copied
 */
record Square(int size, double[] values) {

    static Square identity(int size) {
        Square identity = new Square(size, new double[size * size]);
        for (int i = 0; i < size; i++) {
            identity.values[i * size + i] = 1;
        }
        return identity;
    }

    /** Gram-Schmidt, twice, of normal numbers. */
    static Square randomRotation(int size, long seed) {
        Random random = new Random(seed);
        double[] q = new double[size * size];
        for (int i = 0; i < q.length; i++) {
            q[i] = random.nextGaussian();
        }
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    double dot = 0;
                    for (int k = 0; k < size; k++) {
                        dot += q[i * size + k] * q[j * size + k];
                    }
                    double norm = Math.sqrt(dot);
                    for (int k = 0; k < size; k++) {
                        q[i * size + k] = j < i ? q[i * size + k] - dot * q[j * size + k] : q[i * size + k] / norm;
                    }
                }
            }
        }
        return new Square(size, q);
    }

    Square copy() {
        return new Square(size, values.clone());
    }

    Square times(Square other) {
        double[] product = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                double factor = values[i * size + k];
                for (int j = 0; j < size; j++) {
                    product[i * size + j] += factor * other.values[k * size + j];
                }
            }
        }
        return new Square(size, product);
    }

    Square transposed() {
        double[] transposed = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                transposed[j * size + i] = values[i * size + j];
            }
        }
        return new Square(size, transposed);
    }

    /** {@code sum of products}, as vectors. */
    double dot(Square other) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * other.values[i];
        }
        return sum;
    }

    double distance(Square other) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (values[i] - other.values[i]) * (values[i] - other.values[i]);
        }
        return Math.sqrt(sum);
    }
}
