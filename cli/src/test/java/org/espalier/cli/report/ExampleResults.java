package org.espalier.cli.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.cli.ExampleStudy;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Evidence;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Builds;
import org.espalier.study.record.JoinedRuns;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunStatus;
import org.espalier.study.record.StoredPlan;
import org.espalier.study.record.TrialRecord;

/** A result of the example study with findings of one's own, made without running anything. */
final class ExampleResults {
    private ExampleResults() {}

    static StudyResult of(Findings findings, String surface) {
        Study study = new ExampleStudy();
        Overrides overrides = new Overrides(new TreeMap<>(java.util.Map.of("surface", List.of(surface))),
            java.util.OptionalInt.empty());
        Plan plan = Plan.of(study, Preset.QUICK, overrides);
        List<TrialRecord> records = new ArrayList<>();
        for (Trial trial : plan.trials()) {
            records.add(record(trial, TrialResult.Status.DONE, ""));
        }
        Trial lost = new Trial(study.id(), 1, Parameters.of(java.util.Map.of("surface", surface)), List.of(9L),
            new TreeMap<>(), List.of());
        return new StudyResult(study, JoinedRuns.of(new StoredPlan(plan, Instant.EPOCH, plan.commandLine())),
            new RunStatus(plan.trials().size() - 1, 0, 1, 0, 10,
                List.of(record(lost, TrialResult.Status.FAILED, "lost on " + surface)), new TreeMap<>()),
            new Records(study.id(), Preset.QUICK, records, List.of()), new Builds(records.size(), new TreeMap<>(), new TreeMap<>(), 0, 0),
            findings,
            new Evidence(List.of()));
    }

    private static TrialRecord record(Trial trial, TrialResult.Status status, String reason) {
        TreeMap<Long, SortedMap<String, Double>> summary = new TreeMap<>();
        summary.put(trial.seed(), new TreeMap<>(java.util.Map.of("speed", 9.81)));
        return new TrialRecord(trial, status, reason, summary, new Provenance("0.1.0",
            new TreeMap<>(java.util.Map.of("DJL", "0.35.1", "PyTorch", "2.7.1")), "OpenJDK 17.0.15", "Linux 6.1 amd64",
            "Intel(R) Xeon(R) Processor @ 2.50GHz", "2026-01-02T03:04:05Z", 61.5, 60));
    }
}
