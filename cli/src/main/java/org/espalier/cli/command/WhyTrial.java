package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.base.InvalidInputException;
import org.espalier.cli.Json;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.code.TrialCode;
import org.espalier.study.record.Freshness;
import org.espalier.study.record.NearestRecord;
import org.espalier.study.record.RecordDoubts;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.StoredPlan;
import org.espalier.study.record.TrialDifference;
import org.espalier.study.record.TrialRecord;

/**
 * Why a trial would run again, or would not.
 *
 * @param trial       the trial that was asked for
 * @param runsAgain   whether the next run of its plan would run it
 * @param why         one or more sentences
 * @param nearest     the trial that is most like it, where that explains something
 * @param differences in what they differ
 */
record WhyTrial(Trial trial, boolean runsAgain, String why, Optional<Trial> nearest, List<TrialDifference> differences) {
    private static final int SHOWN = 4;

    /**
     * Explains a trial: one of the plans that were run here, as the code here would plan them now; one of a preset's own plan; or
     * one that has a record.
     *
     * @param prefix the trial's id or its beginning
     * @throws InvalidInputException if there is no such trial, or there are several
     */
    static WhyTrial of(RunDirectory runs, List<Study> studies, String prefix) {
        Map<String, Explanation> found = new TreeMap<>();
        for (Study study : studies) {
            Explanation all = Explanation.of(runs, study);
            all.ids().filter(id -> id.startsWith(prefix)).forEach(id -> found.put(id, all));
        }
        if (found.isEmpty()) {
            for (Study study : studies) {
                Explanation all = Explanation.of(runs, study).withPresets();
                all.ids().filter(id -> id.startsWith(prefix)).forEach(id -> found.put(id, all));
            }
        }
        if (found.isEmpty()) {
            throw new InvalidInputException("--why: no trial has an id that begins with '" + prefix + "': no plan that was run in "
                + runs.root() + ", no record there, and no preset's own plan of the studies there; 'espalier run STUDY --dry-run --json'"
                + " shows the ids of a plan");
        }
        if (found.size() > 1) {
            throw new InvalidInputException("--why: " + found.size() + " trials have an id that begins with '" + prefix + "': "
                + found.entrySet().stream().limit(SHOWN).map(e -> e.getKey() + " of " + e.getValue().study().id())
                    .collect(Collectors.joining(", ")) + (found.size() > SHOWN ? ", ..." : "") + "; give more digits");
        }
        Map.Entry<String, Explanation> only = found.entrySet().iterator().next();
        return only.getValue().explain(only.getKey());
    }

    /** What is planned of a study and what is recorded. */
    private record Explanation(RunDirectory runs, Study study, Map<String, Trial> planned, Map<String, TrialRecord> records) {

        static Explanation of(RunDirectory runs, Study study) {
            Map<String, Trial> planned = new LinkedHashMap<>();
            for (StoredPlan stored : runs.plans(study.id())) {
                try {
                    Plan.of(study, stored.plan().preset(), stored.plan().overrides()).trials().forEach(t -> planned.put(t.id(), t));
                } catch (InvalidInputException noLongerPossible) {
                    // Its trials are then planned by nothing, which is what the explanation says of their records.
                    continue;
                }
            }
            Map<String, TrialRecord> records = new TreeMap<>();
            runs.recordsOf(study.id()).forEach(r -> records.put(r.trial().id(), r));
            return new Explanation(runs, study, planned, records);
        }

        Explanation withPresets() {
            Map<String, Trial> more = new LinkedHashMap<>(planned);
            for (Preset preset : Preset.values()) {
                try {
                    Plan.of(study, preset, Overrides.NONE).trials().forEach(t -> more.put(t.id(), t));
                } catch (InvalidInputException noGridOfItsOwn) {
                    continue;
                }
            }
            return new Explanation(runs, study, more, records);
        }

        Stream<String> ids() {
            return Stream.concat(planned.keySet().stream(), records.keySet().stream()).distinct();
        }

        private Optional<Trial> known(String id) {
            return Optional.ofNullable(planned.get(id)).or(() -> Optional.ofNullable(records.get(id)).map(TrialRecord::trial));
        }

