package org.espalier.edgepopup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataLocator;
import org.espalier.nets.data.DataSets;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.data.Standardisation;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.Ranking;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.FixedWeights;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.optimise.Sgd;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.nets.train.TrainingOutcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edge-popup on real networks and real images: the gradient, the frozen weights, the counts, what it finds. */
class EdgePopupTest {
    private static final RandomStreams RANDOM = RandomStreams.of(1)::stream;
    /** Small enough not to cross the kinks of ReLU and pooling, large enough for single precision. */
    private static final float EPSILON = 1e-4f;
    private static DataSplit digits;

    @BeforeAll
    static void load() {
        DataSplit raw = DataSplit.of(DataSets.named("digits").load(DataLocator.standard()), 200, RANDOM.stream("split"));
        digits = Standardisation.fit(raw.train()).apply(raw);
    }

    private static Problem problem(String architecture, double width) {
        return problem(architecture, width, "signed-constant");
    }

    private static Problem problem(String architecture, double width, String init) {
        return new Problem(Architectures.named(architecture), new Architecture.Options(width, false, false), digits,
            Initialisation.named(init), false);
    }

    private static Network network(Problem problem) {
        return Network.create(problem.architecture(), problem.options(), digits.train().shape(),
            digits.train().classes());
    }

    /**
     * dL/ds = dL/dw_eff * w * sign(s), the left factor by central differences of the loss in the effective weight, for
     * kept and for dropped edges. On images of noise: a uniform background puts whole regions exactly on the kinks of ReLU
     * and of pooling, where the loss has no derivative. The convolutions keep every edge for the same reason: at an
     * image's border a 3x3 filter with dropped edges may see nothing at all.
     */
    @ParameterizedTest
    @CsvSource({"lenet-300-100, 0.05, 0.5", "conv2, 0.125, 1"})
    void gradientOfAScoreAgreesWithFiniteDifferences(String architecture, double width, double density) {
        Problem problem = problem(architecture, width, "kaiming-normal");
        try (Network network = network(problem)) {
            InitialWeights initial = problem.initialWeights(network, density, RANDOM);
            PopupScores scores = EdgePopup.scores(network, initial, density, Ranking.MAGNITUDE, Scope.LAYER, RANDOM);
            network.load(scores, 0);
            LabelledImages images = noise();
            int[] rows = new int[images.count()];
            Arrays.setAll(rows, i -> i);
            Map<String, float[]> gradients = new LinkedHashMap<>();
            scores.trained().forEach(name -> gradients.put(name, new float[scores.variable(name).length]));
            network.gradients(images, rows, new CrossEntropy(0), gradients);
            Map<String, float[]> effective = network.effective();
            int checked = 0;
            for (String name : scores.trained()) {
                float[] weights = initial.of(name);
                float[] popup = gradients.get(name).clone();
                scores.pullBack(name, popup);
                double largest = 0;
                for (float g : popup) {
                    largest = Math.max(largest, Math.abs(g));
                }
                for (int i = 0; i < weights.length; i += Math.max(1, weights.length / 12)) {
                    double slope = (loss(network, effective, name, i, EPSILON, images)
                        - loss(network, effective, name, i, -EPSILON, images)) / (2 * EPSILON);
                    double expected = slope * weights[i] * Math.signum(scores.variable(name)[i]);
                    assertEquals(expected, popup[i], 0.02 * largest + 2e-5, name + "[" + i + "]");
                    checked++;
                }
            }
            assertTrue(checked > 30);
        }
    }

