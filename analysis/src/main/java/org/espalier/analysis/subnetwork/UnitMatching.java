package org.espalier.analysis.subnetwork;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.espalier.analysis.Assignment;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.engine.MatrixProduct;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;

/**
 * Which hidden unit of one network is which of another. Units have no numbers of their own: networks that compute the same may
 * number them otherwise, so weights and masks of two trainings are only compared fairly after matching (weight matching of
 * Ainsworth, Hayase and Srinivasa 2023, "Git Re-Basin", sec. 3.2).
 *
 * <p>The layers are a chain, {@code W_l [outputs, inputs]}, its first inputs and last outputs in place. Sought are
 * permutations P_l of hidden units that maximise {@code sum_l <A_l, P_l B_l P_{l-1}^T>}. Each hidden layer in turn is
 * assigned exactly while the others are held, by what comes in and what goes out of its units,
 * {@code S = A_l (B_l P_{l-1}^T)^T + A_{l+1}^T (P_{l+1} B_{l+1})}, until nothing changes: a local maximum.
 *
 * <p>Deviations from the paper: every layer is first scaled to norm 1, so that none counts by its scale alone; the first round
 * goes from the inputs up by incoming weights, since there is no common numbering to begin with; layers are visited in their
 * order, not at random. Biases and normalisations take no part.
 *
 * <p>Cost: a round takes two products {@code [n, n] = [n, columns] [columns, n]} and an assignment of n^3 operations a hidden
 * layer of n units; some five rounds.
 */
public final class UnitMatching {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final int MOST_ROUNDS = 100;
    /** A change of the sum below this, relative to it, is rounding. */
    private static final double ROUNDING = 1e-6;

    private final List<MaskLayer> layers;
    private final List<LayerShape> shapes;
    private final int[] fan;
    private final int[][] unitOf;
    private final double similarity;

    private UnitMatching(List<MaskLayer> layers, List<LayerShape> shapes, int[] fan, int[][] unitOf, double similarity) {
        this.layers = layers;
        this.shapes = shapes;
        this.fan = fan;
        this.unitOf = unitOf;
        this.similarity = similarity;
    }

    /**
     * Matches.
     *
     * @param layers   the weights of both, in the order of the chain: names and shapes (what is kept does not count)
     * @param weightsA by name, row by row; not modified
     * @throws InvalidInputException if the layers are no chain, or weights are missing, of another length or not finite
     */
    public static UnitMatching of(Mask layers, Map<String, float[]> weightsA, Map<String, float[]> weightsB) {
        List<LayerShape> shapes = layers.layers().stream().map(LayerShape::of).toList();
        int depth = shapes.size();
        int[] fan = new int[depth];
        float[][] a = new float[depth][];
        float[][] b = new float[depth][];
        for (int l = 0; l < depth; l++) {
            MaskLayer layer = layers.layers().get(l);
            fan[l] = l == 0 ? 1 : LayerShape.inputsPerUnit(layers.layers().get(l - 1), layer);
            a[l] = scaled(Weights.of(weightsA, layer.name(), layer.size()));
            b[l] = scaled(Weights.of(weightsB, layer.name(), layer.size()));
        }
        int[][] unitOf = new int[depth][];
        for (int l = 0; l < depth; l++) {
            unitOf[l] = new int[shapes.get(l).outputs()];
            Arrays.setAll(unitOf[l], i -> i);
        }
        UnitMatching start = new UnitMatching(layers.layers(), shapes, fan, unitOf, 0);
        return start.climbed(a, b);
    }

    /**
     * The layers of a mask as a chain: in their own order where that is one, else in the order of their names with numbers
     * counted ({@code layers.10} after {@code layers.2}): files may hold tensors in any order.
     *
     * @throws InvalidInputException if neither order is a chain; the message is that of their own order
     */
    public static Mask inOrderOfChain(Mask mask) {
        try {
            requireChain(mask);
            return mask;
        } catch (InvalidInputException own) {
            Mask named = new Mask(mask.layers().stream().sorted(Comparator.comparing(layer -> counted(layer.name()))).toList());
            try {
                requireChain(named);
            } catch (InvalidInputException e) {
                throw own;
            }
            return named;
        }
    }

    private static void requireChain(Mask mask) {
        LayerShape.of(mask.layers().get(0));
        for (int l = 1; l < mask.layers().size(); l++) {
            LayerShape.inputsPerUnit(mask.layers().get(l - 1), mask.layers().get(l));
        }
    }

    /** Numbers as wide as the widest, so that they sort as numbers. */
    private static String counted(String name) {
        return NUMBER.matcher(name).replaceAll(m -> "0".repeat(Math.max(0, 12 - m.group().length())) + m.group());
    }

