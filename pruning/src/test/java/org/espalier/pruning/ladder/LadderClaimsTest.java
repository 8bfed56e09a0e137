package org.espalier.pruning.ladder;

import static org.espalier.pruning.SyntheticRecords.verdicts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.espalier.pruning.SyntheticRecords;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every claim on synthetic records: with the papers' effect, without it, with too few seeds, with nothing. */
class LadderClaimsTest {
    private static final Study STUDY = Studies.find("pruning/ladder");

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
        return SyntheticRecords.of("pruning/ladder", seeds, p -> Map.of("test_accuracy", accuracy.applyAsDouble(p),
            "theoretical_speedup", 2.0, "collapsed_layers", p.text("method").equals("grasp") ? 1.0 : 0.0));
    }

    @Test
    void everyClaimIsReproducedFromRecordsLikeThePapers() {
        Map<String, Verdict> verdicts = verdicts(records(LadderClaimsTest::asInThePapers, 5));
        assertEquals(STUDY.claims().size(), verdicts.size());
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
        assertTrue(STUDY.findings(none).figures().isEmpty());
    }

    @Test
    void findingsShowEveryMethodAndDensityAndCountCollapses() {
        Findings findings = STUDY.findings(records(LadderClaimsTest::asInThePapers, 3));
        assertEquals(List.of("accuracy-against-density", "speedup-against-density"),
            findings.figures().stream().map(f -> f.id()).toList());
        assertEquals(LadderGrid.METHODS.size() * 5 + 1, findings.figures().get(0).data().rows().size());
        assertEquals(6, findings.summary().size());
        assertTrue(findings.summary().get(5).contains("15 trials lost every weight of a layer"), findings.summary().get(5));
    }
}
