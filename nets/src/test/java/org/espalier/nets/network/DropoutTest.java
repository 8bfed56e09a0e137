package org.espalier.nets.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture.Options;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.parametrization.DenseWeights;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
    private static final ImageShape SHAPE = new ImageShape(1, 4, 4);
    private static final DataSplit DATA = Synthetic.split(SHAPE, 3, 70, 30);
    private static final double RATE = 0.4;

    private static Network network(String architecture, double width, double dropout) {
        return Network.create(Architectures.named(architecture), new Options(width, true, false, dropout), SHAPE, 3);
    }

    private static DropoutNoise noise(long seed) {
        return new DropoutNoise(RATE, new SplittableRandom(seed));
    }

    @Test
    void valuesAreDroppedAtTheRateAndTheRestScaledUp() {
        int n = 100_000;
        float[] factors = noise(1).factors(n);
        int dropped = 0;
        double sum = 0;
        for (float factor : factors) {
            assertTrue(factor == 0 || factor == (float) (1 / (1 - RATE)), "" + factor);
            dropped += factor == 0 ? 1 : 0;
            sum += factor;
        }
        double deviation = Math.sqrt(RATE * (1 - RATE) / n);
        assertEquals(RATE, dropped / (double) n, 5 * deviation);
        assertEquals(1, sum / n, 5 * deviation / (1 - RATE));
        assertArrayEquals(factors, noise(1).factors(n));
        assertFalse(Arrays.equals(factors, noise(2).factors(n)));
    }

    /** Layer by layer in double precision, with the factors in the order in which they are drawn. */
    @Test
    void hiddenValuesAreMultipliedByTheFactors() {
        try (Network network = network("lenet-300-100", 0.05, 0)) {
            network.load(new FixedWeights(Synthetic.weights(network, 1)), 0);
            int images = 3;
            Map<String, float[]> found = network.activations(DATA.test(), 0, images, noise(5));
            DropoutNoise again = noise(5);
            double[] values = new double[images * SHAPE.size()];
            Arrays.setAll(values, i -> DATA.test().pixels()[i]);
            for (String layer : List.of("fc1", "fc2", "fc3")) {
                values = linear(values, images, network.effective().get(layer + ".weight"),
                    network.effective().get(layer + ".bias"));
                if (!layer.equals("fc3")) {
                    float[] factors = again.factors(values.length);
                    for (int i = 0; i < values.length; i++) {
                        values[i] = Math.max(0, values[i]) * factors[i];
                    }
                }
                for (int i = 0; i < values.length; i++) {
                    assertEquals(values[i], found.get(layer)[i], 1e-4, layer);
                }
            }
            assertArrayEquals(network.outputs(DATA.test(), 0, images), network.activations(DATA.test(), 0, images).get("fc3"),
                "what comes after is not dropped");
        }
    }

    private static double[] linear(double[] values, int images, float[] weights, float[] bias) {
        int inputs = values.length / images;
        double[] next = new double[images * bias.length];
        for (int image = 0; image < images; image++) {
            for (int o = 0; o < bias.length; o++) {
                double sum = bias[o];
                for (int i = 0; i < inputs; i++) {
                    sum += weights[o * inputs + i] * values[image * inputs + i];
                }
                next[image * bias.length + o] = sum;
            }
        }
        return next;
    }

    /** Against central differences of the loss with the same values dropped. */
    @ParameterizedTest
    @CsvSource({"lenet-300-100, 0.2, fc1.weight", "conv2, 0.04, conv1.weight", "all-cnn-c, 0.04, conv3.weight"})
    void gradientsGoThroughWhatStays(String architecture, double width, String name) {
        try (Network network = network(architecture, width, 0)) {
            InitialWeights start = Synthetic.weights(network, 3);
            int[] rows = {0, 1, 2, 3};
            CrossEntropy loss = new CrossEntropy(0);
            network.load(new FixedWeights(start), 0);
            Map<String, float[]> gradient = new LinkedHashMap<>(Map.of(name, new float[start.of(name).length]));
            double value = network.gradients(DATA.train(), rows, loss, gradient, noise(7));
            assertNotEquals(value, network.gradients(DATA.train(), rows, loss, Map.of()), "nothing was dropped");
            double step = 1e-2;
            double norm = 0;
            double difference = 0;
            for (int i = 0; i < Math.min(20, start.of(name).length); i++) {
                double[] losses = new double[2];
                for (int side = 0; side < 2; side++) {
                    Map<String, float[]> moved = start.copies(network.trainable());
                    moved.get(name)[i] += (float) (side == 0 ? step : -step);
                    network.load(new FixedWeights(new InitialWeights(moved)), 0);
                    losses[side] = network.gradients(DATA.train(), rows, loss, Map.of(), noise(7));
                }
                double expected = (losses[0] - losses[1]) / (2 * step);
                norm += expected * expected;
                difference += Math.pow(expected - gradient.get(name)[i], 2);
            }
            assertTrue(norm > 1e-6, "" + norm);
            assertEquals(0, Math.sqrt(difference / norm), 0.05);
        }
    }

    private static float[] train(Network network, RandomStreams random, TrainingMonitor monitor, long steps) {
        DenseWeights weights = new DenseWeights(network, Synthetic.weights(network, 1));
        Training.run(network, weights, DATA, TrainingOptions.of(Sgd.of(0.9, 0), 0.05, steps, 16, 5).withCheckpointSeconds(0),
            random, monitor);
        return weights.variable("fc2.weight").clone();
    }

    @Test
    void aStepDropsWhatItsEpochAndBatchSayAndAResumedTrainingTheSame() {
        TreeSet<String> streams = new TreeSet<>();
        RandomStreams random = name -> {
            streams.add(name);
            return Synthetic.random(2).stream(name);
        };
        Map<Long, Checkpoint> saved = new TreeMap<>();
        float[] whole;
        try (Network network = network("lenet-300-100", 0.1, RATE)) {
            assertEquals(RATE, network.dropout());
            whole = train(network, random, new TrainingMonitor() {
                @Override
                public void metric(String name, long step, double value) {}

                @Override
                public void save(Checkpoint checkpoint) {
                    saved.put(checkpoint.progress().step(), checkpoint);
                }
            }, 12);
        }
        assertTrue(streams.containsAll(List.of("dropout/0/0", "dropout/0/4", "dropout/1/0", "dropout/2/1")), streams::toString);
        assertFalse(streams.contains("dropout/0/5"), "an epoch of 70 images in batches of 16 has 5");
        try (Network network = network("lenet-300-100", 0.1, RATE)) {
            assertArrayEquals(whole, train(network, random, new TrainingMonitor() {
                @Override
                public void metric(String name, long step, double value) {}

                @Override
                public Optional<Checkpoint> restore() {
                    return Optional.of(saved.get(7L));
                }
            }, 12));
        }
        streams.clear();
        try (Network network = network("lenet-300-100", 0.1, 0)) {
            assertFalse(Arrays.equals(whole, train(network, random, TrainingMonitor.SILENT, 12)));
        }
        assertTrue(streams.stream().noneMatch(s -> s.startsWith("dropout")), streams::toString);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void aRateThatIsNoneIsRefused(double rate) {
        assertTrue(assertThrows(InvalidInputException.class, () -> new DropoutNoise(rate, new SplittableRandom(1))).getMessage()
            .contains("at least 0 and below 1"));
        assertThrows(InvalidInputException.class, () -> new Options(1, false, false, rate));
    }

    @Test
    void anArchitectureWithoutAPlaceForItRefusesIt() {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> network("resnet18", 0.03, 0.5));
        assertEquals("architecture 'resnet18' has no place for dropout, and 0.5 was asked for", e.getMessage());
    }
}
