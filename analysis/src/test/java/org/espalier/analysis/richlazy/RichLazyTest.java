package org.espalier.analysis.richlazy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.espalier.analysis.population.EffectiveRank;
import org.espalier.analysis.representation.LinearCka;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.subnetwork.WeightSpectrum;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RichLazyTest {

    private static double[] normal(int n, double scale, long seed) {
        Random random = new Random(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = scale * random.nextGaussian();
        }
        return values;
    }

    // --- weights of a given rank

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 20})
    void theRankIsAsAskedAndWhatIsMatchedIsMatched(int rank) {
        int n = 20;
        double[] w = normal(n * n, 1.25 / Math.sqrt(n), 1);
        double[] full = WeightSpectrum.of(w, n, n).singularValues();
        double[] plain = RankControlledWeights.truncated(w, n, n, rank, RankControlledWeights.Match.NONE);
        double[] s = WeightSpectrum.of(plain, n, n).singularValues();
        double left = 0;
        for (int i = 0; i < n; i++) {
            assertEquals(i < rank ? full[i] : 0, s[i], 1e-13);
            left += i < rank ? 0 : full[i] * full[i];
        }
        // Eckart and Young: what is left out is the smallest that can be.
        double distance = 0;
        for (int i = 0; i < w.length; i++) {
            distance += Math.pow(w[i] - plain[i], 2);
        }
        assertEquals(left, distance, 1e-12);
        double[] norm = RankControlledWeights.truncated(w, n, n, rank, RankControlledWeights.Match.FROBENIUS);
        assertEquals(Matrices.dot(w, w), Matrices.dot(norm, norm), 1e-12);
        double[] radius = RankControlledWeights.truncated(w, n, n, rank, RankControlledWeights.Match.SPECTRAL_RADIUS);
        assertEquals(RankControlledWeights.spectralRadius(w, n), RankControlledWeights.spectralRadius(radius, n), 1e-10);
        for (double[] low : new double[][] {norm, radius}) {
            double factor = Math.sqrt(Matrices.dot(low, low) / Matrices.dot(plain, plain));
            assertArrayEquals(Matrices.divided(low, factor), plain, 1e-13);
        }
        double[] asked = WeightSpectrum.of(norm, n, n).singularValues();
        assertTrue(EffectiveRank.STABLE.of(asked) <= rank + 1e-9);
    }

    @Test
    void eigenvaluesThatAreKnown() {
        // A rotation by any angle times 3; a shear, whose eigenvalues are both 2.
        assertEquals(3, RankControlledWeights.spectralRadius(new double[] {3 * Math.cos(1), -3 * Math.sin(1), 3 * Math.sin(1),
            3 * Math.cos(1)}, 2), 1e-14);
        assertEquals(2, RankControlledWeights.spectralRadius(new double[] {2, 100, 0, 2}, 2), 1e-6);
        assertEquals(0, RankControlledWeights.spectralRadius(new double[9], 3));
    }

    @Test
    void wideMatricesKeepTheirNormAndBadOnesAreRefused() {
        double[] w = normal(3 * 7, 2, 2);
        double[] low = RankControlledWeights.truncated(w, 3, 7, 2, RankControlledWeights.Match.FROBENIUS);
        assertEquals(Matrices.dot(w, w), Matrices.dot(low, low), 1e-12 * Matrices.dot(w, w));
        assertEquals(0, WeightSpectrum.of(low, 3, 7).singularValues()[2], 1e-13);
        assertArrayEquals(w, RankControlledWeights.truncated(w, 3, 7, 3, RankControlledWeights.Match.NONE), 1e-13);
        RankControlledWeights.Match radius = RankControlledWeights.Match.SPECTRAL_RADIUS;
        assertThrows(InvalidInputException.class, () -> RankControlledWeights.truncated(w, 3, 7, 2, radius));
        assertThrows(InvalidInputException.class, () -> RankControlledWeights.truncated(w, 3, 7, 4, RankControlledWeights.Match.NONE));
        assertThrows(InvalidInputException.class, () -> RankControlledWeights.truncated(w, 3, 7, 0, RankControlledWeights.Match.NONE));
        assertThrows(InvalidInputException.class,
            () -> RankControlledWeights.truncated(new double[4], 2, 2, 1, RankControlledWeights.Match.NONE));
        // The leading part of [[0, 2], [1, 0]] is nilpotent.
        assertThrows(InvalidInputException.class, () -> RankControlledWeights.truncated(new double[] {0, 2, 1, 0}, 2, 2, 1, radius));
    }

    // --- alignments

    @Test
    void alignmentIsACosineOfKernels() {
        assertEquals(0.5, KernelAlignment.of(new double[] {1, 0, 0, 1}, new double[] {1, Math.sqrt(0.5), Math.sqrt(0.5), 0}),
            1e-15);
        assertEquals(1 / Math.sqrt(2), KernelAlignment.of(new double[] {1, 0, 0, 1}, new double[] {5, 0, 0, 0}), 1e-15);
        assertEquals(1, KernelAlignment.of(new double[] {2e200, 1e200}, new double[] {4e-200, 2e-200}), 1e-15);
        assertTrue(Double.isNaN(KernelAlignment.of(new double[4], new double[] {1, 0, 0, 1})));
        assertThrows(InvalidInputException.class, () -> KernelAlignment.of(new double[4], new double[9]));
        assertThrows(InvalidInputException.class, () -> KernelAlignment.of(new double[] {Double.NaN}, new double[1]));
    }

    @Test
    void representationAlignmentIsThatOfTheGramMatricesHoweverItIsComputed() {
        for (int samples : new int[] {5, 30}) {
            double[] h = normal(samples * 6, 1, 3);
            double[] g = normal(samples * 4, 1, 4);
            double expected = KernelAlignment.of(gram(h, samples, 6), gram(g, samples, 4));
            assertEquals(expected, KernelAlignment.ofActivations(h, 6, g, 4, samples), 1e-12);
            assertEquals(1, KernelAlignment.ofActivations(h, 6, h, 6, samples), 1e-12);
            // Centred, it is CKA.
            double centred = KernelAlignment.of(KernelAlignment.centred(gram(h, samples, 6), samples),
                KernelAlignment.centred(gram(g, samples, 4), samples));
            assertEquals(new LinearCka().compare(new Representation(samples, 6, h), new Representation(samples, 4, g)), centred,
                1e-12);
        }
        assertTrue(Double.isNaN(KernelAlignment.ofActivations(new double[6], 2, normal(6, 1, 1), 2, 3)));
        assertThrows(InvalidInputException.class, () -> KernelAlignment.ofActivations(new double[6], 2, new double[6], 2, 4));
    }

    private static double[] gram(double[] x, int samples, int units) {
        double[] gram = new double[samples * samples];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < samples; j++) {
                for (int k = 0; k < units; k++) {
                    gram[i * samples + j] += x[i * units + k] * x[j * units + k];
                }
            }
        }
        return gram;
    }

    @Test
    void aKernelMadeOfTheTargetsIsAlignedWithThemAndTheIdentityAsChanceHasIt() {
        int n = 12;
        double[] y = new double[n * 2];
        for (int i = 0; i < n; i++) {
            y[i * 2 + (i < 9 ? 0 : 1)] = 1;
        }
        assertEquals(1, KernelAlignment.toTarget(gram(y, n, 2), n, y, 2), 1e-14);
        double[] identity = new double[n * n];
        double[] ones = new double[n * n];
        for (int i = 0; i < n; i++) {
            identity[i * n + i] = 1;
            Arrays.fill(ones, i * n, i * n + n, 1);
        }
        // <I, YY^T> = n, |I| = sqrt n, |Y^T Y| = sqrt(81 + 9).
        assertEquals(n / Math.sqrt(n) / Math.sqrt(90), KernelAlignment.toTarget(identity, n, y, 2), 1e-14);
        // A kernel that tells nothing apart: high because one class is frequent, and undefined once centred.
        assertEquals(Math.sqrt(90) / n, KernelAlignment.toTarget(ones, n, y, 2), 1e-14);
        assertTrue(Double.isNaN(KernelAlignment.toTargetCentred(ones, n, y, 2)));
        assertEquals(1, KernelAlignment.toTargetCentred(gram(y, n, 2), n, y, 2), 1e-14);
        double[] moved = gram(y, n, 2);
        for (int i = 0; i < moved.length; i++) {
            moved[i] += 4;
        }
        assertEquals(1, KernelAlignment.toTargetCentred(moved, n, y, 2), 1e-13);
        assertThrows(InvalidInputException.class, () -> KernelAlignment.toTarget(identity, n, y, 3));
    }

    // --- the scale that makes lazy

    /** Two outputs of two weights, with curvature. */
    private static double[] model(double[] w) {
        return new double[] {Math.sin(w[0]) * w[1], w[0] + w[1] * w[1]};
    }

    private static double squared(double[] outputs, double[] gradient) {
        double[] targets = {0.7, -0.4};
        double loss = 0;
        for (int i = 0; i < 2; i++) {
            gradient[i] = outputs[i] - targets[i];
            loss += gradient[i] * gradient[i] / 2;
        }
        return loss;
    }

    @Test
    void theGradientIsThatOfTheScaledLoss() {
        LazyScaling scaling = new LazyScaling(7);
        double[] start = model(new double[] {0.3, 0.5});
        double[] h = model(new double[] {0.35, 0.4});
        double[] gradient = new double[2];
        scaling.loss(h, start, RichLazyTest::squared, gradient);
        for (int i = 0; i < 2; i++) {
            double[] up = h.clone();
            double[] down = h.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double difference = scaling.loss(up, start, RichLazyTest::squared, new double[2])
                - scaling.loss(down, start, RichLazyTest::squared, new double[2]);
            assertEquals(difference / 2e-5, gradient[i], 1e-9);
        }
        assertArrayEquals(new double[2], scaling.outputs(start, start));
        assertThrows(InvalidInputException.class, () -> new LazyScaling(0));
        assertThrows(InvalidInputException.class, () -> scaling.outputs(h, new double[3]));
    }

    /** How far the weights of the model go in a time of 3, and how far its path is from that of its linearisation. */
    private static double[] path(double alpha) {
        LazyScaling scaling = new LazyScaling(alpha);
        double[] origin = {0.3, 0.5};
        double[] start = model(origin);
        double[] w = origin.clone();
        double[] linear = origin.clone();
        double[][] atStart = slopes(origin);
        double apart = 0;
        double rate = 0.01;
        for (int step = 0; step < 300; step++) {
            double[] gradient = new double[2];
            scaling.loss(model(w), start, RichLazyTest::squared, gradient);
            double[][] slopes = slopes(w);
            double[] h = start.clone();
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    h[i] += atStart[i][j] * (linear[j] - origin[j]);
                }
            }
            double[] now = scaling.outputs(model(w), start);
            double[] then = scaling.outputs(h, start);
            apart = Math.max(apart, Math.hypot(now[0] - then[0], now[1] - then[1]));
            double[] ofLinear = new double[2];
            scaling.loss(h, start, RichLazyTest::squared, ofLinear);
            for (int j = 0; j < 2; j++) {
                w[j] -= rate * (gradient[0] * slopes[0][j] + gradient[1] * slopes[1][j]);
                linear[j] -= rate * (ofLinear[0] * atStart[0][j] + ofLinear[1] * atStart[1][j]);
            }
        }
        return new double[] {Math.hypot(w[0] - origin[0], w[1] - origin[1]), apart};
    }

    private static double[][] slopes(double[] w) {
        return new double[][] {{Math.cos(w[0]) * w[1], Math.sin(w[0])}, {1, 2 * w[1]}};
    }

    @Test
    void weightsMoveAndTheModelLeavesItsLinearisationAsOneOverAlpha() {
        double[] hundred = path(100);
        double[] thousand = path(1000);
        assertEquals(10, hundred[0] / thousand[0], 0.3);
        assertEquals(10, hundred[1] / thousand[1], 0.3);
        assertTrue(path(1)[0] > 20 * hundred[0]);
    }

    // --- the linear student

    private static LinearStudent small(int hidden, int inputs, int rank, double scale, double readout, long seed) {
        double[] w = normal(hidden * inputs, 1, seed);
        double[] low = RankControlledWeights.truncated(w, hidden, inputs, rank, RankControlledWeights.Match.NONE);
        double norm = Math.sqrt(Matrices.dot(low, low));
        double[] v = normal(hidden, 1, seed + 1);
        double length = Math.sqrt(Matrices.dot(v, v));
        for (int i = 0; i < low.length; i++) {
            low[i] *= scale / norm;
        }
        for (int i = 0; i < hidden; i++) {
            v[i] *= readout / length;
        }
        return new LinearStudent(hidden, inputs, low, v);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6})
    void trainingEndsWhereTheTheorySays(int rank) {
        double[] beta = normal(6, 0.5, 5);
        for (double readout : new double[] {0, 1e-3}) {
            LinearStudent start = small(8, 6, rank, 1e-3, readout, 6);
            LinearStudent end = start.trained(beta, 0.02, 4000);
            assertArrayEquals(beta, end.function(), 1e-6);
            // What is left of the start is of its square's size, a millionth.
            assertEquals(start.predictedAlignment(beta), KernelAlignment.of(start.kernel(), end.kernel()), 1e-4);
        }
    }

    @Test
    void theTheoryCurveIsTheMeanOverTeachersAndRisesWithTheRank() {
        int d = 6;
        double before = 0;
        for (int rank : new int[] {1, 2, 4, 6}) {
            LinearStudent start = small(8, d, rank, 1, 0.2, 7);
            double mean = 0;
            double squares = 0;
            int teachers = 20_000;
            for (int t = 0; t < teachers; t++) {
                double a = start.predictedAlignment(normal(d, 1, 100 + t));
                mean += a / teachers;
                squares += a * a / teachers;
            }
            double[] s = new double[d];
            double[] m = start.kernel();
            double[] eigen = WeightSpectrum.of(m, d, d).singularValues();
            for (int i = 0; i < d; i++) {
                s[i] = Math.sqrt(Math.max(0, eigen[i] - 0.04));
            }
            double theory = LinearStudent.expectedAlignment(s, 0.04, d);
            assertEquals(theory, mean, 5 * Math.sqrt((squares - mean * mean) / teachers) + 1e-12);
            assertTrue(theory > before);
            before = theory;
        }
        // The largest at a given norm: all singular values equal.
        double[] equal = {1, 1, 1, 1, 1, 1};
        assertTrue(LinearStudent.expectedAlignment(equal, 0, d) > before);
        assertEquals((1 + 1.0 / d) * Math.sqrt(d / (d + 3.0)), LinearStudent.expectedAlignment(equal, 0, d), 1e-14);
    }

    @Test
    void aStartAlongTheTaskIsLazyAtRankOne() {
        double[] beta = {3, 4};
        LinearStudent aligned = new LinearStudent(2, 2, new double[] {6e-4, 8e-4, 0, 0}, new double[] {1e-3, 0});
        LinearStudent across = new LinearStudent(2, 2, new double[] {8e-4, -6e-4, 0, 0}, new double[] {1e-3, 0});
        assertEquals(1, aligned.predictedAlignment(beta), 1e-12);
        assertEquals(1, KernelAlignment.of(aligned.kernel(), aligned.trained(beta, 0.005, 5000).kernel()), 1e-4);
        assertTrue(across.predictedAlignment(beta) < 0.9);
        assertThrows(InvalidInputException.class, () -> LinearStudent.expectedAlignment(new double[3], 0, 2));
        assertThrows(InvalidInputException.class, () -> LinearStudent.expectedAlignment(new double[2], 0, 2));
        assertThrows(InvalidInputException.class, () -> aligned.trained(new double[3], 0.1, 1));
        assertThrows(InvalidInputException.class, () -> aligned.trained(beta, 1e10, 50));
    }
}
