package org.espalier.analysis.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every registered measure must obey, and that it is invariant to what it states and to nothing else. Extend it where other
 * measures are on the class path: they are held to the same.
 */
public class MeasureLawsTest {
    private static final int SAMPLES = 40;
    private static final double[][] A = Examples.activations(SAMPLES, 6, 1);
    private static final double[][] B = Examples.activations(SAMPLES, 4, 2);

    static Stream<RepresentationMeasure> measures() {
        return RepresentationMeasures.all().stream();
    }

    private static double compare(RepresentationMeasure measure, double[][] a, double[][] b) {
        return measure.compare(Representation.of(a), Representation.of(b));
    }

    @ParameterizedTest
    @MethodSource("measures")
    void itIsInvariantToWhatItStatesAndToNothingElse(RepresentationMeasure measure) {
        double plain = compare(measure, A, B);
        assertTrue(Double.isFinite(plain), measure.id());
        for (Invariance invariance : Invariance.values()) {
            double changed = compare(measure, changed(A, invariance), B);
            double other = compare(measure, A, changed(B, invariance));
            String what = measure.id() + " under " + invariance;
            if (measure.invariances().contains(invariance)) {
                assertEquals(plain, changed, 1e-10, what);
                assertEquals(plain, other, 1e-10, what + " of the second");
            } else {
                // PWCCA sees the axes of the representation with fewer units alone.
                assertTrue(Math.max(Math.abs(plain - changed), Math.abs(plain - other)) > 1e-6, what
                    + " changes nothing, but is not stated");
            }
        }
    }

    private static double[][] changed(double[][] values, Invariance invariance) {
        int units = values[0].length;
        double[][] map = new double[units][units];
        switch (invariance) {
            case TRANSLATION -> {
                double[][] moved = new double[values.length][units];
                for (int i = 0; i < values.length; i++) {
                    for (int j = 0; j < units; j++) {
                        moved[i][j] = values[i][j] + 3 - 2 * j;
                    }
                }
                return moved;
            }
            case SCALING -> {
                for (int j = 0; j < units; j++) {
                    map[j][j] = 7.3;
                }
            }
            case PERMUTATION -> {
                for (int j = 0; j < units; j++) {
                    map[j][(j + 2) % units] = 1;
                }
            }
            case ROTATION -> map = Examples.rotation(units, 5);
            case LINEAR -> {
                map = Examples.normal(units, units, 6);
                for (int j = 0; j < units; j++) {
                    map[j][j] += 3;
                }
            }
        }
        return Examples.product(values, map);
    }

    @ParameterizedTest
    @MethodSource("measures")
    void aRepresentationIsLikeItself(RepresentationMeasure measure) {
        double same = compare(measure, A, A);
        assertEquals(measure.kind() == RepresentationMeasure.Kind.SIMILARITY ? 1 : 0, same, 1e-12, measure.id());
    }

    @ParameterizedTest
    @MethodSource("measures")
    void theOrderOfArgumentsAndOfSamplesDoesNotMatter(RepresentationMeasure measure) {
        double plain = compare(measure, A, B);
        assertEquals(plain, compare(measure, B, A), 1e-12, measure.id());
        double backwards = compare(measure, reversed(A), reversed(B));
        if (measure.ordered()) {
            assertTrue(Math.abs(plain - backwards) > 1e-6, measure.id() + " does not see the order of time");
        } else {
            assertEquals(plain, backwards, 1e-12, measure.id());
        }
        assertTrue(Math.abs(plain - compare(measure, A, reversed(B))) > 1e-6, measure.id() + " does not see the samples");
    }

    private static double[][] reversed(double[][] values) {
        double[][] reversed = new double[values.length][];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }

    @ParameterizedTest
    @MethodSource("measures")
    void valuesAreInRange(RepresentationMeasure measure) {
        boolean signed = measure.id().equals("cka-debiased") || measure.id().equals("cka-minibatch")
            || measure.id().startsWith("rsa-");
        for (int seed = 0; seed < 20; seed++) {
            double value = compare(measure, Examples.normal(14, 1 + seed % 16, seed), Examples.normal(14, 5, 100 + seed));
            boolean correlation = measure.id().startsWith("rsa-correlation") && seed % 16 < 2;
            double most = measure.kind() == RepresentationMeasure.Kind.SIMILARITY ? 1
                : measure.id().equals("dsa") ? Math.PI
                    : measure.id().equals("dsa-wasserstein") ? Double.POSITIVE_INFINITY : Math.PI / 2;
            assertTrue(correlation || value >= (signed ? -1 : 0) && value <= most, measure.id() + " is " + value);
        }
    }

    @ParameterizedTest
    @MethodSource("measures")
    void metricsObeyTheTriangleInequality(RepresentationMeasure measure) {
        if (measure.kind() != RepresentationMeasure.Kind.METRIC) {
            return;
        }
        for (int seed = 0; seed < 100; seed++) {
            // Near each other, so that the sides are of all lengths; of different numbers of units.
            List<Representation> corners = Stream.of(0, 1, 2).map(k -> 3 * k).map(k -> Representation.of(
                near(9, 3 + k / 3, k))).toList();
            int s = seed;
            double ab = measure.compare(corners.get(0), moved(corners.get(1), s));
            double bc = measure.compare(moved(corners.get(1), s), corners.get(2));
            double ac = measure.compare(corners.get(0), corners.get(2));
            assertTrue(ac <= ab + bc + 1e-12 && ab <= ac + bc + 1e-12 && bc <= ab + ac + 1e-12,
                measure.id() + ": " + ab + ", " + bc + ", " + ac);
        }
    }

