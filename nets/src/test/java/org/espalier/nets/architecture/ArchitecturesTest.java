package org.espalier.nets.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture.Options;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.NetworkParameter.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitecturesTest {
    private static final ImageShape MNIST = new ImageShape(1, 28, 28);
    private static final ImageShape CIFAR = new ImageShape(3, 32, 32);

    private static List<NetworkParameter> parameters(String name, ImageShape input, Options options) {
        try (Network network = Network.create(Architectures.named(name), options, input, 10)) {
            return network.parameters();
        }
    }

    private static long count(List<NetworkParameter> parameters, Role role) {
        return parameters.stream().filter(p -> p.role() == role).mapToLong(NetworkParameter::size).sum();
    }

    /** Layer by layer from the papers' tables (Frankle and Carbin 2019, fig. 2; Ramanujan et al. 2020, table 1). */
    @ParameterizedTest
    @CsvSource({"conv2,4300992", "conv4,2425024", "conv6,2261184", "conv8,5275840"})
    void convNetsHaveThePublishedNumberOfWeights(String name, long weights) {
        assertEquals(weights, count(parameters(name, CIFAR, Options.PLAIN), Role.WEIGHT));
    }

    @Test
    void lenetHasThePublishedNumberOfWeights() {
        List<NetworkParameter> plain = parameters("lenet-300-100", MNIST, Options.PLAIN);
        assertEquals(266_200, count(plain, Role.WEIGHT));
        assertEquals(List.of("fc1.weight", "fc2.weight", "fc3.weight"), plain.stream().map(NetworkParameter::name)
            .toList());
        assertEquals(784, plain.get(0).fanIn());
        assertEquals(300, plain.get(0).fanOut());
        List<NetworkParameter> biased = parameters("lenet-300-100", MNIST, new Options(1, true, false));
        assertEquals(410, count(biased, Role.BIAS));
        assertEquals("fc1.bias", biased.get(1).name());
    }

    /** Table 1 of Zhang et al. 2017 counts 1,735,178 with biases, on 28x28x3 images. */
    @Test
    void mlpHasThePublishedNumberOfParameters() {
        List<NetworkParameter> all = parameters("mlp", new ImageShape(3, 28, 28), new Options(1, true, false));
        assertEquals(1_735_178, count(all, Role.WEIGHT) + count(all, Role.BIAS));
    }

    @Test
    void resnet18HasTheNumberOfWeightsCountedByHand() {
        long expected = 3 * 64 * 9 + 4 * 64 * 64 * 9;
        for (int from = 64; from < 512; from *= 2) {
            int to = 2 * from;
            expected += 9L * from * to + 3 * 9L * to * to + (long) from * to;
        }
        expected += 512 * 10;
        assertEquals(11_164_352, expected);
        List<NetworkParameter> plain = parameters("resnet18", CIFAR, Options.PLAIN);
        assertEquals(expected, count(plain, Role.WEIGHT));
        assertEquals(0, count(plain, Role.NORM_SCALE) + count(plain, Role.NORM_SHIFT));
        // One normalisation a convolution: 5 of 64 channels and 5 of each of the others, the shortcut's included.
        long channels = 5 * 64 + 5 * (128 + 256 + 512);
        assertEquals(2 * channels, count(plain, Role.NORM_STATE));
        List<NetworkParameter> affine = parameters("resnet18", CIFAR, new Options(1, true, true));
        assertEquals(channels, count(affine, Role.NORM_SCALE));
        assertEquals(channels, count(affine, Role.NORM_SHIFT));
        assertEquals(10, count(affine, Role.BIAS));
    }

    @Test
    void resnet50HasTheNumberOfWeightsCountedByHand() {
        int[] blocks = {3, 4, 6, 3};
        long expected = 3 * 64 * 9 + 2048 * 10;
        long from = 64;
        for (int stage = 0; stage < 4; stage++) {
            long inner = 64L << stage;
            long outer = 4 * inner;
            for (int b = 0; b < blocks[stage]; b++) {
                expected += from * inner + 9 * inner * inner + inner * outer + (b == 0 ? from * outer : 0);
                from = outer;
            }
        }
        assertEquals(23_467_712, expected);
        assertEquals(expected, count(parameters("resnet50", CIFAR, Options.PLAIN), Role.WEIGHT));
    }

    /** 3x3: 3 to 96, twice 96, 96 to 192, three of 192; 1x1: 192, and 10 classes (Springenberg et al. 2015 say 1.4 million). */
    @Test
    void allCnnHasTheWeightsOfItsTable() {
        long weights = 9L * (3 * 96 + 2 * 96 * 96 + 96 * 192 + 3 * 192 * 192) + 192 * 192 + 192 * 10;
        assertEquals(1_368_480, weights);
        assertEquals(weights, count(parameters("all-cnn-c", CIFAR, Options.PLAIN), Role.WEIGHT));
    }

    @Test
    void theWorkThatIsEstimatedHasTheWeightsThatAreThere() {
        for (Architecture architecture : Architectures.all()) {
            for (Options options : List.of(new Options(0.3, false, false), new Options(0.5, false, true))) {
                for (ImageShape shape : List.of(CIFAR, new ImageShape(1, 28, 28))) {
                    assertEquals(count(parameters(architecture.name(), shape, options), Role.WEIGHT),
                        architecture.work(shape, 10, options).weights(), architecture.name());
                }
            }
        }
        // Fully connected: one multiplication a weight. Conv2, first layers: 1024 positions each.
        assertEquals(266_200, Architectures.named("lenet-300-100").work(MNIST, 10, Options.PLAIN).multiplyAdds());
        assertEquals(1024.0 * (27 * 64 + 576 * 64) + 16384 * 256 + 256 * 256 + 2560,
            Architectures.named("conv2").work(CIFAR, 10, Options.PLAIN).multiplyAdds());
    }

    @Test
    void namesOfParametersAreReadableAndUnique() {
        List<String> names = parameters("resnet18", CIFAR, new Options(0.1, true, true)).stream()
            .map(NetworkParameter::name).toList();
        assertEquals(names.size(), new HashSet<>(names).size());
        assertTrue(names.containsAll(List.of("conv1.weight", "bn1.gamma", "stage1.block1.conv1.weight",
            "stage2.block1.shortcut.conv.weight", "stage4.block2.bn2.runningVar", "fc.weight", "fc.bias")), names::toString);
        assertEquals(List.of("conv1.weight", "conv2.weight", "fc1.weight", "fc2.weight", "fc3.weight"),
            parameters("conv2", MNIST, Options.PLAIN).stream().map(NetworkParameter::name).toList());
    }

    @Test
    void widthMultipliesHiddenLayersRoundingDownButNeverToNothing() {
        List<NetworkParameter> half = parameters("conv2", CIFAR, new Options(0.51, false, false));
        assertEquals(32, half.get(0).shape()[0]);
        assertEquals(3, half.get(0).shape()[1]);
        assertEquals(130, half.get(3).shape()[0]);
        assertEquals(10, half.get(4).shape()[0]);
        List<NetworkParameter> least = parameters("lenet-300-100", MNIST, new Options(0.001, false, false));
        assertEquals(1, least.get(0).shape()[0]);
        // 0.29 * 100 is 28.999999999999996 in floating point.
        assertEquals(29, parameters("lenet-300-100", MNIST, new Options(0.29, false, false)).get(1).shape()[0]);
    }

    @Test
    void fanCountsTheFieldOfAConvolution() {
        NetworkParameter second = parameters("conv2", CIFAR, Options.PLAIN).get(1);
        assertEquals(64 * 9, second.fanIn());
        assertEquals(64 * 9, second.fanOut());
    }

    @ParameterizedTest
    @CsvSource({"conv6,8", "conv8,28", "resnet18,7", "mlp,5"})
    void sidesThatPoolingDoesNotDivideAreRoundedDown(String name, int side) {
        assertTrue(count(parameters(name, new ImageShape(1, side, side), new Options(0.1, false, false)), Role.WEIGHT)
            > 0);
    }

    @Test
    void anImageTooSmallToBePooledIsRefused() {
        InvalidInputException e = assertThrows(InvalidInputException.class,
            () -> parameters("conv8", new ImageShape(1, 8, 8), Options.PLAIN));
        assertEquals("conv8 halves the image 4 times and needs at least 16x16 pixels, not 8x8", e.getMessage());
        assertEquals("conv2 halves the image 1 times and needs at least 2x2 pixels, not 1x28", assertThrows(InvalidInputException.class,
            () -> Architectures.named("conv2").work(new ImageShape(1, 1, 28), 10, Options.PLAIN)).getMessage());
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> Architectures.named("lenet-300"));
        assertEquals("unknown architecture 'lenet-300'; did you mean lenet-300-100?", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "NaN", "Infinity", "65"})
    void aWidthOutOfRangeIsRefused(double width) {
        assertThrows(InvalidInputException.class, () -> new Options(width, false, false));
    }
}
