package org.espalier.analysis.richlazy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.nets.engine.MatrixProduct;
import org.espalier.study.InvalidInputException;

/**
 * The tangent kernel of a network with respect to one weight matrix, {@code K_ab = <dr_a/dW, dr_b/dW>} (Jacot et al. 2018),
 * from what flows through the matrix and never from the derivatives themselves:
 * {@code K_ab = sum_{s, s'} (delta_s^a . delta_s'^b)(x_s^a . x_s'^b)} over the uses s of W in row a and s' in row b. For 768
 * rows and 300 x 300 weights the derivatives would be 69 million numbers.
 *
 * <p>The kernel of all weights is the sum over the matrices (a bias is a matrix whose input is always 1).
 */
public final class TangentKernel {
    /** Uses that are multiplied with all before them at once: some megabytes, enough for the engine's speed. */
    private static final int BLOCK = 384;

    private TangentKernel() { }

    /**
     * The kernel. Cost: {@code uses^2 outputs + activities^2 inputs} operations by the engine and {@code uses^2 / 2}
     * multiplications beside them; memory for {@code rows^2} numbers and about {@value #BLOCK} times the uses.
     *
     * @return {@code [rows, rows]}, row by row, symmetric to the last bit
     * @throws InvalidInputException if there are more than 46,340 rows, whose kernel does not fit an array
     */
    public static double[] of(WeightUses uses) {
        int rows = uses.rows();
        if ((long) rows * rows > Integer.MAX_VALUE) {
            throw new InvalidInputException("a kernel of " + rows + " rows does not fit in memory; expected at most 46340");
        }
        int count = uses.uses();
        int activities = uses.activity().length / uses.inputs();
        double[] kernel = new double[rows * rows];
        double[] signals = Matrices.transposed(uses.signals(), count, uses.outputs());
        double[] activity = Matrices.transposed(uses.activity(), activities, uses.inputs());
        for (int from = 0; from < count;) {
            int to = blockEnd(uses.row(), from);
            block(uses, from, to, signals, activity, activities, kernel);
            from = to;
        }
        for (int a = 0; a < rows; a++) {
            for (int b = 0; b < a; b++) {
                kernel[b * rows + a] = kernel[a * rows + b];
            }
        }
        return kernel;
    }

    /** Whole rows, {@link #BLOCK} uses or the first row's if those are more. */
    private static int blockEnd(int[] row, int from) {
        int to = Math.min(row.length, from + BLOCK);
        if (to == row.length) {
            return to;
        }
        while (to > from && row[to - 1] == row[to]) {
            to--;
        }
        if (to == from) {
            to++;
            while (to < row.length && row[to] == row[from]) {
                to++;
            }
        }
        return to;
    }

    /** Rows of the uses {@code [from, to)} with their own and all rows before. */
    private static void block(WeightUses uses, int from, int to, double[] signals, double[] activity, int activities,
                              double[] kernel) {
        int count = uses.uses();
        int[] row = uses.row();
        int[] input = uses.input();
        int outputs = uses.outputs();
        int inputs = uses.inputs();
        double[] mine = Arrays.copyOfRange(uses.signals(), from * outputs, to * outputs);
        double[] before = to == count ? signals : columns(signals, outputs, count, to);
        double[] products = MatrixProduct.multiply(mine, to - from, outputs, before, to);
        // The activities of this block, each once.
        int[] place = new int[activities];
        Arrays.fill(place, -1);
        int distinct = 0;
        double[] used = new double[Math.min(activities, to - from) * inputs];
        for (int u = from; u < to; u++) {
            if (place[input[u]] < 0) {
                place[input[u]] = distinct;
                System.arraycopy(uses.activity(), input[u] * inputs, used, distinct++ * inputs, inputs);
            }
        }
        double[] overlaps = MatrixProduct.multiply(Arrays.copyOf(used, distinct * inputs), distinct, inputs, activity, activities);
        IntStream.rangeClosed(row[from], row[to - 1]).parallel().forEach(a -> {
            int first = lowerBound(row, from, to, a);
            for (int u = first; u < to && row[u] == a; u++) {
                int product = (u - from) * to;
                int overlap = place[input[u]] * activities;
                for (int v = 0; v < to && row[v] <= a; v++) {
                    kernel[a * uses.rows() + row[v]] += products[product + v] * overlaps[overlap + input[v]];
                }
            }
        });
    }

    private static double[] columns(double[] matrix, int rows, int columns, int kept) {
        double[] part = new double[rows * kept];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(matrix, i * columns, part, i * kept, kept);
        }
        return part;
    }

    private static int lowerBound(int[] row, int from, int to, int wanted) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (row[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
