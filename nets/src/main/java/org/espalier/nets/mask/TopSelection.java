package org.espalier.nets.mask;

import java.util.Arrays;
import java.util.List;

/**
 * Keeps exactly the {@code keep} largest of {@code n} values, in O(n).
 *
 * <p>A float's bits, mapped so that their order is the values' order, are counted by their top 11 bits; the threshold lies
 * in one bin, whose members alone are counted by the next 11 bits, then by the last 10. A last pass writes the mask. No
 * sorting: three passes over the values, of which the second copies one bin.
 *
 * <p>Of equal values the earlier (lower array, then lower index) is kept first; {@code -0} equals {@code 0}, infinities
 * are the largest and smallest values, NaN is refused.
 *
 * <p>An instance keeps its scratch memory (8 KiB, and 4 bytes for each value in the largest bin met) between calls, so a
 * training loop should keep one. Not safe for several threads at once.
 */
public final class TopSelection {
    private static final int TOP = 11;
    private static final int MIDDLE = 11;
    private static final int LOW = 10;
    private static final int MAGNITUDE = 0x7fffffff;
    private static final int SIGNED = 0xffffffff;

    private final int[] counts = new int[1 << TOP];
    private int[] candidates = new int[0];

    /**
     * Keeps the largest values.
     *
     * @param values {@code [n]}, not modified
     * @param keep   0..n
     * @param kept   {@code [n]}, modified: true where the value is one of the {@code keep} largest
     * @throws IllegalArgumentException if a value is NaN, {@code keep} is out of range or the lengths differ
     */
    public void keepLargest(float[] values, int keep, boolean[] kept) {
        select(List.of(values), keep, List.of(kept), SIGNED);
    }

    /** Keeps the largest magnitudes {@code |value|}; otherwise as {@link #keepLargest(float[], int, boolean[])}. */
    public void keepLargestMagnitudes(float[] values, int keep, boolean[] kept) {
        select(List.of(values), keep, List.of(kept), MAGNITUDE);
    }

    /**
     * Keeps the largest values of several arrays taken as one.
     *
     * @param values not modified; at most 2^31-1 values together
     * @param keep   0 to the number of values together
     * @param kept   as many arrays of the same lengths, modified
     * @throws IllegalArgumentException if a value is NaN, {@code keep} is out of range or the lengths differ
     */
    public void keepLargest(List<float[]> values, long keep, List<boolean[]> kept) {
        select(values, keep, kept, SIGNED);
    }

    /** Keeps the largest magnitudes; otherwise as {@link #keepLargest(List, long, List)}. */
    public void keepLargestMagnitudes(List<float[]> values, long keep, List<boolean[]> kept) {
        select(values, keep, kept, MAGNITUDE);
    }

    private void select(List<float[]> values, long keep, List<boolean[]> kept, int sign) {
        int n = check(values, keep, kept);
        Arrays.fill(counts, 0);
        int notNumber = 0;
        for (float[] array : values) {
            notNumber |= countTop(array, sign);
        }
        if (notNumber < 0) {
            throw new IllegalArgumentException(nameNaN(values));
        }
        if (keep == 0 || keep == n) {
            kept.forEach(array -> Arrays.fill(array, keep == n));
            return;
        }
        // Walking down the bins, rank is how many values of the bin in hand are still to be kept.
        long rank = keep;
        int top = counts.length - 1;
        for (; rank > counts[top]; top--) {
            rank -= counts[top];
        }
        int members = counts[top];
        if (candidates.length < members) {
            candidates = new int[members];
        }
        int found = 0;
        for (float[] array : values) {
            found = collect(array, sign, top, found);
        }
        Arrays.fill(counts, 0);
        for (int i = 0; i < members; i++) {
            counts[candidates[i] >>> LOW & (1 << MIDDLE) - 1]++;
        }
        int middle = (1 << MIDDLE) - 1;
        for (; rank > counts[middle]; middle--) {
            rank -= counts[middle];
        }
        Arrays.fill(counts, 0);
        for (int i = 0; i < members; i++) {
            int key = candidates[i];
            if ((key >>> LOW & (1 << MIDDLE) - 1) == middle) {
                counts[key & (1 << LOW) - 1]++;
            }
        }
        int low = (1 << LOW) - 1;
        for (; rank > counts[low]; low--) {
            rank -= counts[low];
        }
        int threshold = top << MIDDLE + LOW | middle << LOW | low;
        write(values, kept, sign, threshold ^ Integer.MIN_VALUE, rank, counts[low]);
    }

    /** Bits whose unsigned order is the order of the values; adding 0 turns -0 into 0. */
    private static int key(float value, int sign) {
        int bits = Float.floatToRawIntBits(value + 0f) & sign;
        return bits ^ (bits >> 31 | Integer.MIN_VALUE);
    }

    /** Counts by the top bits. @return negative if a value is NaN */
    private int countTop(float[] array, int sign) {
        int[] bins = counts;
        int notNumber = 0;
        for (float value : array) {
            notNumber |= 0x7f800000 - (Float.floatToRawIntBits(value) & MAGNITUDE);
            bins[key(value, sign) >>> MIDDLE + LOW]++;
        }
        return notNumber;
    }

    /** Appends the keys of one bin to the candidates. */
    private int collect(float[] array, int sign, int top, int from) {
        int[] members = candidates;
        int last = members.length - 1;
        int found = from;
        for (float value : array) {
            int key = key(value, sign);
            // Written always, advanced only for a member: no branch to mispredict.
            members[Math.min(found, last)] = key;
            found += key >>> MIDDLE + LOW == top ? 1 : 0;
        }
        return found;
    }

    private static void write(List<float[]> values, List<boolean[]> kept, int sign, int threshold, long ties, int equal) {
        long left = ties;
        for (int a = 0; a < values.size(); a++) {
            float[] array = values.get(a);
            boolean[] out = kept.get(a);
            if (ties == equal) {
                for (int i = 0; i < array.length; i++) {
                    out[i] = (key(array[i], sign) ^ Integer.MIN_VALUE) >= threshold;
                }
            } else {
                for (int i = 0; i < array.length; i++) {
                    int key = key(array[i], sign) ^ Integer.MIN_VALUE;
                    out[i] = key > threshold || key == threshold && left-- > 0;
                }
            }
        }
    }

    private static int check(List<float[]> values, long keep, List<boolean[]> kept) {
        if (values.size() != kept.size()) {
            throw new IllegalArgumentException(values.size() + " arrays of values, " + kept.size() + " masks");
        }
        long n = 0;
        for (int a = 0; a < values.size(); a++) {
            if (values.get(a).length != kept.get(a).length) {
                throw new IllegalArgumentException("array " + a + " has " + values.get(a).length + " values, its mask "
                    + kept.get(a).length);
            }
            n += values.get(a).length;
        }
        if (n > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(n + " values, at most 2^31-1 can be compared");
        }
        if (keep < 0 || keep > n) {
            throw new IllegalArgumentException("cannot keep " + keep + " of " + n + " values");
        }
        return (int) n;
    }

    private static String nameNaN(List<float[]> values) {
        for (int a = 0; a < values.size(); a++) {
            for (int i = 0; i < values.get(a).length; i++) {
                if (Float.isNaN(values.get(a)[i])) {
                    return "value " + i + (values.size() > 1 ? " of array " + a : "")
                        + " is NaN, which has no place in an order";
                }
            }
        }
        throw new AssertionError("no NaN found again");
    }
}
