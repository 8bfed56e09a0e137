package org.espalier.analysis.representation;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Ranks of many numbers, equal ones sharing the mean of their ranks. Numbers next to each other in order that differ by less
 * than {@code 2^-36} (1.5e-11) of themselves are equal: what is the same by its formula must not be put in an order by the last
 * digits of a computation.
 *
 * <p>Held as twice the mean rank counted from 0, a whole number: at most {@code 2^30} numbers. Cost: {@code O(m log m)}, in parts that
 * fit a processor's cache; 16 bytes a number while they are made and 4 after.
 */
final class Ranks {
    private static final double EQUAL = 0x1p-36;
    /** Values a part, and those sampled for each. */
    private static final int PART = 1 << 14;
    private static final int SAMPLED = 16;
    private static final int MOST_PARTS = 60_000;
    private static final int CHUNK = 1 << 16;

    private Ranks() {}

    /**
     * Twice the mean rank, from 0.
     *
     * @param values numbers, not modified; -0 is 0
     */
    static int[] twiceMean(double[] values) {
        int m = values.length;
        double[] bounds = bounds(values);
        char[] part = new char[m];
        boolean[] bad = new boolean[bounds.length];
        chunks(m, i -> {
            int p = part(bounds, values[i]);
            part[i] = (char) p;
            if (p > 0 && near(values[i], bounds[p - 1])) {
                bad[p - 1] = true;
            }
            if (p < bounds.length && near(values[i], bounds[p])) {
                bad[p] = true;
            }
        });
        // Without a bad bound its two parts are one.
        int[] renumbered = new int[bounds.length + 1];
        for (int p = 0; p < bounds.length; p++) {
            renumbered[p + 1] = renumbered[p] + (bad[p] ? 0 : 1);
        }
        int parts = renumbered[bounds.length] + 1;
        int[] start = new int[parts + 1];
        for (int i = 0; i < m; i++) {
            start[renumbered[part[i]] + 1]++;
        }
        for (int p = 0; p < parts; p++) {
            start[p + 1] += start[p];
        }
        double[] parted = new double[m];
        int[] from = new int[m];
        int[] next = start.clone();
        for (int i = 0; i < m; i++) {
            int at = next[renumbered[part[i]]]++;
            parted[at] = values[i] + 0.0;
            from[at] = i;
        }
        int[] ranks = new int[m];
        IntStream.range(0, parts).parallel().forEach(p -> rank(parted, from, start[p], start[p + 1], ranks));
        return ranks;
    }

    private static void chunks(int length, IntConsumer each) {
        IntStream.range(0, (length + CHUNK - 1) / CHUNK).parallel().forEach(chunk -> {
            for (int i = chunk * CHUNK; i < Math.min((long) length, (chunk + 1L) * CHUNK); i++) {
                each.accept(i);
            }
        });
    }

    /**
     * Numbers between some of the values, which part them into pieces that fit a processor's cache. One that is so near to a value
     * that two which count as equal could be parted is bad.
     */
    private static double[] bounds(double[] values) {
        int parts = values.length / Math.max(PART, values.length / MOST_PARTS + 1);
        if (parts == 0) {
            return new double[0];
        }
        double[] sample = new double[SAMPLED * parts];
        for (int s = 0; s < sample.length; s++) {
            sample[s] = values[(int) ((long) s * values.length / sample.length)];
        }
        Arrays.sort(sample);
        double[] bounds = new double[parts];
        int count = 0;
        for (int at = SAMPLED; at < sample.length; at += SAMPLED) {
            double bound = sample[at - 1] + (sample[at] - sample[at - 1]) / 2;
            if (!near(sample[at - 1], bound) && (count == 0 || bound > bounds[count - 1])) {
                bounds[count++] = bound;
            }
        }
        return Arrays.copyOf(bounds, count);
    }

    private static boolean near(double value, double bound) {
        return Math.abs(bound - value) <= 2 * EQUAL * Math.abs(value);
    }

