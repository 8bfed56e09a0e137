package org.espalier.pruning.criteria;

import static org.espalier.pruning.SyntheticRecords.verdicts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.espalier.pruning.SyntheticRecords;
import org.espalier.pruning.round.FineTuning;
import org.espalier.pruning.round.PrunedOnce;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every claim on synthetic records: with the papers' effect, without it, with too few seeds, with nothing. */
class CriteriaClaimsTest {
    private static final Study STUDY = Studies.find("pruning/criteria");

    private static Map<String, Double> asInThePapers(Parameters p) {
        double density = p.number("density");
        double before = density == 1 ? 0 : density == 0.5 ? 0.001 : 0.2;
        double after = switch (p.text("criterion")) {
            case "none", "magnitude", "gradient-times-weight" -> 0;
            case "random" -> 0.08;
            default -> 0.02;
        };
        Map<String, Double> row = new HashMap<>(Map.of("start_test_accuracy", 0.88 - before, "test_accuracy",
            FineTuning.isDense(p) ? 0.88 : 0.89 - after));
        if (density < 1) {
            row.put("jaccard_with_magnitude", p.text("criterion").equals("magnitude") ? 1 : 0.4);
            row.put("jaccard_by_chance", density / (2 - density));
        }
        return row;
    }

    private static Records records(Function<Parameters, Map<String, Double>> result, int seeds) {
        return SyntheticRecords.of("pruning/criteria", seeds, result);
    }

    @Test
    void everyClaimIsReproducedFromRecordsLikeThePapers() {
        Map<String, Verdict> verdicts = verdicts(records(CriteriaClaimsTest::asInThePapers, 5));
        assertEquals(STUDY.claims().size(), verdicts.size());
        verdicts.forEach((claim, verdict) -> assertEquals(Verdict.REPRODUCED, verdict, claim));
    }

    @ParameterizedTest
    @ValueSource(strings = {"half-goes-without-retraining", "retraining-regains-accuracy", "rankings-above-random",
        "magnitude-not-surpassed-on-trained-networks"})
    void noClaimIsReproducedFromRecordsWithoutItsEffect(String claim) {
        assertEquals(Verdict.NOT_REPRODUCED, verdicts(records(p -> {
            Map<String, Double> row = asInThePapers(p);
            String criterion = p.text("criterion");
            switch (claim) {
                case "half-goes-without-retraining" ->
                    row.merge("start_test_accuracy", p.number("density") == 0.5 ? -0.05 : 0, Double::sum);
                // Fine-tuning gains as much as the dense network gains by training on: nothing is regained.
                case "retraining-regains-accuracy" ->
                    row.put("test_accuracy", row.get("start_test_accuracy") + (FineTuning.isDense(p) ? 0 : 0.01));
                case "rankings-above-random" ->
                    row.merge("test_accuracy", criterion.equals("gradient-times-weight") ? -0.1 : 0, Double::sum);
                default -> row.merge("test_accuracy", criterion.equals("synflow") ? 0.1 : 0, Double::sum);
            }
            return row;
        }, 5)).get(claim));
    }

    @Test
    void tooFewSeedsAreInconclusiveAndNoRecordsNotRun() {
        verdicts(records(CriteriaClaimsTest::asInThePapers, 2))
            .forEach((claim, verdict) -> assertEquals(Verdict.INCONCLUSIVE, verdict, claim));
        Records none = new Records("pruning/criteria", Preset.QUICK, List.of(), List.of());
        verdicts(none).forEach((claim, verdict) -> assertEquals(Verdict.NOT_RUN, verdict, claim));
        assertTrue(STUDY.findings(none).figures().isEmpty());
    }

    @Test
    void findingsShowEveryCriterionAndItsOverlapBesideChance() {
        Findings findings = STUDY.findings(records(CriteriaClaimsTest::asInThePapers, 3));
        assertEquals(List.of(30, 30, 30), findings.figures().stream().map(f -> f.data().rows().size()).toList());
        Figure overlap = findings.figures().get(2);
        assertEquals("overlap-with-magnitude", overlap.id());
        List<String> columns = overlap.data().columns();
        List<Object> chance = overlap.data().rows().stream().filter(row -> row.get(columns.indexOf("criterion")).equals("by chance"))
            .map(row -> row.get(columns.indexOf("mean"))).toList();
        assertEquals(5, chance.size());
        assertEquals(0.5 / 1.5, (Double) chance.get(4), 1e-12);
        assertEquals(6, findings.summary().size());
        assertTrue(findings.summary().get(4).contains("by snip to density 0.02"), findings.summary().get(4));
    }

    @Test
    void settingsThatDifferAreToldApart() {
        Records records = records(CriteriaClaimsTest::asInThePapers, 3);
        Records both = new Records(records.study(), records.preset(), records.trials().stream().flatMap(r -> Stream.of(1.0, 0.5).map(
            width -> new TrialRecord(
                new Trial(r.trial().study(), 1, r.trial().parameters().with("width", width),
                    r.trial().seeds(), r.trial().data(), List.of()), r.status(), "", r.summary(), r.provenance()))).toList(),
            List.of());
        assertEquals(List.of("lenet-300-100", "lenet-300-100, width 0.5"),
            PrunedOnce.by("criterion").of(both).stream().map(n -> n.cell()).toList());
        assertEquals(6, STUDY.findings(both).figures().stream().map(f -> f.id()).distinct().count());
        verdicts(both).forEach((claim, verdict) -> assertEquals(Verdict.REPRODUCED, verdict, claim));
    }
}
