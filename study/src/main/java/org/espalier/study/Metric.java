package org.espalier.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a number is: the name of a metric, and labels that say what the number belongs to beside its trial and seed, such as a
 * layer or the two networks that are compared.
 *
 * <pre>{@code
 * Metric.of("cka").with("layer", "fc1").with("a", "dense-adam").with("b", "edge-popup")
 * }</pre>
 *
 * Two are equal if name and labels are, whatever the order of the labels.
 *
 * @param name   lower case with underscores
 * @param labels by name, in the order in which they were given
 */
public record Metric(String name, Map<String, String> labels) {

    /** @throws IllegalArgumentException if a name or a value is empty or cannot stand in one line of a file */
    public Metric {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        check("metric", name);
        labels.forEach((label, value) -> {
            check("label", label);
            check("value of label " + label, value);
        });
    }

    /** A metric without labels. */
    public static Metric of(String name) {
        return new Metric(name, Map.of());
    }

    /** This metric with a label more. */
    public Metric with(String label, Object value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(label, value.toString());
        return new Metric(name, more);
    }

    /** The value of a label; null if there is none of that name. */
    public String label(String label) {
        return labels.get(label);
    }

    /** Name and label values with slashes between them: one word for messages, and how records before labels named it. */
    public String flat() {
        if (labels.isEmpty()) {
            return name;
        }
        List<String> parts = new ArrayList<>(List.of(name));
        parts.addAll(labels.values());
        return String.join("/", parts);
    }

    private static void check(String what, String text) {
        if (text == null || text.isBlank() || text.chars().anyMatch(c -> c == ',' || c == '"' || c < ' ')) {
            throw new IllegalArgumentException("'" + text + "' cannot be the name of a " + what
                + ": expected text without commas, quotes and line ends");
        }
    }
}
