package org.espalier.pruning.ranking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.loss.Tempered;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.RandomMask;
import org.espalier.nets.method.Problem;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.testkit.network.Tiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every criterion against closed forms, or a network of its own in double precision. */
public class CriterionTest {
    /** lenet-300-100 of 0.02: 16-6-2-3. */
    private static final Problem PROBLEM = Tiny.problem("lenet-300-100", 0.02);

    private static PruningState state(Network network, InitialWeights weights, Mask mask) {
        return new PruningState(network, weights, weights, mask, Map.of(), PROBLEM.data().train(), 1, Tiny.random(1));
    }

    private static InitialWeights weights(Network network, Mask mask) {
        Map<String, float[]> values = new LinkedHashMap<>();
        PROBLEM.initialWeights(network, 1, Tiny.random(5)).values().forEach((name, v) -> values.put(name, v.clone()));
        mask.layers().forEach(layer -> layer.apply(values.get(layer.name())));
        return new InitialWeights(values);
    }

    private static Mask half(Network network) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        Tiny.dense(network).layers().forEach(l -> shapes.put(l.name(), l.shape()));
        return RandomMask.of(shapes, 0.6, Tiny.random(9).stream("mask"));
    }

    static List<Criterion> all() {
        return Criteria.all();
    }

    /** The laws of every criterion: a finite score a weight, the same from the same state, nothing left changed. */
    @ParameterizedTest
    @MethodSource("all")
    void everyCriterionIsAPureFunctionOfItsState(Criterion criterion) {
        for (String architecture : new String[] {"lenet-300-100", "resnet18"}) {
            Problem problem = Tiny.problem(architecture, 0.03);
            try (Network network = Tiny.network(problem)) {
                Mask mask = Tiny.dense(network);
                InitialWeights weights = problem.initialWeights(network, 1, Tiny.random(1));
                Map<String, float[]> statistics = network.normState();
                Map<String, float[]> movement = new LinkedHashMap<>();
                mask.layers().forEach(l -> movement.put(l.name(), weights.of(l.name()).clone()));
                PruningState state = new PruningState(network, weights, weights, mask, movement,
                    problem.data().train(), 1, Tiny.random(1));
                Map<String, float[]> first = criterion.scores(state);
                Map<String, float[]> second = criterion.scores(state);
                assertEquals(mask.names(), List.copyOf(first.keySet()));
                first.forEach((name, scores) -> {
                    assertEquals(mask.layer(name).size(), scores.length);
                    assertArrayEquals(scores, second.get(name), name);
                    for (float s : scores) {
                        assertTrue(Float.isFinite(s), name);
                    }
                });
                statistics.forEach((name, values) -> assertArrayEquals(values, network.normState().get(name), name));
            }
            assertFalse(criterion.description().isBlank());
        }
    }

    @Test
    void anUnknownCriterionIsRefusedWithTheNearest() {
        assertTrue(assertThrows(InvalidInputException.class, () -> Criteria.named("magnitud")).getMessage()
            .contains("magnitude"));
    }

    @Test
    void magnitudeIsTheAbsoluteValue() {
        try (Network network = Tiny.network(PROBLEM)) {
            Mask mask = Tiny.dense(network);
            InitialWeights weights = weights(network, mask);
            float[] scores = new Magnitude().scores(state(network, weights, mask)).get("fc2.weight");
            for (int i = 0; i < scores.length; i++) {
                assertEquals(Math.abs(weights.of("fc2.weight")[i]), scores[i]);
            }
        }
    }

    /** Over many rounds each weight comes first about equally often; another round gives other numbers. */
    @Test
    void randomScoresAreUniformAndDifferFromRoundToRound() {
        try (Network network = Tiny.network(PROBLEM)) {
            Mask mask = Tiny.dense(network);
            InitialWeights weights = weights(network, mask);
            int[] first = new int[6];
            double sum = 0;
            int rounds = 3000;
            for (int round = 1; round <= rounds; round++) {
                float[] scores = new RandomChoice().scores(new PruningState(network, weights, weights, mask, Map.of(),
                    PROBLEM.data().train(), round, Tiny.random(1))).get("fc3.weight");
                int best = 0;
                for (int i = 0; i < scores.length; i++) {
                    best = scores[i] > scores[best] ? i : best;
                    sum += scores[i] / scores.length;
                }
                first[best]++;
            }
            assertEquals(0.5, sum / rounds, 0.02);
            for (int count : first) {
                assertEquals(rounds / 6.0, count, 5 * Math.sqrt(rounds / 6.0));
            }
        }
    }

    /** The first-order change of the loss, against the network in double precision with the weight moved. */
    @Test
    void gradientTimesWeightIsTheSlopeOfTheLossTowardsZero() {
        try (Network network = Tiny.network(PROBLEM)) {
            Mask mask = half(network);
            InitialWeights weights = weights(network, mask);
            PruningState state = state(network, weights, mask);
            Map<String, float[]> scores = new GradientTimesWeight().scores(state);
            int[] rows = state(network, weights, mask).batch(GradientTimesWeight.IMAGES);
            assertEquals(48, rows.length);
            DoubleNetwork exact = new DoubleNetwork(weights, PROBLEM.data().train(), rows, 1);
            for (MaskLayer layer : mask.layers()) {
                double[] gradient = exact.gradient().get(layer.name());
                for (int i = 0; i < layer.size(); i++) {
                    assertEquals(Math.abs(gradient[i] * weights.of(layer.name())[i]), scores.get(layer.name())[i], 1e-5);
                }
            }
            assertEquals(48, state.passes().backward());
        }
    }

    @Test
    void snipIsTheSameNormalisedToSumOne() {
        try (Network network = Tiny.network(PROBLEM)) {
            Mask mask = Tiny.dense(network);
            InitialWeights weights = weights(network, mask);
            PruningState state = state(network, weights, mask);
            Map<String, float[]> scores = new Snip().scores(state);
            DoubleNetwork exact = new DoubleNetwork(weights, PROBLEM.data().train(), state.batch(Snip.IMAGES), 1);
            double sum = 0;
            double total = 0;
            for (MaskLayer layer : mask.layers()) {
                for (int i = 0; i < layer.size(); i++) {
                    total += Math.abs(exact.switched(layer.name(), i));
                    sum += scores.get(layer.name())[i];
                }
            }
            assertEquals(1, sum, 1e-5);
            for (MaskLayer layer : mask.layers()) {
                for (int i = 0; i < layer.size(); i++) {
                    assertEquals(Math.abs(exact.switched(layer.name(), i)) / total, scores.get(layer.name())[i], 1e-5);
                }
            }
        }
    }

    /** The product by differences of gradients against the whole Hessian, each entry a difference of the exact loss. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 200})
    void graspsHessianGradientProductIsThatOfTheBruteForceHessian(double temperature) {
        try (Network network = Tiny.network(PROBLEM)) {
            Mask mask = half(network);
            InitialWeights weights = weights(network, mask);
            PruningState state = state(network, weights, mask);
            int[] rows = state.batchOfEachClass(Grasp.IMAGES_OF_EACH_CLASS);
            Map<String, double[]> product = Grasp.hessianGradient(state, rows,
                new Tempered(new CrossEntropy(0), temperature));
            double[] expected = new DoubleNetwork(weights, PROBLEM.data().train(), rows, temperature)
                .hessianGradient(mask);
            double[] found = mask.layers().stream().flatMapToDouble(l -> Arrays.stream(product.get(l.name()))).toArray();
            double error = 0;
            double size = 0;
            for (int i = 0; i < expected.length; i++) {
                error += Math.pow(expected[i] - found[i], 2);
                size += Math.pow(expected[i], 2);
            }
            assertTrue(size > 0);
            assertTrue(Math.sqrt(error / size) < 0.01, "relative error " + Math.sqrt(error / size));
        }
    }

    /** Removing the weight with the largest score lowers g'g more than removing the one with the smallest. */
    @Test
    void graspKeepsTheWeightsThatCarryTheGradient() {
        try (Network network = Tiny.network(PROBLEM)) {
            Mask mask = Tiny.dense(network);
            InitialWeights weights = weights(network, mask);
            PruningState state = state(network, weights, mask);
            Map<String, float[]> scores = new Grasp().scores(state);
            int[] rows = state.batchOfEachClass(Grasp.IMAGES_OF_EACH_CLASS);
            DoubleNetwork exact = new DoubleNetwork(weights, PROBLEM.data().train(), rows, Grasp.TEMPERATURE);
            double before = exact.gradientSquares();
            double scale = Math.pow(Grasp.TEMPERATURE, 2);
            for (MaskLayer layer : mask.layers()) {
                float[] of = scores.get(layer.name());
                int largest = 0;
                for (int i = 0; i < of.length; i++) {
                    largest = Math.abs(of[i]) > Math.abs(of[largest]) ? i : largest;
                }
                double small = 1e-3;
                double change = (exact.with(layer.name(), largest, 1 - small).gradientSquares() - before) / small;
                assertEquals(-2 * of[largest] / scale, change, 0.03 * Math.abs(change), layer.name());
            }
        }
    }

    @Test
    void graspTakesTenImagesOfEachClass() {
        try (Network network = Tiny.network(PROBLEM)) {
            Mask mask = Tiny.dense(network);
            int[] rows = state(network, weights(network, mask), mask).batchOfEachClass(10);
            int[] count = new int[Tiny.CLASSES];
            for (int row : rows) {
                count[PROBLEM.data().train().labels()[row]]++;
            }
            assertArrayEquals(new int[] {10, 10, 10}, count);
            assertEquals(30, Arrays.stream(rows).distinct().count());
        }
    }

    /** At every hidden unit what comes in goes out, and every layer carries all of the flow, masked or not. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void synFlowConservesTheFlowThroughUnitsAndLayers(boolean masked) {
        try (Network network = Tiny.network(PROBLEM)) {
            Mask mask = masked ? half(network) : Tiny.dense(network);
            InitialWeights weights = weights(network, mask);
            Map<String, float[]> scores = new SynFlow().scores(state(network, weights, mask));
            scores.forEach((layer, values) -> {
                double sum = 0;
                for (int i = 0; i < values.length; i++) {
                    sum += values[i];
                    assertTrue(values[i] >= 0 && (mask.layer(layer).kept(i) || values[i] == 0));
                }
                assertEquals(1, sum, 1e-5, layer);
            });
            conserved(scores.get("fc1.weight"), scores.get("fc2.weight"), 16, 6, 2);
            conserved(scores.get("fc2.weight"), scores.get("fc3.weight"), 6, 2, 3);
        }
    }

    private static void conserved(float[] incoming, float[] outgoing, int before, int units, int after) {
        for (int u = 0; u < units; u++) {
            double in = 0;
            double out = 0;
            for (int j = 0; j < before; j++) {
                in += incoming[u * before + j];
            }
            for (int j = 0; j < after; j++) {
                out += outgoing[j * units + u];
            }
            assertEquals(in, out, 1e-6, "unit " + u);
        }
    }

    /** The share of a weight is what all paths through it carry: the product of |w| along each, added up. */
    @Test
    void synFlowAddsUpThePathsThroughAWeight() {
        try (Network network = Tiny.network(PROBLEM)) {
            Mask mask = half(network);
            InitialWeights weights = weights(network, mask);
            float[] scores = new SynFlow().scores(state(network, weights, mask)).get("fc2.weight");
            double[] through = new double[12];
            double total = 0;
            for (int in = 0; in < 16; in++) {
                for (int a = 0; a < 6; a++) {
                    for (int b = 0; b < 2; b++) {
                        for (int c = 0; c < 3; c++) {
                            double path = Math.abs((double) weights.of("fc1.weight")[a * 16 + in]
                                * weights.of("fc2.weight")[b * 6 + a] * weights.of("fc3.weight")[c * 2 + b]);
                            through[b * 6 + a] += path;
                            total += path;
                        }
                    }
                }
            }
            for (int i = 0; i < 12; i++) {
                assertEquals(through[i] / total, scores[i], 1e-6);
            }
        }
    }

    /** With weights 1e13 times as large R is 1e39 times as large and no float; the shares are the same. */
    @Test
    void synFlowDoesNotOverflow() {
        try (Network network = Tiny.network(PROBLEM)) {
            Mask mask = Tiny.dense(network);
            InitialWeights weights = weights(network, mask);
            Map<String, float[]> large = new LinkedHashMap<>();
            weights.values().forEach((name, values) -> {
                float[] times = values.clone();
                for (int i = 0; i < times.length; i++) {
                    times[i] *= 0x1p43f;
                }
                large.put(name, times);
            });
            Map<String, float[]> expected = new SynFlow().scores(state(network, weights, mask));
            Map<String, float[]> found = new SynFlow().scores(state(network, new InitialWeights(large), mask));
            expected.forEach((name, values) -> assertArrayEquals(values, found.get(name), name));
        }
    }

    @Test
    void synFlowRefusesANetworkWithoutAPath() {
        try (Network network = Tiny.network(PROBLEM)) {
            Mask mask = Tiny.dense(network).complement();
            InitialWeights weights = weights(network, mask);
            assertTrue(assertThrows(InvalidInputException.class, () -> new SynFlow().scores(state(network, weights, mask)))
                .getMessage().contains("no path"));
        }
    }

    @Test
    void movementHasToBeRecorded() {
        try (Network network = Tiny.network(PROBLEM)) {
            Mask mask = Tiny.dense(network);
            InitialWeights weights = weights(network, mask);
            assertTrue(new Movement().needsMovement());
            assertThrows(InvalidInputException.class, () -> new Movement().scores(state(network, weights, mask)));
        }
    }
}
