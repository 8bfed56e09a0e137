package org.espalier.rnndynamics.rank;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.study.Parameters;
import org.espalier.study.finding.SeedValues;
import org.espalier.study.record.Records;

/**
 * The records of one task and one way of training: only structure, rank and matching differ within.
 *
 * @param label   the task, and what else tells it from the other settings
 * @param records of all its populations
 */
record RankSetting(String label, Records records) {
    private static final Set<String> VARIED = Set.of("structure", "rank", "matching", RankGrid.DALE);

    /** All settings of some records, in their order. */
    static List<RankSetting> of(Records records) {
        Map<Parameters, String> labels = new LinkedHashMap<>();
        List<Parameters> settings = records.trials().stream().map(t -> rest(t.trial().parameters())).distinct().toList();
        List<String> telling = settings.stream().flatMap(p -> p.values().keySet().stream()).distinct()
            .filter(name -> !name.equals("task") && tells(name, settings)).toList();
        for (Parameters p : settings) {
            labels.put(p, p.text("task") + telling.stream().map(name -> ", " + name + " " + p.values().get(name))
                .collect(Collectors.joining()));
        }
        List<RankSetting> all = new ArrayList<>();
        labels.forEach((p, label) -> all.add(new RankSetting(label, records.where(q -> rest(q).equals(p)))));
        return all;
    }

    /** Whether two settings of one task differ in a parameter. */
    private static boolean tells(String name, List<Parameters> settings) {
        Map<Object, Set<Object>> byTask = settings.stream().collect(Collectors.groupingBy(p -> (Object) p.text("task"),
            Collectors.mapping(p -> String.valueOf(p.values().get(name)), Collectors.toSet())));
        return byTask.values().stream().anyMatch(values -> values.size() > 1);
    }

    private static Parameters rest(Parameters p) {
        TreeMap<String, Object> rest = new TreeMap<>(p.values());
        rest.keySet().removeAll(VARIED);
        return new Parameters(rest);
    }

    /** Random weights of every rank there is, by rank; the full rank is the same network at every matching. */
    SortedMap<Double, Records> ranks(Matching matching) {
        Records random = records.where("structure", Structure.GAUSSIAN.label());
        SortedMap<Double, Records> ranks = new TreeMap<>();
        for (Object rank : random.values("rank")) {
            Records at = random.where("rank", rank).where(p -> p.text("matching").equals(matching.label())
                || p.integer("rank") == p.integer("units"));
            if (!at.isEmpty()) {
                ranks.put(((Number) rank).doubleValue(), at);
            }
        }
        return ranks;
    }

    /** A structure other than random weights. */
    Records structure(Structure structure, Matching matching) {
        return records.where("structure", structure.label()).where("matching", matching.label());
    }

    /** Random weights of full rank; empty if the grid had none. */
    Records random() {
        return records.where(p -> p.text("structure").equals(Structure.GAUSSIAN.label())
            && p.integer("rank") == p.integer("units"));
    }

    /** Random weights of rank 1. */
    Records randomOfRankOne(Matching matching) {
        return records.where("structure", Structure.GAUSSIAN.label()).where("rank", 1).where("matching", matching.label());
    }

    /** A metric at the end by seed, at each rank. */
    static SortedMap<Double, SortedMap<Long, Double>> atTheEnd(SortedMap<Double, Records> ranks, String metric) {
        SortedMap<Double, SortedMap<Long, Double>> values = new TreeMap<>();
        ranks.forEach((rank, at) -> values.put(rank, SeedValues.of(at, metric)));
        return values;
    }
}
