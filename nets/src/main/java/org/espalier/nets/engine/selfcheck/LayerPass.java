package org.espalier.nets.engine.selfcheck;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a pass of a layer through the engine gave, forward and backward, as plain arrays.
 *
 * @param y           the output
 * @param byInput     dL/dx of {@code L = sum(y * g)}
 * @param byParameter dL/dp by the parameter's name in the layer, for those that take gradients
 */
public record LayerPass(float[] y, float[] byInput, Map<String, float[]> byParameter) {

    /** Whether two passes have the same bits. */
    boolean sameBits(LayerPass other) {
        return Arrays.equals(y, other.y) && Arrays.equals(byInput, other.byInput)
            && byParameter.entrySet().stream().allMatch(e -> Arrays.equals(e.getValue(), other.byParameter.get(e.getKey())));
    }

    /** A layer with its parameters set, passed through as {@code Network} does: frozen parameters, a leaf a pass. */
    static final class Layer {
        private final NDManager manager;
        private final Block block;
        private final Shape shape;
        private final Shape outputShape;

        /**
         * Takes a layer that is not yet initialised.
         *
         * @param shape      of the input
         * @param parameters values by name; all others keep what the layer starts with
         */
        Layer(NDManager manager, Block block, Shape shape, Map<String, float[]> parameters) {
            this.manager = manager;
            this.block = block;
            this.shape = shape;
            block.freezeParameters(true);
            block.initialize(manager, DataType.FLOAT32, shape);
            outputShape = block.getOutputShapes(new Shape[] {shape})[0];
            parameters.forEach((name, values) -> EngineArrays.write(block.getParameters().get(name).getArray(), values));
        }

        /** A pass for its time alone, without used memory. */
        void time(float[] x, float[] g) {
            pass(x, g, true, false, block.getParameters().keys().toArray(new String[0]));
        }

        /** The values of a parameter, running statistics too. */
        float[] parameter(String name) {
            return block.getParameters().get(name).getArray().toFloatArray();
        }

        /**
         * Passes {@code x} forward and {@code g} back, on memory that was used before.
         *
         * @param g      dL/dy, of the output's shape
         * @param wanted names of the parameters that take gradients
         */
        LayerPass pass(float[] x, float[] g, boolean training, String... wanted) {
            return pass(x, g, training, true, wanted);
        }

        private LayerPass pass(float[] x, float[] g, boolean training, boolean used, String... wanted) {
            try (NDManager step = manager.newSubManager()) {
                NDArray input = EngineArrays.of(step, x, shape);
                input.setRequiresGradient(true);
                NDArray constant = EngineArrays.of(step, g, outputShape);
                Leaves leaves = new Leaves(step);
                for (String name : wanted) {
                    leaves.add(name, block.getParameters().get(name));
                }
                if (used) {
                    UsedMemory.leave(step, x.length, g.length, block);
                }
                try (GradientCollector collector = step.getEngine().newGradientCollector()) {
                    NDArray output = block.forward(leaves, new NDList(input), training).singletonOrThrow();
                    float[] y = output.toFloatArray();
                    collector.backward(output.mul(constant).sum());
                    return new LayerPass(y, gradient(input, step), leaves.gradients());
                }
            }
        }
    }

    private static float[] gradient(NDArray leaf, NDManager step) {
        NDArray gradient = leaf.getGradient();
        gradient.attach(step);
        return gradient.toFloatArray();
    }

    private static final class Leaves extends ParameterStore {
        private final Map<Parameter, NDArray> leaves = new IdentityHashMap<>();
        private final Map<String, NDArray> named = new LinkedHashMap<>();
        private final NDManager step;

        Leaves(NDManager step) {
            super(step, false);
            this.step = step;
        }

        void add(String name, Parameter parameter) {
            NDArray leaf = parameter.getArray().stopGradient();
            leaf.attach(step);
            leaf.setRequiresGradient(true);
            leaves.put(parameter, leaf);
            named.put(name, leaf);
        }

        Map<String, float[]> gradients() {
            Map<String, float[]> gradients = new LinkedHashMap<>();
            named.forEach((name, leaf) -> gradients.put(name, gradient(leaf, step)));
            return gradients;
        }

        @Override
        public NDArray getValue(Parameter parameter, Device device, boolean training) {
            NDArray leaf = parameter == null ? null : leaves.get(parameter);
            return leaf != null || parameter == null ? leaf : parameter.getArray();
        }
    }
}
