package org.espalier.study.finding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.espalier.study.statistics.Interval;
import org.espalier.study.statistics.SeedEffects;
import org.espalier.study.statistics.StudentT;

/** Rows of means over seeds: {@code n}, the number left out, {@code mean} and the ends of the 95 % Student-t interval, null without one. */
public final class MeanRows {
    private static final double LEVEL = 0.95;

    private MeanRows() {}

    /** The columns of {@link #row}: {@code first}, then {@code n}, {@code left_out}, {@code mean}, {@code low}, {@code high}. */
    public static List<String> columns(String... first) {
        List<String> columns = new ArrayList<>(Arrays.asList(first));
        columns.addAll(List.of("n", "left_out", "mean", "low", "high"));
        return columns;
    }

    /** A row of values by seed; seeds whose value is not finite are counted as left out. */
    public static List<Object> row(List<?> first, SortedMap<Long, Double> values) {
        return row(first, SeedEffects.of(values));
    }

    /** A row of effects that know the seeds they left out. */
    public static List<Object> row(List<?> first, SeedEffects values) {
        List<Object> row = new ArrayList<>(first);
        Interval interval = StudentT.interval(values.values(), LEVEL);
        row.add((long) interval.n());
        row.add((long) values.leftOut().size());
        row.add(finite(interval.mean()));
        row.add(finite(interval.low()));
        row.add(finite(interval.high()));
        return row;
    }

    /** The mean of the finite values; null if there is none. */
    public static Double mean(SortedMap<Long, Double> values) {
        return finite(interval(values).mean());
    }

    /** The 95 % interval of the finite values. */
    public static Interval interval(SortedMap<Long, Double> values) {
        return StudentT.interval(SeedEffects.of(values).values(), LEVEL);
    }

    /** "+1.2 points (95 % interval +0.8 to +1.6) over 5 seeds", from a difference of fractions. */
    public static String points(SortedMap<Long, Double> difference) {
        Interval interval = interval(difference);
        return String.format(Locale.ROOT, "%+.1f points%s over %d seed%s", 100 * interval.mean(),
            interval.n() < 2 ? "" : String.format(Locale.ROOT, " (95 %% interval %+.1f to %+.1f)", 100 * interval.low(),
                100 * interval.high()), interval.n(), interval.n() == 1 ? "" : "s");
    }

    public static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
