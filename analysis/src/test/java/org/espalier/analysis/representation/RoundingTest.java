package org.espalier.analysis.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only rounding tells apart is the same, whatever the scale of the numbers. */
class RoundingTest {
    private static final List<String> AGREEMENTS = List.of("pearson", "cosine", "spearman", "kendall");

    /** Rows {@code s_i v + o_i}, s above 0. */
    private static double[][] parallel(int samples, int units, double offset, boolean single, long seed) {
        Random random = new Random(seed);
        double[] v = random.doubles(units, -1, 1).toArray();
        double[][] rows = new double[samples][units];
        for (double[] row : rows) {
            double s = 0.5 + random.nextDouble();
            double o = offset * random.nextGaussian();
            for (int j = 0; j < units; j++) {
                row[j] = single ? (float) (s * v[j] + o) : s * v[j] + o;
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 1000, 1e6})
    void correlationsOfParallelRowsAreUndefined(double offset) {
        for (int units : new int[] {3, 20, 300}) {
            Representation a = Representation.of(parallel(50, units, offset, false, 1));
            for (Representation b : List.of(Representation.of(parallel(50, units, offset, false, 2)),
                Representation.of(Examples.normal(50, 7, 3)))) {
                for (String agreement : AGREEMENTS) {
                    RepresentationMeasure measure = RepresentationMeasures.named("rsa-correlation-" + agreement);
                    assertTrue(Double.isNaN(measure.compare(a, b)), measure.id() + " at " + offset + ", " + units + " units");
                    assertTrue(Double.isNaN(measure.compare(b, a)), measure.id());
                    assertTrue(measure.undefinedBecause(a, b).contains("dissimilarity of 0"), measure.undefinedBecause(a, b));
                }
            }
        }
    }

    @Test
    void soTheyAreInSinglePrecisionAndOfManySamplesWithoutTheMatrix() {
        Representation b = Representation.of(Examples.normal(1500, 20, 3));
        for (boolean single : new boolean[] {false, true}) {
            Representation a = Representation.of(parallel(1500, 20, 10, single, 1));
            assertEquals(single ? Resolution.SINGLE : Resolution.DOUBLE, a.resolution());
            for (String agreement : AGREEMENTS) {
                assertTrue(Double.isNaN(RepresentationMeasures.named("rsa-correlation-" + agreement).compare(a, b)), agreement);
            }
            Representation scaled = Representation.of(parallel(1500, 20, 0, single, 1));
            for (String agreement : AGREEMENTS) {
                assertTrue(Double.isNaN(RepresentationMeasures.named("rsa-cosine-" + agreement).compare(scaled, b)), agreement);
            }
        }
    }

    @Test
    void rowsOfBothSignsHaveTwoDissimilaritiesAndNotRoundingsOrder() {
        // Correlations of 1 and -1 exactly: what is left is which sign each row has.
        double[][] a = parallel(60, 9, 3, false, 1);
        double[][] code = new double[60][2];
        Random random = new Random(2);
        for (int i = 0; i < 60; i++) {
            boolean negative = random.nextBoolean();
            code[i][negative ? 1 : 0] = 1;
            for (int j = 0; negative && j < 9; j++) {
                a[i][j] = 5 - a[i][j];
            }
        }
        for (String agreement : List.of("spearman", "kendall", "pearson")) {
            assertEquals(1, RepresentationMeasures.named("rsa-correlation-" + agreement).compare(Representation.of(a),
                Representation.of(code)), 1e-12, agreement);
        }
    }

    @Test
    void samplesEquallyFarApartHaveNoOrder() {
        double[][] identity = new double[40][40];
        for (int i = 0; i < 40; i++) {
            identity[i][i] = 1;
        }
        double[][] rotated = Examples.product(identity, Examples.rotation(40, 1));
        double[][] single = new double[40][40];
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < 40; j++) {
                single[i][j] = (float) rotated[i][j];
            }
        }
        Representation b = Representation.of(Examples.normal(40, 5, 1));
        for (double[][] equal : List.of(identity, rotated, single)) {
            Representation a = Representation.of(equal);
            for (String id : List.of("rsa-sqeuclidean-pearson", "rsa-sqeuclidean-spearman", "rsa-sqeuclidean-kendall",
                "rsa-cosine-pearson", "rsa-cosine-spearman", "cka-debiased", "cka-minibatch")) {
                RepresentationMeasure measure = RepresentationMeasures.named(id);
                assertTrue(Double.isNaN(measure.compare(a, b)), id + " is " + measure.compare(a, b));
                assertTrue(measure.undefinedBecause(a, b).contains("equally far apart"), measure.undefinedBecause(a, b));
            }
            assertTrue(Double.isFinite(RepresentationMeasures.named("rsa-sqeuclidean-cosine").compare(a, b)));
        }
    }

    private static Representation single(double[][] rows, double scale, double offset, double offsets) {
        Random random = new Random(8);
        double[][] stored = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double s = scale * (0.5 + random.nextDouble());
            double o = offset + offsets * random.nextGaussian();
            stored[i] = Arrays.stream(rows[i]).map(value -> (float) (s * value + o)).toArray();
        }
        Representation representation = Representation.of(stored);
        assertEquals(Resolution.SINGLE, representation.resolution());
        return representation;
    }

    /** Float32 numbers around 1e6 are a sixteenth apart: of numbers that differ by 1 enough is left. */
    @ParameterizedTest
    @ValueSource(ints = {30, 64, 300, 1000})
    void farFromZeroWhatIsLeftOfSinglePrecisionDecides(int units) {
        double[][] exact = Examples.normal(60, units, 1);
        Representation expected = Representation.of(exact);
        double[][] stored = new double[60][];
        for (int i = 0; i < 60; i++) {
            stored[i] = Arrays.stream(exact[i]).map(value -> (float) (value + 1e6)).toArray();
        }
        Representation a = Representation.of(stored);
        assertEquals(Resolution.SINGLE, a.resolution());
        for (String agreement : AGREEMENTS) {
            RepresentationMeasure measure = RepresentationMeasures.named("rsa-correlation-" + agreement);
            assertEquals(1, measure.compare(a, expected), agreement.equals("kendall") ? 0.05 : 0.005, measure.id());
            Representation other = Representation.of(Examples.normal(60, 9, 2));
            assertEquals(measure.compare(expected, other), measure.compare(a, other), 0.01, measure.id());
        }
        // A hundred times farther nothing is.
        double[][] farther = Arrays.stream(exact).map(row -> Arrays.stream(row).map(value -> (float) (value + 1e8)).toArray())
            .toArray(double[][]::new);
        assertTrue(Double.isNaN(RepresentationMeasures.named("rsa-correlation-pearson").compare(Representation.of(farther), expected)));
    }

    /** Rows {@code s_i x_i + o_i} of which all correlations are 0: all that tells their dissimilarities apart is rounding. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 1000, 1e5, 1e6, 1e7})
    void equalCorrelationsAreEqualFarFromZeroToo(double offset) {
        for (int units : new int[] {12, 41, 150}) {
            // The reflection that takes the last axis to the mean, of rotated other axes.
            double[][] rotation = Examples.rotation(units - 1, 3);
            double[] mirror = new double[units];
            Arrays.fill(mirror, -1 / Math.sqrt(units));
            mirror[units - 1] += 1;
            double square = Arrays.stream(mirror).map(value -> value * value).sum();
            double[][] rows = new double[Math.min(40, units - 1)][];
            for (int i = 0; i < rows.length; i++) {
                double[] row = Arrays.copyOf(rotation[i], units);
                double along = IntStream.range(0, units).mapToDouble(j -> row[j] * mirror[j]).sum();
                rows[i] = IntStream.range(0, units).mapToDouble(j -> row[j] - 2 * along / square * mirror[j]).toArray();
            }
            Representation b = Representation.of(Examples.normal(rows.length, 7, 3));
            for (double offsets : new double[] {0, offset}) {
                Representation a = single(rows, Math.sqrt(units), offset, offsets);
                for (String agreement : List.of("pearson", "spearman", "kendall")) {
                    RepresentationMeasure measure = RepresentationMeasures.named("rsa-correlation-" + agreement);
                    assertTrue(Double.isNaN(measure.compare(a, b)), measure.id() + " at " + offset + ", " + units + " units");
                }
            }
        }
    }

    @Test
    void aConstantWithRoundingInItIsConstant() {
        for (double at : new double[] {0.1, 1e9 / 3, -7e-12}) {
            double[][] jitter = new double[30][3];
            Random random = new Random(1);
            for (double[] row : jitter) {
                for (int j = 0; j < 3; j++) {
                    row[j] = at + random.nextInt(3) * Math.ulp(at);
                }
            }
            Representation b = Representation.of(Examples.normal(30, 4, 2));
            for (RepresentationMeasure measure : RepresentationMeasures.all()) {
                if (!measure.id().startsWith("rsa-cosine") && !measure.ordered()) {
                    assertTrue(Double.isNaN(measure.compare(Representation.of(jitter), b)), measure.id() + " at " + at);
                    assertFalse(measure.undefinedBecause(Representation.of(jitter), b).isBlank());
                }
            }
        }
    }

    @Test
    void directionsThatOnlyRoundingMadeAreNone() {
        // A sum of units beside them, far from zero, in double and in single precision.
        for (boolean single : new boolean[] {false, true}) {
            double[][] x = Examples.normal(200, 5, 1);
            for (double[] row : x) {
                row[4] = 0;
                for (int j = 0; j < 4; j++) {
                    row[j] = single ? (float) (row[j] + 30) : row[j] + 1e6;
                    row[4] += row[j];
                }
                row[4] = single ? (float) row[4] : row[4];
            }
            assertEquals(4, Representation.of(x).principalDirections().rank(), "single " + single);
        }
        assertEquals(5, Representation.of(Examples.normal(200, 5, 1)).principalDirections().rank());
    }

    @Test
    void kernelsOfSamplesThatCoincideButForRoundingAreUndefined() {
        // Codes of two classes, rotated and moved: within a class distances are rounding, and they are half of all.
        double[][] codes = new double[60][3];
        for (int i = 0; i < 60; i++) {
            codes[i][i < 50 ? 0 : 1] = 1;
        }
        double[][] moved = Examples.product(codes, Examples.rotation(3, 1));
        Random random = new Random(1);
        for (double[] row : moved) {
            for (int j = 0; j < 3; j++) {
                row[j] += random.nextInt(2) * Math.ulp(1.0);
            }
        }
        Representation b = Representation.of(Examples.normal(60, 4, 2));
        assertTrue(Double.isNaN(new RbfCka().compare(Representation.of(moved), b)));
        assertTrue(new RbfCka().undefinedBecause(Representation.of(moved), b).contains("coincide"));
    }

    /** Two clusters at +1 and -1 of that spread. */
    private static double[][] clusters(int samples, int units, double spread, boolean single) {
        double[][] x = Examples.normal(samples, units, 1);
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < units; j++) {
                x[i][j] = (i % 2 == 0 ? 1 : -1) + spread * x[i][j];
                x[i][j] = single ? (float) x[i][j] : x[i][j];
            }
        }
        return x;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-7, 1e-4})
    void distancesByProductsAreThoseByDifferences(double spread) {
        // 2 n^2 p above the bound at which products are taken: near samples would have nothing left of their distances.
        int n = 5700;
        double[][] x = clusters(n, 64, spread, false);
        double[][] permuted = new double[n][64];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 64; j++) {
                permuted[i][(j * 5 + 3) % 64] = x[i][j];
            }
        }
        assertTrue(SquaredDistances.byProducts(n, 64));
        Representation a = Representation.of(x);
        assertEquals(1, new NeighbourOverlap().compare(a, Representation.of(permuted)), 0);
    }

    @Test
    void matricesByProductsKeepTheDistancesOfNearSamples() {
        int n = 5700;
        double[][] x = clusters(n, 64, 1e-7, false);
        double[] rows = PrincipalDirections.centred(Representation.of(x));
        double[] upper = SquaredDistances.of(rows, n, 64);
        Random random = new Random(4);
        for (int trial = 0; trial < 2000; trial++) {
            int i = random.nextInt(n - 1);
            int j = i + 1 + random.nextInt(n - i - 1);
            double exact = SquaredDistances.between(rows, i, j, 64);
            assertEquals(1, upper[DissimilarityMatrix.place(i, j, n)] / exact, 1e-11);
        }
    }

    @Test
    void momentsAreThoseOfTheMatrices() {
        Representation a = Representation.of(Examples.activations(1100, 25, 1));
        Representation b = Representation.of(Examples.activations(1100, 30, 2));
        for (Dissimilarity dissimilarity : Dissimilarity.values()) {
            for (Agreement agreement : List.of(Agreement.PEARSON, Agreement.COSINE)) {
                double expected = agreement.of(dissimilarity.upperTriangle(a), dissimilarity.upperTriangle(b));
                assertEquals(expected, RepresentationalSimilarity.of(dissimilarity, agreement).compare(a, b), 1e-12,
                    dissimilarity + " " + agreement);
            }
        }
    }

    @Test
    void linearKernelsByUnitsAndBySamplesAreTheSame() {
        // More units than samples: products of samples; and through the decomposition.
        for (int units : new int[] {5, 70}) {
            Representation a = Representation.of(Examples.activations(40, units, 1));
            Representation b = Representation.of(Examples.activations(40, units + 3, 2));
            assertEquals(new LinearCka().compare(a, b, CrossProduct.of(a, b)), new LinearCka().compare(a, b), 1e-12);
            assertEquals(new DebiasedCka().compare(a, b, CrossProduct.of(a, b)), new DebiasedCka().compare(a, b), 1e-12);
        }
    }
}