    private static LabelledImages noise() {
        ImageShape shape = digits.train().shape();
        int count = 32;
        float[] pixels = new float[count * shape.size()];
        int[] labels = new int[count];
        RandomGenerator random = RANDOM.stream("noise");
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < count; i++) {
            labels[i] = i % digits.train().classes();
        }
        return new LabelledImages(shape, digits.train().classes(), pixels, labels);
    }

    private static double loss(Network network, Map<String, float[]> effective, String name, int index, float by,
                               LabelledImages images) {
        Map<String, float[]> moved = new LinkedHashMap<>(effective);
        float[] copy = effective.get(name).clone();
        copy[index] += by;
        moved.put(name, copy);
        network.load(new FixedWeights(new InitialWeights(moved)), 0);
        return Evaluation.of(network, images, new CrossEntropy(0)).loss();
    }

    @Test
    void weightsNeverChangeInAThousandStepsAndPrunedOnesAreExactlyZero() {
        Problem problem = problem("lenet-300-100", 0.1);
        try (Network network = network(problem)) {
            InitialWeights initial = problem.initialWeights(network, 0.3, RANDOM);
            InitialWeights untouched = problem.initialWeights(network, 0.3, RANDOM);
            PopupScores scores = EdgePopup.scores(network, initial, 0.3, Ranking.MAGNITUDE, Scope.LAYER, RANDOM);
            Training.run(network, scores, digits,
                TrainingOptions.of(Sgd.of(0.9, 1e-4), 0.1, 1000, 64, 500), RANDOM, TrainingMonitor.SILENT);
            for (MaskLayer layer : scores.mask().layers()) {
                float[] before = untouched.of(layer.name());
                assertArrayEquals(before, initial.of(layer.name()), layer.name());
                float[] effective = network.effective().get(layer.name());
                for (int i = 0; i < before.length; i++) {
                    assertEquals(layer.kept(i) ? before[i] : 0f, effective[i], layer.name() + "[" + i + "]");
                }
                assertEquals(KeptCount.of(layer.size(), 0.3), layer.keptCount());
            }
        }
    }

    /** A rate so large that scores overflow while the loss, of bounded effective weights, stays finite. */
    @Test
    void scoresThatOverflowAreADivergenceNotAFailure() {
        Problem problem = problem("lenet-300-100", 0.1);
        try (Network network = network(problem)) {
            InitialWeights initial = problem.initialWeights(network, 0.5, RANDOM);
            PopupScores scores = EdgePopup.scores(network, initial, 0.5, Ranking.MAGNITUDE, Scope.LAYER, RANDOM);
            TrainingOutcome outcome = Training.run(network, scores, digits,
                TrainingOptions.of(Sgd.of(0.9, 1), 1e20, 100, 64, 100), RANDOM, TrainingMonitor.SILENT);
            assertTrue(outcome.diverged());
        }
    }

    @Test
    void findsASubnetworkFarAboveARandomOneWithoutTrainingAWeight() {
        double popup = accuracy("edge-popup", 1);
        double random = accuracy("random", 1);
        assertTrue(popup > 0.85, "edge-popup " + popup);
        assertTrue(random < 0.4, "random " + random);
    }

    private static double accuracy(String method, long seed) {
        Problem problem = problem("lenet-300-100", 1);
        try (Network network = network(problem)) {
            RandomStreams random = RandomStreams.of(seed)::stream;
            SubnetworkMethods.named(method).find(network, problem, 0.5, new Budget(10, 64), random,
                TrainingMonitor.SILENT);
            return Evaluation.of(network, digits.test(), new CrossEntropy(0)).accuracy();
        }
    }

    @Test
    void theSameSeedFindsTheSameSubnetworkAndAnotherSeedAnother() {
        Found a = found(1);
        Found b = found(1);
        assertEquals(a.subnetwork().mask(), b.subnetwork().mask());
        a.subnetwork().weights().values().forEach((name, values) -> assertArrayEquals(values, b.subnetwork().weights().of(name), name));
        assertNotEquals(a.subnetwork().mask(), found(2).subnetwork().mask());
    }

    private static Found found(long seed) {
        Problem problem = problem("conv2", 0.05);
        try (Network network = network(problem)) {
            RandomStreams random = RandomStreams.of(seed)::stream;
            return new EdgePopup().find(network, problem, 0.5, new Budget(1, 128), random, TrainingMonitor.SILENT);
        }
    }

    @Test
    void globalScopeKeepsTheDensityOfTheWholeAndLayersDiffer() {
        Problem problem = problem("lenet-300-100", 0.1);
        try (Network network = network(problem)) {
            Mask global = SubnetworkMethods.named("edge-popup-global")
                .find(network, problem, 0.3, new Budget(1, 128), RANDOM, TrainingMonitor.SILENT).subnetwork().mask();
            assertEquals(KeptCount.of(global.size(), 0.3), global.keptCount());
            assertTrue(global.layers().stream().anyMatch(l -> l.keptCount() != KeptCount.of(l.size(), 0.3)));
            Mask byValue = SubnetworkMethods.named("edge-popup-by-value")
                .find(network, problem, 0.3, new Budget(1, 128), RANDOM, TrainingMonitor.SILENT).subnetwork().mask();
            byValue.layers().forEach(l -> assertEquals(KeptCount.of(l.size(), 0.3), l.keptCount()));
            assertNotEquals(global, byValue);
        }
    }

    @Test
    void allMethodsStartAtTheSameWeights() {
        Problem problem = problem("lenet-300-100", 0.1);
        try (Network network = network(problem)) {
            Budget budget = new Budget(1, 128);
            InitialWeights expected = problem.initialWeights(network, 1, RANDOM);
            for (String method : new String[] {"edge-popup", "dense-sgd", "dense-adam", "random"}) {
                Found found = SubnetworkMethods.named(method).find(network, problem,
                    SubnetworkMethods.named(method).selects() ? 0.5 : 1, budget, RANDOM, TrainingMonitor.SILENT);
                for (NetworkParameter p : network.parameters(NetworkParameter.Role.WEIGHT)) {
                    assertArrayEquals(expected.of(p.name()), found.subnetwork().initial().of(p.name()), method);
                }
            }
        }
    }
}
