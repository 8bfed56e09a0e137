package org.espalier.study.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.study.Metric;
import org.espalier.study.Summary;

/** Reads names with slashes, of records made before metrics had labels, into names and labels. */
final class MetricNames {
    private static final List<OldMetricNames> ALL = ServiceLoader.load(OldMetricNames.class).stream()
        .map(ServiceLoader.Provider::get).toList();
    private static final Map<String, MetricNames> OF = new ConcurrentHashMap<>();

    private final List<String[]> patterns = new ArrayList<>();
    private final Map<String, Metric> read = new ConcurrentHashMap<>();

    private MetricNames(String study) {
        ALL.forEach(names -> names.patterns(study).forEach(pattern -> patterns.add(pattern.split("/"))));
    }

    static MetricNames of(String study) {
        return OF.computeIfAbsent(study, MetricNames::new);
    }

    /** The metric of an old name; parts that nobody declared are labelled {@code part1}, {@code part2}, ... */
    Metric read(String name) {
        return name.indexOf('/') < 0 ? Metric.of(name) : read.computeIfAbsent(name, this::parse);
    }

    Metric read(Metric metric) {
        return metric.labels().isEmpty() ? read(metric.name()) : metric;
    }

    SortedMap<Long, Summary> read(SortedMap<Long, Summary> summaries) {
        if (summaries.values().stream().flatMap(s -> s.metrics().stream()).noneMatch(m -> m.name().indexOf('/') >= 0)) {
            return summaries;
        }
        TreeMap<Long, Summary> all = new TreeMap<>();
        summaries.forEach((seed, summary) -> {
            Map<Metric, Double> values = new LinkedHashMap<>();
            summary.forEach((metric, value) -> values.put(read(metric), value));
            all.put(seed, Summary.of(values));
        });
        return all;
    }

    private Metric parse(String name) {
        String[] parts = name.split("/");
        for (String[] pattern : patterns) {
            if (pattern.length == parts.length && pattern[0].equals(parts[0])) {
                return labelled(parts, pattern);
            }
        }
        String[] generic = parts.clone();
        for (int i = 1; i < parts.length; i++) {
            generic[i] = "part" + i;
        }
        return labelled(parts, generic);
    }

    private static Metric labelled(String[] parts, String[] labels) {
        Metric metric = Metric.of(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            metric = metric.with(labels[i], parts[i]);
        }
        return metric;
    }
}
