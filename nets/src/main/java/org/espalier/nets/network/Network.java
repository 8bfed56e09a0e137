package org.espalier.nets.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.BlockList;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.BlockLayers;
import org.espalier.nets.architecture.Dropout;
import org.espalier.nets.architecture.LayerSpec;
import org.espalier.nets.architecture.Layers;
import org.espalier.nets.architecture.ParameterTree;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.engine.Engine;
import org.espalier.nets.loss.Loss;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.network.NetworkParameter.Role;

/**
 * An architecture with effective weights: what the engine computes forward and backward passes with.
 *
 * <p>It holds no variables and knows nothing of what is trained: a {@link Parametrization} gives it its effective weights
 * ({@link #load}), {@link #gradients} answers the gradient with respect to them. The running statistics of batch
 * normalisation belong to the network; a training pass moves them.
 *
 * <p>One thread at a time, and one network at a time may be in {@link #gradients}: the engine collects gradients for the
 * whole JVM.
 */
public final class Network implements AutoCloseable {

    private final NDManager manager;
    private final Block block;
    private final ImageShape input;
    private final int classes;
    private final EffectiveWeights effective;
    private final InputBatch batch;
    private final NetworkTensors tensors;
    private final double dropout;
    private final Map<Integer, float[]> scratch = new LinkedHashMap<>();

