package org.espalier.study.finding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Metric;
import org.espalier.study.Parameters;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.espalier.study.statistics.Interval;
import org.espalier.study.statistics.SeedEffects;
import org.espalier.study.statistics.StudentT;

/**
 * The standard tidy tables of any study: means over seeds with their 95 % Student-t intervals, by grid point, by
 * parameter or by step.
 *
 * <p>Everywhere {@code n} counts the seeds with a finite value and {@code left_out} those without (diverged, or no value
 * of the metric). The ends of an interval that does not exist (n below 2) are null. Rows are sorted by the parameters
 * before them: numbers by size, text by its letters, what a trial does not have first.
 */
public final class SummaryTables {

    private static final double LEVEL = 0.95;

    private static final Comparator<Object> BY_VALUE = (a, b) -> {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue(), y.doubleValue());
        }
        return a.toString().compareTo(b.toString());
    };

    private static final Comparator<List<Object>> BY_CELLS = (a, b) -> {
        for (int i = 0; i < a.size(); i++) {
            int order = BY_VALUE.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    private SummaryTables() {
    }

    /**
     * One row a grid point and final metric: every parameter (sorted by name), {@code metric}, a column a label, {@code n},
     * {@code left_out}, {@code mean}, {@code ci_low}, {@code ci_high}, {@code min}, {@code max}.
     *
     * <p>A grid point's metrics are those that any of its trials has; a point with none at all (every seed diverged
     * before a value) keeps one row whose metric is null.
     *
     * @throws IllegalStateException if two trials of a grid point give the same seed a value of a metric
     */
    public static Table gridPoints(String id, String title, Records records) {
        SortedSet<String> names = new TreeSet<>();
        records.trials().forEach(t -> names.addAll(t.trial().parameters().values().keySet()));
        TreeMap<List<Object>, List<TrialRecord>> points = new TreeMap<>(BY_CELLS);
        for (TrialRecord record : records.trials()) {
            List<Object> cells = new ArrayList<>();
            names.forEach(name -> cells.add(record.trial().parameters().values().get(name)));
            points.computeIfAbsent(cells, c -> new ArrayList<>()).add(record);
        }
        List<String> taken = new ArrayList<>(names);
        taken.addAll(List.of("metric", "n", "left_out", "mean", "ci_low", "ci_high", "min", "max"));
        LabelColumns labels = new LabelColumns(metrics(records.trials()), taken);
        List<List<Object>> rows = new ArrayList<>();
        points.forEach((cells, trials) -> {
            Records point = new Records(records.study(), records.preset(), trials, List.of());
            List<Metric> metrics = metrics(trials);
            for (Metric metric : metrics.isEmpty() ? Arrays.asList((Metric) null) : metrics) {
                SeedEffects values = SeedEffects.of(metric == null ? SeedValues.of(point, "") : SeedValues.of(point, metric));
                double[] finite = values.values();
                List<Object> row = new ArrayList<>(cells);
                row.add(metric == null ? null : metric.name());
                row.addAll(labels.cells(metric));
                addMean(row, values);
                row.add(finite.length == 0 ? null : Arrays.stream(finite).min().getAsDouble());
                row.add(finite.length == 0 ? null : Arrays.stream(finite).max().getAsDouble());
                rows.add(row);
            }
        });
        List<String> columns = new ArrayList<>(names);
        columns.add("metric");
        columns.addAll(labels.names());
        columns.addAll(List.of("n", "left_out", "mean", "ci_low", "ci_high", "min", "max"));
        return table(id, title, records, columns, rows);
    }

    /** The final metrics of trials, sorted by name, and those of one name in the order of the records: layers as in the network. */
    private static List<Metric> metrics(List<TrialRecord> trials) {
        Set<Metric> metrics = new LinkedHashSet<>();
        trials.forEach(t -> t.summary().values().forEach(row -> metrics.addAll(row.metrics())));
        return metrics.stream().sorted(Comparator.comparing(Metric::name)).toList();
    }

    /**
     * Figure data: the final metric against a parameter. Columns: {@code x}, {@code series} (unless null),
     * {@code n}, {@code left_out}, {@code mean}, {@code low}, {@code high}; drawn by {@link #lines} or {@link #intervals}.
     *
     * @param metric the metric
     * @param x      the parameter of the horizontal axis
     * @param series the parameter that gives the series; null for one series
     * @throws IllegalStateException if two trials give the same seed a value at one place: the records have to be
     *                               filtered until {@code x} and {@code series} are all that differs
     * @throws InvalidInputException if a trial does not have one of the parameters
     */
    public static Table series(String id, String title, Records records, String metric, String x, String series) {
        List<String> keys = series == null ? List.of(x) : List.of(x, series);
        TreeMap<List<Object>, List<TrialRecord>> places = new TreeMap<>(BY_CELLS);
        for (TrialRecord record : records.trials()) {
            List<Object> place = keys.stream()
                .map(name -> cell(records, record.trial().parameters(), name)).toList();
            places.computeIfAbsent(place, p -> new ArrayList<>()).add(record);
        }
        List<List<Object>> rows = new ArrayList<>();
        places.forEach((place, trials) -> {
            List<Object> row = new ArrayList<>(place);
            addMean(row, SeedEffects.of(SeedValues.of(
                new Records(records.study(), records.preset(), trials, List.of()), metric)));
            rows.add(row);
        });
        return means(id, title, records, keys, rows);
    }

    /**
     * Figure data: a metric as it was logged, against the step. Columns: {@code step}, {@code series} (unless null),
     * {@code n}, {@code left_out}, {@code mean}, {@code low}, {@code high}. A seed that stopped logging is missing from
     * {@code n} from there on; one that logged NaN is left out.
     *
     * @param metric the metric
     * @param series the parameter that gives the series; null for one series
     * @throws IllegalStateException if a seed has two values at one place, as in {@link #series}
     * @throws InvalidInputException if a trial does not have the parameter
     */
    public static Table learningCurves(String id, String title, Records records, String metric, String series) {
        TreeMap<List<Object>, SortedMap<Long, Double>> places = new TreeMap<>(BY_CELLS);
        for (Observation o : records.observations()) {
            if (o.is(metric)) {
                List<Object> place = series == null ? List.of(o.step())
                    : List.of(o.step(), cell(records, o.parameters(), series));
                if (places.computeIfAbsent(place, p -> new TreeMap<>()).put(o.seed(), o.value()) != null) {
                    throw new IllegalStateException("seed " + o.seed() + " of " + records.study()
                        + " has two values of " + metric + " at step " + o.step()
                        + ": the selection differs in more than " + (series == null ? "its seeds" : series));
                }
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        places.forEach((place, values) -> {
            List<Object> row = new ArrayList<>(place);
            addMean(row, SeedEffects.of(values));
            rows.add(row);
        });
        return means(id, title, records, series == null ? List.of("step") : List.of("step", series), rows);
    }

    /** The layers of a figure over {@link #series} or {@link #learningCurves}: a band and a line through its means. */
    public static List<Figure.Layer> lines(String series) {
        return List.of(new Figure.Band("low", "high", series), new Figure.Line(series, List.of()));
    }

    /** The layers of a figure over {@link #series} whose places have no order: a mark and its interval at each. */
    public static List<Figure.Layer> intervals(String series) {
        return List.of(new Figure.ErrorBars("low", "high", series), new Figure.Points(series));
    }

    private static Object cell(Records records, Parameters parameters, String name) {
        Object value = parameters.values().get(name);
        if (value == null) {
            throw new InvalidInputException("study " + records.study() + ": a trial has no parameter '" + name
                + "'; expected records filtered to the trials that have it");
        }
        return value;
    }

    private static Table means(String id, String title, Records records, List<String> keys,
                               List<List<Object>> rows) {
        List<String> columns = new ArrayList<>(keys);
        columns.addAll(List.of("n", "left_out", "mean", "low", "high"));
        return table(id, title, records, columns, rows);
    }

    private static Table table(String id, String title, Records records, List<String> columns,
                               List<List<Object>> rows) {
        Set<String> names = new HashSet<>();
        for (String column : columns) {
            if (!names.add(column)) {
                throw new InvalidInputException("study " + records.study() + ": the parameter '" + column
                    + "' has the name of another column of table " + id + "; expected another name");
            }
        }
        return new Table(id, title, columns, rows);
    }

    /** Adds n, left_out, mean and the interval's ends. */
    private static void addMean(List<Object> row, SeedEffects values) {
        Interval interval = StudentT.interval(values.values(), LEVEL);
        row.add((long) interval.n());
        row.add((long) values.leftOut().size());
        row.add(existing(interval.mean()));
        row.add(existing(interval.low()));
        row.add(existing(interval.high()));
    }

    private static Double existing(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
