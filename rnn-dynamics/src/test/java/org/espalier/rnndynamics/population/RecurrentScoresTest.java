package org.espalier.rnndynamics.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.optimise.Sgd;
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

class RecurrentScoresTest {
    private static final Task TASK = new FlipFlop(2, 0.2, 12);
    private static final int UNITS = 6;
    private static final int BATCH = 5;
    private static final Trained POPUP = Trained.ALL.withPopup(0.5);

    private static float[] recurrent(NetworkShape shape, float[] all) {
        return Arrays.copyOfRange(all, shape.recurrentAt(), shape.biasAt());
    }

    static List<TrainableCell> cells() {
        return Cells.trainable();
    }

    /** By sorting: the places of the largest magnitudes. */
    private static boolean[] largest(float[] scores, int count) {
        boolean[] kept = new boolean[scores.length];
        IntStream.range(0, scores.length).boxed().sorted(Comparator.comparing(i -> -Math.abs(scores[i]))).limit(count)
            .forEach(i -> kept[i] = true);
        return kept;
    }

    private static NetworkState state(NetworkShape shape, Trained trained) {
        return new NetworkState(new Member(8, 1, 0, trained), shape, (s, random) -> TileTest.network(s, 3), Sgd.of(0, 0));
    }

    /** The oracle differentiates the double-precision cell with the weights that were kept. */
    @ParameterizedTest
    @MethodSource("cells")
    void scoresMoveAgainstTheGradientOfTheWeightsTheyStandFor(TrainableCell cell) {
        NetworkShape shape = new NetworkShape(cell, UNITS, 2, 2);
        NetworkState state = state(shape, POPUP.withFrozen(Part.INPUT));
        float[] drawn = TileTest.network(shape, 3).values();
        float[] fixed = recurrent(shape, drawn);
        float[] scores = recurrent(shape, state.variables.raw);
        assertTrue(Arrays.stream(toDoubles(scores)).allMatch(s -> Math.abs(s) <= 1 / Math.sqrt(UNITS)));
        boolean[] kept = largest(scores, fixed.length / 2);
        float[] effective = recurrent(shape, state.variables.values);
        for (int i = 0; i < fixed.length; i++) {
            assertEquals(kept[i] ? fixed[i] : 0, effective[i]);
        }
        Trials trials = TASK.trials(BATCH, RandomStreams.of(8).stream("task/train/0"));
        double[] gradient = TileTest.differences(new NetworkWeights(shape, state.variables.values),
            v -> DoublePrecision.squaredError(DoublePrecision.outputs(shape, v, trials), trials));
        float[] before = state.variables.values.clone();
        try (Tile tile = new Tile(shape, BATCH, TASK.steps(), 1)) {
            tile.weights(0, state.variables.values);
            tile.inputs(0, trials);
            tile.forward();
            double loss = tile.loss(0, trials, OutputLoss.SQUARED_ERROR);
            tile.backward(new float[][] {state.gradient});
            state.update(loss, 0, PopulationOptions.of(Sgd.of(0, 0), 1, BATCH, 1));
        }
        double scale = TileTest.largest(gradient);
        float[] moved = recurrent(shape, state.variables.raw);
        for (int i = 0; i < fixed.length; i++) {
            double byScore = gradient[shape.recurrentAt() + i] * fixed[i] * Math.signum(scores[i]);
            assertEquals(byScore, scores[i] - moved[i], 1e-5 * scale, cell + " score " + i);
        }
        boolean[] next = largest(moved, fixed.length / 2);
        float[] now = recurrent(shape, state.variables.values);
        for (int i = 0; i < fixed.length; i++) {
            assertEquals(next[i] ? fixed[i] : 0, now[i]);
        }
        for (int i = 0; i < shape.recurrentAt(); i++) {
            assertEquals(before[i], state.variables.values[i]);
        }
        for (int i = shape.biasAt(); i < shape.size(); i++) {
            assertEquals(gradient[i], before[i] - state.variables.values[i], 1e-5 * scale);
        }
    }

