package org.espalier.rnndynamics.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.espalier.base.RandomStreams;
import org.espalier.nets.optimise.Adam;
import org.espalier.rnndynamics.cell.Leak;
import org.espalier.rnndynamics.cell.LeakyRateCell.Form;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.family.TrainableCell;
import org.espalier.rnndynamics.task.FlipFlop;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecurrentNoiseTest {
    private static final int BATCH = 500;
    private static final int UNITS = 8;
    private static final int STEPS = 30;
    private static final double S = 1e-3;
    private static final Task TASK = new FlipFlop(1, 0.2, STEPS);

    static List<TrainableCell> cells() {
        return TileTest.cells();
    }

    private static float[] outputs(NetworkShape shape, float[] values, Trials trials, double s, long seed) {
        try (Tile tile = new Tile(shape, trials.count(), trials.steps(), 1)) {
            tile.weights(0, values);
            tile.inputs(0, trials);
            tile.noise(0, s == 0 ? null : RecurrentNoise.of(shape, s, RandomStreams.of(seed).stream("noise/train/0")));
            tile.forward();
            return tile.outputs(0).clone();
        }
    }

    /** Without weights but a readout of ones, what the units do is the noise: y is the sum of N independent states. */
    private static double[] variances(NetworkShape shape) {
        float[] values = new float[shape.size()];
        Arrays.fill(values, shape.readoutAt(), shape.readoutBiasAt(), 1);
        float[] y = outputs(shape, values, TASK.trials(BATCH, RandomStreams.of(1).stream("task/train/0")), S, 1);
        double[] variances = new double[STEPS];
        for (int t = 0; t < STEPS; t++) {
            for (int b = 0; b < BATCH; b++) {
                variances[t] += Math.pow(y[t * BATCH + b], 2) / BATCH / UNITS;
            }
        }
        return variances;
    }

    /** Five standard errors of a variance of as many numbers. */
    private static final double TOLERANCE = 5 * Math.sqrt(2.0 / BATCH);

    @Test
    void aVanillaNetworkHasTheVarianceOfSong() {
        for (double variance : variances(new NetworkShape(Cells.RNN_TANH, UNITS, 1, 1))) {
            assertEquals(2 * S * S, variance, TOLERANCE * 2 * S * S);
        }
    }

    /** The current of a leaky network is an autoregressive process: 2 a s^2 a step, remembered by the factor 1 - a. */
    @Test
    void theCurrentOfALeakyNetworkGathersIt() {
        double a = 0.3;
        double[] variances = variances(new NetworkShape(Cells.RNN_TANH, new Leak(Form.CURRENT, a), UNITS, 1, 1));
        double expected = 0;
        for (double variance : variances) {
            expected = (1 - a) * (1 - a) * expected + 2 * a * S * S;
            assertEquals(expected, variance, TOLERANCE * expected);
        }
    }

    /** Gates without weights stand at one half: the first state is half of the noise, of an LSTM a quarter. */
    @Test
    void gatedCellsTakeItInTheCandidate() {
        for (TrainableCell cell : List.of(Cells.UGRNN, Cells.GRU, Cells.LSTM)) {
            double share = cell.equals(Cells.LSTM) ? 0.25 : 0.5;
            double expected = share * share * 2 * S * S;
            assertEquals(expected, variances(new NetworkShape(cell, UNITS, 1, 1))[0], TOLERANCE * expected, cell.label());
        }
    }

    /** The loss as a function of the weights, the noise held, differentiated along a random direction. */
    @ParameterizedTest
    @MethodSource("cells")
    void theGradientTakesItForAConstant(TrainableCell cell) {
        NetworkShape shape = new NetworkShape(cell, 6, 1, 1);
        Trials trials = TASK.trials(40, RandomStreams.of(2).stream("task/train/0"));
        float[] values = TileTest.network(shape, 4).values();
        float[] gradient = new float[shape.size()];
        try (Tile tile = new Tile(shape, 40, STEPS, 1)) {
            tile.weights(0, values);
            tile.inputs(0, trials);
            tile.noise(0, RecurrentNoise.of(shape, 0.2, RandomStreams.of(3).stream("noise/train/0")));
            tile.forward();
            tile.loss(0, trials, OutputLoss.SQUARED_ERROR);
            tile.backward(new float[][] {gradient});
        }
        var random = RandomStreams.of(5).stream("direction");
        float[] there = values.clone();
        float[] back = values.clone();
        double along = 0;
        double h = 3e-3;
        for (int i = 0; i < values.length; i++) {
            double d = random.nextGaussian() / Math.sqrt(values.length) + gradient[i];
            there[i] += (float) (h * d);
            back[i] -= (float) (h * d);
            along += d * gradient[i];
        }
        double[] scratch = {loss(shape, there, trials), loss(shape, back, trials)};
        double difference = (scratch[0] - scratch[1]) / (2 * h);
        assertEquals(difference, along, 0.02 * Math.abs(along) + 1e-4, cell.label());
    }

    private static double loss(NetworkShape shape, float[] values, Trials trials) {
        return OutputLoss.SQUARED_ERROR.of(trials, outputs(shape, values, trials, 0.2, 3),
            new float[trials.steps() * trials.count()]);
    }

    @Test
    void trainingWithItIsReproducedAndIsAnotherTraining() {
        float[] noisy = trained(0.1);
        assertArrayEquals(noisy, trained(0.1));
        assertNotEquals(Arrays.hashCode(noisy), Arrays.hashCode(trained(0)));
    }

    private static float[] trained(double s) {
        try (PopulationTraining training = new PopulationTraining(TASK, Cells.GRU, UNITS, InitialScale.of(Cells.GRU),
            List.of(new Member(1, 0.01, 0, Trained.ALL, s)), PopulationOptions.of(Adam.of(0), 5, 10, 5))) {
            for (int i = 0; i < 5; i++) {
                training.step();
            }
            float[] values = training.outcomes().get(0).weights().values();
            for (float value : values) {
                assertTrue(Float.isFinite(value));
            }
            return values;
        }
    }
}
