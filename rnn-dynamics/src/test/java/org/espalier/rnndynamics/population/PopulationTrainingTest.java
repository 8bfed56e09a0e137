package org.espalier.rnndynamics.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.optimise.Schedule;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.Connectivity;
import org.espalier.rnndynamics.cell.Leak;
import org.espalier.rnndynamics.cell.LeakyRateCell.Form;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.family.TrainableCell;
import org.espalier.rnndynamics.population.NetworkOutcome.End;
import org.espalier.rnndynamics.task.FlipFlop;
import org.espalier.rnndynamics.task.PerceptualDecision;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.weights.CellFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class PopulationTrainingTest {
    private static final Task TASK = new FlipFlop(2, 0.2, 12);
    private static final int UNITS = 9;
    private static final int BATCH = 6;

    static List<TrainableCell> cells() {
        return TileTest.cells();
    }

    private static List<Member> members(long... seeds) {
        return LongStream.of(seeds).mapToObj(s -> new Member(s, 0.01 + 0.001 * s, 1e-4 * s)).toList();
    }

    private static PopulationOptions options(long steps) {
        return PopulationOptions.of(Adam.of(0), steps, BATCH, 5).withClipNorm(1)
            .withSchedule(new Schedule.Exponential(0.99)).withCheckpointSeconds(Double.POSITIVE_INFINITY);
    }

    private static List<NetworkOutcome> train(TrainableCell cell, List<Member> members, PopulationOptions options,
                                              PopulationMonitor monitor) {
        try (PopulationTraining training = new PopulationTraining(TASK, cell, UNITS, InitialScale.of(cell), members,
            options)) {
            return training.run(monitor);
        }
    }

    /** Initial weights and the gradient of the first step's loss, L2 not included. */
    private static float[][] start(TrainableCell cell, long seed) {
        NetworkShape shape = new NetworkShape(cell, UNITS, 2, 2);
        float[] values = InitialScale.of(cell).draw(shape, RandomStreams.of(seed)::stream).values();
        float[][] gradient = new float[1][shape.size()];
        try (Tile tile = new Tile(shape, BATCH, TASK.steps(), 1)) {
            var trials = TASK.trials(BATCH, RandomStreams.of(seed).stream("task/train/0"));
            tile.weights(0, values);
            tile.inputs(0, trials);
            tile.forward();
            tile.loss(0, trials, OutputLoss.SQUARED_ERROR);
            tile.backward(gradient);
        }
        return new float[][] {values, gradient[0]};
    }

    @Test
    void oneAdamStepIsTheClosedForm() {
        Member member = new Member(4, 0.01, 0.003);
        PopulationOptions options = PopulationOptions.of(new Adam(0.9, 0.999, 1e-3, 0), 1, BATCH, 1);
        float[] after = train(Cells.GRU, List.of(member), options, PopulationMonitor.SILENT).get(0).weights().values();
        float[][] start = start(Cells.GRU, 4);
        for (int i = 0; i < after.length; i++) {
            // At the first step both corrected moments are those of the gradient itself.
            double g = start[1][i] + 2 * 0.003 * start[0][i];
            assertEquals(start[0][i] - 0.01 * g / (Math.abs(g) + 1e-3), after[i], 1e-6 * Math.max(0.01, Math.abs(after[i])));
        }
    }

    @Test
    void theGradientOfEachNetworkIsClippedWithItsL2() {
        double l2 = 0.01;
        double most = 0.05;
        PopulationOptions options = PopulationOptions.of(Sgd.of(0, 0), 1, BATCH, 1).withClipNorm(most);
        List<Member> members = List.of(new Member(4, 0.5, l2), new Member(5, 0.5, l2));
        List<NetworkOutcome> outcomes = train(Cells.RNN_TANH, members, options, PopulationMonitor.SILENT);
        for (int network = 0; network < 2; network++) {
            float[][] start = start(Cells.RNN_TANH, 4 + network);
            double norm = 0;
            for (int i = 0; i < start[0].length; i++) {
                norm += Math.pow(start[1][i] + 2 * l2 * start[0][i], 2);
            }
            norm = Math.sqrt(norm);
            assertTrue(norm > most, "the gradient is not long enough to be clipped: " + norm);
            for (int i = 0; i < start[0].length; i++) {
                double g = (start[1][i] + 2 * l2 * start[0][i]) * most / (norm + 1e-6);
                assertEquals(start[0][i] - 0.5 * g, outcomes.get(network).weights().values()[i], 1e-6);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void whatBecomesOfANetworkDoesNotDependOnItsCompanions(TrainableCell cell) {
        List<NetworkOutcome> together = train(cell, members(1, 2, 3, 4), options(12), PopulationMonitor.SILENT);
        NetworkOutcome alone = train(cell, members(3), options(12), PopulationMonitor.SILENT).get(0);
        assertArrayEquals(alone.weights().values(), together.get(2).weights().values());
        assertEquals(alone.last(), together.get(2).last());
        assertEquals(End.FINISHED, alone.end());
        assertEquals(12, alone.steps());
    }

    /** Sizes at which the results of a network's products lie at no multiple of a vector: its place must not matter. */
    @ParameterizedTest
    @CsvSource({"33,3", "12,1", "31,2", "7,5"})
    void whatBecomesOfANetworkDoesNotDependOnItsPlace(int units, int batch) {
        for (TrainableCell cell : List.of(Cells.RNN_TANH, Cells.GRU)) {
            PopulationOptions options = PopulationOptions.of(Adam.of(0), 4, batch, 4);
            List<NetworkOutcome> together = train(cell, units, members(1, 2, 3, 4), options);
            for (int place = 0; place < 4; place++) {
                assertArrayEquals(train(cell, units, members(place + 1), options).get(0).weights().values(),
                    together.get(place).weights().values(), cell + ", place " + place);
            }
        }
    }

    private static List<NetworkOutcome> train(TrainableCell cell, int units, List<Member> members, PopulationOptions options) {
        try (PopulationTraining training = new PopulationTraining(TASK, cell, units, InitialScale.of(cell), members, options)) {
            return training.run(PopulationMonitor.SILENT);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void oneThatDivergesDisturbsNoOther(TrainableCell cell) {
        PopulationOptions options = PopulationOptions.of(Sgd.of(0.9, 0), 12, BATCH, 5);
        Member wild = new Member(7, 1e38, 0.1);
        List<Member> tame = members(1, 2);
        List<NetworkOutcome> without = train(cell, tame, options, PopulationMonitor.SILENT);
        List<NetworkOutcome> with = train(cell, List.of(tame.get(0), wild, tame.get(1)), options, PopulationMonitor.SILENT);
        assertEquals(End.DIVERGED, with.get(1).end());
        assertTrue(with.get(1).steps() < 12);
        assertArrayEquals(without.get(0).weights().values(), with.get(0).weights().values());
        assertArrayEquals(without.get(1).weights().values(), with.get(2).weights().values());
        assertEquals(without.get(1).last(), with.get(2).last());
    }

    @Test
    void anExplodingNetworkIsAnOutcome() {
        try (PopulationTraining training = new PopulationTraining(new FlipFlop(2, 0.2, 60), Cells.RNN_RELU, UNITS,
            new InitialScale(1, 60, 1, 0), members(1), options(5))) {
            NetworkOutcome outcome = training.run(PopulationMonitor.SILENT).get(0);
            assertEquals(End.DIVERGED, outcome.end());
            assertEquals(0, outcome.steps());
            assertTrue(outcome.last().isEmpty());
        }
    }

    @Test
    void aNetworkWhoseOutputNeverChangesIsCalledDead() {
        List<Member> still = List.of(new Member(1, 0, 0));
        for (double readout : new double[] {0, 1}) {
            try (PopulationTraining training = new PopulationTraining(TASK, Cells.GRU, UNITS,
                new InitialScale(1, 1, readout, 0), still, options(5))) {
                assertEquals(readout == 0, training.run(PopulationMonitor.SILENT).get(0).dead());
            }
        }
    }

    @Test
    void aNetworkStopsAtItsLossOrWhenItsPatienceEnds() {
        List<Member> members = List.of(new Member(1, 0, 0), new Member(2, 0.02, 0));
        PopulationOptions patient = options(40).withEarlyStop(new EarlyStop(Double.NEGATIVE_INFINITY, 2));
        List<NetworkOutcome> outcomes = train(Cells.GRU, members, patient, PopulationMonitor.SILENT);
        assertEquals(End.STOPPED_EARLY, outcomes.get(0).end());
        // Without a learning rate the first validation, after 5 steps, stays the best.
        assertEquals(15, outcomes.get(0).steps());
        assertEquals(5, outcomes.get(0).best().orElseThrow().step());
        assertTrue(outcomes.get(1).steps() > 15);
        List<NetworkOutcome> never = train(Cells.GRU, members, options(40), PopulationMonitor.SILENT);
        double reached = never.get(1).best().orElseThrow().loss();
        PopulationOptions target = options(40).withEarlyStop(new EarlyStop(reached, Integer.MAX_VALUE));
        List<NetworkOutcome> stopped = train(Cells.GRU, members, target, PopulationMonitor.SILENT);
        assertEquals(End.FINISHED, stopped.get(0).end());
        assertEquals(End.STOPPED_EARLY, stopped.get(1).end());
        assertEquals(never.get(1).best(), stopped.get(1).last());
    }

    /** Half the error of an output that is always 0, far from what chance does: it must have begun to remember. */
    @ParameterizedTest
    @MethodSource("cells")
    void everyCellLearnsToHoldABit(TrainableCell cell) {
        PopulationOptions options = PopulationOptions.of(Adam.of(0), 250, 32, 250).withClipNorm(10)
            .withCheckpointSeconds(Double.POSITIVE_INFINITY);
        try (PopulationTraining training = new PopulationTraining(new FlipFlop(1, 0.2, 15), cell, 16, InitialScale.of(cell),
            List.of(new Member(1, 0.01, 0), new Member(2, 0.01, 0)), options)) {
            for (NetworkOutcome outcome : training.run(PopulationMonitor.SILENT)) {
                assertTrue(outcome.last().orElseThrow().loss() < 0.5, cell + " " + outcome.last());
                assertFalse(outcome.dead());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void leakyNetworksOfBothSignsLearnToHoldABitAndAreSaved(Form form, @TempDir Path folder) {
        int[] signs = new int[16];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = i % 4 == 3 ? -1 : 1;
        }
        Trained dale = Trained.ALL.withConnectivity(new Connectivity(new boolean[0], signs));
        NetworkShape shape = new NetworkShape(Cells.RNN_RELU, new Leak(form, 0.5), 16, 1, 1);
        PopulationOptions options = PopulationOptions.of(Adam.of(0), 250, 32, 250).withClipNorm(10)
            .withCheckpointSeconds(Double.POSITIVE_INFINITY);
        try (PopulationTraining training = new PopulationTraining(new FlipFlop(1, 0.2, 15), shape,
            InitialScale.of(Cells.RNN_RELU), List.of(new Member(1, 0.01, 0, dale)), options)) {
            NetworkOutcome outcome = training.run(PopulationMonitor.SILENT).get(0);
            assertTrue(outcome.last().orElseThrow().loss() < 0.5, form + " " + outcome.last());
            Path file = folder.resolve("weights.safetensors");
            Safetensors.write(file, outcome.weights().tensors(), Map.of());
            // Without its leak it would be another network.
            assertThrows(InvalidInputException.class, () -> CellFile.read(file, Cells.RNN_RELU));
        }
        assertThrows(InvalidInputException.class, () -> new PopulationTraining(TASK, shape,
            InitialScale.of(Cells.RNN_RELU), members(1), options));
    }

    /** What a training reports, and a kill after some checkpoint. */
    static final class Recorder implements PopulationMonitor {
        final TreeSet<String> metrics = new TreeSet<>();
        private final Path file;
        private final int killAt;

        Recorder(Path file, int killAt) {
            this.file = file;
            this.killAt = killAt;
        }

        @Override
        public void metric(int network, String name, long step, double value) {
            metrics.add(step + " " + network + " " + name + " " + value);
        }

        @Override
        public Optional<PopulationCheckpoint> restore() {
            return Files.exists(file) ? Optional.of(PopulationCheckpoint.read(file)) : Optional.empty();
        }

        @Override
        public void save(PopulationCheckpoint checkpoint) {
            checkpoint.write(file, Map.of("position", "12"));
            if (checkpoint.step() == killAt) {
                throw new IllegalStateException("killed");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void killedAndResumedItEndsWithTheSameBits(TrainableCell cell, @TempDir Path folder) {
        List<Member> members = List.of(new Member(1, 0.01, 0), new Member(7, 1e38, 0.1), new Member(3, 0, 0),
            new Member(4, 0.02, 1e-3));
        PopulationOptions options = PopulationOptions.of(Sgd.of(0.9, 0), 24, BATCH, 5).withCheckpointSeconds(0)
            .withEarlyStop(new EarlyStop(Double.NEGATIVE_INFINITY, 2)).withClipNorm(1e30);
        Recorder whole = new Recorder(folder.resolve("whole"), -1);
        List<NetworkOutcome> expected = train(cell, members, options, whole);
        Recorder first = new Recorder(folder.resolve("killed"), 13);
        assertThrows(IllegalStateException.class, () -> train(cell, members, options, first));
        Recorder second = new Recorder(folder.resolve("killed"), -1);
        assertEquals("12", second.restore().orElseThrow().notes().get("position"));
        List<NetworkOutcome> resumed = train(cell, members, options, second);
        for (int i = 0; i < members.size(); i++) {
            assertArrayEquals(expected.get(i).weights().values(), resumed.get(i).weights().values());
            assertEquals(expected.get(i).end(), resumed.get(i).end());
            assertEquals(expected.get(i).steps(), resumed.get(i).steps());
            assertEquals(expected.get(i).last(), resumed.get(i).last());
            assertEquals(expected.get(i).best(), resumed.get(i).best());
        }
        assertEquals(End.DIVERGED, expected.get(1).end());
        assertEquals(End.STOPPED_EARLY, expected.get(2).end());
        TreeSet<String> both = new TreeSet<>(first.metrics);
        both.addAll(second.metrics);
        assertEquals(whole.metrics, both);
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused(@TempDir Path folder) throws IOException {
        Recorder recorder = new Recorder(folder.resolve("checkpoint"), -1);
        train(Cells.GRU, members(1), options(3).withCheckpointSeconds(0), recorder);
        InvalidInputException other = assertThrows(InvalidInputException.class,
            () -> train(Cells.GRU, members(2), options(3), recorder));
        assertTrue(other.getMessage().contains("seed=1") && other.getMessage().contains("seed=2"), other.getMessage());
        Safetensors.write(folder.resolve("checkpoint"), Map.of(), Map.of("format", "something"));
        assertThrows(InvalidInputException.class, () -> train(Cells.GRU, members(1), options(3), recorder));
    }

    @Test
    void classesGiveAnAccuracy() {
        List<String> names = new ArrayList<>();
        Task task = new PerceptualDecision().with(Map.of("fixation", 0.0, "stimulus", 700.0));
        PopulationOptions options = options(5).withLoss(OutputLoss.CROSS_ENTROPY).withValidationBatches(3);
        try (PopulationTraining training = new PopulationTraining(task, Cells.RNN_RELU, UNITS,
            InitialScale.of(Cells.RNN_RELU), members(1), options)) {
            Score score = training.run((network, name, step, value) -> names.add(name)).get(0).last().orElseThrow();
            assertTrue(score.accuracy() >= 0 && score.accuracy() <= 1);
        }
        assertEquals(List.of("train_loss", "val_loss", "val_accuracy"), names);
        assertThrows(InvalidInputException.class, () -> new PopulationTraining(TASK, Cells.GRU, UNITS,
            InitialScale.of(Cells.GRU), members(1), options));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void weightsInAFileAreTheSameCell(TrainableCell cell, @TempDir Path folder) {
        NetworkWeights network = TileTest.network(new NetworkShape(cell, UNITS, 2, 2), 3);
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, network.tensors(), Map.of());
        Cell read = CellFile.read(file, cell);
        Cell direct = network.cell();
        double[] state = RandomStreams.of(1).stream("state").doubles(direct.stateSize()).toArray();
        double[] input = {0.3, -0.7};
        assertArrayEquals(direct.step(state, input, 1), read.step(state, input, 1));
        Map<String, SafeTensor> tensors = Safetensors.read(file).tensors();
        assertArrayEquals(network.values(), NetworkWeights.of(network.shape(), tensors, "file").values());
        assertTrue(assertThrows(InvalidInputException.class, () -> NetworkWeights.of(new NetworkShape(cell, UNITS, 3, 2),
            tensors, "that file")).getMessage().contains("that file"));
    }

    @Test
    void eachNetworkMayBeginInItsOwnWay() {
        NetworkShape shape = new NetworkShape(Cells.GRU, UNITS, 2, 2);
        List<InitialNetwork> initial = List.of((s, random) -> TileTest.network(s, 5), InitialScale.of(Cells.GRU));
        try (PopulationTraining training = new PopulationTraining(TASK, shape, initial, members(1, 2), options(1))) {
            assertArrayEquals(TileTest.network(shape, 5).values(), training.outcomes().get(0).weights().values());
            assertArrayEquals(start(Cells.GRU, 2)[0], training.outcomes().get(1).weights().values());
        }
        assertThrows(InvalidInputException.class, () -> new PopulationTraining(TASK, shape, initial, members(1), options(1)));
    }

    @Test
    void aTrainingMayBeginWithGivenWeightsAndLeavesThemAlone() {
        NetworkShape shape = new NetworkShape(Cells.UGRNN, UNITS, 2, 2);
        NetworkWeights given = TileTest.network(shape, 5);
        float[] before = given.values().clone();
        try (PopulationTraining training = new PopulationTraining(TASK, Cells.UGRNN, UNITS, (s, random) -> given,
            members(1), options(1))) {
            assertArrayEquals(before, training.outcomes().get(0).weights().values());
            training.step();
            assertFalse(Arrays.equals(before, training.outcomes().get(0).weights().values()));
        }
        assertArrayEquals(before, given.values());
        assertThrows(InvalidInputException.class, () -> new PopulationTraining(TASK, Cells.UGRNN, UNITS + 1,
            (s, random) -> given, members(1), options(1)));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(InvalidInputException.class, () -> train(Cells.GRU, List.of(), options(1), PopulationMonitor.SILENT));
        assertThrows(InvalidInputException.class, () -> new Member(1, Double.NaN, 0));
        assertThrows(InvalidInputException.class, () -> new Member(1, 0.1, -1));
        assertThrows(InvalidInputException.class, () -> options(0));
        assertThrows(InvalidInputException.class, () -> options(1).withClipNorm(0));
        assertThrows(InvalidInputException.class, () -> options(1).withValidationBatches(0));
        assertThrows(InvalidInputException.class, () -> new EarlyStop(Double.NaN, 1));
        assertThrows(InvalidInputException.class, () -> new InitialScale(1, -1, 1, 0));
        assertThrows(InvalidInputException.class,
            () -> new NetworkWeights(new NetworkShape(Cells.GRU, 2, 1, 1), new float[3]));
    }
}
