package org.espalier.lotteryticket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.method.Problem;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.optimise.Optimizer;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.parametrization.DenseWeights;
import org.espalier.nets.parametrization.FrozenWeights;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.pruning.ranking.Magnitude;
import org.espalier.pruning.ranking.PruningState;
import org.espalier.pruning.schedule.MaskSelection;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.pruning.schedule.Rung;
import org.espalier.testkit.network.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MaskZeroActionTest {
    private static final String LAYER = "fc.weight";
    private static final float[] GRID = {-2f, -1f, -0.5f, 0f, 0.5f, 1f, 2f};
    private static final int SIZE = GRID.length * GRID.length;

    /** Every pair of an initial and a trained value. */
    private static float[] grid(boolean initial) {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = GRID[initial ? i / GRID.length : i % GRID.length];
        }
        return values;
    }

    private static InitialWeights weights(float[] values) {
        return new InitialWeights(Map.of(LAYER, values));
    }

    private static Mask mask(boolean... kept) {
        return Mask.of(new MaskLayer(LAYER, new long[] {kept.length}, kept));
    }

    private static float[] start(MaskZeroAction action, float[] ticket, float[] initial, float[] trained, Mask mask) {
        return action.start(weights(ticket), weights(initial), weights(trained), mask).of(LAYER);
    }

    @Test
    void zeroAndFreezeTakeNoNoticeOfTraining() {
        float[] ticket = new float[SIZE];
        assertArrayEquals(new float[SIZE],
            start(MaskZeroAction.ZERO, ticket, grid(true), grid(false), mask(new boolean[SIZE])));
        assertArrayEquals(grid(true),
            start(MaskZeroAction.FREEZE, ticket, grid(true), grid(false), mask(new boolean[SIZE])));
    }

    /** Walks from the initial value to the trained one: moved towards zero is to end nearer to it. */
    @Test
    void byDirectionZeroesWhatEndedNearerToZero() {
        float[] initial = grid(true);
        float[] trained = grid(false);
        float[] found = start(MaskZeroAction.FREEZE_BY_DIRECTION, new float[SIZE], initial, trained,
            mask(new boolean[SIZE]));
        int zeroed = 0;
        for (int i = 0; i < SIZE; i++) {
            double before = Math.sqrt(Math.pow(initial[i], 2));
            double after = Math.sqrt(Math.pow(trained[i], 2));
            assertEquals(after < before ? 0f : initial[i], found[i], initial[i] + " to " + trained[i]);
            zeroed += after < before ? 1 : 0;
        }
        // Of the magnitudes 2, 1, 0.5, 0 with 2, 2, 2, 1 values: 2*5 + 2*3 + 2*1 pairs shrink.
        assertEquals(18, zeroed);
    }

    @Test
    void byDirectionOfExamples() {
        float[] initial = {0.5f, 0.5f, 0.5f, 0.5f, -0.5f, -0.5f, 0f};
        float[] trained = {0.4f, 0.6f, -0.4f, -0.6f, -0.5f, -0.1f, 0.3f};
        assertArrayEquals(new float[] {0f, 0.5f, 0f, 0.5f, -0.5f, 0f, 0f},
            start(MaskZeroAction.FREEZE_BY_DIRECTION, new float[7], initial, trained, mask(new boolean[7])));
    }

    /** Kept weights are the ticket's, which after late rewinding is not step 0; nobody's arrays are touched. */
    @ParameterizedTest
    @EnumSource
    void keptWeightsAndOtherParametersAreTheTickets(MaskZeroAction action) {
        float[] bias = {7f};
        Map<String, float[]> ticket = new LinkedHashMap<>();
        ticket.put(LAYER, new float[] {1f, 2f, 3f});
        ticket.put("fc.bias", bias);
        float[] initial = {4f, 5f, 6f};
        float[] trained = {0.1f, 9f, 0.1f};
        InitialWeights start = action.start(new InitialWeights(ticket), weights(initial), weights(trained),
            mask(true, true, false));
        assertEquals(1f, start.of(LAYER)[0]);
        assertEquals(2f, start.of(LAYER)[1]);
        assertEquals(action == MaskZeroAction.FREEZE ? 6f : 0f, start.of(LAYER)[2]);
        assertSame(bias, start.of("fc.bias"));
        assertArrayEquals(new float[] {1f, 2f, 3f}, ticket.get(LAYER));
        assertArrayEquals(new float[] {4f, 5f, 6f}, initial);
        assertArrayEquals(new float[] {0.1f, 9f, 0.1f}, trained);
    }

    /** Held values are part of what the next round's training ends with, and are held again. */
    @ParameterizedTest
    @EnumSource
    void whatIsHeldOnceIsHeldForGood(MaskZeroAction action) {
        float[] once = start(action, grid(true), grid(true), grid(false), mask(new boolean[SIZE]));
        assertArrayEquals(once, start(action, grid(true), grid(true), once, mask(new boolean[SIZE])));
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(Adam.of(0), Sgd.of(0.9, 0.1));
    }

    /** A real round: dense training, magnitude pruning, and 1,000 steps of the ticket beside what is held. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void heldWeightsStayBitForBitThroughAThousandSteps(Optimizer optimizer) {
        Problem problem = Tiny.problem("lenet-300-100", 0.05);
        try (Network network = Tiny.network(problem)) {
            InitialWeights initial = problem.initialWeights(network, 1, Tiny.random(1));
            train(network, problem, new DenseWeights(network, initial), Adam.of(0), 60, TrainingMonitor.SILENT);
            InitialWeights trained = new InitialWeights(network.effective());
            Mask dense = Tiny.dense(network);
            Mask mask = MaskSelection.prune(dense, new Magnitude().scores(new PruningState(network, initial, trained,
                dense, Map.of(), problem.data().train(), 1, Tiny.random(1))),
                new Rung(60, PruningLadder.of(network, 0.2).after(5).kept()), Scope.LAYER);
            InitialWeights start = MaskZeroAction.FREEZE_BY_DIRECTION.start(initial, initial, trained, mask);
            List<Checkpoint> saved = new ArrayList<>();
            train(network, problem, new FrozenWeights(network, start, mask), optimizer, 1000, new TrainingMonitor() {
                @Override
                public void metric(String name, long step, double value) {}

                @Override
                public void save(Checkpoint checkpoint) {
                    saved.add(checkpoint);
                }

                @Override
                public Optional<Checkpoint> restore() {
                    return Optional.empty();
                }
            });
            assertEquals(1000, saved.size());
            int zeros = 0;
            int frozen = 0;
            for (MaskLayer layer : mask.layers()) {
                float[] end = network.effective().get(layer.name());
                float[][] slots = saved.get(999).slots().get(layer.name());
                for (int i = 0; i < layer.size(); i++) {
                    if (!layer.kept(i)) {
                        float wi = initial.of(layer.name())[i];
                        boolean shrank = Math.abs(trained.of(layer.name())[i]) < Math.abs(wi);
                        assertEquals(Float.floatToRawIntBits(shrank ? 0f : wi), Float.floatToRawIntBits(end[i]));
                        for (float[] slot : slots) {
                            assertEquals(0f, Math.abs(slot[i]));
                        }
                        zeros += shrank ? 1 : 0;
                        frozen += shrank ? 0 : 1;
                    }
                }
            }
            assertTrue(zeros > 20 && frozen > 20, zeros + " zeros, " + frozen + " frozen");
        }
    }

    private static void train(Network network, Problem problem, Parametrization weights, Optimizer optimizer, long steps,
                              TrainingMonitor monitor) {
        Training.run(network, weights, problem.data(),
            TrainingOptions.of(optimizer, 1.2e-3, steps, 16, steps).withCheckpointSeconds(0), Tiny.random(1), monitor);
    }

    @Test
    void eachIsFoundByItsName() {
        assertEquals(List.of("zero", "freeze", "freeze-by-direction"), MaskZeroAction.labels());
        for (MaskZeroAction action : MaskZeroAction.values()) {
            assertSame(action, MaskZeroAction.named(action.label()));
        }
        assertTrue(assertThrows(InvalidInputException.class, () -> MaskZeroAction.named("freeze-init")).getMessage()
            .contains("freeze-by-direction"));
    }

    @ParameterizedTest
    @EnumSource
    void weightsThatDoNotFitAreRefused(MaskZeroAction action) {
        assertTrue(assertThrows(InvalidInputException.class, () -> start(action, new float[3], new float[3],
            new float[] {0, 0, Float.NaN}, mask(true, false, false))).getMessage().contains("weight 2"));
        assertTrue(assertThrows(InvalidInputException.class, () -> start(action, new float[3], new float[2], new float[3],
            mask(true, false, false))).getMessage().contains("2 values"));
        assertThrows(InvalidInputException.class, () -> action.start(weights(new float[3]), new InitialWeights(Map.of()),
            weights(new float[3]), mask(true, false, false)));
    }
}
