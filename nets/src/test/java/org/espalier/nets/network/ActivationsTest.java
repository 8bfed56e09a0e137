package org.espalier.nets.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Activations layer by layer, and weights that are written and read. */
class ActivationsTest {
    private static final ImageShape SHAPE = new ImageShape(1, 8, 8);

    private static Network network(String architecture, double width) {
        Network network = Network.create(Architectures.named(architecture), new Architecture.Options(width, false, false),
            SHAPE, 3);
        SplittableRandom random = new SplittableRandom(1);
        Map<String, float[]> weights = new LinkedHashMap<>();
        for (NetworkParameter p : network.parameters()) {
            float[] values = new float[p.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() / Math.sqrt(Math.max(1, p.fanIn())));
            }
            if (p.role() == NetworkParameter.Role.NORM_STATE) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = 1 + Math.abs(values[i]);
                }
            }
            weights.put(p.name(), values);
        }
        WeightFile.load(new InitialWeights(weights), network);
        return network;
    }

    private static LabelledImages images(int count) {
        SplittableRandom random = new SplittableRandom(2);
        float[] pixels = new float[count * SHAPE.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return new LabelledImages(SHAPE, 3, pixels, new int[count]);
    }

    /** Against rows times weights in double precision. */
    @Test
    void hiddenActivationsAreRectifiedAndOutputsAreNot() {
        LabelledImages images = images(5);
        try (Network network = network("lenet-300-100", 0.05)) {
            Map<String, float[]> found = network.activations(images, 1, 3);
            assertEquals(List.of("fc1", "fc2", "fc3"), new ArrayList<>(found.keySet()));
            double[] row = new double[SHAPE.size()];
            for (int image = 0; image < 3; image++) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = images.pixels()[(image + 1) * SHAPE.size() + i];
                }
                double[] values = row;
                for (String layer : found.keySet()) {
                    float[] w = network.effective().get(layer + ".weight");
                    double[] next = new double[w.length / values.length];
                    for (int o = 0; o < next.length; o++) {
                        for (int i = 0; i < values.length; i++) {
                            next[o] += w[o * values.length + i] * values[i];
                        }
                        next[o] = layer.equals("fc3") ? next[o] : Math.max(0, next[o]);
                        assertEquals(next[o], found.get(layer)[image * next.length + o], 1e-4);
                    }
                    values = next;
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"conv2, 0.05, 5", "all-cnn-c, 0.05, 9", "resnet18, 0.03, 7"})
    void theLastIsTheOutputsAndEveryLayerIsThere(String architecture, double width, int layers) {
        LabelledImages images = images(4);
        try (Network network = network(architecture, width)) {
            Map<String, float[]> found = network.activations(images, 0, 4);
            List<String> names = new ArrayList<>(found.keySet());
            assertEquals(layers, names.size(), names.toString());
            assertArrayEquals(network.outputs(images, 0, 4), found.get(names.get(names.size() - 1)));
            found.values().forEach(values -> assertEquals(0, values.length % 4));
        }
    }

    @Test
    void weightsAndRunningStatisticsComeBackBitForBit(@TempDir Path folder) {
        Path file = folder.resolve("weights.safetensors");
        LabelledImages images = images(4);
        try (Network network = network("resnet18", 0.03); Network other = Network.create(Architectures.named("resnet18"),
            new Architecture.Options(0.03, false, false), SHAPE, 3)) {
            WeightFile.write(file, network);
            WeightFile.load(WeightFile.read(file, other), other);
            assertArrayEquals(network.outputs(images, 0, 4), other.outputs(images, 0, 4));
        }
        try (Network another = network("conv2", 0.05)) {
            InvalidInputException e = assertThrows(InvalidInputException.class, () -> WeightFile.read(file, another));
            assertTrue(e.getMessage().contains("weights.safetensors"), e.getMessage());
        }
    }
}
