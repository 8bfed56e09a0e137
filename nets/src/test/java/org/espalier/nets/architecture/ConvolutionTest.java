package org.espalier.nets.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.engine.Engine;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions that pad their channels to multiples of 16 are the convolutions that do not. */
class ConvolutionTest {
    private static final int CLASSES = 3;
    private static final double ROUNDING = 2e-6;

    /** Two convolutions, so that gradients pass through the second, strided one to the first. */
    private static Block block(int channels, int next, int kernel, boolean bias, BooleanSupplier padded) {
        return new NamedLayers().add("conv1", Layers.convolution(channels, kernel, 1, bias, padded)).add("relu", Layers.relu())
            .add("conv2", Layers.convolution(next, kernel, 2, bias, padded)).add("flatten", Blocks.batchFlattenBlock())
            .add("fc", Layers.linear(CLASSES, false));
    }

    private record Pass(float[] outputs, Map<String, float[]> gradients, List<String> parameters) {}

    private static Pass pass(Block block, ImageShape shape) {
        try (Network network = Network.of(block, shape, CLASSES)) {
            SplittableRandom random = new SplittableRandom(1);
            Map<String, float[]> weights = new LinkedHashMap<>();
            Map<String, float[]> gradients = new LinkedHashMap<>();
            List<String> parameters = new ArrayList<>();
            network.parameters().forEach(p -> {
                weights.put(p.name(), floats(random, p.size()));
                gradients.put(p.name(), new float[p.size()]);
                parameters.add(p.name() + java.util.Arrays.toString(p.shape()));
            });
            network.load(new FixedWeights(new InitialWeights(weights)), 0);
            LabelledImages images = new LabelledImages(shape, CLASSES, floats(random, 5 * shape.size()), new int[] {0, 1, 2, 1, 0});
            float[] outputs = network.outputs(images, 0, 5);
            network.gradients(images, new int[] {0, 1, 2, 3, 4}, new CrossEntropy(0), gradients);
            return new Pass(outputs, gradients, parameters);
        }
    }

    private static float[] floats(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble() - 0.5);
        }
        return values;
    }

    private static void near(float[] expected, float[] actual, String what) {
        double norm = 0;
        double off = 0;
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            norm += (double) expected[i] * expected[i];
            off += Math.pow((double) expected[i] - actual[i], 2);
        }
        assertTrue(Math.sqrt(off) <= ROUNDING * Math.sqrt(norm), what + " " + Math.sqrt(off / norm));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 12, 15, 16, 17, 24, 31, 33, 40})
    void paddedAndUnpaddedAreEqualToRounding(int channels) {
        for (boolean bias : new boolean[] {false, true}) {
            for (int kernel : new int[] {1, 3}) {
                ImageShape shape = new ImageShape(1 + channels % 4, 7, 6);
                Pass plain = pass(block(channels, 41 - channels, kernel, bias, () -> false), shape);
                Pass padded = pass(block(channels, 41 - channels, kernel, bias, () -> true), shape);
                assertEquals(plain.parameters(), padded.parameters());
                near(plain.outputs(), padded.outputs(), "outputs");
                plain.gradients().forEach((name, g) -> near(g, padded.gradients().get(name), name));
            }
        }
    }

    @Test
    void channelsThatAreMultiplesOf16AreLeftAlone() {
        ImageShape shape = new ImageShape(16, 5, 5);
        Pass plain = pass(block(32, 16, 3, true, () -> false), shape);
        Pass padded = pass(block(32, 16, 3, true, () -> true), shape);
        assertArrayEquals(plain.outputs(), padded.outputs());
        plain.gradients().forEach((name, g) -> assertArrayEquals(g, padded.gradients().get(name)));
    }

    /** What padding makes goes with the pass, in evaluation too, where the weights belong to the network. */
    @Test
    void nothingIsLeftBehind() {
        try (NDManager manager = Engine.newManager()) {
            Block layer = Layers.convolution(5, 3, 1, true, () -> true);
            layer.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 4, 4));
            int before = manager.getManagedArrays().size();
            for (int i = 0; i < 3; i++) {
                try (NDManager step = manager.newSubManager()) {
                    layer.forward(new ParameterStore(manager, false), new NDList(step.ones(new Shape(2, 3, 4, 4))), false);
                }
                assertEquals(before, manager.getManagedArrays().size());
            }
        }
    }

    /** Where channels must be padded, a plug-in's own convolution would be wrong without a word. */
    @Test
    void whereChannelsMustBePaddedOthersConvolutionsAreRefused() {
        Block ours = block(5, 6, 3, true, () -> true);
        Layers.requireOurs(ours);
        Block theirs = new NamedLayers().add("inner", new NamedLayers().add("conv", Conv2d.builder().setFilters(3)
            .setKernelShape(new Shape(3, 3)).build()));
        assertTrue(assertThrows(InvalidInputException.class, () -> Layers.requireOurs(theirs)).getMessage()
            .contains("Layers.convolution"));
        assertTrue(Layers.convolutionIn(theirs) && Layers.convolutionIn(ours) && !Layers.convolutionIn(Layers.linear(3, true)));
    }
}
