package org.espalier.pruning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/** Records of a study's standard grid with made-up results. */
public final class SyntheticRecords {
    private static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);

    private SyntheticRecords() { }

    /** @param result metrics at a point; accuracies get noise of 0.001 */
    public static Records of(String study, int seeds, Function<Parameters, Map<String, Double>> result) {
        List<TrialRecord> records = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        for (Trial trial : Studies.find(study).trials(Preset.STANDARD,
            new Overrides(new TreeMap<>(), OptionalInt.of(seeds)))) {
            TreeMap<String, Double> row = new TreeMap<>(result.apply(trial.parameters()));
            row.replaceAll((metric, value) -> metric.endsWith("accuracy") ? value + random.nextGaussian() * 0.001 : value);
            records.add(new TrialRecord(trial, TrialResult.Status.DONE, "", new TreeMap<>(Map.of(trial.seed(), row)),
                NOWHERE));
        }
        return new Records(study, Preset.STANDARD, records, List.of());
    }

    /** What the study of the records says of each claim. */
    public static Map<String, Verdict> verdicts(Records records) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        Studies.find(records.study()).findings(records).claims().forEach(r -> verdicts.put(r.claim().id(), r.verdict()));
        return verdicts;
    }
}
