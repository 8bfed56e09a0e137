package org.espalier.nets.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture.Options;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.checkpoint.PassCount;
import org.espalier.nets.checkpoint.Validation;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.network.Synthetic;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.optimise.Optimizer;
import org.espalier.nets.optimise.Schedule;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.parametrization.DenseWeights;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingTest {
    private static final ImageShape SHAPE = new ImageShape(1, 4, 4);
    private static final int CLASSES = 3;
    /** 70 images in batches of 16: the last of an epoch has 6. */
    private static final DataSplit DATA = Synthetic.split(SHAPE, CLASSES, 70, 130);

    @TempDir
    private Path folder;

    /** Keeps what a training reports, and stops it after a step as a kill would. */
    private static final class Recorder implements TrainingMonitor {
        private static final class Killed extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        private final List<String> metrics = new ArrayList<>();
        private final Map<Long, Checkpoint> saved = new TreeMap<>();
        private Checkpoint start;
        private long killAfter = Long.MAX_VALUE;
        private double progress;
        private long best;

        @Override
        public void metric(String name, long step, double value) {
            metrics.add(name + " " + step + " " + value);
        }

        @Override
        public void progress(double fraction) {
            assertTrue(fraction > progress && fraction <= 1);
            progress = fraction;
        }

        @Override
        public Optional<Checkpoint> restore() {
            return Optional.ofNullable(start);
        }

        @Override
        public void save(Checkpoint checkpoint) {
            saved.put(checkpoint.progress().step(), checkpoint);
            if (checkpoint.progress().step() == killAfter) {
                throw new Killed();
            }
        }

        @Override
        public void validated(Validation validation, boolean isBest, Network network) {
            best = isBest ? validation.step() : best;
        }
    }

    private static Network network(String name, double width) {
        return Network.create(Architectures.named(name), new Options(width, true, true), SHAPE, CLASSES);
    }

    private static TrainingOptions options(Optimizer optimizer, double rate, long steps) {
        return TrainingOptions.of(optimizer, rate, steps, 16, 7).withCheckpointSeconds(Double.POSITIVE_INFINITY)
            .withSchedule(new Schedule.Cosine(steps, 1));
    }

    private static Optimizer optimizer(String name) {
        return name.equals("adam") ? Adam.of(0.01) : Sgd.of(0.9, 1e-3);
    }

    @Test
    void trainingLearnsWhatCanBeLearnt() {
        try (Network network = network("lenet-300-100", 0.2)) {
            DenseWeights weights = new DenseWeights(network, Synthetic.weights(network, 1));
            Recorder recorder = new Recorder();
            TrainingOutcome outcome = Training.run(network, weights, DATA, options(Sgd.of(0.9, 0), 0.05, 60),
                Synthetic.random(1), recorder);
            assertFalse(outcome.diverged());
            assertEquals(60, outcome.steps());
            assertEquals(1, recorder.progress);
            Validation last = outcome.last().orElseThrow();
            assertEquals(60, last.step());
            assertTrue(last.accuracy() > 0.7, () -> last.toString());
            // The network is left loaded with what was trained.
            assertEquals(last.loss(), Evaluation.of(network, DATA.validation(), new CrossEntropy(0)).loss());
            assertArrayEquals(weights.variable("fc1.weight"), network.effective().get("fc1.weight"));
        }
    }

    /** Plain SGD on a linear network, step by step in double precision. */
    @Test
    void aStepIsTheGradientTimesTheRate() {
        try (Network network = network("lenet-300-100", 0.02)) {
            InitialWeights start = Synthetic.weights(network, 1);
            network.load(new FixedWeights(start), 0);
            int[] rows = new DataOrder(Synthetic.random(4), DATA.train().count(), 16).rows(0);
            Map<String, float[]> gradients = new LinkedHashMap<>();
            network.trainable().forEach(n -> gradients.put(n, new float[network.parameter(n).size()]));
            network.gradients(DATA.train(), rows, new CrossEntropy(0), gradients);
            DenseWeights weights = new DenseWeights(network, start);
            TrainingOptions one = TrainingOptions.of(Sgd.of(0, 0), 0.5, 1, 16, 1);
            Training.run(network, weights, DATA, one, Synthetic.random(4), TrainingMonitor.SILENT);
            gradients.forEach((name, gradient) -> {
                for (int i = 0; i < gradient.length; i++) {
                    assertEquals(start.of(name)[i] - 0.5 * gradient[i], weights.variable(name)[i], 1e-6);
                }
            });
            // Clipped to a tiny norm the step has that norm times the rate.
            DenseWeights clipped = new DenseWeights(network, start);
            Training.run(network, clipped, DATA, one.withClipNorm(1e-2), Synthetic.random(4), TrainingMonitor.SILENT);
            double squares = 0;
            for (String name : network.trainable()) {
                for (int i = 0; i < start.of(name).length; i++) {
                    squares += Math.pow(clipped.variable(name)[i] - start.of(name)[i], 2);
                }
            }
            assertEquals(0.5 * 1e-2, Math.sqrt(squares), 1e-5);
        }
    }

    @Test
    void everyImageIsSeenOnceAnEpochInANewOrder() {
        DataOrder order = new DataOrder(Synthetic.random(1), 70, 16);
        List<List<Integer>> epochs = new ArrayList<>();
        for (int epoch = 0; epoch < 3; epoch++) {
            List<Integer> seen = new ArrayList<>();
            for (int batch = 0; batch < 5; batch++) {
                int[] rows = order.rows(epoch * 5L + batch);
                assertEquals(batch == 4 ? 6 : 16, rows.length);
                Arrays.stream(rows).forEach(seen::add);
            }
            assertEquals(70, new HashSet<>(seen).size());
            epochs.add(seen);
        }
        assertNotEquals(epochs.get(0), epochs.get(1));
        // A step's batch depends on the step alone.
        assertArrayEquals(order.rows(8), new DataOrder(Synthetic.random(1), 70, 16).rows(8));
        assertEquals(5, new DataOrder(Synthetic.random(1), 5, 100).rows(3).length);
    }

    @Test
    void metricsPassesAndTheEarlyStoppingStepAreReported() {
        try (Network network = network("mlp", 0.05)) {
            Recorder recorder = new Recorder();
            TrainingOutcome outcome = Training.run(network, new DenseWeights(network, Synthetic.weights(network, 1)), DATA,
                options(Sgd.of(0.9, 0), 0.1, 17), Synthetic.random(1), recorder);
            List<String> names = recorder.metrics.stream().map(m -> m.substring(0, m.lastIndexOf(' '))).toList();
            assertEquals(List.of("train_loss 7", "val_loss 7", "val_accuracy 7", "train_loss 14", "val_loss 14",
                "val_accuracy 14", "train_loss 17", "val_loss 17", "val_accuracy 17"), names);
            // Three epochs of 70 images and two batches; three validations of 130 images.
            assertEquals(new PassCount(3 * 70 + 2 * 16 + 3 * 130, 3 * 70 + 2 * 16), outcome.passes());
            Map<Double, Long> losses = new TreeMap<>();
            recorder.metrics.stream().filter(m -> m.startsWith("val_loss")).map(m -> m.split(" "))
                .forEach(m -> losses.putIfAbsent(Double.parseDouble(m[2]), Long.parseLong(m[1])));
            assertEquals(losses.values().iterator().next(), outcome.earlyStop().orElseThrow().step());
            assertEquals(recorder.best, outcome.earlyStop().orElseThrow().step());
        }
    }

    /** Interrupted after several steps, in the middle of an epoch and of an interval between validations, and at their ends. */
    @ParameterizedTest
    @CsvSource({"lenet-300-100,0.1,sgd", "lenet-300-100,0.1,adam", "conv2,0.1,adam", "resnet18,0.03,sgd"})
    void aResumedTrainingEndsWithTheSameBits(String name, double width, String optimizer) {
        TrainingOptions options = options(optimizer(optimizer), 0.02, 16);
        Recorder whole = new Recorder();
        Map<String, float[]> expected = new LinkedHashMap<>();
        TrainingOutcome outcome;
        try (Network network = network(name, width)) {
            DenseWeights weights = new DenseWeights(network, Synthetic.weights(network, 1));
            outcome = Training.run(network, weights, DATA, options, Synthetic.random(1), whole);
            expected.putAll(network.effective());
            expected.putAll(network.normState());
        }
        for (long kill : List.of(1L, 7L, 12L)) {
            Recorder first = new Recorder();
            first.killAfter = kill;
            try (Network network = network(name, width)) {
                DenseWeights weights = new DenseWeights(network, Synthetic.weights(network, 1));
                assertThrows(Recorder.Killed.class, () -> Training.run(network, weights, DATA,
                    options.withCheckpointSeconds(0), Synthetic.random(1), first));
            }
            Path file = folder.resolve("checkpoint.safetensors");
            first.saved.get(kill).withNotes(Map.of("position", "17")).write(file);
            Recorder second = new Recorder();
            second.start = Checkpoint.read(file);
            assertEquals("17", second.start.notes().get("position"));
            try (Network network = network(name, width)) {
                // Other weights, so that whatever is not restored is noticed.
                DenseWeights weights = new DenseWeights(network, Synthetic.weights(network, 2));
                assertEquals(outcome, Training.run(network, weights, DATA, options, Synthetic.random(1), second));
                Map<String, float[]> values = new LinkedHashMap<>(network.effective());
                values.putAll(network.normState());
                expected.forEach((parameter, bits) -> assertArrayEquals(bits, values.get(parameter),
                    parameter + " after step " + kill));
                List<String> metrics = new ArrayList<>(first.metrics);
                metrics.addAll(second.metrics);
                assertEquals(whole.metrics, metrics);
            }
        }
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() {
        Recorder recorder = new Recorder();
        try (Network network = network("mlp", 0.02)) {
            DenseWeights weights = new DenseWeights(network, Synthetic.weights(network, 1));
            Training.run(network, weights, DATA, options(Sgd.of(0, 0), 0.1, 2).withCheckpointSeconds(0),
                Synthetic.random(1), recorder);
            recorder.start = recorder.saved.get(1L);
            recorder.progress = 0;
            assertThrows(InvalidInputException.class, () -> Training.run(network, weights, DATA,
                options(Sgd.of(0.9, 0), 0.1, 2), Synthetic.random(1), recorder));
        }
        for (double width : new double[] {0.04, 0.02}) {
            try (Network network = network(width == 0.02 ? "lenet-300-100" : "mlp", width)) {
                assertThrows(InvalidInputException.class, () -> Training.run(network, new DenseWeights(network,
                    Synthetic.weights(network, 1)), DATA, options(Sgd.of(0, 0), 0.1, 2), Synthetic.random(1), recorder));
            }
        }
    }

    @Test
    void divergenceIsAnOutcomeThatNamesItsStep() {
        try (Network network = network("lenet-300-100", 0.1)) {
            DenseWeights weights = new DenseWeights(network, Synthetic.weights(network, 1));
            TrainingOutcome outcome = Training.run(network, weights, DATA,
                options(Sgd.of(0.9, 0), 1e20, 40), Synthetic.random(1), TrainingMonitor.SILENT);
            assertTrue(outcome.diverged());
            assertEquals(OptionalLong.of(outcome.steps() + 1), outcome.divergedAt());
            assertTrue(outcome.steps() < 7 && outcome.last().isEmpty() && outcome.earlyStop().isEmpty(),
                outcome::toString);
        }
    }

    /** The batch's own loss is finite; the weights after its update are not. */
    @Test
    void aValidationThatIsNotFiniteIsDivergenceToo() {
        try (Network network = network("lenet-300-100", 0.1)) {
            DenseWeights weights = new DenseWeights(network, Synthetic.weights(network, 1));
            TrainingOutcome outcome = Training.run(network, weights, DATA,
                TrainingOptions.of(Sgd.of(0, 0), 1e38, 1, 16, 1), Synthetic.random(1), TrainingMonitor.SILENT);
            assertEquals(OptionalLong.of(1), outcome.divergedAt());
            assertEquals(1, outcome.steps());
            assertTrue(outcome.earlyStop().isEmpty() && !Double.isFinite(outcome.last().orElseThrow().loss()));
        }
    }

    @Test
    void aFileThatIsNoCheckpointIsRefusedByName() {
        Path file = folder.resolve("other.safetensors");
        Safetensors.write(file, Map.of(), Map.of());
        assertTrue(assertThrows(InvalidInputException.class, () -> Checkpoint.read(file)).getMessage()
            .contains("other.safetensors is not a checkpoint"));
        Map<String, String> metadata = new TreeMap<>(Map.of("format", "espalier-checkpoint-1", "step", "3", "loss_sum", "0.5",
            "batches", "1", "last", "", "early_stop", "3 0.5", "passes", "1 1"));
        Safetensors.write(file, Map.of(), metadata);
        assertTrue(assertThrows(InvalidInputException.class, () -> Checkpoint.read(file)).getMessage()
            .contains("other.safetensors is a checkpoint with broken content"));
        metadata.put("early_stop", "");
        metadata.put("step", "three");
        Safetensors.write(file, Map.of(), metadata);
        assertThrows(InvalidInputException.class, () -> Checkpoint.read(file));
        metadata.put("step", "3");
        Safetensors.write(file, Map.of("weights", SafeTensor.of(new float[1], 1)), metadata);
        assertThrows(InvalidInputException.class, () -> Checkpoint.read(file));
        Safetensors.write(file, Map.of(), metadata);
        assertEquals(3, Checkpoint.read(file).progress().step());
    }

    @Test
    void whatIsNotTrainedDoesNotMove() {
        try (Network network = network("lenet-300-100", 0.05)) {
            InitialWeights start = Synthetic.weights(network, 1);
            DenseWeights dense = new DenseWeights(network, start);
            Parametrization lastLayer = new Parametrization() {
                @Override
                public List<String> trained() {
                    return List.of("fc3.weight");
                }

                @Override
                public float[] variable(String parameter) {
                    return dense.variable(parameter);
                }

                @Override
                public void writeEffective(String parameter, float[] effective) {
                    dense.writeEffective(parameter, effective);
                }

                @Override
                public void pullBack(String parameter, float[] gradient) {}
            };
            Training.run(network, lastLayer, DATA, options(Sgd.of(0, 0), 0.1, 5), Synthetic.random(1),
                TrainingMonitor.SILENT);
            assertArrayEquals(start.of("fc1.weight"), network.effective().get("fc1.weight"));
            assertFalse(Arrays.equals(start.of("fc3.weight"), network.effective().get("fc3.weight")));
        }
    }

    @Test
    void batchNormalisationRefusesABatchOfOneImage() {
        DataSplit odd = Synthetic.split(SHAPE, CLASSES, 33, 10);
        try (Network network = network("resnet18", 0.02)) {
            DenseWeights weights = new DenseWeights(network, Synthetic.weights(network, 1));
            assertTrue(assertThrows(InvalidInputException.class, () -> Training.run(network, weights, odd,
                options(Sgd.of(0, 0), 0.1, 2), Synthetic.random(1), TrainingMonitor.SILENT)).getMessage()
                .contains("the last of 33 images is alone"));
        }
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        Sgd sgd = Sgd.of(0, 0);
        for (Runnable bad : Set.<Runnable>of(() -> TrainingOptions.of(sgd, -1, 1, 1, 1),
            () -> TrainingOptions.of(sgd, Double.NaN, 1, 1, 1), () -> TrainingOptions.of(sgd, 1, 0, 1, 1),
            () -> TrainingOptions.of(sgd, 1, 1, 0, 1), () -> TrainingOptions.of(sgd, 1, 1, 1, 0),
            () -> TrainingOptions.of(sgd, 1, 1, 1, 1).withClipNorm(0),
            () -> TrainingOptions.of(sgd, 1, 1, 1, 1).withCheckpointSeconds(-1))) {
            assertThrows(InvalidInputException.class, bad::run);
        }
    }
}
