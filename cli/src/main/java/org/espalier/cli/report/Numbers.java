package org.espalier.cli.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Numbers as a reader wants them; files for machines are written with every digit elsewhere. */
public final class Numbers {
    private static final int SIGNIFICANT = 4;
    private static final int MOST_DECIMALS = 6;
    private static final double LEAST_P = 0.001;

    private Numbers() {}

    /** A cell as plain text: an exact short form of a number ({@code 0.5}, {@code 1e-05}), a dash for nothing. */
    public static String plain(Object value) {
        if (value == null) {
            return "–";
        }
        if (value instanceof Double d) {
            if (!Double.isFinite(d)) {
                return d.isNaN() ? "–" : d > 0 ? "∞" : "-∞";
            }
            if (d == Math.rint(d) && Math.abs(d) < 1e15) {
                return Long.toString(d.longValue());
            }
            double size = Math.abs(d);
            return size < 1e-4 || size >= 1e7 ? Double.toString(d).toLowerCase(Locale.ROOT)
                : new BigDecimal(Double.toString(d)).stripTrailingZeros().toPlainString();
        }
        return value.toString();
    }

    /** The decimals that show the largest of the values with four digits, so that a column lines up. */
    static int decimals(Collection<Double> values) {
        double largest = values.stream().filter(v -> v != null && Double.isFinite(v)).mapToDouble(Math::abs).max().orElse(0);
        if (largest == 0) {
            return 0;
        }
        int whole = (int) Math.floor(Math.log10(largest)) + 1;
        return Math.max(0, Math.min(MOST_DECIMALS, SIGNIFICANT - whole));
    }

    /** A number with so many decimals, a real minus sign, a dash for not-a-number. */
    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return plain(value).replace('-', '−');
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        boolean zero = text.chars().allMatch(c -> c == '0' || c == '.' || c == '-');
        return (zero ? text.replace("-", "") : text).replace('-', '−');
    }

    /** A number alone, with at most {@code digits} significant digits. */
    public static String rounded(double value, int digits) {
        if (!Double.isFinite(value)) {
            return plain(value);
        }
        return plain(new BigDecimal(value).round(new MathContext(digits)).doubleValue()).replace('-', '−');
    }

    /** {@code mean [low, high]}. */
    public static String interval(double mean, double low, double high) {
        if (Double.isNaN(mean)) {
            return "–";
        }
        // One digit less than in a table: an estimate with its interval is read, not compared down a column.
        int decimals = Math.max(0, decimals(List.of(mean, Double.isNaN(low) ? mean : low, Double.isNaN(high) ? mean : high))
            - 1);
        String estimate = fixed(mean, decimals);
        return Double.isNaN(low) || Double.isNaN(high) ? estimate
            : estimate + " [" + fixed(low, decimals) + ", " + fixed(high, decimals) + "]";
    }

    /** A p value: three decimals, never zero. */
    public static String p(double p) {
        if (Double.isNaN(p)) {
            return "–";
        }
        return p < LEAST_P ? "<\u00a00.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    /** A time in seconds, minutes or hours, whichever reads best. */
    public static String duration(double seconds) {
        if (seconds < 90) {
            return rounded(seconds, 2) + " s";
        }
        return seconds < 90 * 60 ? Math.round(seconds / 60) + " min"
            : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
