package org.espalier.pruning;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Records;
import org.espalier.testkit.record.MadeUp;

/** Records of a study's standard grid with made-up results. */
public final class SyntheticRecords {
    private SyntheticRecords() {}

    /** @param result metrics at a point; accuracies get noise of 0.001 */
    public static Records of(String study, int seeds, Function<Parameters, Map<String, Double>> result) {
        SplittableRandom random = new SplittableRandom(3);
        return MadeUp.of(Studies.find(study), Preset.STANDARD, seeds, (trial, seed) -> {
            Map<String, Double> row = new TreeMap<>(result.apply(trial.parameters()));
            row.replaceAll((metric, value) -> metric.endsWith("accuracy") ? value + random.nextGaussian() * 0.001 : value);
            return row;
        });
    }

    /** What the study of the records says of each claim. */
    public static Map<String, Verdict> verdicts(Records records) {
        return MadeUp.verdicts(Studies.find(records.study()), records);
    }
}
