package org.espalier.rnndynamics.universality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Grid;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;

/** The trials of such a study: populations, and one comparison of all of them. */
public final class PopulationGrid {
    private static final long DIRECTIONS = 10;

    private PopulationGrid() {}

    /**
     * A population trial at each point, and for all points that differ in no more than cell, units and L2 strength one trial
     * that compares their networks.
     *
     * @param points   of {@link PopulationParameters#grid}, with the task's settings
     * @param seeds    networks a population unless the overrides say otherwise
     * @param compared refuses settings that cannot be run
     * @throws org.espalier.base.InvalidInputException if a setting cannot be run
     */
    public static List<Trial> trials(String study, int version, Overrides overrides, List<Parameters> points, int seeds,
                                     ComparedTask compared) {
        List<Long> networks = LongStream.rangeClosed(1, overrides.seeds().orElse(seeds)).boxed().toList();
        List<Object> directions = Grid.with(overrides).axis(ComparisonTrial.DIRECTIONS, DIRECTIONS)
            .values(ComparisonTrial.DIRECTIONS);
        List<String> measures = overrides.values().getOrDefault(ComparisonTrial.MEASURE, List.of()).stream()
            .map(Object::toString).toList();
        if (measures.size() > 1) {
            throw new InvalidInputException("--set measure: expected one measure a run, found " + String.join(", ", measures));
        }
        List<Trial> trials = new ArrayList<>();
        Map<Parameters, List<String>> comparisons = new LinkedHashMap<>();
        for (Parameters point : points) {
            compared.task(point);
            BiologicalConstraints.of(point).check(PopulationParameters.cell(point));
            Trial trial = new Trial(study, version, point, networks, new TreeMap<>(), List.of());
            trials.add(trial);
            for (Object number : directions) {
                comparisons.computeIfAbsent(PopulationParameters.comparison(point, ((Number) number).longValue(), measures),
                    c -> new ArrayList<>()).add(trial.id());
            }
        }
        comparisons.forEach((p, ids) -> trials.add(new Trial(study, version, p, networks, new TreeMap<>(), ids)));
        return trials;
    }
}
