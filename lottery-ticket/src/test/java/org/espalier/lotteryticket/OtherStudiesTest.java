package org.espalier.lotteryticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The studies {@code rewind}, {@code criteria} and {@code connectivity}: plans, a real run each, and every claim. */
class OtherStudiesTest {
    private static final Map<String, String[]> METRICS = Map.of(
        "lottery-ticket/rewind", new String[] {"test_accuracy"},
        "lottery-ticket/criteria", new String[] {"early_stop_test_accuracy", "start_test_accuracy"},
        "lottery-ticket/connectivity", new String[] {"barrier"});

    private static double asInThePapers(Parameters p, String metric) {
        String method = p.text("method");
        if (metric.equals("barrier")) {
            return p.has("subject") && p.text("subject").matches("re.*|random.*") ? 0.1 : 0.001;
        }
        if (metric.equals("start_test_accuracy")) {
            return 0.4;
        }
        return switch (method) {
            case "fine-tuning" -> 0.8;
            case "reinitialised-ticket" -> 0.82;
            case "one-shot-ticket" -> p.text("criterion").matches("smallest.*|random|.*decrease") ? 0.5
                : p.text("mask_zero").equals("freeze") ? 0.8 : 0.88;
            default -> 0.88;
        };
    }

    /** Everything that ought to be good is bad, and the other way round. */
    private static double turned(Parameters p, String metric) {
        String method = p.text("method");
        if (metric.equals("barrier")) {
            return p.has("subject") && p.text("subject").matches("re.*|random.*") ? 0.001 : 0.1;
        }
        if (metric.equals("start_test_accuracy")) {
            return 0.1;
        }
        return switch (method) {
            case "fine-tuning" -> 0.95;
            case "learning-rate-rewinding" -> 0.7;
            case "reinitialised-ticket" -> 0.95;
            case "signs-constant-ticket", "signs-redrawn-ticket" -> 0.5;
            case "one-shot-ticket" -> p.text("criterion").matches("smallest.*|random|.*decrease") ? 0.95
                : p.text("criterion").equals("magnitude-increase") ? 0.6
                    : switch (p.text("mask_zero")) {
                        case "freeze" -> 0.9;
                        case "freeze-by-direction" -> 0.5;
                        default -> 0.8;
                    };
            default -> 0.88;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"lottery-ticket/rewind", "lottery-ticket/criteria", "lottery-ticket/connectivity"})
    void claimsAreJudgedByTheRecords(String id) {
        Study study = Studies.find(id);
        String[] metrics = METRICS.get(id);
        Map<String, Verdict> found = StudyRecords.verdicts(study,
            StudyRecords.madeUp(study, Preset.QUICK, 3, OtherStudiesTest::asInThePapers, metrics));
        assertEquals(study.claims().size(), found.size());
        found.forEach((claim, verdict) -> assertEquals(Verdict.REPRODUCED, verdict, claim));
        StudyRecords.verdicts(study, StudyRecords.madeUp(study, Preset.QUICK, 3, OtherStudiesTest::turned, metrics))
            .forEach((claim, verdict) -> assertEquals(Verdict.NOT_REPRODUCED, verdict, claim));
        StudyRecords.verdicts(study, StudyRecords.madeUp(study, Preset.QUICK, 2, OtherStudiesTest::asInThePapers, metrics))
            .forEach((claim, verdict) -> assertEquals(Verdict.INCONCLUSIVE, verdict, claim));
        StudyRecords.verdicts(study, new Records(id, Preset.QUICK, List.of(), List.of()))
            .forEach((claim, verdict) -> assertEquals(Verdict.NOT_RUN, verdict, claim));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lottery-ticket/rewind", "lottery-ticket/criteria", "lottery-ticket/connectivity"})
    void everyPresetTrainsTheDenseNetworkOnceASeed(String id) {
        Study study = Studies.find(id);
        for (Preset preset : Preset.values()) {
            List<Trial> trials = Plan.of(study, preset, Overrides.NONE).trials();
            assertEquals(study.seeds(preset), trials.stream().filter(t -> t.startsFrom().isEmpty()).count());
            assertTrue(trials.stream().filter(t -> t.startsFrom().isEmpty())
                .allMatch(t -> t.parameters().text("method").equals("dense")));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "lottery-ticket/rewind|rewind_step=60|before the end of training",
        "lottery-ticket/rewind|round=60|empty",
        "lottery-ticket/criteria|criterion=magnitud|magnitude",
        "lottery-ticket/criteria|criterion=movement|expected",
        "lottery-ticket/criteria|mask_zero=one|zero",
        "lottery-ticket/connectivity|rewind_step=999999|before the end of training",
        "lottery-ticket/connectivity|subject=shuffled-ticket|expected"})
    void whatCannotBeIsRefusedBeforeAnyTraining(String id, String setting, String reason) {
        Study study = Studies.find(id);
        RuntimeException e = assertThrows(RuntimeException.class,
            () -> StudyRecords.plan(study, 1, "width=0.05", setting));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void batchNormalisationIsRefusedWhereTheLineNeedsIt(@TempDir Path runs) throws IOException, InterruptedException {
        Plan plan = StudyRecords.plan(Studies.find("lottery-ticket/connectivity"), 1, "architecture=resnet18", "width=0.03",
            "steps=2", "train_images=120", "subject=dense");
        assertTrue(StudyRecords.run(plan, runs).isEmpty());
        Trial dense = plan.trials().stream().filter(t -> t.startsFrom().isEmpty()).findFirst().orElseThrow();
        String record = Files.readString(runs.resolve(dense.study()).resolve(dense.id()).resolve("record.json"));
        assertTrue(record.contains("batch normalisation"), record);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "lottery-ticket/rewind|round=3|rewind_step=0,5|7|1",
        "lottery-ticket/criteria|round=3|criterion=magnitude,smallest-magnitude|9|4",
        "lottery-ticket/connectivity|round=2|rewind_step=4|15|2"})
    void runsFromImagesToFindings(String id, String first, String second, int trials, int figures, @TempDir Path runs)
        throws IOException, InterruptedException {
        Study study = Studies.find(id);
        Plan plan = StudyRecords.plan(study, 1, "width=0.1", "steps=10", "evaluate_every=5", first, second);
        Records records = StudyRecords.run(plan, runs);
        records.trials().forEach(t -> assertEquals(TrialResult.Status.DONE, t.status(), t.reason()));
        assertEquals(trials, records.trials().size());
        Findings findings = study.findings(records);
        assertEquals(figures, findings.figures().size());
        assertTrue(findings.summary().size() > 0);
    }

    /** Copies part at the rewind step and nowhere before; the line's ends are the copies themselves. */
    @Test
    void copiesDifferAndTheLineEndsAtThem(@TempDir Path runs) throws IOException, InterruptedException {
        Study study = Studies.find("lottery-ticket/connectivity");
        Records records = StudyRecords.run(StudyRecords.plan(study, 1, "width=0.1", "steps=10", "evaluate_every=5",
            "round=1", "rewind_step=4", "subject=lottery-ticket"), runs);
        Records copies = records.where("method", "copy");
        double one = copies.where("copy", 1).summary("test_accuracy").get(1L);
        double two = copies.where("copy", 2).summary("test_accuracy").get(1L);
        List<Double> line = records.where("method", "barrier").observations().stream()
            .filter(o -> o.is("line_error")).map(o -> o.value()).toList();
        assertEquals(30, line.size());
        assertEquals(1 - one, line.get(0), 1e-12);
        assertEquals(1 - two, line.get(29), 1e-12);
        Records barrier = records.where("method", "barrier");
        double largest = line.stream().mapToDouble(Double::doubleValue).max().getAsDouble();
        assertEquals(largest - (line.get(0) + line.get(29)) / 2, barrier.summary("barrier").get(1L), 1e-12);
        assertTrue(barrier.summary("distance").get(1L) > 0, "the copies saw the same order");
        assertEquals(copies.where("copy", 1).summary("start_test_accuracy"),
            copies.where("copy", 2).summary("start_test_accuracy"));
    }
}
