package org.espalier.edgepopup.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskFile;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.execute.ExecutionListener;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.finding.Findings;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DensityStudyTest {
    private final Study study = Studies.find("edge-popup/density");

    private Overrides overrides(String... settings) {
        return Overrides.parse(study.parameters(), List.of(settings), OptionalInt.empty());
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetHasTheControlsAndTheDensitiesThatTheClaimsCompare(Preset preset) {
        Plan plan = Plan.of(study, preset, Overrides.NONE);
        Set<String> methods = new HashSet<>();
        Set<Double> densities = new HashSet<>();
        for (Trial trial : plan.trials()) {
            methods.add(trial.parameters().text("method"));
            densities.add(trial.parameters().number("density"));
            assertTrue(study.estimateSeconds(trial) > 0);
        }
        assertEquals(Set.of("edge-popup", "random", "dense-sgd", "dense-adam"), methods);
        assertTrue(densities.containsAll(Set.of(0.1, 0.5, 0.9, 1.0)));
    }

    @Test
    void aSettingReplacesItsAxisAndAddsAnArchitectureThePresetDoesNotHave() {
        Plan plan = Plan.of(study, Preset.QUICK, overrides("architecture=conv4", "density=0.2,0.4", "method=edge-popup"));
        assertEquals(Set.of("conv4"), new HashSet<>(plan.trials().stream()
            .map(t -> t.parameters().text("architecture")).toList()));
        assertEquals(Set.of(0.2, 0.4), new HashSet<>(plan.trials().stream()
            .map(t -> t.parameters().number("density")).toList()));
    }

    @Test
    void unknownWordsAndValuesAreRefusedWithWhatIsExpected() {
        assertTrue(assertThrows(InvalidInputException.class, () -> overrides("architecure=conv2")).getMessage()
            .contains("architecture"));
        assertTrue(assertThrows(InvalidInputException.class, () -> overrides("architecture=conv3")).getMessage()
            .contains("conv"));
        assertThrows(InvalidInputException.class, () -> overrides("density=1.5"));
    }

    /** The smoke preset from images to findings, in this process. */
    @Test
    void smokeRunsFromImagesToFindings(@TempDir Path runs) throws IOException, InterruptedException {
        Plan plan = Plan.of(study, Preset.SMOKE, overrides("density=0.1,0.5", "epochs=2"));
        RunDirectory directory = RunDirectory.at(runs);
        Executor.find("in-process").execute(plan, directory, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = directory.records(plan);
        assertEquals(plan.trials().size(), records.trials().size());
        for (TrialRecord record : records.trials()) {
            assertEquals(TrialResult.Status.DONE, record.status(), record.reason());
            Trial trial = record.trial();
            double density = trial.parameters().number("density");
            Mask mask = MaskFile.read(directory.trialFolder(trial).resolve(MethodTrial.MASK_FILE));
            mask.layers().forEach(layer -> assertEquals(KeptCount.of(layer.size(), density), layer.keptCount()));
            double test = record.summary().get(trial.seed()).get("test_accuracy");
            assertTrue(test >= 0 && test <= 1);
            assertTrue(Files.notExists(directory.trialFolder(trial).resolve("checkpoint.safetensors")));
        }
        double popup = mean(records, "edge-popup");
        double random = mean(records, "random");
        assertTrue(popup > random + 0.2, "edge-popup " + popup + ", random " + random);
        Findings findings = study.findings(records);
        assertEquals(4, findings.figures().size());
        assertEquals(study.claims().size(), findings.claims().size());
    }

    private static double mean(Records records, String method) {
        return records.where("method", method).where("density", 0.5).summary("test_accuracy").values().stream()
            .mapToDouble(v -> v).average().orElseThrow();
    }
}
