package org.espalier.study.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.espalier.study.Metric;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Summary;

/**
 * The records of one study as its findings see them: immutable, filtered by parameters.
 *
 * @param study        the study's id
 * @param preset       the preset they were planned with
 * @param trials       one record a finished trial
 * @param observations every row of their {@code metrics.csv}
 */
public record Records(String study, Preset preset, List<TrialRecord> trials, List<Observation> observations) {

    public Records {
        MetricNames names = MetricNames.of(study);
        trials = trials.stream().map(t -> read(t, names)).toList();
        observations = observations.stream().map(o -> o.metric().name().indexOf('/') < 0 ? o
            : new Observation(o.trial(), o.seed(), o.parameters(), names.read(o.metric()), o.step(), o.value())).toList();
    }

    /** The records whose parameter {@code name} equals {@code value} (integers equal the same number). */
    public Records where(String name, Object value) {
        Object wanted = Parameters.of(Map.of(name, value)).values().get(name);
        return where(p -> same(p.values().get(name), wanted));
    }

    /** The records whose parameters satisfy {@code condition}. */
    public Records where(Predicate<Parameters> condition) {
        return new Records(study, preset,
            trials.stream().filter(t -> condition.test(t.trial().parameters())).toList(),
            observations.stream().filter(o -> condition.test(o.parameters())).toList());
    }

    /** The distinct values of a parameter, sorted: numbers by size, else by text. */
    public List<Object> values(String name) {
        List<Object> distinct = new ArrayList<>(trials.stream().map(t -> t.trial().parameters().values().get(name))
            .filter(Objects::nonNull).distinct().toList());
        distinct.sort((a, b) -> a instanceof Number x && b instanceof Number y
            ? Double.compare(x.doubleValue(), y.doubleValue()) : a.toString().compareTo(b.toString()));
        return distinct;
    }

    /**
     * The final value of a metric by seed.
     *
     * @throws IllegalStateException if two trials give the same seed a value: the selection is not one point of the grid
     */
    public SortedMap<Long, Double> summary(Metric metric) {
        return summary(metric.flat(), row -> row.get(metric));
    }

    /** As {@link #summary(Metric)}, of the metric that is called so ({@link Metric#flat}). */
    public SortedMap<Long, Double> summary(String metric) {
        return summary(metric, row -> row.get(metric));
    }

    private SortedMap<Long, Double> summary(String metric, Function<Summary, Double> of) {
        TreeMap<Long, Double> bySeed = new TreeMap<>();
        for (TrialRecord record : trials) {
            record.summary().forEach((seed, row) -> {
                Double value = of.apply(row);
                if (value != null && bySeed.put(seed, value) != null) {
                    throw new IllegalStateException("two trials of " + study + " give seed " + seed + " a value of "
                        + metric + ": the selection is more than one point of the grid");
                }
            });
        }
        return bySeed;
    }

    /**
     * The numbers that carry a label of that value, without it: {@code labelled("layer", "fc1").summary("stable_rank")}. Numbers
     * without the label are left out.
     */
    public Records labelled(String label, Object value) {
        String wanted = value.toString();
        List<TrialRecord> kept = trials.stream().map(t -> {
            TreeMap<Long, Summary> rows = new TreeMap<>();
            t.summary().forEach((seed, summary) -> {
                Map<Metric, Double> values = new LinkedHashMap<>();
                summary.forEach((metric, number) -> {
                    if (wanted.equals(metric.label(label))) {
                        values.put(without(metric, label), number);
                    }
                });
                rows.put(seed, Summary.of(values));
            });
            return new TrialRecord(t.trial(), t.status(), t.reason(), rows, t.provenance());
        }).toList();
        return new Records(study, preset, kept, observations.stream().filter(o -> wanted.equals(o.metric().label(label)))
            .map(o -> new Observation(o.trial(), o.seed(), o.parameters(), without(o.metric(), label), o.step(), o.value())).toList());
    }

    private static Metric without(Metric metric, String label) {
        Map<String, String> labels = new LinkedHashMap<>(metric.labels());
        labels.remove(label);
        return new Metric(metric.name(), labels);
    }

    /** The distinct values of a label among the final numbers of a metric, in the order of the records: layers as in the network. */
    public List<String> labels(String metric, String label) {
        return trials.stream().flatMap(t -> t.summary().values().stream()).flatMap(s -> s.metrics().stream())
            .filter(m -> m.name().equals(metric)).map(m -> m.label(label)).filter(Objects::nonNull).distinct().toList();
    }

    private static TrialRecord read(TrialRecord record, MetricNames names) {
        SortedMap<Long, Summary> read = names.read(record.summary());
        return read == record.summary() ? record
            : new TrialRecord(record.trial(), record.status(), record.reason(), read, record.provenance());
    }

    public boolean isEmpty() {
        return trials.isEmpty();
    }

    private static boolean same(Object a, Object b) {
        return a instanceof Number x && b instanceof Number y ? x.doubleValue() == y.doubleValue() : Objects.equals(a, b);
    }

    /** Values of {@code map} as an array, in the order of its keys. */
    public static double[] array(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
