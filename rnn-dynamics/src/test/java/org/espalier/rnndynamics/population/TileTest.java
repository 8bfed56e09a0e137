package org.espalier.rnndynamics.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.rnndynamics.cell.Leak;
import org.espalier.rnndynamics.cell.LeakyRateCell.Form;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.family.TrainableCell;
import org.espalier.rnndynamics.family.VanillaKind;
import org.espalier.rnndynamics.task.ContextDecision;
import org.espalier.rnndynamics.task.FlipFlop;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of kernels: what {@code CellTest} is for equations. */
public class TileTest {
    /** The agreement that the engine of populations promises, over 100 steps. */
    private static final double RELATIVE = 1e-5;
    private static final double H = 1e-5;
    private static final double[] STATE = {1, -2, 3, -4, 0.5};

    static List<TrainableCell> cells() {
        return Cells.trainable();
    }

    static List<VanillaKind> vanilla() {
        return List.of(Cells.RNN_TANH, Cells.RNN_RELU);
    }

    /** Parameters of which none is zero, so that an error anywhere shows. */
    static NetworkWeights network(NetworkShape shape, long seed) {
        NetworkWeights network = InitialScale.of(shape.cell()).draw(shape, RandomStreams.of(seed)::stream);
        var random = RandomStreams.of(seed).stream("test/biases");
        for (int i = 0; i < shape.size(); i++) {
            if (network.values()[i] == 0) {
                network.values()[i] = (float) (0.2 * random.nextGaussian());
            }
        }
        return network;
    }

