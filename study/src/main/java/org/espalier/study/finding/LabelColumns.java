package org.espalier.study.finding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.study.Metric;

/** The columns of a table for the labels of metrics: one a label, in the order in which the metrics have them. */
final class LabelColumns {
    /** Set before a label that has the name of another column. */
    private static final String LABEL = "label_";
    private final Map<String, String> columns = new LinkedHashMap<>();

    /** @param taken names of other columns */
    LabelColumns(Collection<Metric> metrics, Collection<String> taken) {
        metrics.forEach(metric -> metric.labels().keySet()
            .forEach(label -> columns.computeIfAbsent(label, l -> taken.contains(l) ? LABEL + l : l)));
    }

    List<String> names() {
        return List.copyOf(columns.values());
    }

    /** The cells of a metric, null where it has no such label; of no metric, all null. */
    List<Object> cells(Metric metric) {
        List<Object> cells = new ArrayList<>();
        columns.keySet().forEach(label -> cells.add(metric == null ? null : metric.label(label)));
        return cells;
    }
}
