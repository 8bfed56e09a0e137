package org.espalier.testkit.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.espalier.study.Metric;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Summary;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/** Records that no trial made. */
public final class MadeUp {
    /** Where they come from. */
    public static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);

    private MadeUp() {}

    /** A finished trial's. @param row the metrics of a seed */
    public static TrialRecord record(Trial trial, BiFunction<Trial, Long, Map<String, Double>> row) {
        SortedMap<Long, SortedMap<String, Double>> summary = new TreeMap<>();
        trial.seeds().forEach(seed -> summary.put(seed, new TreeMap<>(row.apply(trial, seed))));
        return new TrialRecord(trial, TrialResult.Status.DONE, "", summary, NOWHERE);
    }

    /** Of a whole grid, no metrics but the final ones. @param row the metrics of a trial's seed */
    public static Records of(Study study, Preset preset, int seeds, BiFunction<Trial, Long, Map<String, Double>> row,
                             String... settings) {
        Overrides overrides = Overrides.parse(study.parameters(), List.of(settings), OptionalInt.of(seeds));
        return new Records(study.id(), preset,
            Plan.of(study, preset, overrides).trials().stream().map(trial -> record(trial, row)).toList(), List.of());
    }

    /**
     * Of a whole grid, every metric that {@code like} has zero everywhere but for a noise of a millionth that is the same for all
     * trials of a seed, and zero in the mean over an even number of seeds.
     *
     * @param like records that tell which metrics there are, and their steps
     */
    public static Records flat(Study study, Preset preset, int seeds, Records like) {
        Set<Metric> metrics = new LinkedHashSet<>();
        like.trials().forEach(t -> t.summary().values().forEach(row -> row.forEach((metric, value) -> metrics.add(metric))));
        Map<List<Object>, Observation> rows = new LinkedHashMap<>();
        like.observations().forEach(o -> rows.putIfAbsent(List.of(o.metric(), o.step()), o));
        List<TrialRecord> records = new ArrayList<>();
        List<Observation> observations = new ArrayList<>();
        for (TrialRecord made : of(study, preset, seeds, (trial, seed) -> Map.of()).trials()) {
            Trial trial = made.trial();
            SortedMap<Long, Summary> summary = new TreeMap<>();
            for (long seed : trial.seeds()) {
                Map<Metric, Double> row = new LinkedHashMap<>();
                metrics.forEach(metric -> row.put(metric, noise(seed)));
                summary.put(seed, Summary.of(row));
                rows.values().forEach(o -> observations.add(new Observation(trial.id(), seed, trial.parameters(), o.metric(), o.step(),
                    noise(seed))));
            }
            records.add(new TrialRecord(trial, made.status(), "", summary, NOWHERE));
        }
        return new Records(study.id(), preset, records, observations);
    }

    private static double noise(long seed) {
        return seed % 2 == 0 ? 1e-6 : -1e-6;
    }

    /** By claim what a study says of records. */
    public static Map<String, Verdict> verdicts(Study study, Records records) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        study.findings(records).claims().forEach(r -> verdicts.put(r.claim().id(), r.verdict()));
        return verdicts;
    }
}