    /** How many bounds are below; without branches, which processors would guess wrong. */
    private static int part(double[] bounds, double value) {
        int low = 0;
        int length = bounds.length;
        while (length > 0) {
            int half = length + 1 >>> 1;
            low += bounds[low + half - 1] < value ? half : 0;
            length -= half;
        }
        return low;
    }

    /** Of the values at these places, all of a part. */
    private static void rank(double[] parted, int[] from, int start, int end, int[] ranks) {
        double[] sorted = Arrays.copyOfRange(parted, start, end);
        Arrays.sort(sorted);
        int[] rank = new int[sorted.length];
        for (int first = 0; first < sorted.length;) {
            int last = first + 1;
            while (last < sorted.length && sorted[last] - sorted[last - 1] <= EQUAL * Math.abs(sorted[last])) {
                last++;
            }
            Arrays.fill(rank, first, last, 2 * start + first + last - 1);
            first = last;
        }
        for (int at = start; at < end; at++) {
            ranks[from[at]] = rank[part(sorted, parted[at])];
        }
    }

    /** The correlation of two lists of ranks; NaN where one is constant. */
    static double spearman(int[] a, int[] b) {
        double mean = a.length - 1.0;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            double x = a[i] - mean;
            double y = b[i] - mean;
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }
        return aa > 0 && bb > 0 ? Agreement.clipped(ab / Math.sqrt(aa) / Math.sqrt(bb)) : Double.NaN;
    }

    /** Kendall's tau-b of two lists of ranks; NaN where one is constant. {@code O(m log m)}: Knight 1966. */
    static double kendall(int[] a, int[] b) {
        int m = a.length;
        long[] both = new long[m];
        for (int i = 0; i < m; i++) {
            both[i] = (long) a[i] << 32 | b[i];
        }
        Arrays.parallelSort(both);
        double tiedInBoth = 0;
        double tiedInA = 0;
        int[] second = new int[m];
        for (int i = 0, run = 0, runOfA = 0; i < m; i++) {
            run = i > 0 && both[i] == both[i - 1] ? run + 1 : 0;
            runOfA = i > 0 && both[i] >> 32 == both[i - 1] >> 32 ? runOfA + 1 : 0;
            tiedInBoth += run;
            tiedInA += runOfA;
            second[i] = (int) both[i];
        }
        double opposite = inversions(second);
        double tiedInB = 0;
        for (int i = 0, run = 0; i < m; i++) {
            run = i > 0 && second[i] == second[i - 1] ? run + 1 : 0;
            tiedInB += run;
        }
        double pairs = m * (m - 1.0) / 2;
        double orderedByA = pairs - tiedInA;
        double orderedByB = pairs - tiedInB;
        double same = orderedByA + orderedByB - pairs + tiedInBoth - opposite;
        return orderedByA > 0 && orderedByB > 0
            ? Agreement.clipped((same - opposite) / Math.sqrt(orderedByA) / Math.sqrt(orderedByB)) : Double.NaN;
    }

    /** Pairs with the larger first, by merging; leaves the values sorted. */
    private static double inversions(int[] values) {
        int m = values.length;
        int[] from = values;
        int[] to = new int[m];
        double count = 0;
        for (int width = 1; width < m; width *= 2) {
            for (int start = 0; start < m; start += 2 * width) {
                int middle = Math.min(m, start + width);
                int end = (int) Math.min(m, start + 2L * width);
                int left = start;
                int right = middle;
                long crossed = 0;
                for (int i = start; i < end; i++) {
                    if (right == end || left < middle && from[left] <= from[right]) {
                        to[i] = from[left++];
                    } else {
                        to[i] = from[right++];
                        crossed += middle - left;
                    }
                }
                count += crossed;
                if (m - start <= 2L * width) {
                    break; // the next start would overflow
                }
            }
            int[] other = from;
            from = to;
            to = other;
            if (width > m / 2) {
                break;
            }
        }
        if (from != values) {
            System.arraycopy(from, 0, values, 0, m);
        }
        return count;
    }
}
