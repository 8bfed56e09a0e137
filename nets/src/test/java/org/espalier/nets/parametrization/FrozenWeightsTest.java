package org.espalier.nets.parametrization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture.Options;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.RandomMask;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.network.Synthetic;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.optimise.AdamW;
import org.espalier.nets.optimise.Optimizer;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrozenWeightsTest {
    private static final ImageShape SHAPE = new ImageShape(1, 4, 4);
    private static final DataSplit DATA = Synthetic.split(SHAPE, 3, 48, 20);
    private static final double DENSITY = 0.3;

    private static Network network() {
        return Network.create(Architectures.named("lenet-300-100"), new Options(0.1, true, false), SHAPE, 3);
    }

    private static Mask mask(Network network) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        network.parameters(NetworkParameter.Role.WEIGHT).forEach(p -> shapes.put(p.name(), p.shape()));
        return RandomMask.of(shapes, DENSITY, Synthetic.random(1).stream("mask"));
    }

    private static TrainingOptions options(Optimizer optimizer, long steps) {
        return TrainingOptions.of(optimizer, 0.01, steps, 16, steps);
    }

    /** Keeps every checkpoint, and starts from one if there is one. */
    private static final class Keeper implements TrainingMonitor {
        private final List<Checkpoint> saved = new ArrayList<>();
        private final Checkpoint first;

        Keeper(Checkpoint first) {
            this.first = first;
        }

        @Override
        public void metric(String name, long step, double value) {}

        @Override
        public void save(Checkpoint checkpoint) {
            saved.add(checkpoint);
        }

        @Override
        public Optional<Checkpoint> restore() {
            return Optional.ofNullable(first);
        }
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(Adam.of(0.1), AdamW.of(0.1), Sgd.of(0.9, 0.1));
    }

    /** 1,000 steps: not a bit of a frozen weight changes, and at every one of them its optimiser state is zero. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void frozenWeightsKeepTheirBitsAndHaveNoOptimiserState(Optimizer optimizer) {
        try (Network network = network()) {
            Mask mask = mask(network);
            InitialWeights start = Synthetic.weights(network, 1);
            float[] first = start.of("fc1.weight");
            Arrays.fill(first, 0, first.length / 2, 0f);
            first[0] = -0f;
            first[1] = Float.MIN_VALUE;
            FrozenWeights weights = new FrozenWeights(network, start, mask);
            Keeper keeper = new Keeper(null);
            Training.run(network, weights, DATA, options(optimizer, 1000).withCheckpointSeconds(0),
                Synthetic.random(1), keeper);
            assertEquals(1000, keeper.saved.size());
            for (Checkpoint checkpoint : keeper.saved) {
                for (MaskLayer layer : mask.layers()) {
                    float[][] slots = checkpoint.slots().get(layer.name());
                    assertTrue(slots.length > 0);
                    for (int i = 0; i < layer.size(); i++) {
                        for (float[] slot : slots) {
                            assertTrue(layer.kept(i) || slot[i] == 0);
                        }
                    }
                }
            }
            for (MaskLayer layer : mask.layers()) {
                float[] effective = network.effective().get(layer.name());
                int moved = 0;
                for (int i = 0; i < layer.size(); i++) {
                    boolean same = Float.floatToRawIntBits(start.of(layer.name())[i])
                        == Float.floatToRawIntBits(effective[i]);
                    assertTrue(layer.kept(i) || same, layer.name() + " " + i);
                    moved += same ? 0 : 1;
                }
                assertTrue(moved > layer.keptCount() / 2, layer.name());
            }
            assertNotEquals(start.of("fc1.bias")[0], weights.variable("fc1.bias")[0]);
        }
    }

    /** The network computes with the frozen values: the first step of the others is that of dense training. */
    @Test
    void theFirstStepOfKeptWeightsIsThatOfDenseTraining() {
        try (Network network = network()) {
            Mask mask = mask(network);
            InitialWeights start = Synthetic.weights(network, 1);
            Map<String, float[]> dense = after(network, new DenseWeights(network, start), 1);
            Map<String, float[]> frozen = after(network, new FrozenWeights(network, start, mask), 1);
            Map<String, float[]> masked = after(network, new MaskedWeights(network, start, mask), 1);
            for (MaskLayer layer : mask.layers()) {
                for (int i = 0; i < layer.size(); i++) {
                    float expected = layer.kept(i) ? dense.get(layer.name())[i] : start.of(layer.name())[i];
                    assertEquals(expected, frozen.get(layer.name())[i]);
                }
                assertFalse(Arrays.equals(frozen.get(layer.name()), masked.get(layer.name())));
            }
            assertArrayEquals(dense.get("fc2.bias"), frozen.get("fc2.bias"));
        }
    }

    private static Map<String, float[]> after(Network network, Parametrization weights, long steps) {
        Training.run(network, weights, DATA, options(Sgd.of(0, 0), steps), Synthetic.random(1), TrainingMonitor.SILENT);
        return network.effective();
    }

    @Test
    void frozenAtZeroIsMaskedTraining() {
        try (Network network = network()) {
            Mask mask = mask(network);
            InitialWeights start = Synthetic.weights(network, 1);
            mask.layers().forEach(layer -> layer.apply(start.of(layer.name())));
            MaskedWeights masked = new MaskedWeights(network, start, mask);
            Training.run(network, masked, DATA, options(Sgd.of(0.9, 1e-3), 4), Synthetic.random(1), TrainingMonitor.SILENT);
            Map<String, float[]> expected = network.effective();
            FrozenWeights frozen = new FrozenWeights(network, start, mask);
            Training.run(network, frozen, DATA, options(Sgd.of(0.9, 1e-3), 4), Synthetic.random(1), TrainingMonitor.SILENT);
            expected.forEach((name, values) -> assertArrayEquals(values, network.effective().get(name), name));
        }
    }

    /** A checkpoint holds zeros where weights are frozen; who goes on from it gives the same start again. */
    @Test
    void aTrainingThatGoesOnFromACheckpointEndsWithTheSameBits() {
        try (Network network = network()) {
            Mask mask = mask(network);
            InitialWeights start = Synthetic.weights(network, 1);
            TrainingOptions options = options(Adam.of(0.1), 20).withCheckpointSeconds(0);
            Keeper whole = new Keeper(null);
            Training.run(network, new FrozenWeights(network, start, mask), DATA, options, Synthetic.random(1), whole);
            Map<String, float[]> expected = network.effective();
            Training.run(network, new FrozenWeights(network, start, mask), DATA, options, Synthetic.random(1),
                new Keeper(whole.saved.get(9)));
            expected.forEach((name, values) -> assertArrayEquals(values, network.effective().get(name), name));
        }
    }

    @Test
    void theStartIsCopied() {
        try (Network network = network()) {
            Mask mask = mask(network);
            InitialWeights start = Synthetic.weights(network, 1);
            float[] before = start.of("fc2.weight").clone();
            FrozenWeights weights = new FrozenWeights(network, start, mask);
            assertArrayEquals(before, start.of("fc2.weight"));
            Arrays.fill(start.of("fc2.weight"), 9);
            float[] effective = new float[before.length];
            weights.writeEffective("fc2.weight", effective);
            assertArrayEquals(before, effective);
        }
    }

    @Test
    void aMaskOfAnotherNetworkIsRefused() {
        try (Network network = network()) {
            InitialWeights start = Synthetic.weights(network, 1);
            assertThrows(InvalidInputException.class, () -> new FrozenWeights(network, start,
                Mask.of(new MaskLayer("fc1.weight", new long[] {2, 2}, new boolean[4]))));
        }
    }
}
