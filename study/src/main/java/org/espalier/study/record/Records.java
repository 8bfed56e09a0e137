package org.espalier.study.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;

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
        trials = List.copyOf(trials);
        observations = List.copyOf(observations);
    }

    /** The records whose parameter {@code name} equals {@code value} (integers equal the same number). */
    public Records where(String name, Object value) {
        Object wanted = Parameters.of(java.util.Map.of(name, value)).values().get(name);
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
    public SortedMap<Long, Double> summary(String metric) {
        TreeMap<Long, Double> bySeed = new TreeMap<>();
        for (TrialRecord record : trials) {
            record.summary().forEach((seed, row) -> {
                Double value = row.get(metric);
                if (value != null && bySeed.put(seed, value) != null) {
                    throw new IllegalStateException("two trials of " + study + " give seed " + seed + " a value of "
                        + metric + ": the selection is more than one point of the grid");
                }
            });
        }
        return bySeed;
    }

    /** The distinct parts of final metrics named {@code METRIC/PART} or {@code METRIC/PART/...}, sorted by their text. */
    public List<String> parts(String metric) {
        return trials.stream().flatMap(t -> t.summary().values().stream()).flatMap(row -> row.keySet().stream())
            .filter(name -> name.startsWith(metric + "/")).map(name -> name.split("/")[1]).distinct().sorted().toList();
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
