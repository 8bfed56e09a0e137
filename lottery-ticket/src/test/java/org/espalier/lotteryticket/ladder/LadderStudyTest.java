package org.espalier.lotteryticket.ladder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.lotteryticket.StudyRecords;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Summary;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.Verdict;
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
    private static final String[] METRICS = {"early_stop_step", "early_stop_test_accuracy", "test_accuracy"};
    private final Study study = Studies.find("lottery-ticket/ladder");

    @ParameterizedTest
    @EnumSource(Preset.class)
    void theDenseNetworkIsTrainedOnceASeedAndEverythingStartsFromIt(Preset preset) {
        Plan plan = Plan.of(study, preset, Overrides.NONE);
        List<Trial> dense = plan.trials().stream().filter(t -> t.startsFrom().isEmpty()).toList();
        assertEquals(study.seeds(preset), dense.size());
        for (Trial trial : plan.trials()) {
            Parameters p = trial.parameters();
            if (p.integer("round") > 0) {
                String first = trial.startsFrom().get(0);
                assertTrue(dense.stream().anyMatch(d -> d.id().equals(first) && d.seed() == trial.seed()));
            }
        }
    }

    /** The labels of the paper's figures, from the plan of its own preset. */
    @Test
    void thePapersLadderComesOutOfTheNetwork() {
        Map<Long, Double> densities = new TreeMap<>();
        Plan.of(study, Preset.PAPER, Overrides.NONE).trials()
            .forEach(t -> densities.put(t.parameters().integer("round"), t.parameters().number("density")));
        assertEquals(Map.of(3L, 0.5128, 7L, 0.2107, 9L, 0.1352, 15L, 0.0358, 18L, 0.0185, 20L, 0.0119),
            new TreeMap<>(Map.of(3L, densities.get(3L), 7L, densities.get(7L), 9L, densities.get(9L), 15L,
                densities.get(15L), 18L, densities.get(18L), 20L, densities.get(20L))));
    }

    @Test
    void standardComparesWhereTheClaimsDo() {
        List<Parameters> points = Plan.of(study, Preset.STANDARD, Overrides.NONE).trials().stream().map(Trial::parameters)
            .toList();
        assertEquals(5 * (1 + 15 + 2 * 2 + 1), points.size());
        points.forEach(p -> assertEquals(20_000, p.integer("steps")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "round=40|would leave layer 'layer 1' empty",
        "rewind_step=60|before the end of training"})
    void whatCannotBeIsRefusedBeforeAnyTraining(String setting, String reason) {
        RuntimeException e = assertThrows(RuntimeException.class,
            () -> StudyRecords.plan(study, 1, "width=0.05", setting));
        assertTrue(e instanceof InvalidInputException, e.toString());
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void anUnknownMethodIsRefusedWithTheNearest() {
        InvalidInputException e = assertThrows(InvalidInputException.class,
            () -> StudyRecords.plan(study, 1, "method=reinitialized-ticket"));
        assertTrue(e.getMessage().contains("reinitialised-ticket"), e.getMessage());
    }

    /** From images to findings, in this process; then everything the artifacts have to be to each other. */
    @Test
    void ticketsAndControlsAreWhatTheySay(@TempDir Path folder) throws IOException, InterruptedException {
        Plan plan = StudyRecords.plan(study, 1, "width=0.1", "steps=12", "evaluate_every=4", "rewind_step=3", "round=2",
            "method=reinitialised-ticket,random-mask-ticket,shuffled-ticket,one-shot-ticket");
        Records records = StudyRecords.run(plan, folder);
        assertEquals(7, records.trials().size());
        RunDirectory runs = RunDirectory.at(folder);
        Map<String, Mask> masks = new TreeMap<>();
        for (TrialRecord record : records.trials()) {
            assertEquals(TrialResult.Status.DONE, record.status(), record.reason());
            Parameters p = record.trial().parameters();
            Mask mask = MaskFile.read(runs.artifact(study.id(), record.trial().id(), "mask.safetensors"));
            Summary row = record.summary().get(1L);
            assertEquals(mask.keptCount(), row.get("kept_weights"));
            assertEquals(p.number("density"), mask.density(), 5e-5);
            assertEquals(p.integer("round") == 0 ? 12 : 9, row.get("steps"));
            // Dense, then one training a round; a control takes the ticket's mask and adds its own; one-shot needs the dense.
            assertEquals(switch (p.text("method")) {
                case "dense" -> 12;
                case "lottery-ticket" -> 12 + 9 * p.integer("round");
                case "one-shot-ticket" -> 12 + 9;
                default -> 12 + 9 * (p.integer("round") + 1);
            }, row.get("steps_in_all").longValue(), p.text("method"));
            prunedAreZero(mask, runs.artifact(study.id(), record.trial().id(), "weights.safetensors"));
            masks.put(p.text("method") + p.integer("round"), mask);
        }
        Mask ticket = masks.get("lottery-ticket2");
        assertEquals(ticket, masks.get("reinitialised-ticket2"));
        assertEquals(ticket, masks.get("shuffled-ticket2"));
        assertNotEquals(ticket, masks.get("random-mask-ticket2"));
        assertEquals(ticket.densities(), masks.get("random-mask-ticket2").densities());
        assertEquals(ticket.densities(), masks.get("one-shot-ticket2").densities());
        assertEquals(ticket, ticket.intersection(masks.get("lottery-ticket1")), "a pruned weight came back");
        assertEquals(List.of("early-stopping-step", "accuracy-at-early-stopping", "accuracy-at-the-end", "learning-curves"),
            study.findings(records).figures().stream().map(f -> f.id()).toList());
    }

    private static void prunedAreZero(Mask mask, Path weights) {
        var tensors = Safetensors.read(weights).tensors();
        for (MaskLayer layer : mask.layers()) {
            float[] values = tensors.get(layer.name()).floats();
            float[] masked = values.clone();
            layer.apply(masked);
            assertArrayEquals(masked, values, 0, layer.name());
        }
    }

    private static double asInThePaper(Parameters p, String metric) {
        String method = p.text("method");
        if (metric.equals("early_stop_step")) {
            return switch (method) {
                case "lottery-ticket" -> 4000;
                case "dense" -> 6000;
                default -> 9000;
            };
        }
        double density = p.number("density");
        return switch (method) {
            case "dense" -> 0.88;
            case "lottery-ticket" -> density < 0.05 ? 0.88 : 0.89;
            case "reinitialised-ticket" -> 0.86;
            case "random-mask-ticket" -> 0.82;
            default -> 0.85;
        };
    }

    @Test
    void everyClaimIsReproducedFromRecordsLikeThePapers() {
        Map<String, Verdict> verdicts = StudyRecords.verdicts(study,
            StudyRecords.madeUp(study, Preset.STANDARD, 5, LadderStudyTest::asInThePaper, METRICS));
        assertEquals(study.claims().size(), verdicts.size());
        verdicts.forEach((claim, verdict) -> assertEquals(Verdict.REPRODUCED, verdict, claim));
    }

    @Test
    void noClaimIsReproducedFromRecordsWithTheOppositeEffect() {
        Records opposite = StudyRecords.madeUp(study, Preset.STANDARD, 5, (p, metric) -> switch (p.text("method")) {
            case "lottery-ticket" -> metric.equals("early_stop_step") ? 19_000.0 : 0.7;
            case "random-mask-ticket" -> metric.equals("early_stop_step") ? 1000.0 : 0.95;
            default -> metric.equals("early_stop_step") ? 1000.0 : 0.9;
        }, METRICS);
        StudyRecords.verdicts(study, opposite)
            .forEach((claim, verdict) -> assertEquals(Verdict.NOT_REPRODUCED, verdict, claim));
    }

    @Test
    void tooFewSeedsAreInconclusiveAndNoRecordsNotRun() {
        StudyRecords.verdicts(study, StudyRecords.madeUp(study, Preset.STANDARD, 4, LadderStudyTest::asInThePaper, METRICS))
            .forEach((claim, verdict) -> assertEquals(Verdict.INCONCLUSIVE, verdict, claim));
        StudyRecords.verdicts(study, new Records(study.id(), Preset.QUICK, List.of(), List.of()))
            .forEach((claim, verdict) -> assertEquals(Verdict.NOT_RUN, verdict, claim));
    }
}
