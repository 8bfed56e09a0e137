package org.espalier.analysis.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where samples are equally far apart nothing may depend on their order or on the last digits. */
class TiesTest {

    private static Representation oneHot(int samples, int classes, long seed) {
        Random random = new Random(seed);
        double[][] codes = new double[samples][classes];
        for (double[] code : codes) {
            code[random.nextInt(classes)] = 1;
        }
        return Representation.of(codes);
    }

    private static Representation ordered(Representation x, int... order) {
        double[] values = new double[x.samples() * x.units()];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(x.values(), order[i] * x.units(), values, i * x.units(), x.units());
        }
        return new Representation(x.samples(), x.units(), values);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 40})
    void neighboursOfIndependentLabelsOverlapByChance(int classes) {
        double mean = 0;
        for (int seed = 0; seed < 20; seed++) {
            mean += new NeighbourOverlap().compare(oneHot(400, classes, seed), oneHot(400, classes, 100 + seed)) / 20;
        }
        assertEquals(10.0 / 399, mean, classes == 40 ? 0.01 : 0.002);
    }

    @Test
    void rowsOfZerosAreNoNeighboursOfOneAnotherMoreThanByChance() {
        double mean = 0;
        for (int seed = 0; seed < 20; seed++) {
            double[][] a = Examples.normal(400, 3, seed);
            double[][] b = Examples.normal(400, 3, 100 + seed);
            Random random = new Random(seed);
            for (int i = 0; i < 200; i++) {
                Arrays.fill(a[random.nextInt(400)], 0);
                Arrays.fill(b[random.nextInt(400)], 0);
            }
            mean += new NeighbourOverlap().compare(Representation.of(a), Representation.of(b)) / 20;
        }
        assertEquals(10.0 / 399, mean, 0.004);
    }

    /** Breaks ties at random many times. */
    private static double simulated(double[][] a, double[][] b, int k, int draws) {
        Random random = new Random(5);
        double shared = 0;
        for (int draw = 0; draw < draws; draw++) {
            for (int i = 0; i < a.length; i++) {
                boolean[] ofA = drawn(a, i, k, random);
                boolean[] ofB = drawn(b, i, k, random);
                for (int j = 0; j < a.length; j++) {
                    shared += ofA[j] && ofB[j] ? 1 : 0;
                }
            }
        }
        return shared / draws / a.length / k;
    }

    private static boolean[] drawn(double[][] x, int i, int k, Random random) {
        double[] key = random.doubles(x.length).toArray();
        Integer[] others = java.util.stream.IntStream.range(0, x.length).filter(j -> j != i).boxed().toArray(Integer[]::new);
        Arrays.sort(others, java.util.Comparator.<Integer>comparingDouble(j -> distance(x[i], x[j])).thenComparingDouble(j -> key[j]));
        boolean[] taken = new boolean[x.length];
        for (int c = 0; c < k; c++) {
            taken[others[c]] = true;
        }
        return taken;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return sum;
    }

    @Test
    void theValueIsTheExpectationOverDrawsAmongTheTied() {
        // Points of a small grid: neighbours of all kinds, certain, tied and coinciding.
        Random random = new Random(3);
        double[][] a = new double[30][2];
        double[][] b = new double[30][2];
        for (int i = 0; i < 30; i++) {
            a[i] = new double[] {random.nextInt(4), random.nextInt(3)};
            b[i] = new double[] {a[i][0], random.nextInt(5)};
        }
        double value = new NeighbourOverlap().with("neighbours", 4).compare(Representation.of(a), Representation.of(b));
        assertEquals(simulated(a, b, 4, 4000), value, 0.003);
    }

    @Test
    void neitherTheOrderOfSamplesNorOfArgumentsNorARotationMatters() {
        Representation a = oneHot(60, 3, 1);
        Representation b = oneHot(60, 4, 2);
        double value = new NeighbourOverlap().compare(a, b);
        int[] order = PermutationNull.order(60, 1, 9, 0);
        assertEquals(value, new NeighbourOverlap().compare(ordered(a, order), ordered(b, order)), 1e-13);
        assertEquals(value, new NeighbourOverlap().compare(b, a), 1e-13);
        double[][] rows = new double[60][];
        for (int i = 0; i < 60; i++) {
            rows[i] = Arrays.copyOfRange(a.values(), i * 3, i * 3 + 3);
        }
        // Rotated, codes of one class still coincide, those of two are apart by the same but for the last digits.
        double[][] rotated = Examples.product(rows, Examples.rotation(3, 4));
        assertEquals(value, new NeighbourOverlap().compare(Representation.of(rotated), b), 1e-13);
        for (String rank : new String[] {"rsa-sqeuclidean-spearman", "rsa-sqeuclidean-kendall", "rsa-cosine-spearman",
            "rsa-cosine-kendall"}) {
            RepresentationMeasure measure = RepresentationMeasures.named(rank);
            assertEquals(measure.compare(a, b), measure.compare(Representation.of(rotated), b), 1e-12, rank);
        }
    }

    @Test
    void withTiesTheBestIsBelowOneAndItselfReachesIt() {
        NeighbourOverlap knn = new NeighbourOverlap();
        Representation a = oneHot(400, 2, 1);
        // Some 199 equally near ones, of which 10 are drawn twice.
        assertEquals(10.0 / 199, knn.compare(a, a), 0.005);
        assertEquals(knn.best(a, a), knn.compare(a, a), 1e-13);
        Representation plain = Representation.of(Examples.normal(50, 4, 1));
        assertEquals(1, knn.best(plain, plain), 1e-13);
    }

    @Test
    void ranksOfWhatIsEqualButForRoundingAreShared() {
        double third = 1.0 / 3;
        int[] ranks = Ranks.twiceMean(new double[] {third, 2, Math.nextUp(third), third * (1 + 1e-9), 0, -0.0});
        assertArrayEquals(new int[] {5, 10, 5, 8, 1, 1}, ranks);
        // More than a table of places is made for.
        double[] many = new Random(1).doubles(200_000).map(v -> v < 0.1 ? 0 : Math.rint(v * 1000) * 1e-5).toArray();
        double[] sorted = many.clone();
        Arrays.sort(sorted);
        int[] of = Ranks.twiceMean(many);
        for (int i = 0; i < many.length; i += 997) {
            int first = 0;
            while (sorted[first] < many[i]) {
                first++;
            }
            int last = first;
            while (last + 1 < sorted.length && sorted[last + 1] == many[i]) {
                last++;
            }
            assertEquals(first + last, of[i]);
        }
    }

    @Test
    void classesInOrderAreShuffledBeforeTheyAreBatched() {
        // The audit's case: 1,000 samples sorted by ten classes, whose means are all that two representations share.
        double[][] means = Examples.normal(10, 8, 1);
        double[][] a = Examples.normal(1000, 8, 2);
        double[][] b = Examples.normal(1000, 8, 3);
        for (int i = 0; i < 1000; i++) {
            for (int j = 0; j < 8; j++) {
                a[i][j] = 0.3 * a[i][j] + means[i / 100][j];
                b[i][j] = 0.3 * b[i][j] + means[i / 100][j];
            }
        }
        double debiased = new DebiasedCka().compare(Representation.of(a), Representation.of(b));
        assertTrue(debiased > 0.8);
        for (int batch : new int[] {32, 100, 256}) {
            assertEquals(debiased, new MinibatchCka().with("batch", batch).compare(Representation.of(a), Representation.of(b)), 0.02,
                "batches of " + batch);
        }
    }
}
