package org.espalier.nets.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture.Options;
import org.espalier.nets.architecture.LayerSpec.Size;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.NetworkParameter.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockLayersTest {
    private static final ImageShape INPUT = new ImageShape(2, 17, 16);

    /**
     * What is written down is what is computed: every family, with random weights and running statistics, beside loops in
     * double precision that know the layers alone.
     */
    @ParameterizedTest
    @CsvSource({"lenet-300-100,0.1,true", "mlp,0.05,false", "conv2,0.25,true", "conv8,0.25,false", "all-cnn-c,0.34,true",
        "resnet18,0.25,true", "resnet50,0.25,false"})
    void theLayersComputeWhatTheNetworkDoes(String name, double width, boolean both) {
        Random random = new Random(1);
        try (Network network = Network.create(Architectures.named(name), new Options(width, both, both), INPUT, 5)) {
            Map<String, float[]> values = new LinkedHashMap<>();
            for (NetworkParameter p : network.parameters()) {
                float[] array = new float[p.size()];
                double scale = p.role() == Role.WEIGHT ? Math.sqrt(2.0 / p.fanIn()) : 0.3;
                for (int i = 0; i < array.length; i++) {
                    double v = scale * random.nextGaussian();
                    array[i] = (float) (p.name().endsWith("runningVar") || p.role() == Role.NORM_SCALE ? 1 + v * v : v);
                }
                values.put(p.name(), array);
            }
            network.setNormState(values);
            network.load(new FixedWeights(new InitialWeights(values)), 0);
            float[] pixels = new float[2 * INPUT.size()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) random.nextGaussian();
            }
            float[] outputs = network.outputs(new LabelledImages(INPUT, 5, pixels, new int[2]), 0, 2);
            List<LayerSpec> layers = NetworkJson.parse(NetworkJson.write(new NetworkDescription(name,
                new Options(width, both, both), INPUT, 5, network.layers(), Optional.empty(),
                NetworkDescription.Origin.UNKNOWN)), "it").layers();
            double largest = 0;
            for (float output : outputs) {
                largest = Math.max(largest, Math.abs(output));
            }
            for (int n = 0; n < 2; n++) {
                double[] image = new double[INPUT.size()];
                int first = n * image.length;
                Arrays.setAll(image, i -> pixels[first + i]);
                double[] expected = new PlainNetwork(values).outputs(layers, INPUT, image);
                for (int c = 0; c < 5; c++) {
                    assertEquals(expected[c], outputs[n * 5 + c], 2e-5 * largest, name + " image " + n + " class " + c);
                }
            }
        }
    }

    @Test
    void writesConv2AsItsPaperHasIt() {
        try (Network network = Network.create(Architectures.named("conv2"), new Options(0.125, false, false),
            new ImageShape(1, 28, 28), 10)) {
            LayerSpec.Conv conv = new LayerSpec.Conv("conv1", 8, Size.square(3), Size.square(1), Size.square(1), false);
            assertEquals(List.of(conv, new LayerSpec.Relu(),
                new LayerSpec.Conv("conv2", 8, conv.kernel(), conv.stride(), conv.padding(), false), new LayerSpec.Relu(),
                new LayerSpec.MaxPool(Size.square(2), Size.square(2)), new LayerSpec.DropoutPlace(), new LayerSpec.Flatten(),
                new LayerSpec.LinearLayer("fc1", 32, false), new LayerSpec.Relu(), new LayerSpec.DropoutPlace(),
                new LayerSpec.LinearLayer("fc2", 32, false), new LayerSpec.Relu(), new LayerSpec.DropoutPlace(),
                new LayerSpec.LinearLayer("fc3", 10, false)), network.layers());
        }
    }

    private static List<LayerSpec> layers(Block block, ImageShape input, int classes) {
        try (Network network = Network.of(block, input, classes)) {
            return network.layers();
        }
    }

    /** The block of docs/extending.md: a plug-in that knows nothing of descriptions. */
    @Test
    void describesAPlugInsBlock() {
        assertEquals(List.of(new LayerSpec.Flatten(), new LayerSpec.LinearLayer("Linear2", 20, true), new LayerSpec.Relu(),
            new LayerSpec.LinearLayer("Linear4", 3, false)), layers(new SequentialBlock().add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(20).build()).add(Activation.reluBlock())
                .add(Linear.builder().setUnits(3).optBias(false).build()), INPUT, 3));
    }

    @Test
    void refusesWhatItCannotDescribeByName() {
        List<Block> unknown = List.of(BatchNorm.builder().build(), Activation.tanhBlock(),
            Pool.avgPool2dBlock(new Shape(2, 2)), Pool.maxPool2dBlock(new Shape(2, 2)),
            Conv2d.builder().setFilters(2).setKernelShape(new Shape(3, 3)).optGroups(2).build(),
            Conv2d.builder().setFilters(2).setKernelShape(new Shape(3, 3)).optDilation(new Shape(2, 2)).build());
        for (Block block : unknown) {
            Block row = new NamedLayers().add("odd", block).add("flatten", Blocks.batchFlattenBlock())
                .add("fc", Layers.linear(3, true));
            String message = assertThrows(InvalidInputException.class, () -> layers(row, INPUT, 3)).getMessage();
            assertTrue(message.startsWith("the layer 'odd' of the architecture is a "), message);
        }
    }
}
