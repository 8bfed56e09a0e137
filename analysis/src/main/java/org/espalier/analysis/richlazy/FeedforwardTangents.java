package org.espalier.analysis.richlazy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.engine.MatrixProduct;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;

/**
 * A feedforward network of ReLU units without biases, {@code h_l = max(0, W_l h_(l-1))}, {@code y = W_L h_(L-1)}, in double
 * precision, and its tangent kernel: the suite's {@code lenet-300-100} and its like.
 *
 * <p>A row of the kernel is one output of one sample. With {@code delta_l = dy/dz_l} (the signal that comes back to layer l)
 * and {@code x_l} what enters the layer, the derivatives of two rows by the weights have the product
 * {@code K_ab = sum_l (delta_l^a . delta_l^b)(x_l^a . x_l^b)}: no derivative is formed. Where a mask keeps a part of the
 * weights only those count, and {@link TangentKernel#ofKept} is used instead. The derivative of ReLU at 0 is 0.
 */
public final class FeedforwardTangents {

    /** @param weights {@code [outputs, inputs]}, 0 where not kept */
    private record Layer(String name, int outputs, int inputs, double[] weights, boolean[] kept, boolean dense) {}

    private final List<Layer> layers;

    private FeedforwardTangents(List<Layer> layers) {
        this.layers = layers;
    }

    /**
     * The network of some weights under a mask.
     *
     * @param mask    its layers are the network's, in their order, each {@code [outputs, inputs]}
     * @param weights by name of the mask's layers; those that are not kept are taken for 0; not modified
     * @throws InvalidInputException if a layer is no matrix, does not take what the one before gives, or has weights that are
     *                               missing, of another number or not finite
     */
    public static FeedforwardTangents of(Mask mask, Map<String, float[]> weights) {
        List<Layer> layers = new ArrayList<>();
        int before = 0;
        for (MaskLayer layer : mask.layers()) {
            long[] shape = layer.shape();
            if (shape.length != 2 || before > 0 && shape[1] != before) {
                throw new InvalidInputException("layer " + layer.name() + " has shape " + Arrays.toString(shape)
                    + "; expected a fully connected network: [outputs, " + (before > 0 ? before : "inputs") + "]");
            }
            float[] given = weights.get(layer.name());
            if (given == null || given.length != layer.size()) {
                throw new InvalidInputException("weights " + layer.name() + ": "
                    + (given == null ? "missing" : given.length + " values") + "; expected " + layer.size() + " values");
            }
            boolean[] kept = layer.kept();
            double[] values = new double[given.length];
            for (int i = 0; i < given.length; i++) {
                values[i] = kept[i] ? given[i] : 0;
            }
            before = (int) shape[0];
            Matrices.check("weights of " + layer.name(), values, before, (int) shape[1]);
            layers.add(new Layer(layer.name(), before, (int) shape[1], values, kept, layer.keptCount() == layer.size()));
        }
        return new FeedforwardTangents(List.copyOf(layers));
    }

    /** Names of the layers, first to last. */
    public List<String> layers() {
        return layers.stream().map(Layer::name).toList();
    }

    /** How many numbers a sample has. */
    public int inputs() {
        return layers.get(0).inputs();
    }

    /** How many numbers the network answers. */
    public int outputs() {
        return layers.get(layers.size() - 1).outputs();
    }

    /**
     * What each layer gives on, after rectification; of the last, the outputs. Cost: a forward pass, by the engine.
     *
     * @param samples {@code [count, inputs]}; not modified
     * @return one a layer, {@code [count, units]}
     * @throws InvalidInputException if the shape does not fit or a value is not finite
     */
    public List<double[]> activations(double[] samples, int count) {
        Matrices.check("samples", samples, count, inputs());
        List<double[]> activations = new ArrayList<>();
        double[] values = samples;
        for (Layer layer : layers) {
            values = MatrixProduct.multiply(values, count, layer.inputs(),
                Matrices.transposed(layer.weights(), layer.outputs(), layer.inputs()), layer.outputs());
            if (activations.size() < layers.size() - 1) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Math.max(0, values[i]);
                }
            }
            activations.add(values);
        }
        return activations;
    }

    /**
     * The tangent kernel of each layer's weights. Row {@code sample * outputs + k} is output k of a sample. Cost a layer, with
     * {@code rows = count * outputs}: {@code rows^2 units + count^2 inputs} operations by the engine; with a mask
     * {@code count^2 kept} by the engine and at most {@code rows^2 units / 2} beside it.
     *
     * @param samples {@code [count, inputs]}; not modified
     * @return one a layer, {@code [rows, rows]}
     * @throws InvalidInputException if the shape does not fit, a value is not finite, or there are more than 46,340 rows
     */
    public List<double[]> kernels(double[] samples, int count) {
        List<double[]> activations = activations(samples, count);
        int rows = Math.multiplyExact(count, outputs());
        int[] row = new int[rows];
        int[] sample = new int[rows];
        double[] signals = new double[rows * outputs()];
        for (int r = 0; r < rows; r++) {
            row[r] = r;
            sample[r] = r / outputs();
            signals[r * outputs() + r % outputs()] = 1;
        }
        List<double[]> kernels = new ArrayList<>();
        for (int l = layers.size() - 1; l >= 0; l--) {
            Layer layer = layers.get(l);
            double[] entering = l == 0 ? samples : activations.get(l - 1);
            WeightUses uses = new WeightUses(rows, layer.outputs(), layer.inputs(), row, signals, sample, entering);
            kernels.add(0, layer.dense() ? TangentKernel.of(uses) : TangentKernel.ofKept(uses, layer.kept()));
            if (l > 0) {
                signals = MatrixProduct.multiply(signals, rows, layer.outputs(), layer.weights(), layer.inputs());
                for (int i = 0; i < signals.length; i++) {
                    int unit = i % layer.inputs();
                    if (!(entering[sample[i / layer.inputs()] * layer.inputs() + unit] > 0)) {
                        signals[i] = 0;
                    }
                }
            }
        }
        return kernels;
    }

    /** The tangent kernel of all weights: the sum of {@link #kernels}. */
    public double[] kernel(double[] samples, int count) {
        List<double[]> kernels = kernels(samples, count);
        double[] sum = kernels.get(0);
        for (double[] kernel : kernels.subList(1, kernels.size())) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += kernel[i];
            }
        }
        return sum;
    }
}