    private static double[][] near(int samples, int units, long seed) {
        return Examples.activations(samples, units, seed);
    }

    private static Representation moved(Representation representation, int seed) {
        double[] values = representation.values();
        java.util.Random random = new java.util.Random(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] += random.nextGaussian() * seed / 30;
        }
        return new Representation(representation.samples(), representation.units(), values);
    }

    // --- the edges

    @ParameterizedTest
    @MethodSource("measures")
    void aConstantRepresentationIsUndefined(RepresentationMeasure measure) {
        double[][] constant = new double[SAMPLES][3];
        for (double[] row : constant) {
            row[0] = 0.1;
            row[1] = 1e9 / 3;
        }
        if (measure.id().equals("rsa-cosine-cosine") || measure.id().equals("rsa-correlation-cosine")) {
            assertTrue(Double.isNaN(compare(measure, constant, constant)), measure.id());
        }
        assertTrue(Double.isNaN(compare(measure, constant, A)), measure.id());
        assertTrue(Double.isNaN(compare(measure, A, constant)), measure.id());
    }

    @ParameterizedTest
    @MethodSource("measures")
    void directionsThatAreNotThereDoNotCount(RepresentationMeasure measure) {
        // The last unit is the sum of the others: rank 4 of 5. Measures that see only the space do not see it.
        double[][] deficient = new double[SAMPLES][5];
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < 4; j++) {
                deficient[i][j] = B[i][j];
                deficient[i][4] += B[i][j];
            }
        }
        double value = compare(measure, A, deficient);
        assertTrue(Double.isFinite(value), measure.id());
        if (measure.invariances().contains(Invariance.LINEAR)) {
            assertEquals(compare(measure, A, B), value, 1e-10, measure.id());
        }
        assertEquals(4, Representation.of(deficient).principalDirections().rank());
    }

    @ParameterizedTest
    @MethodSource("measures")
    void deadUnitsDoNotCount(RepresentationMeasure measure) {
        double[][] dead = new double[SAMPLES][6];
        for (int i = 0; i < SAMPLES; i++) {
            System.arraycopy(B[i], 0, dead[i], 0, 4);
        }
        double value = compare(measure, A, dead);
        assertTrue(Double.isFinite(value), measure.id());
        if (!measure.id().startsWith("rsa-correlation")) { // whose mean over units they change
            assertEquals(compare(measure, A, B), value, 1e-10, measure.id());
        }
    }

    @ParameterizedTest
    @MethodSource("measures")
    void moreUnitsThanSamplesAreDefined(RepresentationMeasure measure) {
        double[][] wide = Examples.activations(15, 60, 3);
        double[][] other = Examples.activations(15, 50, 4);
        double value = compare(measure, wide, other);
        assertTrue(Double.isFinite(value), measure.id());
        assertEquals(14, Representation.of(wide).principalDirections().rank());
        if (measure.invariances().contains(Invariance.LINEAR)) {
            boolean similarity = measure.kind() == RepresentationMeasure.Kind.SIMILARITY;
            assertEquals(similarity ? 1 : 0, value, 1e-10, measure.id() + ": both span everything");
        }
    }

    @ParameterizedTest
    @MethodSource("measures")
    void hugeAndTinyActivationsAreTheSame(RepresentationMeasure measure) {
        if (!measure.invariances().contains(Invariance.SCALING)) {
            return;
        }
        double plain = compare(measure, A, B);
        for (double factor : new double[] {1e-60, 1e60}) {
            double[][] scaled = new double[SAMPLES][];
            for (int i = 0; i < SAMPLES; i++) {
                scaled[i] = java.util.Arrays.stream(A[i]).map(v -> v * factor).toArray();
            }
            assertEquals(plain, compare(measure, scaled, B), 1e-10, measure.id() + " at " + factor);
        }
    }

    @ParameterizedTest
    @MethodSource("measures")
    void otherSamplesAreRefusedWhereTheyHaveToBeTheSame(RepresentationMeasure measure) {
        if (!measure.sameSamples()) {
            assertTrue(Double.isFinite(compare(measure, A, Examples.normal(SAMPLES - 1, 3, 1))));
            return;
        }
        assertThrows(InvalidInputException.class, () -> compare(measure, A, Examples.normal(SAMPLES - 1, 3, 1)));
    }

    @ParameterizedTest
    @MethodSource("measures")
    void itIsDescribed(RepresentationMeasure measure) {
        assertFalse(measure.description().isBlank());
        measure.settings().forEach(s -> assertEquals(compare(measure, A, B), compare(measure.with(s.key(), s.usual()), A, B)));
        assertThrows(IllegalArgumentException.class, () -> measure.with("nonsense", 1));
    }
}
