package org.espalier.analysis.representation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Ranks of many numbers, equal ones sharing the mean of their ranks. Numbers next to each other in order that differ by less
 * than {@code 2^-36} (1.5e-11) of themselves are equal: what is the same by its formula must not be put in an order by the last
 * digits of a computation.
 *
 * <p>Held as twice the mean rank counted from 0, a whole number: at most {@code 2^30} numbers. Cost: {@code O(m log m)}, 24 bytes a
 * number while they are made and 4 after.
 */
final class Ranks {
    private static final double EQUAL = 0x1p-36;
    /** Octaves below the largest number that have a table of places, and its length. */
    private static final int OCTAVES = 8;
    private static final int TABLE_BITS = 20;
    private static final int MANTISSA = 52;
    private static final int CHUNK = 1 << 16;

    private Ranks() { }

    /**
     * Twice the mean rank, from 0.
     *
     * @param values numbers, not modified; -0 is 0
     */
    static int[] twiceMean(double[] values) {
        int m = values.length;
        double[] sorted = new double[m];
        for (int i = 0; i < m; i++) {
            sorted[i] = values[i] + 0.0;
        }
        Arrays.parallelSort(sorted);
        int[] rank = new int[m];
        for (int from = 0; from < m;) {
            int to = from + 1;
            while (to < m && sorted[to] - sorted[to - 1] <= EQUAL * Math.abs(sorted[to])) {
                to++;
            }
            Arrays.fill(rank, from, to, from + to - 1);
            from = to;
        }
        Places places = new Places(sorted);
        int[] ranks = new int[m];
        IntStream.range(0, (m + CHUNK - 1) / CHUNK).parallel().forEach(chunk -> {
            for (int i = chunk * CHUNK; i < Math.min(m, (chunk + 1) * CHUNK); i++) {
                ranks[i] = rank[places.of(values[i] + 0.0)];
            }
        });
        return ranks;
    }

    /** Where a number is among sorted ones: a table of the leading bits says between which two places. */
    private static final class Places {
        private final double[] sorted;
        private final long lowest;
        private final int shift = MANTISSA + 3 - TABLE_BITS;
        private final int[] table;

        Places(double[] sorted) {
            this.sorted = sorted;
            if (sorted.length < CHUNK) {
                this.lowest = Long.MAX_VALUE;
                this.table = new int[0];
                return;
            }
            double largest = sorted[sorted.length - 1];
            this.lowest = Math.max(0, Double.doubleToRawLongBits(Math.max(0, largest)) - ((long) OCTAVES << MANTISSA));
            this.table = new int[(OCTAVES << TABLE_BITS - 3) + 2];
            int at = 0;
            for (int t = 0; t < table.length; t++) {
                double bound = Double.longBitsToDouble(lowest + ((long) t << shift));
                while (at < sorted.length && sorted[at] < bound) {
                    at++;
                }
                table[t] = at;
            }
        }

        int of(double value) {
            int low = 0;
            int high = sorted.length - 1;
            long bits = Double.doubleToRawLongBits(value);
            if (value > 0 && bits >= lowest) {
                int t = (int) (bits - lowest >>> shift);
                low = table[t];
                high = Math.min(high, table[t + 1]);
            }
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sorted[middle] < value) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
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
