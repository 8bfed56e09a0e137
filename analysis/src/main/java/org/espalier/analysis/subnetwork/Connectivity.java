package org.espalier.analysis.subnetwork;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;

/**
 * Which kept weights of a chain of layers matter at all: a weight off every path from an input to an output changes nothing
 * (its unit is a constant, or nobody listens). The effective density counts only weights on such a path (Vysogorets and
 * Kempe 2023); at small densities it is far below the density.
 *
 * <p>The layers of the mask are a chain, each fed by the one before: linear {@code [outputs, inputs]} or convolutions
 * {@code [outputs, inputs, height, width]}. Units of a convolution are channels; every kept position of a kernel is an edge
 * of its own, and padding and strides are not seen. A linear layer after a convolution may have several inputs a channel,
 * channel by channel as a flattened image is. Networks that branch (residual ones) are not chains: give their layers one
 * path at a time. Biases are no inputs: a unit fed by its bias alone counts as dead.
 *
 * @param layers by layer, in order
 * @param units  the network's inputs, then the outputs of each layer
 * @param paths  how many paths of kept weights lead from an input to an output
 */
public record Connectivity(List<Layer> layers, List<Units> units, BigInteger paths) {

    /**
     * One layer's weights.
     *
     * @param onPath kept weights on a path from an input to an output
     */
    public record Layer(String name, long size, long kept, long onPath) {
        public double density() {
            return (double) kept / size;
        }

        public double effectiveDensity() {
            return (double) onPath / size;
        }
    }

    /**
     * Units between two layers.
     *
     * @param name     the layer they are outputs of; "input" for the network's inputs
     * @param count    how many
     * @param dead     on no path from an input to an output
     * @param isolated with no kept weight at all, in or out; these are dead too
     */
    public record Units(String name, int count, int dead, int isolated) {}

    public Connectivity {
        layers = List.copyOf(layers);
        units = List.copyOf(units);
    }

    /**
     * Follows the paths forth and back. Cost: {@code O(weights)}, each with an addition of numbers of some hundred bits.
     *
     * @throws InvalidInputException if the layers are no chain; the message names the two that do not fit
     */
    public static Connectivity of(Mask mask) {
        List<MaskLayer> layers = mask.layers();
        List<LayerShape> shapes = layers.stream().map(LayerShape::of).toList();
        int depth = layers.size();
        // Inputs of layer l that one unit before it feeds.
        int[] fan = new int[depth];
        for (int l = 0; l < depth; l++) {
            fan[l] = l == 0 ? 1 : LayerShape.inputsPerUnit(layers.get(l - 1), layers.get(l));
        }
        boolean[][] reached = new boolean[depth + 1][];
        boolean[][] heard = new boolean[depth + 1][];
        boolean[][] touched = new boolean[depth + 1][];
        for (int l = 0; l <= depth; l++) {
            int count = l == 0 ? shapes.get(0).inputs() : shapes.get(l - 1).outputs();
            reached[l] = new boolean[count];
            heard[l] = new boolean[count];
            touched[l] = new boolean[count];
        }
        Arrays.fill(reached[0], true);
        Arrays.fill(heard[depth], true);
        BigInteger[] paths = new BigInteger[shapes.get(0).inputs()];
        Arrays.fill(paths, BigInteger.ONE);
        for (int l = 0; l < depth; l++) {
            paths = forward(layers.get(l), shapes.get(l), fan[l], paths, touched[l], touched[l + 1]);
            for (int o = 0; o < paths.length; o++) {
                reached[l + 1][o] = paths[o].signum() > 0;
            }
        }
        for (int l = depth - 1; l >= 0; l--) {
            backward(layers.get(l), shapes.get(l), fan[l], heard[l + 1], heard[l]);
        }
        List<Layer> counted = new ArrayList<>();
        List<Units> units = new ArrayList<>();
        for (int l = 0; l <= depth; l++) {
            units.add(units(l == 0 ? "input" : layers.get(l - 1).name(), reached[l], heard[l], touched[l]));
            if (l < depth) {
                counted.add(new Layer(layers.get(l).name(), layers.get(l).size(), layers.get(l).keptCount(),
                    onPath(layers.get(l), shapes.get(l), fan[l], reached[l], heard[l + 1])));
            }
        }
        return new Connectivity(counted, units, Arrays.stream(paths).reduce(BigInteger.ZERO, BigInteger::add));
    }

