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

    /** One a cell, in the order of their labels: of several populations the first that has one. */
    public static List<ExampleNetwork> of(Records trained) {
        List<ExampleNetwork> examples = new ArrayList<>();
        for (Object cell : trained.values(PopulationParameters.CELL)) {
            SortedMap<String, SortedMap<String, SortedMap<Long, Double>>> byTrial = new TreeMap<>();
            for (Observation o : trained.where(PopulationParameters.CELL, cell).observations()) {
                if (o.metric().name().equals("example")) {
                    byTrial.computeIfAbsent(o.trial(), t -> new TreeMap<>())
                        .computeIfAbsent(o.metric().flat().substring(PREFIX.length()), m -> new TreeMap<>()).put(o.step(), o.value());
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

    /** Adds marks at the places that two curves have in common. */
    public void addPoints(Panels panels, String x, String y, String series) {
        SortedMap<Long, Double> ys = curve(y);
        curve(x).forEach((place, value) -> {
            if (ys.containsKey(place)) {
                panels.point(cell, value, ys.get(place), series);
            }
        });
    }

    /** Adds a path through the places of two curves. */
    public void addPath(Panels panels, String x, String y, String series) {
        SortedMap<Long, Double> ys = curve(y);
        curve(x).forEach((place, value) -> panels.path(cell, value, ys.get(place), x, series));
    }

    /** Adds a curve against its places. */
    public void addCurve(Panels panels, String name, String series) {
        curve(name).forEach((place, value) -> panels.path(cell, place, value, name, series));
    }
}