    private static float[] scaled(float[] weights) {
        double squares = 0;
        for (float w : weights) {
            squares += (double) w * w;
        }
        float[] scaled = weights.clone();
        float factor = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    private UnitMatching climbed(float[][] a, float[][] b) {
        for (int l = 0; l < shapes.size() - 1; l++) {
            unitOf[l] = assigned(incoming(l, a, b));
        }
        double before = sum(a, b);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            for (int l = 0; l < shapes.size() - 1; l++) {
                float[] gain = incoming(l, a, b);
                float[] out = outgoing(l, a, b);
                for (int i = 0; i < gain.length; i++) {
                    gain[i] += out[i];
                }
                unitOf[l] = assigned(gain);
            }
            double now = sum(a, b);
            if (now <= before + ROUNDING * Math.abs(before)) {
                before = Math.max(before, now);
                break;
            }
            before = now;
        }
        return new UnitMatching(layers, shapes, fan, unitOf, before / shapes.size());
    }

    private static int[] assigned(float[] gain) {
        int n = (int) Math.round(Math.sqrt(gain.length));
        double[][] costs = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                costs[i][j] = -gain[i * n + j];
            }
        }
        return Assignment.least(costs).columns();
    }

    /** {@code [n, n]}: products of what comes into unit i of A and unit j of B, whose inputs are put in A's order. */
    private float[] incoming(int l, float[][] a, float[][] b) {
        int n = shapes.get(l).outputs();
        int columns = shapes.get(l).columns();
        float[] other = new float[columns * n];
        for (int c = 0; c < columns; c++) {
            int from = source(l, c);
            for (int j = 0; j < n; j++) {
                other[c * n + j] = b[l][j * columns + from];
            }
        }
        return MatrixProduct.multiply(a[l], n, columns, other, n);
    }

    /** {@code [n, n]}: products of what goes out of unit i of A and of unit j of B, to units in A's order. */
    private float[] outgoing(int l, float[][] a, float[][] b) {
        LayerShape next = shapes.get(l + 1);
        int n = shapes.get(l).outputs();
        int block = fan[l + 1] * next.positions();
        int width = next.outputs() * block;
        float[] own = new float[n * width];
        float[] other = new float[width * n];
        for (int o = 0; o < next.outputs(); o++) {
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < block; k++) {
                    int column = i * block + k;
                    own[i * width + o * block + k] = a[l + 1][o * next.columns() + column];
                    other[(o * block + k) * n + i] = b[l + 1][unitOf[l + 1][o] * next.columns() + column];
                }
            }
        }
        return MatrixProduct.multiply(own, n, width, other, n);
    }

    /** The column of B that stands at a column of A. */
    private int source(int l, int column) {
        if (l == 0) {
            return column;
        }
        int block = fan[l] * shapes.get(l).positions();
        return unitOf[l - 1][column / block] * block + column % block;
    }

    private int source(int l, int row, int column) {
        return unitOf[l][row] * shapes.get(l).columns() + source(l, column);
    }

    private double sum(float[][] a, float[][] b) {
        double sum = 0;
        for (int l = 0; l < shapes.size(); l++) {
            int columns = shapes.get(l).columns();
            for (int row = 0; row < shapes.get(l).outputs(); row++) {
                for (int c = 0; c < columns; c++) {
                    sum += (double) a[l][row * columns + c] * b[l][source(l, row, c)];
                }
            }
        }
        return sum;
    }

    /** The mean over layers of the cosine of A's weights and B's, matched: 1 for the same network under any numbering. */
    public double similarity() {
        return similarity;
    }

    /** {@code [outputs]}: the unit of B that is unit i of A in a layer. */
    public int[] units(String layer) {
        for (int l = 0; l < layers.size(); l++) {
            if (layers.get(l).name().equals(layer)) {
                return unitOf[l].clone();
            }
        }
        throw new InvalidInputException("the matched networks have no layer " + layer + ", expected one of "
            + layers.stream().map(MaskLayer::name).toList());
    }

    /** B's mask with its units in A's order. @throws org.espalier.base.InvalidInputException if it has other layers */
    public Mask inOrderOfA(Mask b) {
        List<MaskLayer> matched = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            MaskLayer layer = b.layer(layers.get(l).name());
            Mask.of(layers.get(l)).requireSameWeights(Mask.of(layer));
            boolean[] kept = new boolean[layer.size()];
            int columns = shapes.get(l).columns();
            for (int i = 0; i < kept.length; i++) {
                kept[i] = layer.kept(source(l, i / columns, i % columns));
            }
            matched.add(new MaskLayer(layer.name(), layer.shape(), kept));
        }
        return new Mask(matched);
    }
}
