package org.espalier.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.StartingNetwork;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.train.TrainingMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LampPruningTest {
    private static final ImageShape SHAPE = new ImageShape(1, 4, 4);
    private static final Problem PROBLEM = new Problem(Architectures.named("lenet-300-100"),
        new Architecture.Options(0.05, false, false), new DataSplit(images(48, 1), images(20, 2), images(20, 3)),
        Initialisation.named("glorot-normal"), false);
    /** 48 images in batches of 12 twice: 8 steps, pruned after 4. */
    private static final Budget BUDGET = new Budget(2, 12);

    private static LabelledImages images(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[count * SHAPE.size()];
        int[] labels = new int[count];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(3);
        }
        return new LabelledImages(SHAPE, 3, pixels, labels);
    }

    private static Found find(double density, TrainingMonitor monitor) {
        RandomStreams random = name -> new SplittableRandom(1_000_003 + name.hashCode());
        try (Network network = Network.create(PROBLEM.architecture(), PROBLEM.options(), SHAPE, 3)) {
            return new LampPruning().find(network, PROBLEM, density, BUDGET, random, monitor);
        }
    }

    /** The definition, read from the paper, by brute force. */
    @Test
    void aScoreIsTheShareInWhatIsLeftOfTheLayer() {
        SplittableRandom random = new SplittableRandom(5);
        float[] weights = new float[40];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        float[] scores = LampPruning.scores(weights);
        for (int u = 0; u < weights.length; u++) {
            double left = 0;
            for (float w : weights) {
                left += Math.abs(w) >= Math.abs(weights[u]) ? (double) w * w : 0;
            }
            assertEquals((double) weights[u] * weights[u] / left, scores[u], 1e-6);
        }
        assertArrayEquals(new float[] {0.2f, 1, 0, 1f / 11}, LampPruning.scores(new float[] {-1, 2, 0, 0.70710677f}), 1e-6f);
        assertArrayEquals(new float[3], LampPruning.scores(new float[3]));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.25, 0.05, 1})
    void meetsTheDensityToTheWeightAndPrunedWeightsAreZero(double density) {
        Found found = find(density, TrainingMonitor.SILENT);
        Mask mask = found.subnetwork().mask();
        assertEquals(8, found.outcome().steps());
        assertEquals(KeptCount.of(mask.size(), density), mask.keptCount());
        assertTrue(mask.collapsed().isEmpty());
        for (MaskLayer layer : mask.layers()) {
            float[] weights = found.subnetwork().weights().of(layer.name());
            for (int i = 0; i < weights.length; i++) {
                assertEquals(layer.kept(i), weights[i] != 0, layer.name() + " " + i);
            }
        }
    }

    @Test
    void aDensityThatLeavesALayerEmptyIsRefused() {
        String said = assertThrows(InvalidInputException.class, () -> find(0.004, TrainingMonitor.SILENT)).getMessage();
        assertTrue(said.contains("would leave a layer empty"), said);
    }

    /**
     * A kept weight may be 0, and its zero says nothing: here all weights are kept, and those of a pixel that is dark in every
     * image start at 0 and stay there.
     */
    @Test
    void goesOnWithAKeptWeightThatIsZero() {
        LabelledImages images = images(48, 1);
        for (int i = 0; i < images.pixels().length; i += SHAPE.size()) {
            images.pixels()[i] = 0;
        }
        Problem problem = new Problem(PROBLEM.architecture(), PROBLEM.options(), new DataSplit(images, images, images),
            PROBLEM.initialisation(), false);
        List<Checkpoint> kept = new ArrayList<>();
        assertEquals(1, run(problem, Optional.empty(), 6, kept).subnetwork().mask().density());
        assertEquals(0f, kept.get(0).variables().get("fc1.weight")[0]);
        assertEquals(1, run(problem, Optional.of(kept.get(0)), -1, kept).subnetwork().mask().density());
    }

    private static Found run(Problem problem, Optional<Checkpoint> start, long keptStep, List<Checkpoint> kept) {
        RandomStreams random = name -> new SplittableRandom(1_000_003 + name.hashCode());
        try (Network network = problem.network()) {
            InitialWeights drawn = problem.drawnWeights(network, 1, random);
            for (int i = 0; i < drawn.of("fc1.weight").length; i += SHAPE.size()) {
                drawn.of("fc1.weight")[i] = 0;
            }
            Problem started = new Problem(problem.architecture(), problem.options(), problem.data(), problem.initialisation(),
                false, Optional.of(new StartingNetwork("dark", drawn, Map.of(), Optional.empty())));
            return new LampPruning().find(network, started, 1, BUDGET, random, new TrainingMonitor() {
                @Override
                public void metric(String name, long at, double value) {}

                @Override
                public Optional<Checkpoint> restore() {
                    return start;
                }

                @Override
                public void state(long at, Supplier<Checkpoint> state) {
                    if (at == keptStep) {
                        kept.add(state.get());
                    }
                }
            });
        }
    }
}
