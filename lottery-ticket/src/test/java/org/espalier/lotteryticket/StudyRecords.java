package org.espalier.lotteryticket;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.execute.ExecutionListener;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.espalier.testkit.record.MadeUp;

/** Records for tests of studies: made up, or from a real run of a small plan in this process. */
public final class StudyRecords {
    private StudyRecords() {}

    /** Records of a whole plan whose metrics a function gives, with a little noise on each. */
    public static Records madeUp(Study study, Preset preset, int seeds, BiFunction<Parameters, String, Double> metric,
                                 String... metrics) {
        SplittableRandom random = new SplittableRandom(3);
        return MadeUp.of(study, preset, seeds, (trial, seed) -> {
            Map<String, Double> row = new TreeMap<>();
            for (String name : metrics) {
                row.put(name, metric.apply(trial.parameters(), name) * (1 + 0.001 * random.nextGaussian()));
            }
            return row;
        });
    }

    public static Map<String, Verdict> verdicts(Study study, Records records) {
        return MadeUp.verdicts(study, records);
    }

    public static Plan plan(Study study, int seeds, String... settings) {
        return Plan.of(study, Preset.SMOKE,
            Overrides.parse(study.parameters(), List.of(settings), OptionalInt.of(seeds)));
    }

    public static Records run(Plan plan, Path runs) throws IOException, InterruptedException {
        RunDirectory directory = RunDirectory.at(runs);
        Executor.find("in-process").execute(plan, directory, ExecutionOptions.of(1), new ExecutionListener() {});
        return directory.records(plan);
    }
}
