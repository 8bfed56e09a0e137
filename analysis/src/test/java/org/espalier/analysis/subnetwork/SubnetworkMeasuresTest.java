package org.espalier.analysis.subnetwork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.espalier.analysis.population.EffectiveRank;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.RandomMask;
import org.junit.jupiter.api.Test;

class SubnetworkMeasuresTest {
    private static final Map<String, long[]> SHAPES = new LinkedHashMap<>();

    static {
        SHAPES.put("conv", new long[] {4, 3, 3, 3});
        SHAPES.put("fc", new long[] {20, 10});
    }

    private static Map<String, float[]> weights(long seed) {
        Random random = new Random(seed);
        Map<String, float[]> weights = new LinkedHashMap<>();
        SHAPES.forEach((name, shape) -> {
            int size = 1;
            for (long length : shape) {
                size *= (int) length;
            }
            float[] w = new float[size];
            for (int i = 0; i < size; i++) {
                w[i] = (float) random.nextGaussian();
            }
            weights.put(name, w);
        });
        return weights;
    }

    // --- signs

    private static Mask all(int n) {
        return Mask.dense(Map.of("w", new long[] {n}));
    }

    private static Map<String, float[]> w(float... values) {
        return Map.of("w", values);
    }

    @Test
    void signsOfASmallExample() {
        Mask a = Mask.of(new MaskLayer("w", new long[] {6}, new boolean[] {true, true, true, true, true, false}));
        SignAgreement.Signs s = SignAgreement.of(a, w(1, -2, 3, -4, 0, 6), all(6), w(2, -1, -3, 5, 7, 6)).total();
        assertEquals(4, s.shared());
        assertEquals(2, s.same());
        assertEquals(0.5, s.fraction());
        assertEquals(0.5, s.expectedFraction(), 1e-15);
        // Two positive of four each: of six ways one agrees nowhere, four half, one everywhere.
        assertEquals(5 / 6.0, s.p(), 1e-12);
    }

    @Test
    void signsDealtAtRandomAgreeAsOftenAsSaidAndKeptOnesMore() {
        SplittableRandom random = new SplittableRandom(1);
        int found = 0;
        for (int d = 0; d < 1000; d++) {
            Mask a = RandomMask.of(SHAPES, 0.5, random);
            Mask b = RandomMask.of(SHAPES, 0.5, random);
            SignAgreement s = SignAgreement.of(a, weights(2 * d), b, weights(2 * d + 1));
            found += s.total().p() <= 0.05 ? 1 : 0;
        }
        // At most 5 %, since counts are discrete; three standard errors are 2.1 %.
        assertTrue(found <= 71 && found >= 15, found + " of 1,000");
        SignAgreement same = SignAgreement.of(Mask.dense(SHAPES), weights(1), Mask.dense(SHAPES), weights(1));
        assertEquals(1, same.total().fraction());
        assertTrue(same.total().p() < 1e-60);
        assertEquals(same.layers().get(0).expected() + same.layers().get(1).expected(), same.total().expected(), 1e-12);
    }

    @Test
    void badWeightsAreRefused() {
        assertThrows(InvalidInputException.class, () -> SignAgreement.of(all(2), w(1), all(2), w(1, 2)));
        assertThrows(InvalidInputException.class, () -> SignAgreement.of(all(2), w(1, Float.NaN), all(2), w(1, 2)));
        assertThrows(InvalidInputException.class, () -> SignAgreement.of(all(1), Map.of(), all(1), w(1)));
        SignAgreement.Signs none = SignAgreement.of(all(1).complement(), w(1), all(1), w(1)).total();
        assertTrue(Double.isNaN(none.fraction()) && none.p() == 1);
    }

    // --- spectra

