package org.espalier.nets.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.initializer.Initializer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.espalier.nets.NetsException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.engine.Engine;
import org.espalier.nets.train.NetworkParameter.Role;

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

    /** A parameter, where it lives in the engine, and the memory Java writes to. */
    private record Tensor(NetworkParameter parameter, Parameter block, FloatBuffer memory) {
        void write(float[] values) {
            memory.clear();
            memory.put(values);
        }

        float[] read() {
            float[] values = new float[parameter.size()];
            memory.clear();
            memory.get(values);
            return values;
        }
    }

    private final NDManager manager;
    private final Block block;
    private final ImageShape input;
    private final int classes;
    private final EffectiveWeights effective;
    private final InputBatch batch;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final List<NetworkParameter> parameters = new ArrayList<>();
    private final Map<Integer, float[]> scratch = new LinkedHashMap<>();

    private Network(Block block, ImageShape input, int classes) {
        this.block = block;
        this.input = input;
        this.classes = classes;
        manager = Engine.newManager();
        effective = new EffectiveWeights(manager);
        batch = new InputBatch(manager, input);
        try {
            allocate();
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * Builds the architecture. All weights are zero until {@link #load}.
     *
     * @throws NetsException if the architecture cannot be built for that input or does not give one output a class
     */
    public static Network create(Architecture architecture, Architecture.Options options, ImageShape input, int classes) {
        return of(architecture.build(input, classes, options), input, classes);
    }

    /**
     * Takes any block, not yet initialised, that turns {@code [n, channels, height, width]} into {@code [n, classes]}.
     * Parameters that the block itself has frozen stay what the block makes them and do not appear in
     * {@link #parameters}.
     */
    public static Network of(Block block, ImageShape input, int classes) {
        return new Network(block, input, classes);
    }

    private void allocate() {
        Map<String, Parameter> all = ParameterTree.of(block);
        Map<String, Parameter> ours = new LinkedHashMap<>(all);
        ours.values().removeIf(p -> !p.requiresGradient() && role(p) != Role.NORM_STATE);
        // The values come from a parametrization, so the engine's own random numbers are never drawn.
        ours.values().stream().filter(p -> p.getType() == Parameter.Type.WEIGHT)
            .forEach(p -> p.setInitializer(Initializer.ZEROS));
        block.freezeParameters(true);
        Shape one = new Shape(1, input.channels(), input.height(), input.width());
        block.initialize(manager, DataType.FLOAT32, one);
        Shape[] outputs = block.getOutputShapes(new Shape[] {one});
        if (outputs.length != 1 || !outputs[0].equals(new Shape(1, classes))) {
            throw new NetsException("the architecture gives outputs of shape " + outputs[0] + " for one image, not "
                + new Shape(1, classes));
        }
        ours.forEach((name, p) -> {
            NetworkParameter parameter = describe(name, p);
            parameters.add(parameter);
            tensors.put(name, new Tensor(parameter, p, EffectiveWeights.memory(p.getArray())));
        });
    }

    private static NetworkParameter describe(String name, Parameter p) {
        long[] shape = p.getArray().getShape().getShape();
        Role role = role(p);
        if (role != Role.WEIGHT || shape.length < 2) {
            return new NetworkParameter(name, shape, role, 0, 0);
        }
        long field = 1;
        for (int i = 2; i < shape.length; i++) {
            field *= shape[i];
        }
        return new NetworkParameter(name, shape, role, shape[1] * field, shape[0] * field);
    }

    private static Role role(Parameter p) {
        return switch (p.getType()) {
            case WEIGHT -> Role.WEIGHT;
            case BIAS -> Role.BIAS;
            case GAMMA -> Role.NORM_SCALE;
            case BETA -> Role.NORM_SHIFT;
            case RUNNING_MEAN, RUNNING_VAR -> Role.NORM_STATE;
            case OTHER -> throw new NetsException("the architecture has a parameter '" + p.getName()
                + "' of no known role");
        };
    }

    public ImageShape input() {
        return input;
    }

    public int classes() {
        return classes;
    }

    /** All parameters in the order of the layers. */
    public List<NetworkParameter> parameters() {
        return List.copyOf(parameters);
    }

    /** The parameters of one role in the order of the layers. */
    public List<NetworkParameter> parameters(Role role) {
        return parameters.stream().filter(p -> p.role() == role).toList();
    }

    /** Names of the parameters that take gradients: all but the running statistics. */
    public List<String> trainable() {
        return parameters.stream().filter(p -> p.role() != Role.NORM_STATE).map(NetworkParameter::name).toList();
    }

    /** @throws NetsException if there is none of that name */
    public NetworkParameter parameter(String name) {
        return tensor(name).parameter;
    }

    private Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new NetsException("the network has no parameter '" + name + "'; it has " + tensors.keySet());
        }
        return tensor;
    }

    /**
     * @throws NetsException if the images have not this network's shape, more classes than it has outputs, or a label
     *                       that is no class
     */
    void check(LabelledImages images) {
        if (!images.shape().equals(input) || images.classes() > classes) {
            throw new NetsException("the network takes " + input + " and tells " + classes
                + " classes apart; the images are " + images.shape() + " of " + images.classes() + " classes");
        }
        for (int i = 0; i < images.count(); i++) {
            if (images.labels()[i] < 0 || images.labels()[i] >= images.classes()) {
                throw new NetsException("image " + i + " has label " + images.labels()[i] + ", expected 0 to "
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
    void reload(Parametrization weights, long step) {
        weights.prepare(step);
        weights.trained().forEach(name -> load(weights, name));
    }

    private void load(Parametrization weights, String name) {
        Tensor tensor = tensor(name);
        float[] values = scratch.computeIfAbsent(tensor.parameter.size(), float[]::new);
        weights.writeEffective(name, values);
        tensor.write(values);
    }

    /** A copy of the effective weights in use, without running statistics. */
    public Map<String, float[]> effective() {
        return read(role -> role != Role.NORM_STATE);
    }

    /** A copy of the running statistics of batch normalisation; empty if there is none. */
    public Map<String, float[]> normState() {
        return read(role -> role == Role.NORM_STATE);
    }

    private Map<String, float[]> read(Predicate<Role> roles) {
        Map<String, float[]> values = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (roles.test(tensor.parameter.role())) {
                values.put(name, tensor.read());
            }
        });
        return values;
    }

    /**
     * Puts running statistics back.
     *
     * @throws NetsException if one is missing or has another length
     */
    public void setNormState(Map<String, float[]> state) {
        for (NetworkParameter p : parameters(Role.NORM_STATE)) {
            float[] values = state.get(p.name());
            if (values == null || values.length != p.size()) {
                throw new NetsException("running statistics '" + p.name() + "' need " + p.size() + " values, not "
                    + (values == null ? "none" : values.length));
            }
            tensor(p.name()).write(values);
        }
    }

    /** Puts the running statistics back to mean 0 and variance 1. */
    public void resetNormState() {
        for (NetworkParameter p : parameters(Role.NORM_STATE)) {
            Tensor tensor = tensor(p.name());
            float[] values = new float[p.size()];
            Arrays.fill(values, tensor.block.getType() == Parameter.Type.RUNNING_VAR ? 1 : 0);
            tensor.write(values);
        }
    }

    /**
     * A training pass, forward and backward: the mean loss of some images, and its gradient with respect to effective
     * weights. Batch normalisation uses the batch's statistics and moves the running ones.
     *
     * @param images    standardised images of this network's input shape
     * @param rows      which of them make the batch
     * @param gradients its keys name the parameters wanted; each array (of the parameter's size) is overwritten with the
     *                  gradient. With no key there is no backward pass
     * @return the mean loss
     */
    public double gradients(LabelledImages images, int[] rows, Loss loss, Map<String, float[]> gradients) {
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = images.labels()[rows[i]];
        }
        try (NDManager step = manager.newSubManager()) {
            Map<String, NDArray> leaves = new LinkedHashMap<>();
            gradients.keySet().forEach(name -> leaves.put(name, effective.leaf(tensor(name).block, step)));
            double value = pass(batch.gather(images, rows, step), labels, loss, step, !leaves.isEmpty());
            leaves.forEach((name, leaf) -> EffectiveWeights.memory(leaf.getGradient()).get(gradients.get(name)));
            return value;
        } finally {
            effective.dropLeaves();
        }
    }

    /**
     * The engine starts a backward pass from a scalar, so it is given {@code sum(outputs * G)} with the constant
     * {@code G = dL/d(outputs)} that the loss computed: its gradient is the loss's.
     */
    private double pass(NDArray images, int[] labels, Loss loss, NDManager step, boolean backward) {
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray outputs = block.forward(effective, new NDList(images), true).singletonOrThrow();
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

    /** Number of engine arrays alive in this network: constant from step to step, or something leaks. */
    int managedArrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        manager.close();
    }
}