    static Trials trials(Task task, long seed, int count) {
        return task.trials(count, RandomStreams.of(seed).stream("task/train/0"));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void outputsLossAndGradientsAreThoseOfTheDoublePrecisionCell(TrainableCell cell) {
        Task task = new FlipFlop(2, 0.1, 100);
        agree(new NetworkShape(cell, 5, 2, 2), task, OutputLoss.SQUARED_ERROR, 3);
    }

    static List<NetworkShape> leakyShapes() {
        return vanilla().stream().flatMap(cell -> Arrays.stream(Form.values())
            .map(form -> new NetworkShape(cell, new Leak(form, 0.3), 5, 2, 2))).toList();
    }

    @ParameterizedTest
    @MethodSource("leakyShapes")
    void leakyNetworksAgreeWithTheDoublePrecisionCell(NetworkShape shape) {
        agree(shape, new FlipFlop(2, 0.1, 100), OutputLoss.SQUARED_ERROR, 3);
    }

    /** Two ways to the same numbers: the currents of a leaky network without leak are the sums of a vanilla one. */
    @ParameterizedTest
    @MethodSource("vanilla")
    void withoutLeakALeakyNetworkIsTheVanillaOne(TrainableCell cell) {
        Task task = new FlipFlop(2, 0.1, 30);
        long[] seeds = {1, 2};
        NetworkShape vanilla = new NetworkShape(cell, 5, 2, 2);
        NetworkShape leaky = new NetworkShape(cell, new Leak(Form.CURRENT, 1), 5, 2, 2);
        float[][] expected = new float[2][vanilla.size()];
        float[][] found = new float[2][vanilla.size()];
        assertArrayEquals(gradients(vanilla, task, seeds, expected), gradients(leaky, task, seeds, found));
        assertArrayEquals(expected[1], found[1]);
        assertArrayEquals(outputsByHand(network(leaky, 1)), network(leaky, 1).output(STATE), 1e-12);
    }

    private static double[] outputsByHand(NetworkWeights network) {
        double[] y = network.readoutBias();
        for (int o = 0; o < 2; o++) {
            for (int i = 0; i < 5; i++) {
                double rate = network.shape().cell() == Cells.RNN_TANH ? Math.tanh(STATE[i]) : Math.max(0, STATE[i]);
                y[o] += network.readout()[o * 5 + i] * rate;
            }
        }
        return y;
    }

    @ParameterizedTest
    @EnumSource(OutputLoss.class)
    void stepsThatDoNotCountHaveNoGradient(OutputLoss loss) {
        Task task = new ContextDecision();
        agree(new NetworkShape(Cells.GRU, 4, task.inputs(), task.outputs()), task, loss, 3);
    }

    private static void agree(NetworkShape shape, Task task, OutputLoss loss, int batch) {
        float[][] gradients = new float[2][shape.size()];
        try (Tile tile = new Tile(shape, batch, task.steps(), 2)) {
            int arrays = tile.arrays();
            for (int repeat = 0; repeat < 2; repeat++) {
                for (int slot = 0; slot < 2; slot++) {
                    tile.weights(slot, network(shape, slot).values());
                    tile.inputs(slot, trials(task, 10 * repeat + slot, batch));
                }
                tile.forward();
                for (int slot = 0; slot < 2; slot++) {
                    NetworkWeights network = network(shape, slot);
                    Trials trials = trials(task, 10 * repeat + slot, batch);
                    double[] expected = DoublePrecision.outputs(network, trials);
                    for (int i = 0; i < expected.length; i++) {
                        assertEquals(expected[i], tile.outputs(slot)[i], RELATIVE * largest(expected), shape + " output " + i);
                    }
                    double value = tile.loss(slot, trials, loss);
                    assertEquals(1, value / of(loss, expected, trials), RELATIVE);
                }
                tile.backward(gradients);
                assertEquals(arrays, tile.arrays());
            }
        }
        Trials trials = trials(task, 11, batch);
        double[] expected = differences(network(shape, 1), v -> of(loss, DoublePrecision.outputs(shape, v, trials), trials));
        int[] starts = {shape.inputAt(), shape.recurrentAt(), shape.biasAt(), shape.innerBiasAt(), shape.readoutAt(),
            shape.readoutBiasAt(), shape.size()};
        for (int block = 0; block + 1 < starts.length; block++) {
            double scale = largest(Arrays.copyOfRange(expected, starts[block], starts[block + 1]));
            for (int i = starts[block]; i < starts[block + 1]; i++) {
                assertEquals(expected[i], gradients[1][i], RELATIVE * scale, shape + " block " + block + " at " + i);
            }
        }
    }

    private static double of(OutputLoss loss, double[] y, Trials trials) {
        return loss == OutputLoss.SQUARED_ERROR ? DoublePrecision.squaredError(y, trials)
            : DoublePrecision.crossEntropy(y, trials);
    }

    static double largest(double[] a) {
        return Arrays.stream(a).map(Math::abs).max().orElse(0);
    }

    static double[] differences(NetworkWeights network, ToDoubleFunction<double[]> loss) {
        double[] values = new double[network.values().length];
        Arrays.setAll(values, i -> network.values()[i]);
        double[] gradient = new double[values.length];
        for (int i = 0; i < gradient.length; i++) {
            double at = values[i];
            values[i] = at + H;
            double up = loss.applyAsDouble(values);
            values[i] = at - H;
            gradient[i] = (up - loss.applyAsDouble(values)) / (2 * H);
            values[i] = at;
        }
        return gradient;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void companionsChangeNoBit(TrainableCell cell) {
        Task task = new FlipFlop(3, 0.1, 20);
        NetworkShape shape = new NetworkShape(cell, 33, 3, 3);
        float[][] together = new float[5][shape.size()];
        double[] losses = gradients(shape, task, new long[] {0, 1, 2, 3, 4}, together);
        float[][] alone = new float[1][shape.size()];
        float[][] pair = new float[2][shape.size()];
        assertEquals(losses[3], gradients(shape, task, new long[] {3}, alone)[0]);
        assertEquals(losses[3], gradients(shape, task, new long[] {1, 3}, pair)[1]);
        assertArrayEquals(together[3], alone[0]);
        assertArrayEquals(together[3], pair[1]);
    }

    private static double[] gradients(NetworkShape shape, Task task, long[] seeds, float[][] into) {
        int batch = 7;
        double[] losses = new double[seeds.length];
        try (Tile tile = new Tile(shape, batch, task.steps(), seeds.length)) {
            for (int slot = 0; slot < seeds.length; slot++) {
                tile.weights(slot, network(shape, seeds[slot]).values());
                tile.inputs(slot, trials(task, seeds[slot], batch));
            }
            tile.forward();
            for (int slot = 0; slot < seeds.length; slot++) {
                losses[slot] = tile.loss(slot, trials(task, seeds[slot], batch), OutputLoss.SQUARED_ERROR);
            }
            tile.backward(into);
        }
        return losses;
    }

    @Test
    void aTileFitsTheCacheAndIsEven() {
        NetworkShape small = new NetworkShape(Cells.RNN_TANH, 8, 3, 3);
        assertEquals(8, Tile.slots(small, 4, 10, 8));
        NetworkShape large = new NetworkShape(Cells.LSTM, 1024, 3, 3);
        assertEquals(1, Tile.slots(large, 64, 100, 8));
        NetworkShape middle = new NetworkShape(Cells.RNN_TANH, 64, 3, 3);
        int slots = Tile.slots(middle, 64, 100, 9);
        assertTrue(slots > 1 && slots < 9, "slots " + slots);
    }

    @Test
    void aCellThatCannotBeTrainedIsRefused() {
        InvalidInputException refused = assertThrows(InvalidInputException.class,
            () -> Cells.trainable("gru-reset-before"));
        assertTrue(refused.getMessage().contains("gru-reset-before"), refused.getMessage());
        assertThrows(InvalidInputException.class, () -> new NetworkShape(Cells.GRU, 0, 1, 1));
        assertThrows(InvalidInputException.class, () -> new NetworkShape(Cells.GRU, new Leak(Form.RATE, 0.5), 2, 1, 1));
        assertThrows(InvalidInputException.class, () -> new Leak(Form.RATE, 0));
        assertThrows(InvalidInputException.class, () -> new Leak(Form.CURRENT, 1.5));
        assertThrows(InvalidInputException.class,
            () -> OutputLoss.CROSS_ENTROPY.check(new FlipFlop().with(Map.of("steps", 3.0))));
    }
}
