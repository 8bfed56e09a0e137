package org.espalier.analysis.richlazy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.engine.MatrixProduct;

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

    private TangentKernel() {}

    /**
     * The kernel. Cost: {@code uses^2 outputs + activities^2 inputs} operations by the engine and {@code uses^2 / 2}
     * multiplications beside them; memory for {@code rows^2} numbers and about {@value #BLOCK} times the uses.
     *
     * @return {@code [rows, rows]}, row by row, symmetric to the last bit
     * @throws InvalidInputException if there are more than 46,340 rows, whose kernel does not fit an array
     */
    public static double[] of(WeightUses uses) {
        int rows = uses.rows();
        checkRows(rows);
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
        return mirrored(kernel, rows);
    }

    /**
     * The kernel of the kept weights alone, {@code K_ab = sum over kept (i, j) of dr_a/dW_ij dr_b/dW_ij}: the products of the
     * inputs are then another matrix for each unit i, those over the inputs S_i that it keeps,
     * {@code K_ab = sum_i sum_{s, s'} delta_si^a delta_s'i^b (x_s^a . x_s'^b over S_i)}. Exact, and the derivatives are not
     * formed here either, which would be {@code rows} times the kept weights.
     *
     * <p>Cost: {@code activities^2 kept} operations by the engine and at most {@code uses^2 outputs / 2} multiplications
     * beside them (those of signals that are zero are left out): the second term is not, as in {@link #of}, the engine's. For
     * 1,000 rows of 100 samples and 784-300-100-10 about as long as the whole kernel; memory for {@code rows^2} numbers.
     *
     * @param kept {@code [outputs, inputs]}: which weights count; not modified
     * @return {@code [rows, rows]}, row by row, symmetric to the last bit
     * @throws InvalidInputException if there are not as many flags as weights, or more than 46,340 rows
     */
    public static double[] ofKept(WeightUses uses, boolean[] kept) {
        checkRows(uses.rows());
        if (kept.length != (long) uses.outputs() * uses.inputs()) {
            throw new InvalidInputException(kept.length + " flags of a weight of " + uses.outputs() + " x " + uses.inputs()
                + "; expected one a weight");
        }
        double[] kernel = new double[uses.rows() * uses.rows()];
        int activities = uses.activity().length / uses.inputs();
        for (int unit = 0; unit < uses.outputs(); unit++) {
            int o = unit;
            int[] inputs = IntStream.range(0, uses.inputs()).filter(i -> kept[o * uses.inputs() + i]).toArray();
            int[] active = IntStream.range(0, uses.uses()).filter(u -> uses.signals()[u * uses.outputs() + o] != 0).toArray();
            if (inputs.length > 0 && active.length > 0) {
                double[] seen = new double[activities * inputs.length];
                for (int a = 0; a < activities; a++) {
                    for (int i = 0; i < inputs.length; i++) {
                        seen[a * inputs.length + i] = uses.activity()[a * uses.inputs() + inputs[i]];
                    }
                }
                add(uses, unit, active, MatrixProduct.gramOfRows(seen, activities, inputs.length), activities, kernel);
            }
        }
        return mirrored(kernel, uses.rows());
    }

    /**
     * Adds what the weights into one unit contribute, each row with itself and all before.
     *
     * @param active   the uses with a signal at the unit, rising
     * @param overlaps {@code [activities, activities]}: products of what the unit sees
     */
    private static void add(WeightUses uses, int unit, int[] active, double[] overlaps, int activities, double[] kernel) {
        int count = active.length;
        int[] row = new int[count];
        int[] input = new int[count];
        double[] signal = new double[count];
        for (int i = 0; i < count; i++) {
            row[i] = uses.row()[active[i]];
            input[i] = uses.input()[active[i]];
            signal[i] = uses.signals()[active[i] * uses.outputs() + unit];
        }
        IntStream.rangeClosed(row[0], row[count - 1]).parallel().forEach(a -> {
            for (int u = lowerBound(row, 0, count, a); u < count && row[u] == a; u++) {
                int overlap = input[u] * activities;
                for (int v = 0; v < count && row[v] <= a; v++) {
                    kernel[a * uses.rows() + row[v]] += signal[u] * signal[v] * overlaps[overlap + input[v]];
                }
            }
        });
    }

    private static void checkRows(int rows) {
        if ((long) rows * rows > Integer.MAX_VALUE) {
            throw new InvalidInputException("a kernel of " + rows + " rows does not fit in memory; expected at most 46340");
        }
    }

    /** What lies below the diagonal, above it as well. */
    private static double[] mirrored(double[] kernel, int rows) {
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
