package org.espalier.analysis.representation;

import java.util.Random;

/** Representations for tests. */
final class Examples {
    private Examples() {}

    /** The X of the numeric fixture: 12 samples, 4 units. */
    static Representation fixtureX() {
        double[][] x = new double[12][4];
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 4; j++) {
                x[i][j] = Math.sin(0.7 * (i + 1) * (j + 1)) + 0.1 * Math.cos(1.3 * i + j);
            }
        }
        return Representation.of(x);
    }

    /** The Y of the numeric fixture: 12 samples, 3 units. */
    static Representation fixtureY() {
        double[] x = fixtureX().values();
        double[][] y = new double[12][3];
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 3; j++) {
                y[i][j] = Math.cos(0.5 * (i + 1) * (j + 1)) + 0.2 * x[i * 4 + j];
            }
        }
        return Representation.of(y);
    }

    static double[][] normal(int rows, int columns, long seed) {
        Random random = new Random(seed);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return values;
    }

    /** Correlated units with different means and spreads, so that no invariance holds by accident. */
    static double[][] activations(int samples, int units, long seed) {
        double[][] shared = normal(samples, 3, 7);
        double[][] own = normal(samples, units, seed);
        double[][] mix = normal(3, units, seed + 1000);
        double[][] values = new double[samples][units];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < units; j++) {
                values[i][j] = 0.4 * j + (1 + 0.5 * j) * own[i][j];
                for (int k = 0; k < 3; k++) {
                    values[i][j] += 1.5 * shared[i][k] * mix[k][j];
                }
            }
        }
        return values;
    }

    static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < c[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    /** Gram-Schmidt of a random matrix, twice. */
    static double[][] rotation(int size, long seed) {
        double[][] q = normal(size, size, seed);
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    double dot = 0;
                    for (int k = 0; k < size; k++) {
                        dot += q[i][k] * q[j][k];
                    }
                    for (int k = 0; k < size; k++) {
                        q[i][k] -= dot * q[j][k];
                    }
                }
                double norm = 0;
                for (int k = 0; k < size; k++) {
                    norm += q[i][k] * q[i][k];
                }
                for (int k = 0; k < size; k++) {
                    q[i][k] /= Math.sqrt(norm);
                }
            }
        }
        return q;
    }
}