    private Network(Block block, ImageShape input, int classes, double dropout) {
        this.block = block;
        this.dropout = dropout;
        this.input = input;
        this.classes = classes;
        manager = Engine.newManager();
        Layers.requirePadding(block);
        effective = new EffectiveWeights(manager);
        batch = new InputBatch(manager, input);
        try {
            tensors = NetworkTensors.allocate(block, manager, input, classes);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * Builds the architecture. All weights are zero until {@link #load}.
     *
     * @throws InvalidInputException if the architecture cannot be built for that input, does not give one output a class, or has no
     *                       place for the dropout asked for
     */
    public static Network create(Architecture architecture, Architecture.Options options, ImageShape input, int classes) {
        Block block = architecture.build(input, classes, options);
        if (options.dropout() > 0 && !Dropout.isIn(block)) {
            throw new InvalidInputException("architecture '" + architecture.name() + "' has no place for dropout, and " + options.dropout()
                + " was asked for");
        }
        return new Network(block, input, classes, options.dropout());
    }

    /**
     * Takes any block, not yet initialised, that turns {@code [n, channels, height, width]} into {@code [n, classes]}.
     * Parameters that the block itself has frozen stay what the block makes them and do not appear in
     * {@link #parameters}.
     */
    public static Network of(Block block, ImageShape input, int classes) {
        return new Network(block, input, classes, 0);
    }

    public ImageShape input() {
        return input;
    }

    public int classes() {
        return classes;
    }

    /** The rate of dropout it is trained with; the training loop brings the random numbers. */
    public double dropout() {
        return dropout;
    }

    /**
     * What it computes, layer by layer.
     *
     * @throws InvalidInputException if a block of the architecture is none that can be described; the message names it
     */
    public List<LayerSpec> layers() {
        return BlockLayers.of(block);
    }

    /** All parameters in the order of the layers. */
    public List<NetworkParameter> parameters() {
        return tensors.parameters();
    }

    /** The parameters of one role in the order of the layers. */
    public List<NetworkParameter> parameters(Role role) {
        return parameters().stream().filter(p -> p.role() == role).toList();
    }

    /** The mask that keeps every weight. */
    public Mask denseMask() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        parameters(Role.WEIGHT).forEach(p -> shapes.put(p.name(), p.shape()));
        return Mask.dense(shapes);
    }

    /** Names of the parameters that take gradients: all but the running statistics. */
    public List<String> trainable() {
        return parameters().stream().filter(p -> p.role() != Role.NORM_STATE).map(NetworkParameter::name).toList();
    }

    /**
     * How many times each element of a weight multiplies in one forward pass of one image, by name: once in a linear layer,
     * at every position of its output in a convolution. Times the weight's size these are its multiply-adds (padding
     * counted).
     */
    public Map<String, Long> uses() {
        return NetworkTensors.uses(block);
    }

    /** @throws InvalidInputException if there is none of that name */
    public NetworkParameter parameter(String name) {
        return tensors.of(name).parameter();
    }

    /**
     * @throws InvalidInputException if the images have not this network's shape, more classes than it has outputs, or a label
     *                       that is no class
     */
    public void check(LabelledImages images) {
        if (!images.shape().equals(input) || images.classes() > classes) {
            throw new InvalidInputException("the network takes images of " + input + " and tells " + classes
                + " classes apart; the images are " + images.shape() + " of " + images.classes() + " classes");
        }
        for (int i = 0; i < images.count(); i++) {
            if (images.labels()[i] < 0 || images.labels()[i] >= images.classes()) {
                throw new InvalidInputException("image " + i + " has label " + images.labels()[i] + ", expected 0 to "
                    + (images.classes() - 1));
            }
        }
    }

    /**
     * Takes all effective weights from {@code weights} as they are after {@code step} steps.
     */
    public void load(Parametrization weights, long step) {
        weights.prepare(step);
        trainable().forEach(name -> load(weights, name));
    }

    /** As {@link #load} for a network already loaded from {@code weights}: what is not trained has not changed. */
    public void reload(Parametrization weights, long step) {
        weights.prepare(step);
        weights.trained().forEach(name -> load(weights, name));
    }

    private void load(Parametrization weights, String name) {
        NetworkTensors.Tensor tensor = tensors.of(name);
        float[] values = scratch.computeIfAbsent(tensor.parameter().size(), float[]::new);
        weights.writeEffective(name, values);
        tensor.write(values);
    }

    /** A copy of the effective weights in use, without running statistics. */
    public Map<String, float[]> effective() {
        return tensors.read(role -> role != Role.NORM_STATE);
    }

    /** A copy of the running statistics of batch normalisation; empty if there is none. */
    public Map<String, float[]> normState() {
        return tensors.read(role -> role == Role.NORM_STATE);
    }

    /**
     * Puts running statistics back.
     *
     * @throws InvalidInputException if one is missing or has another length
     */
    public void setNormState(Map<String, float[]> state) {
        for (NetworkParameter p : parameters(Role.NORM_STATE)) {
            float[] values = state.get(p.name());
            if (values == null || values.length != p.size()) {
                throw new InvalidInputException("running statistics '" + p.name() + "' need " + p.size() + " values, not "
                    + (values == null ? "none" : values.length));
            }
            tensors.of(p.name()).write(values);
        }
    }

    /** The running statistics of a network that has seen nothing: mean 0 and variance 1. */
    public Map<String, float[]> freshNormState() {
        Map<String, float[]> fresh = new LinkedHashMap<>();
        for (NetworkParameter p : parameters(Role.NORM_STATE)) {
            float[] values = new float[p.size()];
            Arrays.fill(values, tensors.of(p.name()).block().getType() == Parameter.Type.RUNNING_VAR ? 1 : 0);
            fresh.put(p.name(), values);
        }
        return fresh;
    }

    /** Puts the running statistics back to mean 0 and variance 1. */
    public void resetNormState() {
        setNormState(freshNormState());
    }

    /**
     * A training pass, forward and backward: the mean loss of some images, and its gradient with respect to effective
     * weights. Batch normalisation uses the batch's statistics and moves the running ones; nothing is dropped.
     *
     * @param images    standardised images of this network's input shape
     * @param rows      which of them make the batch
     * @param gradients its keys name the parameters wanted; each array (of the parameter's size) is overwritten with the
     *                  gradient. With no key there is no backward pass
     * @return the mean loss
     */
    public double gradients(LabelledImages images, int[] rows, Loss loss, Map<String, float[]> gradients) {
        return gradients(images, rows, loss, gradients, true, null);
    }

    /** As {@link #gradients(LabelledImages, int[], Loss, Map)}, with values dropped. */
    public double gradients(LabelledImages images, int[] rows, Loss loss, Map<String, float[]> gradients, DropoutNoise noise) {
        return gradients(images, rows, loss, gradients, true, noise);
    }

    /**
     * As {@link #gradients}, but through the network as it is evaluated: batch normalisation uses the running statistics
     * and does not move them.
     */
    public double gradientsInEvaluation(LabelledImages images, int[] rows, Loss loss, Map<String, float[]> gradients) {
        return gradients(images, rows, loss, gradients, false, null);
    }

    private double gradients(LabelledImages images, int[] rows, Loss loss, Map<String, float[]> gradients,
                             boolean training, DropoutNoise noise) {
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = images.labels()[rows[i]];
        }
        try (NDManager step = manager.newSubManager()) {
            Map<String, NDArray> leaves = new LinkedHashMap<>();
            gradients.keySet().forEach(name -> leaves.put(name, effective.leaf(tensors.of(name).block(), step)));
            effective.setNoise(noise);
            double value = pass(batch.gather(images, rows, step), labels, loss, step, !leaves.isEmpty(),
                training);
            leaves.forEach((name, leaf) -> EffectiveWeights.memory(leaf.getGradient()).get(gradients.get(name)));
            return value;
        } finally {
            effective.dropLeaves();
            effective.setNoise(null);
        }
    }

    /**
     * The engine starts a backward pass from a scalar, so it is given {@code sum(outputs * G)} with the constant
     * {@code G = dL/d(outputs)} that the loss computed: its gradient is the loss's.
     */
    private double pass(NDArray images, int[] labels, Loss loss, NDManager step, boolean backward,
                        boolean training) {
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray outputs = block.forward(effective, new NDList(images), training).singletonOrThrow();
            float[] gradient = new float[labels.length * classes];
            double value = loss.mean(outputs.toFloatArray(), classes, labels, gradient);
            if (backward) {
                NDArray constant = step.create(gradient, outputs.getShape());
                collector.backward(outputs.mul(constant).sum());
            }
            return value;
        }
    }

