package org.espalier.analysis.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.RandomMask;
import org.junit.jupiter.api.Test;

class MaskOverlapTest {
    private static final Map<String, long[]> SHAPES = shapes();

    private static Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("conv", new long[] {4, 3, 3, 3});
        shapes.put("fc", new long[] {20, 10});
        return shapes;
    }

    private static MaskLayer layer(String bits) {
        boolean[] kept = new boolean[bits.length()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = bits.charAt(i) == '1';
        }
        return new MaskLayer("w", new long[] {kept.length}, kept);
    }

    @Test
    void indicesOfASmallExample() {
        MaskOverlap.Overlap o = MaskOverlap.of(Mask.of(layer("11100000")), Mask.of(layer("01111000"))).layers().get(0);
        assertEquals(2, o.both());
        assertEquals(2 / 5.0, o.jaccard(), 1e-15);
        assertEquals(4 / 7.0, o.dice(), 1e-15);
        assertEquals(2 / 3.0, o.overlapCoefficient(), 1e-15);
        assertEquals(1.5, o.expectedBoth(), 1e-15);
        assertEquals(3 / 8.0, o.densityA(), 1e-15);
    }

    /** Against every one of the masks there are. */
    @Test
    void chanceIsTheCountOfAllMasks() {
        int size = 9;
        for (int keptA = 0; keptA <= size; keptA++) {
            int a = (1 << keptA) - 1;
            for (int keptB = 0; keptB <= size; keptB++) {
                for (int both = Math.max(0, keptA + keptB - size); both <= Math.min(keptA, keptB); both++) {
                    double masks = 0;
                    double sum = 0;
                    double squares = 0;
                    double jaccard = 0;
                    double atLeast = 0;
                    for (int b = 0; b < 1 << size; b++) {
                        if (Integer.bitCount(b) == keptB) {
                            int shared = Integer.bitCount(a & b);
                            masks++;
                            sum += shared;
                            squares += shared * shared;
                            jaccard += (double) shared / Integer.bitCount(a | b);
                            atLeast += shared >= both ? 1 : 0;
                        }
                    }
                    MaskOverlap.Overlap o = MaskOverlap.Overlap.of("w", size, keptA, keptB, both,
                        ChanceOverlap.ofLayer(size, keptA, keptB));
                    String what = keptA + " and " + keptB + ", " + both;
                    assertEquals(sum / masks, o.expectedBoth(), 1e-12, what);
                    assertEquals(Math.sqrt(Math.max(0, squares / masks - sum / masks * (sum / masks))), o.spreadBoth(), 1e-7, what);
                    assertEquals(jaccard / masks, o.expectedJaccard(), 1e-12, what);
                    assertEquals(atLeast / masks, o.p(), 1e-12, what);
                }
            }
        }
    }

    @Test
    void theTotalAgreesWithASimulation() {
        SplittableRandom random = new SplittableRandom(1);
        Mask a = RandomMask.of(SHAPES, 0.3, random);
        Mask like = RandomMask.of(SHAPES, 0.5, random);
        MaskOverlap one = MaskOverlap.of(a, RandomMask.like(like, random));
        int draws = 20_000;
        double jaccard = 0;
        double both = 0;
        double squares = 0;
        double atLeast = 0;
        for (int d = 0; d < draws; d++) {
            MaskOverlap.Overlap drawn = MaskOverlap.of(a, RandomMask.like(like, random)).total();
            jaccard += drawn.jaccard() / draws;
            both += (double) drawn.both() / draws;
            squares += (double) drawn.both() * drawn.both() / draws;
            atLeast += drawn.both() >= one.total().both() ? 1.0 / draws : 0;
        }
        double spread = one.total().spreadBoth();
        assertEquals(both, one.total().expectedBoth(), 5 * spread / Math.sqrt(draws));
        assertEquals(Math.sqrt(squares - both * both), spread, 0.03 * spread);
        assertEquals(jaccard, one.total().expectedJaccard(), 0.002);
        assertEquals(atLeast, one.total().p(), 0.02);
    }

    @Test
    void independentMasksAreFoundAlikeAtTheStatedRateAndNoMoreOften() {
        SplittableRandom random = new SplittableRandom(2);
        int found = 0;
        for (int d = 0; d < 1000; d++) {
            MaskOverlap overlap = MaskOverlap.of(RandomMask.of(SHAPES, 0.2, random), RandomMask.of(SHAPES, 0.4, random));
            found += overlap.total().p() <= 0.05 ? 1 : 0;
        }
        // Counts are discrete, so the rate is at most 5 %: 3 standard errors are 2.1 %.
        assertTrue(found <= 71 && found >= 15, found + " of 1,000");
    }

    @Test
    void aPlantedOverlapIsFound() {
        SplittableRandom random = new SplittableRandom(3);
        int found = 0;
        for (int d = 0; d < 200; d++) {
            Mask a = RandomMask.of(SHAPES, 0.3, random);
            Mask b = RandomMask.of(SHAPES, 0.3, random);
            // Half of the places copied.
            MaskLayer[] planted = new MaskLayer[2];
            for (int l = 0; l < 2; l++) {
                boolean[] kept = b.layers().get(l).kept();
                for (int i = 0; i < kept.length; i += 2) {
                    kept[i] = a.layers().get(l).kept(i);
                }
                planted[l] = new MaskLayer(a.layers().get(l).name(), a.layers().get(l).shape(), kept);
            }
            MaskOverlap overlap = MaskOverlap.of(a, Mask.of(planted));
            found += overlap.total().p() < 0.001 && overlap.total().z() > 3 ? 1 : 0;
        }
        assertTrue(found >= 195, found + " of 200");
    }

    @Test
    void agreeingOnTheDensitiesOfLayersIsNotOverlap() {
        // Both keep all of one layer and none of the other: the same mask, and chance would do the same.
        Mask mask = Mask.of(new MaskLayer("a", new long[] {3}, new boolean[] {true, true, true}),
            new MaskLayer("b", new long[] {3}, new boolean[3]));
        MaskOverlap.Overlap total = MaskOverlap.of(mask, mask).total();
        assertEquals(1, total.jaccard());
        assertEquals(1, total.expectedJaccard(), 1e-15);
        assertEquals(1, total.p());
        assertTrue(Double.isNaN(total.z()));
        assertTrue(Double.isNaN(MaskOverlap.of(mask, mask).layers().get(1).jaccard()));
        assertTrue(Double.isNaN(MaskOverlap.of(mask, mask).layers().get(1).expectedJaccard()));
    }

    @Test
    void millionsOfWeightsKeepTheirDigits() {
        long size = 4_000_000;
        ChanceOverlap half = ChanceOverlap.ofLayer(size, size / 2, size / 2);
        assertEquals(1e6, half.mean());
        assertEquals(0.5, half.atLeast(1_000_000), 1e-3);
        // Symmetric about a million, and three standard deviations are 0.135 % (normal).
        assertEquals(1, half.atLeast(1_000_000 + 77) + half.atLeast(1_000_000 - 76), 1e-12);
        assertEquals(0.00135, half.atLeast(1_000_000 + (long) (3 * half.standardDeviation())), 2e-5);
        ChanceOverlap many = half;
        for (int i = 0; i < 30; i++) {
            many = many.plus(half);
        }
        assertEquals(0.00135, many.atLeast((long) (31e6 + 3 * many.standardDeviation())), 2e-5);
        assertEquals(1.0 / 3, many.meanOf(i -> i / (124e6 - i), i -> 2 * 124e6 / Math.pow(124e6 - i, 3)), 1e-6);
    }

    @Test
    void layersAreMatchedByNameAndMustBeTheSame() {
        SplittableRandom random = new SplittableRandom(4);
        Mask a = RandomMask.of(SHAPES, 0.3, random);
        Mask reversed = Mask.of(a.layers().get(1), a.layers().get(0));
        assertEquals(1, MaskOverlap.of(a, reversed).total().jaccard());
        assertThrows(InvalidInputException.class, () -> MaskOverlap.of(a, Mask.of(a.layers().get(0))));
        assertThrows(InvalidInputException.class, () -> MaskOverlap.of(Mask.of(layer("11")), Mask.of(layer("111"))));
    }
}
