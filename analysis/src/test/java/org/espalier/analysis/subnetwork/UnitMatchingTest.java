package org.espalier.analysis.subnetwork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.espalier.analysis.mask.MaskOverlap;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.junit.jupiter.api.Test;

class UnitMatchingTest {
    private static final long[][] CHAIN = {{6, 2, 3, 3}, {8, 6, 3, 3}, {20, 32}, {5, 20}};

    private static Map<String, float[]> weights(long[][] shapes, long seed) {
        Random random = new Random(seed);
        Map<String, float[]> weights = new LinkedHashMap<>();
        for (int l = 0; l < shapes.length; l++) {
            float[] w = new float[(int) Arrays.stream(shapes[l]).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < w.length; i++) {
                w[i] = (float) random.nextGaussian();
            }
            weights.put("layer" + l, w);
        }
        return weights;
    }

    /** The largest weights of each layer. */
    private static Mask largest(long[][] shapes, Map<String, float[]> weights, double density) {
        List<MaskLayer> layers = new ArrayList<>();
        for (int l = 0; l < shapes.length; l++) {
            float[] w = weights.get("layer" + l);
            float[] sizes = w.clone();
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = Math.abs(sizes[i]);
            }
            Arrays.sort(sizes);
            float bound = sizes[(int) ((1 - density) * w.length)];
            boolean[] kept = new boolean[w.length];
            for (int i = 0; i < w.length; i++) {
                kept[i] = Math.abs(w[i]) >= bound;
            }
            layers.add(new MaskLayer("layer" + l, shapes[l], kept));
        }
        return new Mask(layers);
    }

    /** The same network with its hidden units numbered otherwise; the numbers' new places by layer. */
    private static Map<String, float[]> renumbered(long[][] shapes, Map<String, float[]> weights, Map<String, int[]> places,
                                                   long seed) {
        Random random = new Random(seed);
        Map<String, float[]> other = new LinkedHashMap<>();
        int[] before = null;
        for (int l = 0; l < shapes.length; l++) {
            int outputs = (int) shapes[l][0];
            float[] w = weights.get("layer" + l);
            int columns = w.length / outputs;
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < outputs; i++) {
                order.add(i);
            }
            if (l < shapes.length - 1) {
                java.util.Collections.shuffle(order, random);
            }
            float[] moved = new float[w.length];
            int[] at = order.stream().mapToInt(i -> i).toArray();
            for (int o = 0; o < outputs; o++) {
                for (int c = 0; c < columns; c++) {
                    int block = before == null ? 1 : columns / before.length;
                    int column = before == null ? c : before[c / block] * block + c % block;
                    moved[at[o] * columns + column] = w[o * columns + c];
                }
            }
            other.put("layer" + l, moved);
            places.put("layer" + l, at);
            before = at;
        }
        return other;
    }

    @Test
    void theSameNetworkUnderOtherNumbersIsFoundAgain() {
        Map<String, float[]> a = weights(CHAIN, 1);
        Map<String, int[]> places = new LinkedHashMap<>();
        Map<String, float[]> b = renumbered(CHAIN, a, places, 2);
        Mask keptA = largest(CHAIN, a, 0.2);
        Mask keptB = largest(CHAIN, b, 0.2);
        assertTrue(MaskOverlap.of(keptA, keptB).total().jaccard() < 0.2);
        UnitMatching matching = UnitMatching.of(keptA, a, b);
        places.forEach((layer, at) -> assertArrayEquals(at, matching.units(layer), layer));
        assertEquals(1, matching.similarity(), 1e-5);
        assertEquals(keptA, matching.inOrderOfA(keptB));
    }

    /** On a tiny network every numbering can be tried. */
    @Test
    void noNumberingIsBetterOnATinyNetwork() {
        long[][] shapes = {{4, 3}, {2, 4}};
        for (long seed = 0; seed < 20; seed++) {
            Map<String, float[]> a = weights(shapes, seed);
            Map<String, float[]> b = weights(shapes, 1000 + seed);
            UnitMatching matching = UnitMatching.of(largest(shapes, a, 0.5), a, b);
            double best = Double.NEGATIVE_INFINITY;
            for (int code = 0; code < 256; code++) {
                int[] p = {code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6 & 3};
                if (Arrays.stream(p).distinct().count() == 4) {
                    best = Math.max(best, similarity(a, b, p));
                }
            }
            assertEquals(best, matching.similarity(), 1e-5, "seed " + seed);
            assertEquals(best, similarity(a, b, matching.units("layer0")), 1e-5);
        }
    }

    private static double similarity(Map<String, float[]> a, Map<String, float[]> b, int[] p) {
        double first = 0;
        double second = 0;
        for (int i = 0; i < 4; i++) {
            for (int c = 0; c < 3; c++) {
                first += a.get("layer0")[i * 3 + c] * b.get("layer0")[p[i] * 3 + c];
            }
            for (int o = 0; o < 2; o++) {
                second += a.get("layer1")[o * 4 + i] * b.get("layer1")[o * 4 + p[i]];
            }
        }
        return (first / norm(a.get("layer0")) / norm(b.get("layer0")) + second / norm(a.get("layer1")) / norm(b.get("layer1")))
            / 2;
    }

    private static double norm(float[] w) {
        double squares = 0;
        for (float v : w) {
            squares += v * v;
        }
        return Math.sqrt(squares);
    }

    /** Matching brings unrelated networks together a little: against its own null that is nothing, against free draws it is. */
    @Test
    void unrelatedNetworksAreAtTheLevelOfTheNullAndRelatedOnesFarAboveIt() {
        long[][] shapes = {{30, 12}, {20, 30}, {4, 20}};
        int beyond = 0;
        int beyondIndependent = 0;
        int networks = 40;
        for (int i = 0; i < networks; i++) {
            Map<String, float[]> a = weights(shapes, 10 + i);
            Map<String, float[]> b = weights(shapes, 500 + i);
            MatchedOverlap overlap = MatchedOverlap.of(largest(shapes, a, 0.3), a, largest(shapes, b, 0.3), b, 19,
                RandomStreams.of(i).stream("null"));
            beyond += overlap.total().p() <= 0.05 ? 1 : 0;
            beyondIndependent += overlap.overlap().total().p() <= 0.05 ? 1 : 0;
        }
        // One in twenty: more than 7 of 40 has a probability of 0.0005.
        assertTrue(beyond <= 7, beyond + " of " + networks);
        assertTrue(beyondIndependent > 20, "without matching in the null nearly all look related: " + beyondIndependent);

        Map<String, float[]> a = weights(shapes, 1);
        Map<String, float[]> b = renumbered(shapes, a, new LinkedHashMap<>(), 3);
        b.values().forEach(w -> {
            Random random = new Random(w.length);
            for (int i = 0; i < w.length; i++) {
                w[i] += (float) (0.5 * random.nextGaussian());
            }
        });
        MatchedOverlap related = MatchedOverlap.of(largest(shapes, a, 0.3), a, largest(shapes, b, 0.3), b, 19,
            RandomStreams.of(1).stream("null"));
        assertTrue(related.total().z() > 10, related.total().toString());
        assertEquals(0.05, related.total().p(), 1e-12);
        related.layers().forEach(l -> assertTrue(l.z() > 2, l.toString()));
    }

    /** The null keeps what each input is worth: masks that agree on the inputs alone are not alike beyond it. */
    @Test
    void masksThatAgreeOnTheirInputsAloneAreNotFoundAlike() {
        long[][] shapes = {{40, 30}, {4, 40}};
        int beyond = 0;
        for (int i = 0; i < 20; i++) {
            Map<String, float[]> a = withStrongInputs(weights(shapes, 40 + i));
            Map<String, float[]> b = withStrongInputs(weights(shapes, 90 + i));
            Mask keptA = largest(shapes, a, 0.2);
            Mask keptB = largest(shapes, b, 0.2);
            assertTrue(MaskOverlap.of(keptA, keptB).layers().get(0).z() > 5);
            beyond += MatchedOverlap.of(keptA, a, keptB, b, 19, RandomStreams.of(i).stream("null")).layers().get(0).p() <= 0.05
                ? 1 : 0;
        }
        // More than 4 of 20 at one in twenty: 0.003.
        assertTrue(beyond <= 4, beyond + " of 20");
    }

    private static Map<String, float[]> withStrongInputs(Map<String, float[]> weights) {
        float[] w = weights.get("layer0");
        for (int i = 0; i < w.length; i++) {
            w[i] *= i % 30 < 8 ? 3 : 1;
        }
        return weights;
    }

    @Test
    void layersOutOfOrderAreOrderedByTheirCountedNames() {
        MaskLayer first = new MaskLayer("net.2.weight", new long[] {3, 4}, new boolean[12]);
        MaskLayer second = new MaskLayer("net.10.weight", new long[] {5, 3}, new boolean[15]);
        MaskLayer third = new MaskLayer("net.12.weight", new long[] {2, 5}, new boolean[10]);
        Mask chain = Mask.of(first, second, third);
        assertEquals(chain, UnitMatching.inOrderOfChain(Mask.of(second, third, first)));
        assertEquals(chain, UnitMatching.inOrderOfChain(chain));
        assertThrows(InvalidInputException.class, () -> UnitMatching.inOrderOfChain(Mask.of(first, third)));
    }

    @Test
    void branchesAndMissingWeightsAreRefused() {
        long[][] shapes = {{6, 3}, {2, 5}};
        Map<String, float[]> w = weights(shapes, 1);
        Mask mask = largest(shapes, w, 0.5);
        String message = assertThrows(InvalidInputException.class, () -> UnitMatching.of(mask, w, w)).getMessage();
        assertTrue(message.contains("layer0") && message.contains("layer1") && message.contains("chain"), message);
        long[][] chain = {{5, 3}, {2, 5}};
        Map<String, float[]> other = weights(chain, 1);
        Mask fits = largest(chain, other, 0.5);
        assertThrows(InvalidInputException.class, () -> UnitMatching.of(fits, other, Map.of()));
        other.get("layer0")[3] = Float.NaN;
        assertThrows(InvalidInputException.class, () -> UnitMatching.of(fits, weights(chain, 2), other));
    }
}
