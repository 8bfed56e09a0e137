package org.espalier.nets.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture.Options;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.parametrization.DenseWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
    private static final CrossEntropy LOSS = new CrossEntropy(0);

    private static Network network(String name, ImageShape shape, int classes, double width) {
        return Network.create(Architectures.named(name), new Options(width, true, true), shape, classes);
    }

    private static int[] rows(int count) {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = count - 1 - i;
        }
        return rows;
    }

    private static Map<String, float[]> gradients(Network network) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        network.trainable().forEach(name -> gradients.put(name, new float[network.parameter(name).size()]));
        return gradients;
    }

    /** Plain Java, in double: linear, ReLU, linear, ReLU, linear. */
    @Test
    void lenetComputesWhatItsDefinitionSays() {
        ImageShape shape = new ImageShape(1, 3, 3);
        LabelledImages images = Synthetic.images(shape, 4, 7, 5);
        try (Network network = network("lenet-300-100", shape, 4, 0.05)) {
            InitialWeights weights = Synthetic.weights(network, 1);
            network.load(new FixedWeights(weights), 0);
            double[][] expected = new double[7][];
            for (int i = 0; i < 7; i++) {
                double[] x = new double[9];
                for (int j = 0; j < 9; j++) {
                    x[j] = images.pixels()[i * 9 + j];
                }
                for (int layer = 1; layer <= 3; layer++) {
                    x = linear(x, weights.of("fc" + layer + ".weight"), weights.of("fc" + layer + ".bias"), layer < 3);
                }
                expected[i] = x;
            }
            float[] outputs = network.outputs(images, 0, 7);
            for (int i = 0; i < 28; i++) {
                assertEquals(expected[i / 4][i % 4], outputs[i], 1e-5);
            }
        }
    }

    private static double[] linear(double[] x, float[] weight, float[] bias, boolean relu) {
        double[] y = new double[bias.length];
        for (int o = 0; o < y.length; o++) {
            y[o] = bias[o];
            for (int i = 0; i < x.length; i++) {
                y[o] += weight[o * x.length + i] * x[i];
            }
            y[o] = relu ? Math.max(0, y[o]) : y[o];
        }
        return y;
    }

    /**
     * Central differences of the loss, in the direction of every parameter. Float32 limits the agreement of all, the
     * kink of a ReLU of some; a missing or doubled term would be wrong by the size of the gradient itself.
     */
    @ParameterizedTest
    @CsvSource({"lenet-300-100,4,0.03,12,2e-3", "conv2,4,0.05,12,2e-3", "resnet18,12,0.04,1,1e-3"})
    void gradientsAgreeWithFiniteDifferences(String name, int side, double width, int perParameter, float step) {
        ImageShape shape = new ImageShape(2, side, side);
        LabelledImages images = Synthetic.images(shape, 3, 12, 7);
        int[] rows = rows(12);
        try (Network network = network(name, shape, 3, width)) {
            InitialWeights weights = Synthetic.weights(network, 11);
            FixedWeights fixed = new FixedWeights(weights);
            network.load(fixed, 0);
            Map<String, float[]> gradients = gradients(network);
            network.gradients(images, rows, LOSS, gradients);
            List<Double> errors = new ArrayList<>();
            double squares = 0;
            for (String parameter : network.trainable()) {
                float[] values = weights.of(parameter);
                for (int i = 0; i < values.length; i += Math.max(1, values.length / perParameter)) {
                    float kept = values[i];
                    values[i] = kept + step;
                    network.load(fixed, 0);
                    double above = network.gradients(images, rows, LOSS, Map.of());
                    values[i] = kept - step;
                    network.load(fixed, 0);
                    double below = network.gradients(images, rows, LOSS, Map.of());
                    double width2 = (double) (kept + step) - (kept - step);
                    values[i] = kept;
                    double difference = (above - below) / width2 - gradients.get(parameter)[i];
                    squares += Math.pow(gradients.get(parameter)[i], 2);
                    errors.add(Math.abs(difference));
                }
            }
            double size = Math.sqrt(squares / errors.size());
            errors.sort(null);
            double median = errors.get(errors.size() / 2) / size;
            double mean = Math.sqrt(errors.stream().mapToDouble(e -> e * e).sum() / errors.size()) / size;
            assertTrue(errors.size() > 20 && median < 5e-3 && mean < 0.05, name + ": median error " + median
                + ", root mean square " + mean + " of the gradient's");
        }
    }

    @Test
    void onlyTheGradientsAskedForAreComputedAndOthersDoNotChangeThem() {
        ImageShape shape = new ImageShape(1, 6, 6);
        LabelledImages images = Synthetic.images(shape, 3, 5, 7);
        try (Network network = network("conv2", shape, 3, 0.05)) {
            network.load(new FixedWeights(Synthetic.weights(network, 1)), 0);
            Map<String, float[]> all = gradients(network);
            double loss = network.gradients(images, rows(5), LOSS, all);
            Map<String, float[]> one = new LinkedHashMap<>(Map.of("fc1.weight", new float[all.get("fc1.weight").length]));
            assertEquals(loss, network.gradients(images, rows(5), LOSS, one));
            assertArrayEquals(all.get("fc1.weight"), one.get("fc1.weight"));
            // Gradients do not add up from one pass to the next.
            assertEquals(loss, network.gradients(images, rows(5), LOSS, all));
            assertArrayEquals(one.get("fc1.weight"), all.get("fc1.weight"));
        }
    }

    @ParameterizedTest
    @CsvSource({"conv2,200", "resnet18,10"})
    void theNumberOfEngineArraysDoesNotGrow(String name, int steps) {
        ImageShape shape = new ImageShape(1, 4, 4);
        LabelledImages images = Synthetic.images(shape, 3, 20, 7);
        try (Network network = network(name, shape, 3, 0.05)) {
            DenseWeights weights = new DenseWeights(network, Synthetic.weights(network, 1));
            network.load(weights, 0);
            Map<String, float[]> gradients = gradients(network);
            network.gradients(images, rows(4), LOSS, gradients);
            network.outputs(images, 0, 20);
            int before = network.managedArrays();
            for (int i = 0; i < steps; i++) {
                network.reload(weights, i);
                network.gradients(images, rows(4), LOSS, gradients);
                network.outputs(images, 0, 20);
            }
            assertEquals(before, network.managedArrays());
            for (int count = 1; count <= 20; count++) {
                network.outputs(images, 0, count);
            }
            assertTrue(network.managedArrays() <= before + 8);
        }
    }

    /** After one training pass: running = 0.9 * initial + 0.1 * batch statistic (variance unbiased). */
    @Test
    void batchNormalisationMovesItsRunningStatisticsInTrainingOnly() {
        ImageShape shape = new ImageShape(1, 4, 4);
        LabelledImages images = Synthetic.images(shape, 2, 6, 7);
        try (Network network = network("resnet18", shape, 2, 0.02)) {
            InitialWeights weights = Synthetic.weights(network, 1);
            network.load(new FixedWeights(weights), 0);
            Map<String, float[]> start = network.normState();
            network.outputs(images, 0, 6);
            assertArrayEquals(start.get("bn1.runningMean"), network.normState().get("bn1.runningMean"));
            network.gradients(images, rows(6), LOSS, Map.of());
            double[] channel = convolved(images, weights.of("conv1.weight"));
            double mean = 0;
            for (double v : channel) {
                mean += v / channel.length;
            }
            double variance = 0;
            for (double v : channel) {
                variance += (v - mean) * (v - mean) / (channel.length - 1);
            }
            assertEquals(0.1 * mean, network.normState().get("bn1.runningMean")[0], 1e-6);
            assertEquals(0.9 + 0.1 * variance, network.normState().get("bn1.runningVar")[0], 1e-5);
            network.resetNormState();
            start.forEach((name, values) -> assertArrayEquals(values, network.normState().get(name)));
        }
    }

    /** Against the arithmetic that each architecture states of itself. */
    @ParameterizedTest
    @CsvSource({"lenet-300-100", "conv2", "conv6", "resnet18"})
    void usesTimesSizesAreTheMultiplyAddsOfTheArchitecture(String name) {
        ImageShape shape = new ImageShape(3, 32, 32);
        Options options = new Options(0.05, false, false);
        try (Network network = Network.create(Architectures.named(name), options, shape, 10)) {
            double sum = 0;
            for (Map.Entry<String, Long> use : network.uses().entrySet()) {
                sum += (double) use.getValue() * network.parameter(use.getKey()).size();
            }
            assertEquals(network.parameters(NetworkParameter.Role.WEIGHT).size(), network.uses().size());
            assertEquals(Architectures.named(name).work(shape, 10, options).multiplyAdds(), sum, 1e-6 * sum);
        }
    }

    /** The gradient in evaluation, against central differences of the loss in evaluation; the statistics stay. */
    @Test
    void theGradientInEvaluationUsesTheRunningStatisticsAndLeavesThem() {
        ImageShape shape = new ImageShape(1, 4, 4);
        LabelledImages images = Synthetic.images(shape, 2, 6, 7);
        try (Network network = network("resnet18", shape, 2, 0.02)) {
            InitialWeights weights = Synthetic.weights(network, 1);
            network.load(new FixedWeights(weights), 0);
            network.gradients(images, rows(6), LOSS, Map.of());
            Map<String, float[]> state = network.normState();
            Map<String, float[]> gradients = gradients(network);
            network.gradientsInEvaluation(images, rows(6), LOSS, gradients);
            state.forEach((name, values) -> assertArrayEquals(values, network.normState().get(name), name));
            float[] last = weights.of("fc.weight");
            for (int i = 0; i < last.length; i++) {
                float kept = last[i];
                last[i] = kept + 1e-2f;
                network.load(new FixedWeights(weights), 0);
                double above = Evaluation.of(network, images, LOSS).loss();
                last[i] = kept - 1e-2f;
                network.load(new FixedWeights(weights), 0);
                double below = Evaluation.of(network, images, LOSS).loss();
                last[i] = kept;
                assertEquals((above - below) / 2e-2, gradients.get("fc.weight")[i], 1e-3);
            }
        }
    }

    /** First output channel of a 3x3 convolution with padding 1 on 4x4 images. */
    private static double[] convolved(LabelledImages images, float[] kernel) {
        double[] out = new double[images.count() * 16];
        for (int i = 0; i < out.length; i++) {
            int y = i % 16 / 4;
            int x = i % 4;
            for (int k = 0; k < 9; k++) {
                int v = y + k / 3 - 1;
                int u = x + k % 3 - 1;
                if (v >= 0 && v < 4 && u >= 0 && u < 4) {
                    out[i] += kernel[k] * images.pixels()[i / 16 * 16 + v * 4 + u];
                }
            }
        }
        return out;
    }

    @Test
    void anyBlockBecomesANetworkAndEqualNamesAreToldApart() {
        SequentialBlock block = new SequentialBlock().add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(5).build()).add(Linear.builder().setUnits(2).build());
        try (Network network = Network.of(block, new ImageShape(1, 2, 2), 2)) {
            assertEquals(List.of("Linear2.weight", "Linear2.bias", "Linear3.weight", "Linear3.bias"),
                network.trainable());
        }
    }

    @Test
    void whatDoesNotFitIsRefusedByName() {
        ImageShape shape = new ImageShape(1, 3, 3);
        try (Network network = network("mlp", shape, 3, 0.01)) {
            InitialWeights weights = Synthetic.weights(network, 1);
            Map<String, float[]> broken = new LinkedHashMap<>(weights.values());
            broken.put("fc1.weight", new float[3]);
            assertTrue(assertThrows(InvalidInputException.class, () -> new DenseWeights(network, new InitialWeights(broken)))
                .getMessage().startsWith("weights of 'fc1.weight' have 3 values"));
            assertThrows(InvalidInputException.class, () -> network.parameter("conv1.weight"));
            assertThrows(InvalidInputException.class,
                () -> Evaluation.of(network, Synthetic.images(new ImageShape(1, 3, 4), 3, 2, 1), LOSS));
            assertThrows(InvalidInputException.class, () -> Evaluation.of(network, Synthetic.images(shape, 4, 2, 1), LOSS));
            assertThrows(InvalidInputException.class, () -> Evaluation.of(network, Synthetic.images(shape, 3, 0, 1), LOSS));
            LabelledImages mislabelled = Synthetic.images(shape, 3, 2, 1);
            mislabelled.labels()[1] = 3;
            assertEquals("image 1 has label 3, expected 0 to 2", assertThrows(InvalidInputException.class,
                () -> Evaluation.of(network, mislabelled, LOSS)).getMessage());
        }
        assertThrows(InvalidInputException.class,
            () -> Network.of(Linear.builder().setUnits(2).build(), shape, 3));
    }

    @Test
    void evaluationCountsEveryImageAlike() {
        ImageShape shape = new ImageShape(1, 3, 3);
        LabelledImages images = Synthetic.images(shape, 3, 230, 9);
        try (Network network = network("mlp", shape, 3, 0.1)) {
            network.load(new FixedWeights(Synthetic.weights(network, 1)), 0);
            Evaluation whole = Evaluation.of(network, images, LOSS);
            float[] outputs = new float[3 * 230];
            int correct = 0;
            for (int i = 0; i < 230; i++) {
                System.arraycopy(network.outputs(images, i, 1), 0, outputs, 3 * i, 3);
                int best = 0;
                for (int c = 1; c < 3; c++) {
                    best = outputs[3 * i + c] > outputs[3 * i + best] ? c : best;
                }
                assertEquals(best, whole.predictions()[i]);
                correct += best == images.labels()[i] ? 1 : 0;
            }
            assertEquals(LOSS.mean(outputs, 3, images.labels(), null), whole.loss(), 1e-6);
            assertEquals(correct / 230.0, whole.accuracy());
            assertNotEquals(0, correct);
        }
    }
}
