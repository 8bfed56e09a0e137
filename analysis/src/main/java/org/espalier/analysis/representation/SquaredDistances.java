package org.espalier.analysis.representation;

import java.util.stream.IntStream;
import org.espalier.nets.engine.MatrixProduct;

/**
 * Squared Euclidean distances of many vectors, by differences or, where there are many, by the engine's products:
 * {@code |x|^2 + |y|^2 - 2 x.y}, which cancels where x and y are near. What may have lost more than some four of its digits is
 * computed again by differences.
 */
final class SquaredDistances {
    /** More multiplications than this are worth the engine's product. */
    private static final double LARGE = 1e9;
    /** Numbers of a block of products. */
    private static final int BLOCK = 16_000_000;
    /** Of a distance to the squared norms: below it, a product has lost too much. */
    private static final double NEAR = 1e-4;

    private SquaredDistances() {}

    /**
     * The upper triangle, row by row.
     *
     * @param rows {@code [n, p]}, not modified
     * @return {@code [n (n - 1) / 2]}, with some 12 digits each
     */
    static double[] of(double[] rows, int n, int p) {
        double[] upper = new double[(int) (n * (n - 1L) / 2)];
        if (!byProducts(n, p)) {
            IntStream.range(0, n).parallel().forEach(i -> {
                int at = DissimilarityMatrix.place(i, i + 1, n);
                for (int j = i + 1; j < n; j++) {
                    upper[at++] = between(rows, i, j, p);
                }
            });
            return upper;
        }
        double[] norms = squaredNorms(rows, n, p);
        Products products = new Products(rows, n, p);
        for (int from = 0; from < n; from += products.count) {
            int first = from;
            double[] block = products.from(from);
            IntStream.range(from, Math.min(n, from + products.count)).parallel().forEach(i -> {
                int at = DissimilarityMatrix.place(i, i + 1, n);
                for (int j = i + 1; j < n; j++) {
                    double both = norms[i] + norms[j];
                    double distance = both - 2 * block[(i - first) * n + j];
                    upper[at++] = distance < NEAR * both ? between(rows, i, j, p) : distance;
                }
            });
        }
        return upper;
    }

    /** Whether products are worth their loss of digits. */
    static boolean byProducts(int n, int p) {
        return 0.5 * n * n * p > LARGE;
    }

    static double between(double[] rows, int i, int j, int p) {
        double sum = 0;
        for (int k = 0; k < p; k++) {
            double difference = rows[i * p + k] - rows[j * p + k];
            sum += difference * difference;
        }
        return sum;
    }

    static double[] squaredNorms(double[] rows, int n, int p) {
        double[] norms = new double[n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < p; k++) {
                norms[i] += rows[i * p + k] * rows[i * p + k];
            }
        }
        return norms;
    }

    /** Products of some vectors with all, a block at a time. */
    static final class Products {
        private final double[] rows;
        private final double[] transposed;
        private final int n;
        private final int p;
        /** Vectors a block. */
        final int count;

        Products(double[] rows, int n, int p) {
            this.rows = rows;
            this.n = n;
            this.p = p;
            this.count = Math.max(1, Math.min(n, BLOCK / n));
            this.transposed = new double[rows.length];
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < p; k++) {
                    transposed[k * n + i] = rows[i * p + k];
                }
            }
        }

        /** {@code [count or fewer, n]}. */
        double[] from(int first) {
            int size = Math.min(count, n - first);
            return MatrixProduct.multiply(java.util.Arrays.copyOfRange(rows, first * p, (first + size) * p), size, p, transposed, n);
        }
    }
}
