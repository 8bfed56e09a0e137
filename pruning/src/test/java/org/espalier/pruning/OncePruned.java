package org.espalier.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.espalier.pruning.round.FineTuning;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.execute.ExecutionListener;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;

/** What holds for every study that prunes a trained network once. */
public final class OncePruned {
    private OncePruned() {}

    public static Plan plan(Study study, Preset preset, int seeds, String... settings) {
        return Plan.of(study, preset, Overrides.parse(study.parameters(), List.of(settings), OptionalInt.of(seeds)));
    }

    /** The dense training of each network is planned once a seed, and every other trial starts from that of its own. */
    public static void requireOneDenseTrainingEach(Plan plan, int networks) {
        Map<String, Trial> dense = plan.trials().stream().filter(t -> FineTuning.isDense(t.parameters()))
            .collect(Collectors.toMap(Trial::id, t -> t));
        long seeds = plan.trials().stream().map(Trial::seed).distinct().count();
        assertEquals(networks * seeds, dense.size());
        for (Trial trial : plan.trials()) {
            if (dense.containsKey(trial.id())) {
                assertTrue(trial.startsFrom().isEmpty());
                continue;
            }
            assertEquals(1, trial.startsFrom().size());
            Trial from = dense.get(trial.startsFrom().get(0));
            assertEquals(trial.seed(), from.seed());
            assertEquals(trial.parameters().text("architecture"), from.parameters().text("architecture"));
        }
    }

    public static double seconds(Study study, Plan plan) {
        return plan.trials().stream().mapToDouble(study::estimateSeconds).sum();
    }

    /** Runs a plan in this process; the unpruned network must start where the dense training ended. */
    public static Records run(Plan plan, Path runs) throws IOException, InterruptedException {
        RunDirectory directory = RunDirectory.at(runs);
        Executor.find("in-process").execute(plan, directory, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = directory.records(plan);
        assertEquals(plan.trials().size(), records.trials().size());
        for (TrialRecord record : records.trials()) {
            assertEquals(TrialResult.Status.DONE, record.status(), record.reason());
        }
        SortedMap<Long, Double> end = records.where(FineTuning.STEPS, 0).summary("test_accuracy");
        assertEquals(end, records.where(p -> p.integer(FineTuning.STEPS) > 0 && p.number("density") == 1)
            .summary("start_test_accuracy"));
        return records;
    }
}
