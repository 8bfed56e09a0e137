package org.espalier.rnndynamics.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.optimise.Optimizer;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.rnndynamics.cell.Connectivity;
import org.espalier.rnndynamics.cell.Leak;
import org.espalier.rnndynamics.cell.LeakyRateCell.Form;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.family.TrainableCell;
import org.espalier.rnndynamics.population.NetworkOutcome.End;
import org.espalier.rnndynamics.population.Trained.Part;
import org.espalier.rnndynamics.task.FlipFlop;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainedTest {
    private static final Task TASK = new FlipFlop(2, 0.2, 12);
    private static final int UNITS = 6;
    private static final int BATCH = 5;
    private static final double RELATIVE = 1e-5;
    private static final int[] SIGNS = {1, 1, -1, 0, 1, -1};

    static List<TrainableCell> cells() {
        return TileTest.cells();
    }

    private static NetworkShape shape(TrainableCell cell) {
        return new NetworkShape(cell, UNITS, 2, 2);
    }

    /** Of three weights in a row one is pruned. */
    private static boolean[] mask(TrainableCell cell) {
        boolean[] kept = new boolean[cell.gates() * UNITS * UNITS];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = i % 3 != 1;
        }
        return kept;
    }

    private static PopulationTraining training(TrainableCell cell, Optimizer optimizer, long steps, Member... members) {
        return new PopulationTraining(TASK, cell, UNITS, (shape, random) -> TileTest.network(shape, 3), List.of(members),
            PopulationOptions.of(optimizer, steps, BATCH, 4).withCheckpointSeconds(0));
    }

    private static float[] weights(PopulationTraining training) {
        return training.outcomes().get(0).weights().values();
    }

    /** A step of SGD at rate 1 is the gradient; the oracle differentiates the double-precision cells. */
    @ParameterizedTest
    @MethodSource("cells")
    void whatIsTrainedHasTheOraclesGradientAndTheRestDoesNotMove(TrainableCell cell) {
        NetworkShape shape = shape(cell);
        Trained trained = Trained.ALL.withFrozen(Part.INPUT).without(Part.READOUT_BIAS).withRecurrentMask(mask(cell));
        double l2 = 0.01;
        try (PopulationTraining training = training(cell, Sgd.of(0, 0), 1, new Member(8, 1, l2, trained))) {
            float[] before = weights(training);
            Trials trials = TASK.trials(BATCH, RandomStreams.of(8).stream("task/train/0"));
            double[] gradient = TileTest.differences(new NetworkWeights(shape, before),
                v -> DoublePrecision.squaredError(DoublePrecision.outputs(shape, v, trials), trials));
            training.step();
            float[] after = weights(training);
            double scale = TileTest.largest(gradient);
            float[] drawn = TileTest.network(shape, 3).values();
            for (int i = 0; i < after.length; i++) {
                boolean pruned = i >= shape.recurrentAt() && i < shape.biasAt()
                    && !mask(cell)[i - shape.recurrentAt()] || i >= shape.readoutBiasAt();
                if (pruned) {
                    assertEquals(0, Float.floatToRawIntBits(before[i]));
                    assertEquals(0, Float.floatToRawIntBits(after[i]));
                } else if (i < shape.recurrentAt()) {
                    assertEquals(drawn[i], after[i]);
                } else {
                    assertEquals(drawn[i], before[i]);
                    assertEquals(gradient[i] + 2 * l2 * before[i], before[i] - after[i], RELATIVE * scale, cell + " " + i);
                }
            }
        }
    }

    /** Weight decay pulls at everything that an optimiser sees: what is not trained it must not see. */
    @Test
    void prunedWeightsAndTheirMomentsAreZeroAtEveryStep(@TempDir Path folder) {
        NetworkShape shape = shape(Cells.GRU);
        Trained trained = Trained.ALL.withoutBiases().withRecurrentMask(mask(Cells.GRU));
        try (PopulationTraining training = training(Cells.GRU, Adam.of(0.1), 6, new Member(8, 0.05, 0.1, trained))) {
            training.run(new PopulationMonitor() {
                @Override
                public void metric(int network, String name, long step, double value) {}

                @Override
                public void save(PopulationCheckpoint checkpoint) {
                    float[] values = weights(training);
                    int zeros = 0;
                    for (float value : values) {
                        zeros += Float.floatToRawIntBits(value) == 0 ? 1 : 0;
                    }
                    // A third of the recurrent weights, all biases of the gates, the GRU's inner ones, the readout's.
                    assertEquals(3 * UNITS * UNITS / 3 + 3 * UNITS + UNITS + 2, zeros);
                    Path file = folder.resolve("checkpoint");
                    checkpoint.write(file, Map.of());
                    for (int slot = 0; slot < 2; slot++) {
                        SafeTensor moments = Safetensors.read(file).tensors().get("slot/0/" + slot);
                        assertEquals(shape.size() - zeros, moments.floats().length);
                    }
                }
            });
        }
    }

    @Test
    void trainingEverythingByAMaskThatKeepsAllIsTheSameTraining() {
        boolean[] all = new boolean[4 * UNITS * UNITS];
        Arrays.fill(all, true);
        Member masked = new Member(8, 0.01, 1e-3, Trained.ALL.withRecurrentMask(all));
        try (PopulationTraining plain = training(Cells.LSTM, Adam.of(0), 9, new Member(8, 0.01, 1e-3));
            PopulationTraining one = training(Cells.LSTM, Adam.of(0), 9, masked);
            PopulationTraining beside = training(Cells.LSTM, Adam.of(0), 9,
                new Member(8, 0.01, 1e-3, Trained.ALL.withFrozen(Part.RECURRENT)), masked)) {
            float[] expected = plain.run(PopulationMonitor.SILENT).get(0).weights().values();
            assertArrayEquals(expected, one.run(PopulationMonitor.SILENT).get(0).weights().values());
            assertArrayEquals(expected, beside.run(PopulationMonitor.SILENT).get(1).weights().values());
        }
    }

    @Test
    void frozenWeightsDoNotCountForClipping() {
        double most = 0.01;
        Trained readout = Trained.ALL.withFrozen(Part.INPUT, Part.RECURRENT, Part.BIAS);
        PopulationOptions options = PopulationOptions.of(Sgd.of(0, 0), 1, BATCH, 1).withClipNorm(most);
        try (PopulationTraining training = new PopulationTraining(TASK, Cells.GRU, UNITS,
            InitialScale.of(Cells.GRU), List.of(new Member(8, 1, 0, readout)), options)) {
            float[] before = weights(training);
            training.step();
            float[] after = weights(training);
            double squares = 0;
            for (int i = 0; i < after.length; i++) {
                squares += Math.pow(after[i] - before[i], 2);
            }
            assertEquals(most, Math.sqrt(squares), 1e-3 * most);
        }
    }

    static List<NetworkShape> vanillaAndLeaky() {
        return List.of(shape(Cells.RNN_RELU),
            new NetworkShape(Cells.RNN_RELU, new Leak(Form.RATE, 0.4), UNITS, 2, 2),
            new NetworkShape(Cells.RNN_RELU, new Leak(Form.CURRENT, 0.4), UNITS, 2, 2));
    }

    /** The oracle differentiates through {@link Connectivity#effective}, the double-precision cells' own rule. */
    @ParameterizedTest
    @MethodSource("vanillaAndLeaky")
    void underDalesLawTheGradientPassesThroughTheMagnitude(NetworkShape shape) {
        Connectivity connectivity = new Connectivity(mask(Cells.RNN_RELU), SIGNS);
        Trained trained = Trained.ALL.withConnectivity(connectivity);
        PopulationOptions options = PopulationOptions.of(Sgd.of(0, 0), 1, BATCH, 4);
        try (PopulationTraining training = new PopulationTraining(TASK, shape, (s, random) -> TileTest.network(s, 3),
            List.of(new Member(8, 0.1, 0, trained)), options)) {
            float[] before = weights(training);
            Trials trials = TASK.trials(BATCH, RandomStreams.of(8).stream("task/train/0"));
            NetworkWeights free = TileTest.network(shape, 3);
            double[] gradient = TileTest.differences(free, v -> {
                double[] w = v.clone();
                System.arraycopy(connectivity.effective(Arrays.copyOfRange(v, shape.recurrentAt(), shape.biasAt()), UNITS), 0,
                    w, shape.recurrentAt(), UNITS * UNITS);
                return DoublePrecision.squaredError(DoublePrecision.outputs(shape, w, trials), trials);
            });
            training.step();
            float[] after = weights(training);
            double scale = TileTest.largest(gradient);
            for (int i = shape.recurrentAt(); i < shape.biasAt(); i++) {
                int sign = SIGNS[(i - shape.recurrentAt()) % UNITS];
                double variable = free.values()[i] - 0.1 * gradient[i];
                double expected = !mask(Cells.RNN_RELU)[i - shape.recurrentAt()] ? 0
                    : sign == 0 ? variable : sign * Math.abs(variable);
                assertEquals(expected, after[i], 0.1 * RELATIVE * scale + 1e-7, "weight " + i);
                assertTrue(sign == 0 || before[i] * sign >= 0);
            }
        }
    }

    @Test
    void underDalesLawNoWeightChangesItsSign() {
        Trained trained = Trained.ALL.withConnectivity(new Connectivity(new boolean[0], SIGNS));
        NetworkShape shape = new NetworkShape(Cells.RNN_TANH, new Leak(Form.RATE, 0.5), UNITS, 2, 2);
        try (PopulationTraining training = new PopulationTraining(TASK, shape, InitialScale.of(Cells.RNN_TANH),
            List.of(new Member(8, 0.2, 0, trained)), PopulationOptions.of(Adam.of(0), 40, BATCH, 40))) {
            float[] start = weights(training);
            for (int step = 0; step < 40; step++) {
                training.step();
                float[] now = weights(training);
                for (int i = shape.recurrentAt(); i < shape.biasAt(); i++) {
                    assertTrue(SIGNS[(i - shape.recurrentAt()) % UNITS] * now[i] >= 0
                        || SIGNS[(i - shape.recurrentAt()) % UNITS] == 0);
                }
            }
            assertNotEquals(start[shape.recurrentAt()], weights(training)[shape.recurrentAt()]);
        }
    }

    @Test
    void killedAndResumedItEndsWithTheSameBits(@TempDir Path folder) {
        Member[] members = {
            new Member(1, 0.05, 1e-3, Trained.ALL.withConnectivity(new Connectivity(mask(Cells.RNN_TANH), SIGNS))),
            new Member(2, 0.05, 0, Trained.ALL.withoutBiases().withFrozen(Part.INPUT)),
            new Member(3, 0.05, 0),
        };
        List<NetworkOutcome> expected;
        try (PopulationTraining whole = training(Cells.RNN_TANH, Adam.of(0), 20, members)) {
            expected = whole.run(PopulationMonitor.SILENT);
        }
        Path file = folder.resolve("checkpoint");
        try (PopulationTraining killed = training(Cells.RNN_TANH, Adam.of(0), 20, members)) {
            PopulationTrainingTest.Recorder recorder = new PopulationTrainingTest.Recorder(file, 11);
            assertThrows(IllegalStateException.class, () -> killed.run(recorder));
        }
        try (PopulationTraining resumed = training(Cells.RNN_TANH, Adam.of(0), 20, members)) {
            List<NetworkOutcome> outcomes = resumed.run(new PopulationTrainingTest.Recorder(file, -1));
            for (int i = 0; i < members.length; i++) {
                assertEquals(End.FINISHED, outcomes.get(i).end());
                assertArrayEquals(expected.get(i).weights().values(), outcomes.get(i).weights().values());
            }
        }
        boolean[] other = mask(Cells.RNN_TANH);
        other[0] = !other[0];
        members[0] = new Member(1, 0.05, 1e-3, Trained.ALL.withConnectivity(new Connectivity(other, SIGNS)));
        try (PopulationTraining resumed = training(Cells.RNN_TANH, Adam.of(0), 20, members)) {
            assertThrows(InvalidInputException.class,
                () -> resumed.run(new PopulationTrainingTest.Recorder(file, -1)));
        }
    }

    @Test
    void whatCannotBeTrainedIsRefused() {
        assertThrows(InvalidInputException.class, () -> training(Cells.GRU, Adam.of(0), 1,
            new Member(1, 0.1, 0, Trained.ALL.withFrozen(Part.values()))));
        assertThrows(InvalidInputException.class, () -> training(Cells.GRU, Adam.of(0), 1,
            new Member(1, 0.1, 0, Trained.ALL.withRecurrentMask(new boolean[7]))));
        assertThrows(InvalidInputException.class, () -> training(Cells.GRU, Adam.of(0), 1,
            new Member(1, 0.1, 0, Trained.ALL.withConnectivity(new Connectivity(new boolean[0], new int[2])))));
    }

    @Test
    void equalMeansTheSameParameters() {
        Trained one = Trained.ALL.withRecurrentMask(mask(Cells.GRU)).withFrozen(Part.INPUT);
        assertEquals(one, Trained.ALL.withFrozen(Part.INPUT).withRecurrentMask(mask(Cells.GRU)));
        assertEquals(Trained.ALL.without(Part.BIAS, Part.READOUT_BIAS), Trained.ALL.withoutBiases());
        assertNotEquals(one, Trained.ALL.withRecurrentMask(mask(Cells.LSTM)).withFrozen(Part.INPUT));
    }
}
