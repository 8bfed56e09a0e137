package org.espalier.edgepopup.density;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every claim on synthetic records: with the paper's effect, without it, with too few seeds, with nothing. */
class DensityClaimsTest {
    private static final DensityStudy STUDY = new DensityStudy();
    private static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);

    /** Accuracies as the paper has them: a hump over density, deep above shallow, random at chance. */
    private static double asInThePaper(Parameters p) {
        double depth = switch (p.text("architecture")) {
            case "conv2" -> -0.015;
            case "conv6" -> -0.002;
            default -> -0.005;
        };
        return switch (p.text("method")) {
            case "random" -> 0.10;
            case "dense-sgd" -> 0.88;
            case "dense-adam" -> 0.87;
            default -> 0.88 + depth - (p.text("init").equals("kaiming-normal") ? 0.02 : 0)
                - Math.pow(p.number("density") - 0.5, 2);
        };
    }

    private static Records records(ToDoubleFunction<Parameters> accuracy, int seeds, String... architectures) {
        List<TrialRecord> records = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        for (String architecture : architectures) {
            for (Trial trial : STUDY.trials(Preset.STANDARD,
                new Overrides(new TreeMap<>(Map.of("architecture", List.of(architecture), "init",
                    List.of("signed-constant", "kaiming-normal"))), java.util.OptionalInt.of(seeds)))) {
                double value = accuracy.applyAsDouble(trial.parameters()) + random.nextGaussian() * 0.001;
                records.add(new TrialRecord(trial, TrialResult.Status.DONE, "", new TreeMap<>(Map.of(trial.seed(),
                    new TreeMap<>(Map.of("test_accuracy", value, "val_accuracy", value, "train_loss", 0.3,
                        "weights", architecture.equals("conv6") ? 2e6 : 1e6)))), NOWHERE));
            }
        }
        return new Records("edge-popup/density", Preset.STANDARD, records, List.of());
    }

    private static Map<String, Verdict> verdicts(Records records) {
        return STUDY.findings(records).claims().stream().collect(Collectors.toMap(r -> r.claim().id(), ClaimResult::verdict));
    }

    @Test
    void everyClaimIsReproducedFromRecordsLikeThePapers() {
        assertEquals(Map.of("far-above-random", Verdict.REPRODUCED, "near-trained", Verdict.REPRODUCED,
            "closer-when-deeper", Verdict.REPRODUCED, "best-in-the-middle", Verdict.REPRODUCED,
            "signed-constant-no-worse", Verdict.REPRODUCED),
            verdicts(records(DensityClaimsTest::asInThePaper, 5, "conv2", "conv6")));
    }

    @ParameterizedTest
    @CsvSource({"far-above-random", "near-trained", "closer-when-deeper", "best-in-the-middle",
        "signed-constant-no-worse"})
    void noClaimIsReproducedFromRecordsWithoutItsEffect(String claim) {
        ToDoubleFunction<Parameters> without = p -> switch (claim) {
            case "far-above-random" -> p.text("method").equals("random") ? 0.8 : asInThePaper(p);
            case "near-trained" -> p.text("method").startsWith("dense") ? 0.95 : asInThePaper(p);
            case "closer-when-deeper" -> asInThePaper(p) - (p.text("architecture").equals("conv6")
                && p.text("method").equals("edge-popup") ? 0.03 : 0);
            case "best-in-the-middle" -> asInThePaper(p) + (p.text("method").equals("edge-popup")
                && p.number("density") > 0.85 ? 0.2 : 0);
            default -> asInThePaper(p) + (p.text("init").equals("kaiming-normal")
                && p.text("method").equals("edge-popup") ? 0.05 : 0);
        };
        assertEquals(Verdict.NOT_REPRODUCED, verdicts(records(without, 5, "conv2", "conv6")).get(claim));
    }

    @Test
    void tooFewSeedsAreInconclusive() {
        verdicts(records(DensityClaimsTest::asInThePaper, 2, "conv2", "conv6"))
            .forEach((claim, verdict) -> assertEquals(Verdict.INCONCLUSIVE, verdict, claim));
    }

    @Test
    void withoutRecordsNothingWasRun() {
        Records none = new Records("edge-popup/density", Preset.QUICK, List.of(), List.of());
        verdicts(none).forEach((claim, verdict) -> assertEquals(Verdict.NOT_RUN, verdict, claim));
        assertTrue(STUDY.findings(none).figures().isEmpty());
    }

    @Test
    void depthIsNotJudgedOnOneDepth() {
        assertEquals(Verdict.NOT_RUN,
            verdicts(records(DensityClaimsTest::asInThePaper, 5, "lenet-300-100", "conv2")).get("closer-when-deeper"));
    }

    @Test
    void aDivergedSeedIsLeftOutAndSaid() {
        Records records = records(p -> asInThePaper(p), 5, "conv2", "conv6");
        List<TrialRecord> trials = new ArrayList<>(records.trials());
        trials.replaceAll(r -> r.trial().seed() == 2 && r.trial().parameters().text("method").equals("edge-popup")
            ? new TrialRecord(r.trial(), TrialResult.Status.DIVERGED, "NaN", new TreeMap<>(Map.of(2L,
                new TreeMap<>(Map.of("test_accuracy", Double.NaN, "val_accuracy", Double.NaN)))), NOWHERE) : r);
        ClaimResult above = STUDY.findings(new Records(records.study(), records.preset(), trials, List.of())).claims().get(0);
        assertEquals(4, above.n());
        assertTrue(above.note().contains("left out"), above.note());
    }

    @Test
    void findingsHoldEveryPointOfTheGrid() {
        Findings findings = STUDY.findings(records(DensityClaimsTest::asInThePaper, 3, "conv2", "conv6"));
        assertEquals(2 * (2 * 5 * 2 + 2 * 2), findings.tables().get(0).rows().size());
        assertEquals(List.of("accuracy-against-density", "beside-random", "gap-to-trained"),
            findings.figures().stream().map(f -> f.id()).toList());
        assertFalse(findings.summary().isEmpty());
        assertTrue(findings.summary().get(0).contains("over 3 seeds"), findings.summary().get(0));
    }
}
