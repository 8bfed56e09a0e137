package org.espalier.pruning.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Summary;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.execute.ExecutionListener;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class LadderStudyTest {
    private final Study study = Studies.find("pruning/ladder");

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetHasTheDenseNetworkAndThePointsThatTheClaimsCompare(Preset preset) {
        Plan plan = Plan.of(study, preset, Overrides.NONE);
        Set<String> points = new HashSet<>();
        double seconds = 0;
        for (Trial trial : plan.trials()) {
            points.add(trial.parameters().text("method") + " " + trial.parameters().number("density"));
            seconds += study.estimateSeconds(trial);
        }
        assertTrue(points.contains("magnitude-pruning 1.0"));
        for (String method : LadderGrid.METHODS) {
            assertTrue(points.containsAll(List.of(method + " 0.5", method + " 0.125", method + " 0.03125")), method);
        }
        double cores = 2;
        if (preset == Preset.QUICK) {
            assertTrue(seconds / cores < 600, "quick takes " + seconds / cores + " s");
        } else if (preset == Preset.STANDARD) {
            assertTrue(seconds / cores < 7800, "standard takes " + seconds / cores + " s");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "magnitude-pruning|density=0.125;batch_size=300|method magnitude-pruning: a budget of 5 training steps is too short for 9 "
            + "rounds of pruning",
        "gradual-pruning|density=0.5;batch_size=1000|method gradual-pruning: a budget of 1 training steps is too short",
        "global-magnitude-pruning|density=0.0001;width=0.01|a layer of the network empty: of its 205 weights 0.968 would be kept"})
    void whatHasTooFewStepsOrWeightsIsRefusedBeforeAnyTraining(String method, String settings, String said) {
        List<String> all = new ArrayList<>(List.of(settings.split(";")));
        all.addAll(List.of("method=" + method, "epochs=1"));
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> Plan.of(study, Preset.SMOKE,
            Overrides.parse(study.parameters(), all, OptionalInt.of(1))));
        assertTrue(refused.getMessage().contains(said), refused.getMessage());
    }

    /** From images to findings, in this process, on a narrow network. */
    @Test
    void runsFromImagesToFindings(@TempDir Path runs) throws IOException, InterruptedException {
        Overrides overrides = Overrides.parse(study.parameters(), List.of("width=0.1", "density=0.25", "epochs=1",
            "method=magnitude-pruning,snip,random-pruning"), OptionalInt.of(1));
        Plan plan = Plan.of(study, Preset.SMOKE, overrides);
        RunDirectory directory = RunDirectory.at(runs);
        Executor.find("in-process").execute(plan, directory, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = directory.records(plan);
        assertEquals(4, records.trials().size());
        for (TrialRecord record : records.trials()) {
            assertEquals(TrialResult.Status.DONE, record.status(), record.reason());
            Summary row = record.summary().get(record.trial().seed());
            double density = record.trial().parameters().number("density");
            assertEquals(1 / density, row.get("compression_ratio"), 0.01 / density);
            // A fully connected network: multiply-adds are weights.
            assertEquals(row.get("compression_ratio"), row.get("theoretical_speedup"), 1e-9);
            assertEquals(0, row.get("collapsed_layers"));
            assertTrue(row.has("density/fc2.weight") && row.get("test_accuracy") >= 0);
        }
        assertEquals(2, study.findings(records).figures().size());
    }
}