    /**
     * Outputs for {@code count} images from {@code first} on, without training: running statistics are used, not moved.
     *
     * @return {@code [count, classes]} row by row
     */
    public float[] outputs(LabelledImages images, int first, int count) {
        try (NDManager step = manager.newSubManager()) {
            return block.forward(effective, new NDList(batch.range(images, first, count, step)), false)
                .singletonOrThrow().toFloatArray();
        }
    }

    /**
     * What flows from layer to layer for {@code count} images from {@code first} on, without training: for a network that is a
     * row of layers, the values that enter each layer with parameters but the first (after rectification and pooling), under
     * the name of the layer with parameters they come from, and last the outputs. Any other block gives its outputs alone.
     *
     * @return by layer in their order, {@code [count, units]} row by row; channels, height and width of a convolution in a row
     */
    public Map<String, float[]> activations(LabelledImages images, int first, int count) {
        return activations(images, first, count, null);
    }

    /**
     * As {@link #activations(LabelledImages, int, int)} with values dropped: a sample of the network as it is while it trains.
     *
     * @param noise what is dropped; null for nothing
     */
    public Map<String, float[]> activations(LabelledImages images, int first, int count, DropoutNoise noise) {
        effective.setNoise(noise);
        try {
            return activations(first, count, images);
        } finally {
            effective.setNoise(null);
        }
    }

    private Map<String, float[]> activations(int first, int count, LabelledImages images) {
        Map<String, float[]> activations = new LinkedHashMap<>();
        try (NDManager step = manager.newSubManager()) {
            NDList values = new NDList(batch.range(images, first, count, step));
            BlockList children = block instanceof SequentialBlock ? block.getChildren() : new BlockList();
            String layer = null;
            for (int i = 0; i < children.size(); i++) {
                Block child = children.get(i).getValue();
                if (!child.getParameters().isEmpty()) {
                    if (layer != null) {
                        activations.put(layer, values.singletonOrThrow().toFloatArray());
                    }
                    String name = ParameterTree.plain(children, i);
                    layer = activations.containsKey(name) ? name + (i + 1) : name;
                }
                values = child.forward(effective, values, false);
            }
            activations.put(layer == null ? "outputs" : layer, layer == null ? outputs(images, first, count)
                : values.singletonOrThrow().toFloatArray());
        }
        return activations;
    }

    /** Number of engine arrays alive in this network: constant from step to step, or something leaks. */
    int managedArrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        manager.close();
    }
}