    @Test
    void theSpectrumOfAProductOfRotationsIsKnown() {
        // diag(3, 2, 0.5) between two plane rotations, in a 3 x 5 matrix, and its transpose.
        double c = Math.cos(0.4);
        double s = Math.sin(0.4);
        double[][] u = {{c, -s, 0}, {s, c, 0}, {0, 0, 1}};
        double[][] v = {{1, 0, 0, 0, 0}, {0, c, 0, 0, s}, {0, 0, 0, 1, 0}};
        double[] d = {3, 2, 0.5};
        double[] wide = new double[15];
        double[] tall = new double[15];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 5; j++) {
                for (int k = 0; k < 3; k++) {
                    wide[i * 5 + j] += u[i][k] * d[k] * v[k][j];
                }
                tall[j * 3 + i] = wide[i * 5 + j];
            }
        }
        assertArrayEquals(d, WeightSpectrum.of(wide, 3, 5).singularValues(), 1e-14);
        assertArrayEquals(d, WeightSpectrum.of(tall, 5, 3).singularValues(), 1e-14);
        assertEquals(3, WeightSpectrum.of(tall, 5, 3).spectralNorm(), 1e-14);
        assertEquals(13.25 / 9, WeightSpectrum.of(wide, 3, 5).rank(EffectiveRank.STABLE), 1e-13);
        double[] tiny = wide.clone();
        for (int i = 0; i < 15; i++) {
            tiny[i] *= 1e-200;
        }
        assertEquals(13.25 / 9, WeightSpectrum.of(tiny, 3, 5).rank(EffectiveRank.STABLE), 1e-13);
    }

    @Test
    void maskedWeightsAreZeroAndConvolutionsMatricesOfPatches() {
        MaskLayer layer = new MaskLayer("c", new long[] {2, 1, 1, 3}, new boolean[] {true, false, false, false, true, true});
        WeightSpectrum spectrum = WeightSpectrum.ofMasked(layer, new float[] {2, 9, 9, 9, 3, 4});
        assertArrayEquals(new double[] {5, 2}, spectrum.singularValues(), 1e-14);
        assertEquals(3, spectrum.columns());
        assertEquals(29 / 25.0, spectrum.rank(EffectiveRank.STABLE), 1e-14);
        WeightSpectrum zero = WeightSpectrum.of(new double[6], 2, 3);
        assertEquals(0, zero.spectralNorm());
        assertTrue(Double.isNaN(zero.rank(EffectiveRank.STABLE)));
        assertThrows(InvalidInputException.class, () -> WeightSpectrum.of(new double[5], 2, 3));
        assertThrows(InvalidInputException.class, () -> WeightSpectrum.of(new double[] {Double.NaN}, 1, 1));
        assertThrows(InvalidInputException.class, () -> WeightSpectrum.ofMasked(layer, new float[5]));
    }

    @Test
    void theSquaresOfTheSpectrumAddUpToTheNorm() {
        Map<String, float[]> w = weights(3);
        Mask mask = RandomMask.of(SHAPES, 0.3, new SplittableRandom(3));
        for (MaskLayer layer : mask.layers()) {
            double norm = 0;
            for (int i = 0; i < layer.size(); i++) {
                norm += layer.kept(i) ? Math.pow(w.get(layer.name())[i], 2) : 0;
            }
            double squares = 0;
            for (double s : WeightSpectrum.ofMasked(layer, w.get(layer.name())).singularValues()) {
                squares += s * s;
            }
            assertEquals(norm, squares, 1e-12 * norm);
        }
    }

    // --- movement

    @Test
    void movementOfASmallExample() {
        WeightMovement.Movement m = WeightMovement.of(w(3, 4, 0), w(3, -4, 6)).total();
        assertEquals(10, m.distance(), 1e-12);
        assertEquals(2, m.relative(), 1e-12);
        assertEquals((9 - 16) / 5.0 / Math.sqrt(61), m.cosine(), 1e-12);
        assertEquals(1 / 3.0, m.flipped(), 1e-15);
        assertTrue(Double.isNaN(WeightMovement.of(w(0), w(1)).total().relative()));
    }

    @Test
    void keptAndPrunedMovementsAddUp() {
        Mask mask = RandomMask.of(SHAPES, 0.4, new SplittableRandom(4));
        WeightMovement whole = WeightMovement.of(weights(1), weights(2));
        WeightMovement kept = WeightMovement.ofKept(mask, weights(1), weights(2));
        WeightMovement pruned = WeightMovement.ofKept(mask.complement(), weights(1), weights(2));
        assertEquals(whole.total().distance(), Math.hypot(kept.total().distance(), pruned.total().distance()), 1e-12);
        assertEquals(whole.total().distance(),
            Math.hypot(whole.layers().get(0).distance(), whole.layers().get(1).distance()), 1e-12);
        assertEquals(mask.keptCount(), kept.total().weights());
        WeightMovement none = WeightMovement.of(weights(1), weights(1));
        assertEquals(0, none.total().distance());
        assertEquals(1, none.total().cosine(), 1e-12);
        assertThrows(InvalidInputException.class, () -> WeightMovement.of(weights(1), w(1)));
        assertThrows(InvalidInputException.class, () -> WeightMovement.of(w(1), w(Float.POSITIVE_INFINITY)));
    }

    // --- predictions

    @Test
    void predictionsOfASmallExample() {
        int[] labels = {0, 0, 1, 1, 2, 2, 2, 2};
        int[] a = {0, 1, 1, 0, 2, 0, 0, 2};
        int[] b = {0, 1, 1, 1, 2, 1, 0, 1};
        PredictionAgreement p = PredictionAgreement.of(a, b, labels);
        assertEquals(5 / 8.0, p.same());
        assertEquals((4 * 2 + 2 * 5 + 2 * 1) / 64.0, p.expectedSame(), 1e-15);
        assertEquals((5 / 8.0 - 20 / 64.0) / (1 - 20 / 64.0), p.kappa(), 1e-15);
        assertEquals(4, p.errorsA());
        assertEquals(4, p.errorsB());
        assertEquals(3, p.bothWrong());
        assertEquals(2, p.expectedBothWrong(), 1e-15);
        // Of the 70 ways to choose 4 of 8, 16 share three with the first's and 1 all.
        assertEquals(17 / 70.0, p.p(), 1e-12);
        assertEquals(2 / 3.0, p.sameWrong(), 1e-15);
        assertEquals(3 / 5.0, p.errorJaccard(), 1e-15);
        assertEquals((6 / 8.0 - 0.5) / 0.5, p.errorConsistency(), 1e-15);
    }

    @Test
    void independentErrorsAreFoundSharedAtTheStatedRateAndCopiedOnesAlways() {
        Random random = new Random(5);
        int found = 0;
        int planted = 0;
        for (int d = 0; d < 1000; d++) {
            int[] labels = new int[300];
            int[] a = new int[300];
            int[] b = new int[300];
            int[] c = new int[300];
            for (int i = 0; i < 300; i++) {
                a[i] = random.nextDouble() < 0.2 ? 1 + random.nextInt(9) : 0;
                b[i] = random.nextDouble() < 0.3 ? 1 + random.nextInt(9) : 0;
                c[i] = random.nextDouble() < 0.3 ? a[i] : b[i];
            }
            found += PredictionAgreement.of(a, b, labels).p() <= 0.05 ? 1 : 0;
            planted += PredictionAgreement.of(a, c, labels).p() <= 0.05 ? 1 : 0;
        }
        assertTrue(found <= 71 && found >= 15, found + " of 1,000");
        assertTrue(planted > 950, planted + " of 1,000");
    }

    @Test
    void badPredictionsAreRefusedAndPerfectOnesHaveNoErrorsToShare() {
        assertThrows(InvalidInputException.class, () -> PredictionAgreement.of(new int[2], new int[3], new int[3]));
        assertThrows(InvalidInputException.class, () -> PredictionAgreement.of(new int[0], new int[0], new int[0]));
        PredictionAgreement perfect = PredictionAgreement.of(new int[3], new int[3], new int[3]);
        assertEquals(1, perfect.same());
        assertEquals(1, perfect.p());
        assertTrue(Double.isNaN(perfect.errorConsistency()) && Double.isNaN(perfect.sameWrong())
            && Double.isNaN(perfect.errorJaccard()) && Double.isNaN(perfect.kappa()));
    }

    // --- the line between two

    @Test
    void theBarrierOfADoubleWellIsItsHeight() {
        // (x^2 - 1)^2 has minima at -1 and 1 and is 1 between them, at alpha 1/2.
        ErrorBarrier barrier = ErrorBarrier.between(w(-1), w(1), 31, m -> Math.pow(Math.pow(m.get("w")[0], 2) - 1, 2));
        assertEquals(1, barrier.barrier(), 1e-12);
        assertEquals(0.5, barrier.alphas()[15], 1e-15);
        assertEquals(0, barrier.errors()[0], 1e-15);
        assertEquals(0, barrier.errors()[30], 1e-15);
    }

    @Test
    void aConvexErrorHasNoBarrierBeyondItsEnds() {
        Map<String, float[]> a = weights(6);
        Map<String, float[]> b = weights(7);
        List<double[]> seen = new ArrayList<>();
        ErrorBarrier barrier = ErrorBarrier.between(a, b, ErrorBarrier.USUAL_POINTS, m -> {
            double sum = 0;
            double[] all = new double[2];
            for (float[] w : m.values()) {
                for (float v : w) {
                    sum += v * v;
                }
            }
            all[0] = m.get("conv")[0];
            all[1] = m.get("fc")[199];
            seen.add(all);
            return sum;
        });
        double[] e = barrier.errors();
        assertEquals(Math.abs(e[0] - e[29]) / 2, barrier.barrier(), 1e-12);
        // The ends are the given weights to the last bit; the line is straight.
        assertEquals(a.get("conv")[0], seen.get(0)[0]);
        assertEquals(b.get("fc")[199], seen.get(29)[1]);
        assertEquals(a.get("fc")[199] + 10 / 29.0 * (b.get("fc")[199] - a.get("fc")[199]), seen.get(10)[1], 1e-6);
        assertEquals(30, seen.size());
    }

    @Test
    void badLinesAreRefused() {
        assertThrows(InvalidInputException.class, () -> ErrorBarrier.between(w(1), Map.of("v", new float[1]), 30, m -> 0));
        assertThrows(InvalidInputException.class, () -> ErrorBarrier.between(w(1), w(1, 2), 30, m -> 0));
        assertThrows(InvalidInputException.class, () -> ErrorBarrier.between(w(1), w(2), 1, m -> 0));
        assertThrows(InvalidInputException.class, () -> ErrorBarrier.between(w(1), w(2), 3, m -> Double.NaN));
        assertThrows(InvalidInputException.class, () -> new ErrorBarrier(new double[3], new double[2]));
    }
}
