package org.espalier.pruning.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Every claim on synthetic records: with the papers' effect, without it, with too few seeds, with nothing. */
class LadderClaimsTest {
    private static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);

    private static double asInThePapers(Parameters p) {
        double density = p.number("density");
        double lost = density > 0.1 ? 0 : 0.01;
        return 0.88 - switch (p.text("method")) {
            case "random-pruning" -> density < 1 ? 0.03 + 3 * lost : 0;
            case "snip", "grasp", "synflow" -> 0.01 + 2 * lost;
            case "global-magnitude-pruning" -> lost / 2;
            default -> lost;
        };
    }

    private static Records records(ToDoubleFunction<Parameters> accuracy, int seeds) {
        List<TrialRecord> records = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        for (Trial trial : LadderGrid.trials("pruning/ladder", 1, Preset.STANDARD,
            new Overrides(new TreeMap<>(), OptionalInt.of(seeds)))) {
            double value = accuracy.applyAsDouble(trial.parameters()) + random.nextGaussian() * 0.001;
            records.add(new TrialRecord(trial, TrialResult.Status.DONE, "", new TreeMap<>(Map.of(trial.seed(),
                new TreeMap<>(Map.of("test_accuracy", value, "theoretical_speedup", 2.0, "collapsed_layers",
                    trial.parameters().text("method").equals("grasp") ? 1.0 : 0.0)))), NOWHERE));
        }
        return new Records("pruning/ladder", Preset.STANDARD, records, List.of());
    }

    private static Map<String, Verdict> verdicts(Records records) {
        return LadderClaims.judge(records).stream().collect(Collectors.toMap(r -> r.claim().id(), ClaimResult::verdict));
    }

    @Test
    void everyClaimIsReproducedFromRecordsLikeThePapers() {
        Map<String, Verdict> verdicts = verdicts(records(LadderClaimsTest::asInThePapers, 5));
        assertEquals(LadderClaims.all().size(), verdicts.size());
        verdicts.forEach((claim, verdict) -> assertEquals(Verdict.REPRODUCED, verdict, claim));
    }

    @ParameterizedTest
    @ValueSource(strings = {"half-to-nine-tenths-with-little-loss", "magnitude-above-random",
        "global-no-worse-than-layerwise", "after-training-above-before"})
    void noClaimIsReproducedFromRecordsWithoutItsEffect(String claim) {
        ToDoubleFunction<Parameters> without = p -> asInThePapers(p) + switch (claim) {
            case "half-to-nine-tenths-with-little-loss" -> p.number("density") == 1 ? 0.05 : 0;
            case "magnitude-above-random" -> p.text("method").equals("random-pruning") ? 0.1 : 0;
            case "global-no-worse-than-layerwise" -> p.text("method").startsWith("global") ? -0.05 : 0;
            default -> p.text("method").equals("synflow") ? 0.1 : 0;
        };
        assertEquals(Verdict.NOT_REPRODUCED, verdicts(records(without, 5)).get(claim));
    }

    @Test
    void tooFewSeedsAreInconclusiveAndNoRecordsNotRun() {
        verdicts(records(LadderClaimsTest::asInThePapers, 2))
            .forEach((claim, verdict) -> assertEquals(Verdict.INCONCLUSIVE, verdict, claim));
        Records none = new Records("pruning/ladder", Preset.QUICK, List.of(), List.of());
        verdicts(none).forEach((claim, verdict) -> assertEquals(Verdict.NOT_RUN, verdict, claim));
        assertTrue(LadderFindings.of(none).figures().isEmpty());
    }

    @Test
    void findingsShowEveryMethodAndDensityAndCountCollapses() {
        Findings findings = LadderFindings.of(records(LadderClaimsTest::asInThePapers, 3));
        assertEquals(List.of("accuracy-against-density", "speedup-against-density"),
            findings.figures().stream().map(f -> f.id()).toList());
        assertEquals(LadderGrid.METHODS.size() * 5 + 1, findings.figures().get(0).data().rows().size());
        assertEquals(6, findings.summary().size());
        assertTrue(findings.summary().get(5).contains("15 trials lost every weight of a layer"), findings.summary().get(5));
    }
}
