package org.espalier.analysis.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PermutationNullTest {
    private static final int SAMPLES = 30;

    static Stream<RepresentationMeasure> measures() {
        return RepresentationMeasures.all().stream();
    }

    private static Representation plain(Representation x, int[] order) {
        return Representation.of(Arrays.stream(order).mapToObj(i -> Arrays.copyOfRange(x.values(), i * x.units(),
            (i + 1) * x.units())).toArray(double[][]::new));
    }

    @ParameterizedTest
    @MethodSource("measures")
    void aReorderingIsTheRepresentationComputedAnew(RepresentationMeasure measure) {
        Representation a = Representation.of(Examples.activations(SAMPLES, 5, 1));
        Representation b = Representation.of(Examples.activations(SAMPLES, 7, 2));
        measure.compare(a, b); // so that everything is there to be reordered
        int[] order = PermutationNull.order(SAMPLES, 1, 3, 0);
        assertEquals(measure.compare(a, plain(b, order)), measure.compare(a, b.reordered(order)), 1e-10, measure.id());
        assertEquals(measure.compare(plain(a, order), b), measure.compare(a.reordered(order), b), 1e-10, measure.id());
    }

    @ParameterizedTest
    @MethodSource("measures")
    void whatIsExpectedByChanceIsTheMeanOfTheNull(RepresentationMeasure measure) {
        Representation a = Representation.of(Examples.activations(60, 12, 1));
        Representation b = Representation.of(Examples.activations(60, 9, 2));
        double expected = measure.expectedByChance(a, b);
        if (Double.isNaN(expected)) {
            assertTrue(measure.ordered(), measure.id() + " has no formula");
            return;
        }
        double chance = PermutationNull.of(List.of(measure), new double[] {measure.compare(a, b)}, a, b, 300, 1, 1).get(0).chance();
        // Exact for most; approximate for the means of correlations and the angles.
        assertEquals(expected, chance, 0.04, measure.id());
    }

    @Test
    void theAuditsCase() {
        // Independent normals, 256 x 64: linear CKA is .199 with nothing in common.
        Representation a = Representation.of(Examples.normal(256, 64, 1));
        Representation b = Representation.of(Examples.normal(256, 64, 2));
        LinearCka cka = new LinearCka();
        double value = cka.compare(a, b);
        assertEquals(0.2, value, 0.01);
        assertEquals(value, cka.expectedByChance(a, b), 0.01);
        PermutationNull found = PermutationNull.of(List.of(cka), new double[] {value}, a, b, 200, 1, 1).get(0);
        assertEquals(cka.expectedByChance(a, b), found.chance(), 0.002);
        assertEquals(0, found.calibrated(), 0.02);
        assertTrue(found.p() > 0.01);
    }

    /** Independent normals: more units than samples, as many, half as many, few; and with one direction that dominates. */
    @ParameterizedTest
    @CsvSource({"50, 120, 160, 1", "40, 39, 39, 1", "50, 24, 60, 1", "51, 25, 25, 1", "60, 20, 3, 1", "30, 1, 1, 1",
        "60, 2, 1, 1", "200, 4, 6, 1", "60, 70, 30, 20"})
    void shapesByChanceAreTheMeanOfTheNullAtAllRanks(int samples, int unitsA, int unitsB, double first) {
        double[][] x = Examples.normal(samples, unitsA, 1);
        double[][] y = Examples.normal(samples, unitsB, 2);
        for (int i = 0; i < samples; i++) {
            x[i][0] *= first;
            y[i][0] *= first;
        }
        Representation a = Representation.of(x);
        Representation b = Representation.of(y);
        for (ShapeMetric measure : List.of(ShapeMetrics.procrustes(), ShapeMetrics.of(0.5), ShapeMetrics.of(0))) {
            double value = measure.compare(a, b);
            double chance = PermutationNull.of(List.of(measure), new double[] {value}, a, b, 400, 1, 1).get(0).chance();
            assertEquals(chance, measure.expectedByChance(a, b), 0.02, measure.id());
            assertEquals(measure.expectedByChance(a, b), measure.expectedByChance(a, b), 0);
            assertEquals(measure.expectedByChance(a, b), measure.expectedByChance(b, a), 0.02);
        }
    }

    @Test
    void whitenedShapesOfFullRankAreTheSameByChanceToo() {
        Representation a = Representation.of(Examples.normal(50, 120, 1));
        Representation b = Representation.of(Examples.normal(50, 160, 2));
        assertEquals(0, ShapeMetrics.of(0).expectedByChance(a, b), 1e-6);
        // Half of the directions are shared for certain: the rank of one is the whole space.
        Representation half = Representation.of(Examples.normal(51, 25, 1));
        Representation whole = Representation.of(Examples.normal(51, 80, 2));
        assertEquals(Math.acos(Math.sqrt(0.5)), ShapeMetrics.of(0).expectedByChance(half, whole), 1e-9);
        // By the engine's products: above 4,000,000 multiplications. The value itself is near its mean.
        Representation c = Representation.of(Examples.normal(301, 150, 1));
        Representation d = Representation.of(Examples.normal(301, 120, 2));
        assertEquals(ShapeMetrics.procrustes().compare(c, d), ShapeMetrics.procrustes().expectedByChance(c, d), 0.01);
    }

    @Test
    void exactMeansAreExact() {
        // All 720 pairings of 6 samples.
        Representation a = Representation.of(Examples.activations(6, 3, 1));
        Representation b = Representation.of(Examples.activations(6, 2, 2));
        for (String id : List.of("cka", "r2-cca", "cka-debiased", "cka-rbf", "rsa-sqeuclidean-cosine", "rsa-cosine-cosine",
            "rsa-sqeuclidean-pearson", "rsa-correlation-spearman")) {
            RepresentationMeasure measure = RepresentationMeasures.named(id);
            Representation first = id.contains("correlation") ? Representation.of(Examples.activations(6, 4, 3)) : a;
            Representation second = id.contains("correlation") ? Representation.of(Examples.activations(6, 5, 4)) : b;
            double[] sum = new double[1];
            permutations(new int[] {0, 1, 2, 3, 4, 5}, 0, order -> sum[0] += measure.compare(first, second.reordered(order)) / 720);
            assertEquals(measure.expectedByChance(first, second), sum[0], 1e-12, id);
        }
        RepresentationMeasure knn = new NeighbourOverlap().with("neighbours", 2);
        double[] sum = new double[1];
        Representation tied = Representation.of(new double[][] {{1}, {1}, {1}, {2}, {2}, {3}});
        permutations(new int[] {0, 1, 2, 3, 4, 5}, 0, order -> sum[0] += knn.compare(a, tied.reordered(order)) / 720);
        assertEquals(2.0 / 5, sum[0], 1e-12);
    }

    private static void permutations(int[] order, int from, java.util.function.Consumer<int[]> each) {
        if (from == order.length) {
            each.accept(order);
        }
        for (int i = from; i < order.length; i++) {
            int[] next = order.clone();
            next[from] = order[i];
            next[i] = order[from];
            permutations(next, from + 1, each);
        }
    }

    @Test
    void calibratedScoresAndTails() {
        Representation a = Representation.of(Examples.activations(60, 6, 1));
        for (RepresentationMeasure measure : List.of(new LinearCka(), ShapeMetrics.procrustes(), new NeighbourOverlap())) {
            double same = measure.compare(a, a);
            PermutationNull found = PermutationNull.of(List.of(measure), new double[] {same}, a, a, 99, 1, 1).get(0);
            assertEquals(1, found.calibrated(), 1e-12, measure.id());
            assertEquals(0.01, found.p(), 1e-12, measure.id() + ": no pairing is as alike");
        }
        // Where nothing is in common, p is uniform: about a tenth below .1.
        int below = 0;
        for (int seed = 0; seed < 60; seed++) {
            Representation x = Representation.of(Examples.normal(20, 3, 2 * seed));
            Representation y = Representation.of(Examples.normal(20, 3, 2 * seed + 1));
            double value = ShapeMetrics.procrustes().compare(x, y);
            below += PermutationNull.of(List.of(ShapeMetrics.procrustes()), new double[] {value}, x, y, 49, 1, seed).get(0).p() <= 0.1
                ? 1 : 0;
        }
        assertTrue(below <= 14, below + " of 60 below .1");
    }

    @Test
    void blocksOfATimeSeriesStayTogether() {
        int[] order = PermutationNull.order(23, 5, 1, 0);
        assertArrayEquals(IntStream.range(0, 23).toArray(), Arrays.stream(order).sorted().toArray());
        for (int at = 0; at < 23; at++) {
            assertTrue(order[at] % 5 == 0 || order[at - 1] == order[at] - 1, Arrays.toString(order));
        }
        assertArrayEquals(order, PermutationNull.order(23, 5, 1, 0));
        // Two slow series that have nothing in common: moments are not exchangeable, blocks nearly are.
        int single = 0;
        int blocks = 0;
        for (int seed = 0; seed < 40; seed++) {
            Representation x = slow(400, 2 * seed);
            Representation y = slow(400, 2 * seed + 1);
            double value = new LinearCka().compare(x, y);
            single += PermutationNull.of(List.of(new LinearCka()), new double[] {value}, x, y, 39, 1, 1).get(0).p() <= 0.05 ? 1 : 0;
            blocks += PermutationNull.of(List.of(new LinearCka()), new double[] {value}, x, y, 39, 40, 1).get(0).p() <= 0.05 ? 1 : 0;
        }
        assertTrue(single > 20 && blocks < 10, single + " of 40 by moments, " + blocks + " by blocks");
    }

    @Test
    void blocksStayWithinTrials() {
        int[] trials = {7, 4, 0, 9, 2};
        int[] starts = {0, 7, 11, 11, 20, 22};
        int moved = 0;
        for (int draw = 0; draw < 20; draw++) {
            int[] order = PermutationNull.order(trials, 3, true, 1, draw);
            int[] all = PermutationNull.order(trials, 3, false, 1, draw);
            for (int k = 0; k < trials.length; k++) {
                int[] own = Arrays.copyOfRange(order, starts[k], starts[k + 1]);
                assertArrayEquals(IntStream.range(starts[k], starts[k + 1]).toArray(), Arrays.stream(own).sorted().toArray());
                moved += own.length > 3 && own[0] != starts[k] ? 1 : 0;
            }
            for (int[] one : new int[][] {order, all}) {
                assertArrayEquals(IntStream.range(0, 22).toArray(), Arrays.stream(one).sorted().toArray());
                for (int at = 0; at < 22; at++) {
                    int sample = one[at];
                    int k = IntStream.range(0, trials.length).filter(i -> sample < starts[i + 1]).findFirst().orElseThrow();
                    assertTrue((sample - starts[k]) % 3 == 0 || one[at - 1] == one[at] - 1, Arrays.toString(one));
                }
            }
        }
        assertTrue(moved > 10, moved + " of 60 trials begin with another block");
        assertArrayEquals(PermutationNull.order(23, 5, 1, 0), PermutationNull.order(new int[] {23}, 5, true, 1, 0));
    }

    /**
     * Trials that go through one same cycle at places far from each other: whichever trials a block came from or went to, a draw
     * that mixed them would have steps as long as the places are apart, and dynamics that have nothing of the cycle.
     */
    @Test
    void measuresInTimeAreDrawnWithinTrials() {
        double[] values = new double[6 * 24 * 2];
        for (int k = 0; k < 6; k++) {
            for (int t = 0; t < 24; t++) {
                values[(k * 24 + t) * 2] = 1000 * k + Math.cos(t * Math.PI / 4);
                values[(k * 24 + t) * 2 + 1] = Math.sin(t * Math.PI / 4);
            }
        }
        Representation a = Representation.ofTrials(2, values, 24, 24, 24, 24, 24, 24);
        RepresentationMeasure dsa = RepresentationMeasures.named("dsa-wasserstein").with("delays", 1);
        // A block is a cycle: every order of a trial's blocks is the trial itself.
        PermutationNull found = PermutationNull.of(List.of(dsa), new double[] {dsa.compare(a, a)}, a, a, 9, 8, 1).get(0);
        assertEquals(0, found.chance(), 1e-9);
        assertEquals(1, found.p());
        String message = assertThrows(InvalidInputException.class,
            () -> PermutationNull.of(List.of(dsa), new double[1], a, a, 9, 13, 1)).getMessage();
        assertTrue(message.contains("13 of 24 steps, the longest trial"), message);
        List<RepresentationMeasure> mixed = List.of(dsa, new LinearCka());
        assertThrows(IllegalArgumentException.class, () -> PermutationNull.of(mixed, new double[2], a, a, 9, 2, 1));
    }

    private static Representation slow(int steps, long seed) {
        double[][] noise = Examples.normal(steps, 2, seed);
        for (int t = 1; t < steps; t++) {
            for (int j = 0; j < 2; j++) {
                noise[t][j] += 0.9 * noise[t - 1][j];
            }
        }
        return Representation.of(noise);
    }

    @Test
    void badDrawsAreRefused() {
        Representation a = Representation.of(Examples.normal(8, 2, 1));
        List<RepresentationMeasure> one = List.of(new LinearCka());
        assertThrows(InvalidInputException.class, () -> PermutationNull.of(one, new double[1], a, a, 0, 1, 1));
        assertThrows(InvalidInputException.class, () -> PermutationNull.of(one, new double[1], a, a, 5, 5, 1));
        assertThrows(InvalidInputException.class, () -> a.reordered(new int[] {0, 0, 1, 2, 3, 4, 5, 6}));
        PermutationNull none = PermutationNull.of(one, new double[] {Double.NaN}, a, a, 5, 1, 1).get(0);
        assertTrue(Double.isNaN(none.p()) && Double.isNaN(none.chance()));
    }
}
