package org.espalier.study.statistics;

/**
 * An estimate with its confidence interval.
 *
 * @param mean the estimate: NaN if there was nothing to estimate it from ({@code n} = 0)
 * @param low  the lower end; {@code -infinity} if one value cannot bound it ({@code n} = 1), NaN if {@code n} = 0
 * @param high the upper end; {@code +infinity} or NaN likewise
 * @param n    the number of values it rests on
 */
public record Interval(double mean, double low, double high, int n) {

    /** The interval of no values at all. */
    public static final Interval EMPTY = new Interval(Double.NaN, Double.NaN, Double.NaN, 0);

    /** @throws IllegalArgumentException if the ends are not in order or {@code n} is negative */
    public Interval {
        if (n < 0 || low > high) {
            throw new IllegalArgumentException("not an interval: [" + low + ", " + high + "] from " + n + " values");
        }
    }
}
