package org.espalier.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The final numbers of one seed by metric, in the order in which the trial gave them: layers come in the network's order.
 * Immutable.
 */
public final class Summary {
    private final Map<Metric, Double> values;
    private final Map<String, Double> byFlatName = new LinkedHashMap<>();

    private Summary(Map<Metric, Double> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        values.forEach((metric, value) -> byFlatName.put(metric.flat(), value));
    }

    /** The numbers of a map, in its order. */
    public static Summary of(Map<Metric, Double> values) {
        return new Summary(values);
    }

    /** Numbers without labels, in the order of the map. */
    public static Summary named(Map<String, Double> values) {
        Map<Metric, Double> metrics = new LinkedHashMap<>();
        values.forEach((name, value) -> metrics.put(Metric.of(name), value));
        return new Summary(metrics);
    }

    /** The value of a metric; null if there is none. */
    public Double get(Metric metric) {
        return values.get(metric);
    }

    /** The value of the metric that is called so, see {@link Metric#flat}; null if there is none. */
    public Double get(String name) {
        return byFlatName.get(name);
    }

    /** The value of the metric that is called so, else another. */
    public double getOrDefault(String name, double otherwise) {
        return byFlatName.getOrDefault(name, otherwise);
    }

    public boolean has(String name) {
        return byFlatName.containsKey(name);
    }

    /** The metrics in their order. */
    public Set<Metric> metrics() {
        return values.keySet();
    }

    /** The names of the metrics, each once, in their order. */
    public List<String> names() {
        return values.keySet().stream().map(Metric::name).distinct().toList();
    }

    public Map<Metric, Double> values() {
        return values;
    }

    public void forEach(BiConsumer<Metric, Double> action) {
        values.forEach(action);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Summary summary && values.equals(summary.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return byFlatName.toString();
    }
}