    private static double[] toDoubles(float[] a) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i]).toArray();
    }

    @Test
    void anEdgeThatWasDroppedCanPopUpAgainAndNoWeightChanges() {
        NetworkShape shape = new NetworkShape(Cells.RNN_TANH, 16, 1, 1);
        float[] fixed = recurrent(shape, InitialScale.of(Cells.RNN_TANH).draw(shape, RandomStreams.of(5)::stream).values());
        PopulationOptions options = PopulationOptions.of(Adam.of(0), 300, 32, 300).withClipNorm(10)
            .withCheckpointSeconds(Double.POSITIVE_INFINITY);
        try (PopulationTraining training = new PopulationTraining(new FlipFlop(1, 0.2, 15), shape,
            InitialScale.of(Cells.RNN_TANH), List.of(new Member(5, 0.01, 0, Trained.ALL.withPopup(0.4))), options)) {
            float[] before = recurrent(shape, training.outcomes().get(0).weights().values());
            NetworkOutcome outcome = training.run(PopulationMonitor.SILENT).get(0);
            float[] after = recurrent(shape, outcome.weights().values());
            int kept = 0;
            int popped = 0;
            for (int i = 0; i < fixed.length; i++) {
                assertTrue(after[i] == 0 || after[i] == fixed[i]);
                kept += after[i] != 0 ? 1 : 0;
                popped += after[i] != 0 && before[i] == 0 ? 1 : 0;
            }
            assertEquals(103, kept, "ceil(0.4 * 256)");
            assertTrue(popped > 5, popped + " edges popped up");
            assertTrue(outcome.last().orElseThrow().loss() < 0.5, outcome.last().toString());
        }
    }

    @Test
    void aDensityOfOneIsTheFixedRandomNetwork() {
        NetworkShape shape = new NetworkShape(Cells.UGRNN, UNITS, 2, 2);
        assertArrayEquals(TileTest.network(shape, 3).values(), state(shape, Trained.ALL.withPopup(1)).variables.values);
        assertNotEquals(POPUP, Trained.ALL.withPopup(0.4));
    }

    @Test
    void scoresThatLeaveTheFiniteNumbersAreAnOutcome() {
        try (PopulationTraining training = new PopulationTraining(TASK, Cells.RNN_TANH, UNITS,
            InitialScale.of(Cells.RNN_TANH), List.of(new Member(1, 1e38, 1, POPUP)),
            PopulationOptions.of(Sgd.of(0.9, 0), 12, BATCH, 5))) {
            assertEquals(End.DIVERGED, training.run(PopulationMonitor.SILENT).get(0).end());
        }
    }

    @Test
    void killedAndResumedItEndsWithTheSameBits(@TempDir Path folder) {
        List<Member> members = List.of(new Member(1, 0.05, 1e-3, POPUP), new Member(2, 0.05, 0));
        PopulationOptions options = PopulationOptions.of(Adam.of(0), 20, BATCH, 5).withCheckpointSeconds(0);
        Path file = folder.resolve("checkpoint");
        List<NetworkOutcome> expected = train(members, options, PopulationMonitor.SILENT);
        assertThrows(IllegalStateException.class,
            () -> train(members, options, new PopulationTrainingTest.Recorder(file, 11)));
        List<NetworkOutcome> resumed = train(members, options, new PopulationTrainingTest.Recorder(file, -1));
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(expected.get(i).weights().values(), resumed.get(i).weights().values());
        }
    }

    private static List<NetworkOutcome> train(List<Member> members, PopulationOptions options, PopulationMonitor monitor) {
        try (PopulationTraining training = new PopulationTraining(TASK, Cells.GRU, UNITS,
            InitialScale.of(Cells.GRU), members, options)) {
            return training.run(monitor);
        }
    }

    @Test
    void whatCannotBeSelectedIsRefused() {
        assertThrows(InvalidInputException.class, () -> Trained.ALL.withPopup(0));
        assertThrows(InvalidInputException.class, () -> Trained.ALL.withPopup(1.5));
        assertThrows(InvalidInputException.class, () -> POPUP.withFrozen(Part.RECURRENT));
        assertThrows(InvalidInputException.class, () -> POPUP.withRecurrentMask(new boolean[UNITS * UNITS]));
    }
}
