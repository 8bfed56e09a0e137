package org.espalier.nets.engine.selfcheck;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Products of matrices against sums in double precision, and the promise that populations of networks rest on: a product of
 * a batch has the bits it has alone, whatever its neighbours and however many.
 *
 * <p>The matrices are laid out as populations lay them out: each in a block of its own at a multiple of 64 bytes, multiplied
 * through views of some rows and columns, transposed for the gradient of the weights.
 */
final class ProductCheck {
    private static final int[][] SIZES = {{5, 9, 7}, {5, 20, 26}, {3, 33, 17}, {8, 68, 200}, {16, 104, 303}, {32, 131, 130},
        {64, 36, 99}, {1, 12, 31}, {2, 259, 258}};
    private static final int[] COMPANIONS = {2, 3, 4, 7};
    private static final int ALIGNED_ROWS = 16;
    private static final int STEPS = 3;

    private final CheckedLayers layers;
    private final Findings findings;

    ProductCheck(CheckedLayers layers, Findings findings) {
        this.layers = layers;
        this.findings = findings;
    }

    void run(NDManager root) {
        for (int[] size : SIZES) {
            neighbours(root, size[0], size[1], size[2]);
        }
        for (int c = 1; c <= ConvolutionCases.MOST_CHANNELS; c++) {
            neighbours(root, 1 + c % 6, c, 3 * c + 2);
            accuracy(root, c, 2 * c + 1, ConvolutionCases.MOST_CHANNELS + 1 - c);
        }
    }

    /** {@code rows} trials, {@code inner} states and inputs, {@code columns} sums of a network. */
    private void neighbours(NDManager root, int rows, int inner, int columns) {
        String where = rows + "x" + inner + " times " + inner + "x" + columns;
        int most = Arrays.stream(COMPANIONS).max().orElse(1);
        float[][] states = new float[most][];
        float[][] weights = new float[most][];
        for (int i = 0; i < most; i++) {
            TestNumbers numbers = new TestNumbers(i * 1_000_003L + inner * 1009L + columns);
            states[i] = numbers.floats((STEPS * rows) * inner);
            weights[i] = numbers.floats(inner * columns);
        }
        // The last of every batch is the first, and so is the one alone.
        List<float[]> alone = products(root, new float[][] {states[0]}, new float[][] {weights[0]}, rows, inner, columns, 0);
        findings.compare("product in a batch", where, direct(states[0], weights[0], rows, inner, columns), alone.get(0));
        for (int count : COMPANIONS) {
            float[][] s = Arrays.copyOf(states, count);
            float[][] w = Arrays.copyOf(weights, count);
            for (int place : new int[] {0, count - 1}) {
                float[][] placedStates = swapped(s, place);
                float[][] placedWeights = swapped(w, place);
                List<float[]> together = products(root, placedStates, placedWeights, rows, inner, columns, place);
                boolean same = true;
                for (int i = 0; i < alone.size(); i++) {
                    same &= Arrays.equals(alone.get(i), together.get(i));
                }
                findings.sameBits("product beside others", where + ", place " + (place + 1) + " of " + count, same);
            }
        }
    }

    private static float[][] swapped(float[][] arrays, int place) {
        float[][] swapped = arrays.clone();
        swapped[0] = arrays[place];
        swapped[place] = arrays[0];
        return swapped;
    }

    /** The three products of a population's step for one of its networks: forward, back, and the gradient of the weights. */
    private List<float[]> products(NDManager root, float[][] states, float[][] weights, int rows, int inner, int columns,
                                   int place) {
        try (NDManager manager = root.newSubManager()) {
            NDArray s = blocks(manager, states, STEPS * rows, inner);
            NDArray w = blocks(manager, weights, inner, columns);
            NDArray step = s.get(new NDIndex(":," + rows + ":" + 2 * rows + ",:"));
            NDArray used = w.get(new NDIndex(":,:" + inner + ",:"));
            UsedMemory.leave(manager, List.of(states.length * rows * columns, states.length * inner * columns));
            NDArray forward = layers.products(step, used);
            NDArray d = blocks(manager, new float[states.length][], STEPS * rows, columns);
            for (int t = 0; t < STEPS; t++) {
                d.set(new NDIndex(":," + t * rows + ":" + (t + 1) * rows + ",:"), forward);
            }
            NDArray transposed = blocks(manager, transposed(weights, inner, columns), columns, inner);
            NDArray back = layers.products(d.get(new NDIndex(":," + rows + ":" + 2 * rows + ",:")),
                transposed.get(new NDIndex(":,:" + columns + ",:")));
            NDArray all = s.get(new NDIndex(":,:" + STEPS * rows + ",:")).transpose(0, 2, 1);
            NDArray gradient = layers.products(all, d.get(new NDIndex(":,:" + STEPS * rows + ",:")));
            return List.of(of(forward, place), of(back, place), of(gradient, place));
        }
    }

    private static float[][] transposed(float[][] matrices, int rows, int columns) {
        float[][] transposed = new float[matrices.length][rows * columns];
        for (int m = 0; m < matrices.length; m++) {
            for (int i = 0; i < rows * columns; i++) {
                transposed[m][i % columns * rows + i / columns] = matrices[m][i];
            }
        }
        return transposed;
    }

    private static float[] of(NDArray batch, int place) {
        return batch.get(place).toFloatArray();
    }

    /** One matrix a block of whole 64-byte rows; null for zeros. */
    private static NDArray blocks(NDManager manager, float[][] matrices, int rows, int columns) {
        int alignedRows = (rows + ALIGNED_ROWS - 1) / ALIGNED_ROWS * ALIGNED_ROWS;
        NDArray array = manager.zeros(new Shape(matrices.length, alignedRows, columns), DataType.FLOAT32);
        FloatBuffer memory = array.toByteBuffer(true).asFloatBuffer();
        for (int i = 0; i < matrices.length; i++) {
            if (matrices[i] != null) {
                memory.put(i * alignedRows * columns, matrices[i]);
            }
        }
        return array;
    }

    /** The product of the second of the {@value #STEPS} steps. */
    private static double[] direct(float[] states, float[] weights, int rows, int inner, int columns) {
        double[] product = new double[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < inner; k++) {
                double factor = states[(rows + r) * inner + k];
                for (int c = 0; c < columns; c++) {
                    product[r * columns + c] += factor * weights[k * columns + c];
                }
            }
        }
        return product;
    }

    /** Plain products in float32, on memory that was used before. */
    private void accuracy(NDManager root, int rows, int inner, int columns) {
        TestNumbers numbers = new TestNumbers(rows);
        float[] a = numbers.floats(2 * rows * inner);
        float[] b = numbers.floats(inner * columns);
        try (NDManager manager = root.newSubManager()) {
            float[] second = Arrays.copyOfRange(a, rows * inner, a.length);
            NDArray left = EngineArrays.of(manager, second, new Shape(rows, inner));
            NDArray right = EngineArrays.of(manager, b, new Shape(inner, columns));
            UsedMemory.leave(manager, List.of(rows * columns));
            findings.compare("product", rows + "x" + inner + " times " + inner + "x" + columns,
                direct(a, b, rows, inner, columns), left.matMul(right).toFloatArray());
        }
    }
}
