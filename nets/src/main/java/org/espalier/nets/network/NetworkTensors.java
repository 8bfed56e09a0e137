package org.espalier.nets.network;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.nio.FloatBuffer;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.ParameterTree;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.network.NetworkParameter.Role;

/** A network's parameters in the engine: which there are, and the memory Java reads and writes. */
final class NetworkTensors {

    /** A parameter, what the block knows it as, and its memory. */
    record Tensor(NetworkParameter parameter, Parameter block, FloatBuffer memory) {
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

    private final Map<String, Tensor> tensors;
    private final List<NetworkParameter> parameters;

    private NetworkTensors(Map<String, Tensor> tensors) {
        this.tensors = tensors;
        this.parameters = tensors.values().stream().map(Tensor::parameter).toList();
    }

    /** Freezes and initialises a block; its arrays belong to {@code manager}. */
    static NetworkTensors allocate(Block block, NDManager manager, ImageShape input, int classes) {
        Map<String, Parameter> ours = new LinkedHashMap<>(ParameterTree.of(block));
        ours.values().removeIf(p -> !p.requiresGradient() && role(p) != Role.NORM_STATE);
        // The values come from a parametrization, so the engine's own random numbers are never drawn.
        ours.values().stream().filter(p -> p.getType() == Parameter.Type.WEIGHT)
            .forEach(p -> p.setInitializer(Initializer.ZEROS));
        block.freezeParameters(true);
        Shape one = new Shape(1, input.channels(), input.height(), input.width());
        block.initialize(manager, DataType.FLOAT32, one);
        Shape[] outputs = block.getOutputShapes(new Shape[] {one});
        if (outputs.length != 1 || !outputs[0].equals(new Shape(1, classes))) {
            throw new InvalidInputException("the architecture gives outputs of shape " + outputs[0] + " for one image, not "
                + new Shape(1, classes));
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        ours.forEach((name, p) -> tensors.put(name,
            new Tensor(describe(name, p), p, EffectiveWeights.memory(p.getArray()))));
        return new NetworkTensors(tensors);
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
            case OTHER -> throw new InvalidInputException("the architecture has a parameter '" + p.getName()
                + "' of no known role");
        };
    }

    /** In the order of the layers. */
    List<NetworkParameter> parameters() {
        return parameters;
    }

    Tensor of(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new InvalidInputException("the network has no parameter '" + name + "'; it has " + tensors.keySet());
        }
        return tensor;
    }

    /** How many times each weight multiplies in one forward pass of one image; a block knows its inputs' shape. */
    static Map<String, Long> uses(Block root) {
        Map<Parameter, Long> positions = new IdentityHashMap<>();
        collectUses(root, positions);
        Map<String, Long> uses = new LinkedHashMap<>();
        ParameterTree.of(root).forEach((name, p) -> {
            if (p.getType() == Parameter.Type.WEIGHT) {
                uses.put(name, positions.get(p));
            }
        });
        return uses;
    }

    private static void collectUses(Block block, Map<Parameter, Long> positions) {
        block.getChildren().values().forEach(child -> collectUses(child, positions));
        for (Parameter p : block.getDirectParameters().values()) {
            if (p.getType() == Parameter.Type.WEIGHT) {
                Shape output = block.getOutputShapes(block.describeInput().values().toArray(new Shape[0]))[0];
                long field = 1;
                for (int i = 2; i < output.dimension(); i++) {
                    field *= output.get(i);
                }
                positions.merge(p, field, Long::sum);
            }
        }
    }

    /** Copies of the values of the parameters with some roles. */
    Map<String, float[]> read(Predicate<Role> roles) {
        Map<String, float[]> values = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (roles.test(tensor.parameter.role())) {
                values.put(name, tensor.read());
            }
        });
        return values;
    }
}
