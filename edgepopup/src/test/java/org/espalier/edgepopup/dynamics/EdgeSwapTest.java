package org.espalier.edgepopup.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.TopSelection;
import org.junit.jupiter.api.Test;

class EdgeSwapTest {

    /** By hand: magnitudes 4 3 2 1 move to 4 2.2 2.5 1, so edge 2 replaces edge 1. */
    @Test
    void theEdgeThatOvertakesReplacesTheOneOvertaken() {
        EdgeSwap swap = EdgeSwap.of(new float[] {4, -3, 2, 1}, new float[] {0, -8, -5, 0},
            new boolean[] {true, true, false, false}, 0.1);
        assertArrayEquals(new int[] {2}, swap.entering());
        assertArrayEquals(new int[] {1}, swap.leaving());
    }

    @Test
    void nothingMovesWithoutAGradient() {
        EdgeSwap swap = EdgeSwap.of(new float[] {1, 2, 3}, new float[3], new boolean[] {false, true, true}, 0.1);
        assertEquals(0, swap.entering().length + swap.leaving().length);
    }

    /** The theorem's first step: g_i w_i < g_j w_j for every entering i and leaving j, where no score changes its sign. */
    @Test
    void everyEnteringEdgePromisesMoreThanEveryLeavingOne() {
        SplittableRandom random = new SplittableRandom(2);
        int n = 2000;
        float[] scores = new float[n];
        float[] promise = new float[n];
        float[] gradient = new float[n];
        boolean[] kept = new boolean[n];
        for (int i = 0; i < n; i++) {
            scores[i] = (float) ((random.nextBoolean() ? 1 : -1) * random.nextDouble(1, 2));
            promise[i] = (float) random.nextDouble(-1, 1);
            gradient[i] = promise[i] * Math.signum(scores[i]);
        }
        new TopSelection().keepLargestMagnitudes(scores, n / 2, kept);
        EdgeSwap swap = EdgeSwap.of(scores, gradient, kept, 0.1);
        assertTrue(swap.entering().length > 10);
        assertEquals(swap.entering().length, swap.leaving().length);
        for (int i : swap.entering()) {
            for (int j : swap.leaving()) {
                assertTrue(promise[i] < promise[j]);
                assertTrue(!kept[i] && kept[j]);
            }
        }
    }

    private static Mask mask(int... bits) {
        boolean[] kept = new boolean[bits.length];
        for (int i = 0; i < bits.length; i++) {
            kept[i] = bits[i] == 1;
        }
        return Mask.of(new MaskLayer("w", new long[] {bits.length}, kept));
    }

    /** Edge 0 stays, 1 leaves and returns, 2 enters late, 3 leaves for good. */
    @Test
    void returnedAreThoseThatWereDroppedInBetween() {
        List<Mask> masks = List.of(mask(1, 1, 0, 1), mask(1, 0, 1, 1), mask(1, 1, 1, 0));
        Mask last = mask(1, 1, 1, 0);
        assertEquals(1 / 3.0, Snapshots.returned(masks, last), 1e-12);
        assertEquals(0, Snapshots.returned(List.of(last, last), last));
        assertEquals(2 / 3.0, Snapshots.overlap(last, masks.get(0)), 1e-12);
    }

    @Test
    void looksAreEvenAndNeverMoreThanTheSteps() {
        assertEquals(List.of(0L, 25L, 50L, 75L), Snapshots.evenly(4, 100));
        assertEquals(List.of(0L, 1L, 2L), Snapshots.evenly(9, 3));
    }

    @Test
    void countsAddUpAndAreReadBack() {
        SwapCounts counts = SwapCounts.NONE.counting(1, 0.5).counting(1, 2).counting(1, 1).counting(1, 0.9);
        assertEquals(new SwapCounts(2, 1, 1), counts);
        assertEquals(2 / 3.0, counts.lowering(), 1e-12);
        assertEquals(0.25, counts.unchanging(), 1e-12);
        assertEquals(counts, SwapCounts.read(counts.notes("a"), "a"));
        assertTrue(Double.isNaN(SwapCounts.NONE.lowering()));
    }
}
