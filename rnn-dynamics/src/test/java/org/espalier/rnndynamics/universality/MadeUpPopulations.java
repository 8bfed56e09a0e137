package org.espalier.rnndynamics.universality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/** Records of a study of populations that never ran: a population of every cell, and a comparison. */
public final class MadeUpPopulations {
    private static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);
    private final String study;
    private final Map<String, ?> settings;
    private final List<Long> seeds = new ArrayList<>();
    private final List<TrialRecord> records = new ArrayList<>();

    /** A metric of a seed. */
    public interface Value {
        double of(long seed);
    }

    /** @param settings the task's parameters */
    public MadeUpPopulations(String study, int count, Map<String, ?> settings) {
        this.study = study;
        this.settings = settings;
        for (long seed = 1; seed <= count; seed++) {
            seeds.add(seed);
        }
    }

    /** Adds a population. */
    public MadeUpPopulations cell(String cell, Map<String, Value> metrics) {
        Map<String, Value> all = new TreeMap<>(Map.of("diverged", s -> 0, "learnt_at", s -> 50));
        all.putAll(metrics);
        return add(Map.of("cell", cell, "units", 8, "l2", 0.0), all);
    }

    /** Adds a comparison by 10 directions and one graph. */
    public MadeUpPopulations comparison(String graph, double geometry, double topology) {
        Map<String, Value> all = new TreeMap<>();
        for (String distance : List.of("svcca-10", graph)) {
            double accuracy = distance.equals(graph) ? topology : geometry;
            all.put("accuracy/" + distance, s -> accuracy + 1e-3 * s);
            all.put("chance/" + distance, s -> 0.2);
            for (String name : List.of("p/", "within/", "between/", "separation_p/", "mapped/")) {
                all.put(name + distance, s -> 0.1);
            }
        }
        return add(Map.of("cell", "comparison", "directions", 10), all);
    }

    private MadeUpPopulations add(Map<String, ?> parameters, Map<String, Value> metrics) {
        TreeMap<Long, SortedMap<String, Double>> rows = new TreeMap<>();
        for (long seed : seeds) {
            TreeMap<String, Double> row = new TreeMap<>();
            metrics.forEach((name, value) -> row.put(name, value.of(seed)));
            rows.put(seed, row);
        }
        TreeMap<String, Object> all = new TreeMap<>(settings);
        all.putAll(parameters);
        records.add(new TrialRecord(new Trial(study, 1, Parameters.of(all), seeds, new TreeMap<>(), List.of()),
            TrialResult.Status.DONE, "", rows, NOWHERE));
        return this;
    }

    public Records records() {
        return new Records(study, Preset.STANDARD, records, List.of());
    }
}