        WhyTrial explain(String id) {
            Trial trial = planned.get(id);
            return trial == null ? notPlanned(records.get(id).trial()) : records.containsKey(id) ? recorded(trial) : unrecorded(trial);
        }

        private WhyTrial recorded(Trial trial) {
            TrialRecord record = records.get(trial.id());
            if (record.status() == TrialResult.Status.FAILED) {
                return new WhyTrial(trial, true, "Its last attempt failed: " + record.reason() + ".", Optional.empty(), List.of());
            }
            Optional<String> doubt = RecordDoubts.of(record);
            if (doubt.isPresent()) {
                return new WhyTrial(trial, true, "Its record is not to be relied on: it was " + doubt.get() + ".",
                    Optional.empty(), List.of());
            }
            String ended = "It ended (" + record.status().name().toLowerCase(Locale.ROOT) + ") in a run of "
                + record.provenance().started() + " by " + record.provenance().codeVersion();
            List<Trial> inOrder = planned.values().stream().toList();
            Optional<String> stale = Freshness.of(study, inOrder, t -> Optional.ofNullable(records.get(t.id()))
                .filter(RecordDoubts::keeps)).reason(trial);
            return new WhyTrial(trial, false, ended + stale.map(s -> ". The build is not the one here: " + s
                + "; 'run --refresh stale' runs it again.").orElse(", and nothing differs."), Optional.empty(),
                stale.isEmpty() ? List.of() : builds(record, trial));
        }

        private List<TrialDifference> builds(TrialRecord record, Trial trial) {
            Map<String, String> here = TrialCode.build(study, trial).parts();
            Map<String, String> then = record.provenance().build().parts();
            List<TrialDifference> differences = new ArrayList<>();
            TrialCode.build(study, trial).differingFrom(record.provenance().build())
                .forEach(part -> differences.add(new TrialDifference(TrialDifference.Kind.BUILD, part, here.getOrDefault(part, "none"),
                    then.getOrDefault(part, "none"), List.of())));
            return differences;
        }

        private WhyTrial unrecorded(Trial trial) {
            if (runs.wasStarted(trial)) {
                return new WhyTrial(trial, true, "It was stopped before its end and goes on from there.", Optional.empty(),
                    List.of());
            }
            Function<String, Optional<Trial>> known = this::known;
            return NearestRecord.to(trial, records.values().stream().map(TrialRecord::trial).toList(), known)
                .map(n -> new WhyTrial(trial, true, "It has no record. The nearest record is of trial " + n.trial().id()
                    + ", which differs in", Optional.of(n.trial()), n.differences()))
                .orElseGet(() -> new WhyTrial(trial, true, "It has no record, and there is no record of " + study.id() + " in "
                    + runs.root() + " that is near.", Optional.empty(), List.of()));
        }

        private WhyTrial notPlanned(Trial trial) {
            return planned.values().stream().map(p -> new NearestRecord(p, TrialDifference.between(p, trial, this::known)))
                .min(Comparator.comparingInt(n -> n.differences().size()))
                .map(n -> new WhyTrial(trial, false, "It has a record, but no plan of the code here has it. In its place stands trial "
                    + n.trial().id() + ", which " + (records.containsKey(n.trial().id()) ? "has a record" : "has none") + " and differs in",
                    Optional.of(n.trial()), n.differences()))
                .orElseGet(() -> new WhyTrial(trial, false, "It has a record, but no plan of the code here has it.",
                    Optional.empty(), List.of()));
        }
    }

    /** For a person, line by line. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(trial.study() + " " + trial.id()
            + (runsAgain ? " would run. " : " would not run again. ") + why));
        differences.forEach(d -> lines.add("  " + d));
        return lines;
    }

    Map<String, Object> json() {
        return Json.object("trial", trial.id(), "study", trial.study(), "runs_again", runsAgain, "why", why, "nearest",
            nearest.map(Trial::id).orElse(null), "differences", differences.stream().map(WhyTrial::json).toList());
    }

    private static Map<String, Object> json(TrialDifference d) {
        return Json.object("kind", d.kind().label(), "name", d.name(), "here", d.here(), "recorded", d.recorded(), "because",
            d.because().stream().map(WhyTrial::json).toList());
    }
}