    /**
     * Refuses what {@link #of} refuses, by the shapes alone. Cost: {@code O(layers)}.
     *
     * @throws InvalidInputException if the layers are no chain; the message names the two that do not fit
     */
    public static void requireChain(Mask mask) {
        for (int l = 1; l < mask.layers().size(); l++) {
            LayerShape.inputsPerUnit(mask.layers().get(l - 1), mask.layers().get(l));
        }
    }

    /** The number of paths to each output, from those to each unit before. */
    private static BigInteger[] forward(MaskLayer layer, LayerShape shape, int fan, BigInteger[] before, boolean[] touchedBefore,
                                        boolean[] touchedAfter) {
        BigInteger[] after = new BigInteger[shape.outputs()];
        int at = 0;
        for (int o = 0; o < after.length; o++) {
            BigInteger sum = BigInteger.ZERO;
            for (int i = 0; i < shape.inputs(); i++) {
                for (int k = 0; k < shape.positions(); k++) {
                    if (layer.kept(at++)) {
                        sum = sum.add(before[i / fan]);
                        touchedBefore[i / fan] = true;
                        touchedAfter[o] = true;
                    }
                }
            }
            after[o] = sum;
        }
        return after;
    }

    private static void backward(MaskLayer layer, LayerShape shape, int fan, boolean[] after, boolean[] before) {
        for (int o = 0; o < shape.outputs(); o++) {
            for (int c = 0; after[o] && c < shape.columns(); c++) {
                if (layer.kept(o * shape.columns() + c)) {
                    before[c / shape.positions() / fan] = true;
                }
            }
        }
    }

    private static long onPath(MaskLayer layer, LayerShape shape, int fan, boolean[] before, boolean[] after) {
        long count = 0;
        for (int o = 0; o < shape.outputs(); o++) {
            for (int c = 0; after[o] && c < shape.columns(); c++) {
                count += layer.kept(o * shape.columns() + c) && before[c / shape.positions() / fan] ? 1 : 0;
            }
        }
        return count;
    }

    private static Units units(String name, boolean[] reached, boolean[] heard, boolean[] touched) {
        int dead = 0;
        int isolated = 0;
        for (int i = 0; i < reached.length; i++) {
            dead += reached[i] && heard[i] ? 0 : 1;
            isolated += touched[i] ? 0 : 1;
        }
        return new Units(name, reached.length, dead, isolated);
    }

    /** Fraction of all weights that are kept. */
    public double density() {
        return (double) layers.stream().mapToLong(Layer::kept).sum() / layers.stream().mapToLong(Layer::size).sum();
    }

    /** Fraction of all weights that are kept and on a path from an input to an output: at most the density. */
    public double effectiveDensity() {
        return (double) layers.stream().mapToLong(Layer::onPath).sum() / layers.stream().mapToLong(Layer::size).sum();
    }

    /** Fraction of the hidden units that are on no path from an input to an output; 0 without hidden units. */
    public double deadHiddenUnits() {
        List<Units> hidden = units.subList(1, units.size() - 1);
        int count = hidden.stream().mapToInt(Units::count).sum();
        return count == 0 ? 0 : (double) hidden.stream().mapToInt(Units::dead).sum() / count;
    }

    /** The decimal logarithm of the number of paths, to 12 digits or so; minus infinity where there is none. */
    public double log10Paths() {
        int shift = Math.max(0, paths.bitLength() - 60);
        return Math.log10(paths.shiftRight(shift).doubleValue()) + shift * Math.log10(2);
    }
}
