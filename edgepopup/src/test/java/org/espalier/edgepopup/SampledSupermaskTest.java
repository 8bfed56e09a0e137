package org.espalier.edgepopup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataLocator;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.Standardisation;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.Network;
import org.espalier.nets.train.TrainingMonitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sampled supermasks on real images: what they find, and that no weight moves. */
class SampledSupermaskTest {
    private static final RandomStreams RANDOM = RandomStreams.of(1)::stream;
    private static Problem problem;

    @BeforeAll
    static void load() {
        DataSplit raw = DataSplit.of(DataSets.named("digits").load(DataLocator.standard()), 200, RANDOM.stream("split"));
        problem = new Problem(Architectures.named("lenet-300-100"), new Architecture.Options(0.5, false, false),
            Standardisation.fit(raw.train()).apply(raw), Initialisation.SIGNED_CONSTANT, false);
    }

    private static Network network() {
        return Network.create(problem.architecture(), problem.options(), problem.data().train().shape(),
            problem.data().train().classes());
    }

    private static double test(SubnetworkMethod method, Network network, int epochs) {
        method.find(network, problem, 0.5, new Budget(epochs, 64), RANDOM, TrainingMonitor.SILENT);
        return Evaluation.of(network, problem.data().test(), new CrossEntropy(0)).accuracy();
    }

    @Test
    void findsASubnetworkFarAboveARandomOne() {
        try (Network network = network()) {
            double random = test(SubnetworkMethods.named("random"), network, 1);
            double plain = test(SubnetworkMethods.named("sampled-supermask"), network, 10);
            double rescaled = test(new SampledSupermask(5, true), network, 10);
            assertTrue(plain > random + 0.4 && rescaled > random + 0.4,
                "random " + random + ", sampled " + plain + ", rescaled " + rescaled);
        }
    }

    @Test
    void weightsAreTheInitialOnesTimesOneFactorALayerOrZero() {
        try (Network network = network()) {
            Found found = new SampledSupermask(50, true).find(network, problem, 0.5, new Budget(1, 128), RANDOM,
                TrainingMonitor.SILENT);
            for (MaskLayer layer : found.subnetwork().mask().layers()) {
                float[] before = problem.initialWeights(network, 0.5, RANDOM).of(layer.name());
                assertArrayEquals(before, found.subnetwork().initial().of(layer.name()));
                float factor = layer.size() / (float) layer.keptCount();
                float[] after = found.subnetwork().weights().of(layer.name());
                for (int i = 0; i < before.length; i++) {
                    assertEquals(layer.kept(i) ? before[i] * factor : 0f, after[i], 1e-6f);
                }
            }
        }
    }

    @Test
    void probabilitiesStartAtTheDensity() {
        try (Network network = network()) {
            SupermaskScores scores = new SampledSupermask().scores(network, problem.initialWeights(network, 0.2, RANDOM),
                0.2, RANDOM);
            scores.prepare(0);
            assertEquals(0.2, scores.mask().density(), 0.02);
        }
    }

    @Test
    void aDensityOfOneAndARateThatIsNoNumberAreRefused() {
        try (Network network = network()) {
            assertTrue(assertThrows(InvalidInputException.class, () -> new SampledSupermask().find(network, problem, 1,
                new Budget(1, 128), RANDOM, TrainingMonitor.SILENT)).getMessage().contains("below 1"));
        }
        assertThrows(InvalidInputException.class, () -> new SampledSupermask(Double.NaN, true));
    }
}
