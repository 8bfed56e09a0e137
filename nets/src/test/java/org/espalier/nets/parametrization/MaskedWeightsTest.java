package org.espalier.nets.parametrization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.architecture.Architecture.Options;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
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

class MaskedWeightsTest {
    private static final ImageShape SHAPE = new ImageShape(1, 4, 4);
    private static final DataSplit DATA = Synthetic.split(SHAPE, 3, 48, 20);

    private static Network network() {
        return Network.create(Architectures.named("lenet-300-100"), new Options(0.1, true, false), SHAPE, 3);
    }

    private static Mask mask(Network network, double density) {
        SplittableRandom random = new SplittableRandom(1);
        List<MaskLayer> layers = new ArrayList<>();
        for (NetworkParameter p : network.parameters(NetworkParameter.Role.WEIGHT)) {
            boolean[] kept = new boolean[p.size()];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = random.nextDouble() < density;
            }
            layers.add(new MaskLayer(p.name(), p.shape(), kept));
        }
        return new Mask(layers);
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(Sgd.of(0.9, 0), Sgd.of(0.9, 0.1), new Sgd(0.9, 0, true, 0.1), Adam.of(0), Adam.of(0.1),
            AdamW.of(0.1));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void prunedWeightsAndTheirOptimiserStateStayZero(Optimizer optimizer) {
        try (Network network = network()) {
            Mask mask = mask(network, 0.3);
            InitialWeights start = Synthetic.weights(network, 1);
            MaskedWeights weights = new MaskedWeights(network, start, mask);
            List<Checkpoint> saved = new ArrayList<>();
            TrainingMonitor monitor = new TrainingMonitor() {
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
            };
            Training.run(network, weights, DATA,
                TrainingOptions.of(optimizer, 0.01, 9, 16, 9).withCheckpointSeconds(0), Synthetic.random(1), monitor);
            assertEquals(9, saved.size());
            for (Checkpoint checkpoint : saved) {
                for (MaskLayer layer : mask.layers()) {
                    for (int i = 0; i < layer.size(); i++) {
                        if (!layer.kept(i)) {
                            assertEquals(0f, Math.abs(checkpoint.variables().get(layer.name())[i]));
                            for (float[] slot : checkpoint.slots().get(layer.name())) {
                                assertEquals(0f, Math.abs(slot[i]));
                            }
                        }
                    }
                }
            }
            int moved = 0;
            for (MaskLayer layer : mask.layers()) {
                float[] effective = network.effective().get(layer.name());
                for (int i = 0; i < layer.size(); i++) {
                    assertEquals(layer.kept(i), effective[i] != 0);
                    moved += effective[i] != 0 && effective[i] != start.of(layer.name())[i] ? 1 : 0;
                }
            }
            assertNotEquals(0, moved);
            assertNotEquals(start.of("fc1.bias")[0], weights.variable("fc1.bias")[0]);
        }
    }

    @Test
    void aFullMaskIsDenseTraining() {
        try (Network network = network()) {
            InitialWeights start = Synthetic.weights(network, 1);
            TrainingOptions options = TrainingOptions.of(Sgd.of(0.9, 1e-3), 0.05, 6, 16, 9);
            DenseWeights dense = new DenseWeights(network, start);
            Training.run(network, dense, DATA, options, Synthetic.random(1), TrainingMonitor.SILENT);
            MaskedWeights masked = new MaskedWeights(network, start, mask(network, 2));
            Training.run(network, masked, DATA, options, Synthetic.random(1), TrainingMonitor.SILENT);
            network.trainable().forEach(n -> assertArrayEquals(dense.variable(n), masked.variable(n)));
        }
    }

    @Test
    void aMaskOfAnotherNetworkIsRefused() {
        try (Network network = network()) {
            InitialWeights start = Synthetic.weights(network, 1);
            assertThrows(InvalidInputException.class, () -> new MaskedWeights(network, start,
                Mask.of(new MaskLayer("conv1.weight", new long[] {2, 2}, new boolean[4]))));
            assertThrows(InvalidInputException.class, () -> new MaskedWeights(network, start,
                Mask.of(new MaskLayer("fc1.weight", new long[] {2, 2}, new boolean[4]))));
        }
    }
}
