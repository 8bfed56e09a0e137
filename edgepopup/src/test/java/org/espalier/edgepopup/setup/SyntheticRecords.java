package org.espalier.edgepopup.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.analysis.trial.Networks;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/** Records of a study's own grid with made-up metrics: what its claims and findings are tested on. */
public final class SyntheticRecords {
    private static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);

    private SyntheticRecords() {}

    /** Metrics of each point, the accuracies among them with a noise of 0.1 points. */
    public static Records of(Study study, Preset preset, int seeds, Function<Parameters, Map<String, Double>> metrics,
                             String... settings) {
        List<TrialRecord> records = new ArrayList<>();
        List<Observation> observations = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        Overrides overrides = Overrides.parse(study.parameters(), List.of(settings), OptionalInt.of(seeds));
        for (Trial trial : Plan.of(study, preset, overrides).trials()) {
            TreeMap<String, Double> row = new TreeMap<>(metrics.apply(trial.parameters()));
            double noise = random.nextGaussian() * 0.001;
            row.replaceAll((name, value) -> name.endsWith("accuracy") ? value + noise : value);
            records.add(new TrialRecord(trial, TrialResult.Status.DONE, "",
                new TreeMap<>(Map.of(trial.seed(), (SortedMap<String, Double>) row)), NOWHERE));
            row.forEach((name, value) -> observations.add(new Observation(trial.id(), trial.seed(), trial.parameters(), name, 1, value)));
        }
        return new Records(study.id(), preset, records, observations);
    }

    /** The same accuracy on validation and test images. */
    public static Map<String, Double> accuracy(double value) {
        return Map.of(Networks.TEST, value, Networks.VALIDATION, value);
    }

    public static Records none(Study study) {
        return new Records(study.id(), Preset.QUICK, List.of(), List.of());
    }

    public static Map<String, Verdict> verdicts(Study study, Records records) {
        return study.findings(records).claims().stream()
            .collect(Collectors.toMap(r -> r.claim().id(), ClaimResult::verdict));
    }
}
