package org.espalier.rnndynamics.universality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;

/**
 * What the network shown as an example of its cell left in its log: every metric {@code example/...}, without that word.
 *
 * @param cell   its label
 * @param logged values by name and place
 */
public record ExampleNetwork(String cell, SortedMap<String, SortedMap<Long, Double>> logged) {
    private static final String PREFIX = "example/";
    private static final int CIRCLE = 90;

    /** One a cell, in the order of their labels: of several populations the first that has one. */
    public static List<ExampleNetwork> of(Records trained) {
        List<ExampleNetwork> examples = new ArrayList<>();
        for (Object cell : trained.values(PopulationParameters.CELL)) {
            SortedMap<String, SortedMap<String, SortedMap<Long, Double>>> byTrial = new TreeMap<>();
            for (Observation o : trained.where(PopulationParameters.CELL, cell).observations()) {
                if (o.metric().startsWith(PREFIX)) {
                    byTrial.computeIfAbsent(o.trial(), t -> new TreeMap<>())
                        .computeIfAbsent(o.metric().substring(PREFIX.length()), m -> new TreeMap<>()).put(o.step(), o.value());
                }
            }
            if (!byTrial.isEmpty()) {
                examples.add(new ExampleNetwork(cell.toString(), byTrial.get(byTrial.firstKey())));
            }
        }
        return examples;
    }

    /** A curve by its name; empty where it was not logged. */
    public SortedMap<Long, Double> curve(String name) {
        return logged.getOrDefault(name, Collections.emptySortedMap());
    }

    /**
     * Adds a row a place: the cell, the values of two curves there, and the series.
     *
     * @param rows of a table with the columns cell, x, y, series
     */
    public void addRows(List<List<Object>> rows, String x, String y, String series) {
        SortedMap<Long, Double> ys = curve(y);
        curve(x).forEach((place, value) -> {
            if (ys.containsKey(place)) {
                rows.add(List.of(cell, value, ys.get(place), series));
            }
        });
    }

    /** Adds the series "unit circle": dots round it. @param rows as above */
    public void addUnitCircle(List<List<Object>> rows) {
        for (int i = 0; i < CIRCLE; i++) {
            double angle = 2 * Math.PI * i / CIRCLE;
            rows.add(List.of(cell, Math.cos(angle), Math.sin(angle), "unit circle"));
        }
    }
}
