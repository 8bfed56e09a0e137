package org.espalier.nets.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against a stable sort, on values chosen to be awkward. */
class TopSelectionTest {
    private final TopSelection selection = new TopSelection();
    private final Random random = new Random(3);

    @Test
    void agreesWithAStableSort() {
        float[] awkward = {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-40f, Float.MIN_NORMAL, Float.MAX_VALUE,
            -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1f, Math.nextUp(1f), Math.nextDown(1f),
            -1f};
        for (int round = 0; round < 60; round++) {
            float[] values = new float[1 + random.nextInt(25)];
            for (int i = 0; i < values.length; i++) {
                values[i] = switch (round % 4) {
                    case 0 -> (float) random.nextGaussian();
                    case 1 -> awkward[random.nextInt(awkward.length)];
                    case 2 -> random.nextInt(3) - 1;
                    default -> notNaN(random.nextInt());
                };
            }
            for (int keep = 0; keep <= values.length; keep++) {
                check(values, keep);
            }
        }
    }

    @Test
    void agreesWithAStableSortOnALayer() {
        float[] values = new float[60_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (2 * random.nextFloat() - 1) / 28;
        }
        for (int keep : new int[] {1, 6_000, 30_000, 59_999}) {
            check(values, keep);
        }
    }

    @Test
    void ofEqualValuesTheFirstAreKept() {
        boolean[] kept = new boolean[5];
        selection.keepLargest(new float[] {-0f, 0f, -0f, 0f, 0f}, 2, kept);
        assertArrayEquals(new boolean[] {true, true, false, false, false}, kept);
        selection.keepLargestMagnitudes(new float[] {-2, 2, 3, -2, 1}, 2, kept);
        assertArrayEquals(new boolean[] {true, false, true, false, false}, kept);
    }

    @Test
    void severalArraysAreRankedAsOne() {
        for (int round = 0; round < 60; round++) {
            List<float[]> values = new ArrayList<>();
            List<boolean[]> kept = new ArrayList<>();
            int n = 0;
            for (int a = 0; a < 1 + random.nextInt(4); a++) {
                float[] array = new float[random.nextInt(9)];
                for (int i = 0; i < array.length; i++) {
                    array[i] = random.nextInt(5) - 2;
                }
                values.add(array);
                kept.add(new boolean[array.length]);
                n += array.length;
            }
            float[] joined = new float[n];
            int at = 0;
            for (float[] array : values) {
                System.arraycopy(array, 0, joined, at, array.length);
                at += array.length;
            }
            for (int keep = 0; keep <= n; keep++) {
                for (boolean magnitudes : new boolean[] {false, true}) {
                    if (magnitudes) {
                        selection.keepLargestMagnitudes(values, keep, kept);
                    } else {
                        selection.keepLargest(values, keep, kept);
                    }
                    boolean[] expected = bySorting(joined, keep, magnitudes);
                    at = 0;
                    for (boolean[] array : kept) {
                        for (boolean k : array) {
                            assertEquals(expected[at++], k);
                        }
                    }
                }
            }
        }
    }

    @Test
    void refusesNaNOfEitherSign() {
        for (int bits : new int[] {0x7fc00000, 0xffc00000, 0x7f800001, 0xff800001}) {
            float[] values = {1, Float.intBitsToFloat(bits), 2};
            for (int keep = 0; keep <= 3; keep++) {
                int k = keep;
                assertTrue(assertThrows(IllegalArgumentException.class,
                    () -> selection.keepLargest(values, k, new boolean[3])).getMessage().contains("value 1 is NaN"));
                assertThrows(IllegalArgumentException.class,
                    () -> selection.keepLargestMagnitudes(values, k, new boolean[3]));
            }
        }
    }

    @Test
    void refusesCountsAndLengthsThatDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> selection.keepLargest(new float[3], 4, new boolean[3]));
        assertThrows(IllegalArgumentException.class, () -> selection.keepLargest(new float[3], -1, new boolean[3]));
        assertThrows(IllegalArgumentException.class, () -> selection.keepLargest(new float[3], 1, new boolean[2]));
        assertThrows(IllegalArgumentException.class,
            () -> selection.keepLargest(List.of(new float[3]), 1L, List.of()));
    }

    private void check(float[] values, int keep) {
        boolean[] kept = new boolean[values.length];
        selection.keepLargest(values, keep, kept);
        assertArrayEquals(bySorting(values, keep, false), kept);
        selection.keepLargestMagnitudes(values, keep, kept);
        assertArrayEquals(bySorting(values, keep, true), kept);
    }

    private static boolean[] bySorting(float[] values, int keep, boolean magnitudes) {
        boolean[] kept = new boolean[values.length];
        IntStream.range(0, values.length).boxed()
            // Adding 0 makes -0 equal to 0; the sort is stable, so equal values stay in order.
            .sorted(Comparator.comparing((Integer i) -> (magnitudes ? Math.abs(values[i]) : values[i]) + 0f).reversed())
            .limit(keep).forEach(i -> kept[i] = true);
        return kept;
    }

    private float notNaN(int bits) {
        float value = Float.intBitsToFloat(bits);
        return Float.isNaN(value) ? 0 : value;
    }
}
