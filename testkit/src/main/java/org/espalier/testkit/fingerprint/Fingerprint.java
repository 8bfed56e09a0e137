package org.espalier.testkit.fingerprint;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/**
 * What a study's trials and numbers are known by.
 *
 * @param study   the study's id
 * @param version its version
 * @param plans   of every preset the trials
 * @param metrics names of what {@code smoke} measures; not by trial, for some are there only if a number says so (slow points)
 * @param trials  of {@code smoke}, by id: seeds, and those parameters in which they differ; empty where it was not run
 * @param numbers by kind, and by id of a trial of {@code smoke}, the digest of its {@link FlatRecord#lines}
 */
public record Fingerprint(String study, int version, Map<Preset, PlanPrint> plans, SortedSet<String> metrics,
                          SortedMap<String, String> trials,
                          SortedMap<ComputingKind, SortedMap<String, String>> numbers) {

    /**
     * The trials of a preset.
     *
     * @param count how many
     * @param ids   digest of their ids
     */
    public record PlanPrint(int count, String ids) {}

    public Fingerprint {
        plans = Collections.unmodifiableMap(new EnumMap<>(plans));
        metrics = Collections.unmodifiableSortedSet(new TreeSet<>(metrics));
        trials = Collections.unmodifiableSortedMap(new TreeMap<>(trials));
        TreeMap<ComputingKind, SortedMap<String, String>> copy = new TreeMap<>();
        numbers.forEach((kind, digests) -> copy.put(kind, Collections.unmodifiableSortedMap(new TreeMap<>(digests))));
        numbers = Collections.unmodifiableSortedMap(copy);
    }

    /** Of the plans alone: nothing is run. */
    public static Fingerprint ofPlans(Study study) {
        Map<Preset, PlanPrint> plans = new EnumMap<>(Preset.class);
        for (Preset preset : Preset.values()) {
            List<String> ids = Plan.of(study, preset, Overrides.NONE).trials().stream().map(Trial::id).toList();
            plans.put(preset, new PlanPrint(ids.size(), Digest.ofSet(ids)));
        }
        return new Fingerprint(study.id(), study.version(), plans, new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
    }

    /**
     * Of plans and numbers.
     *
     * @param smoke the records of the study's {@code smoke}, one a trial
     * @param kind  what made them
     */
    public static Fingerprint of(Study study, Records smoke, ComputingKind kind) {
        Fingerprint plans = ofPlans(study);
        SortedSet<String> metrics = new TreeSet<>();
        SortedMap<String, String> trials = new TreeMap<>();
        SortedMap<String, String> digests = new TreeMap<>();
        List<String> varied = smoke.trials().stream().flatMap(t -> t.trial().parameters().values().keySet().stream()).distinct()
            .sorted().filter(name -> smoke.trials().stream().map(t -> t.trial().parameters().values().get(name)).distinct()
                .count() > 1).toList();
        for (TrialRecord record : smoke.trials()) {
            FlatRecord flat = FlatRecord.of(record, smoke);
            Trial trial = record.trial();
            Map<String, Object> told = new LinkedHashMap<>();
            varied.stream().filter(trial.parameters().values()::containsKey)
                .forEach(name -> told.put(name, trial.parameters().values().get(name)));
            String what = "seeds=" + trial.seeds().stream().map(Object::toString).collect(Collectors.joining(","))
                + told.entrySet().stream().map(e -> " " + e.getKey() + "=" + e.getValue()).collect(Collectors.joining());
            metrics.addAll(flat.metrics());
            trials.put(trial.id(), what);
            digests.put(trial.id(), Digest.ofSet(flat.lines()));
        }
        SortedMap<ComputingKind, SortedMap<String, String>> numbers = new TreeMap<>();
        numbers.put(kind, digests);
        return new Fingerprint(plans.study, plans.version, plans.plans, metrics, trials, numbers);
    }
}
