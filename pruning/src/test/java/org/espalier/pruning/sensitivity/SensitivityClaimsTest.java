package org.espalier.pruning.sensitivity;

import static org.espalier.pruning.SyntheticRecords.verdicts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.pruning.SyntheticRecords;
import org.espalier.pruning.round.FineTuning;
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

/** Every claim on synthetic records: with the paper's effect, without it, with too few seeds, with nothing. */
class SensitivityClaimsTest {
    private static final Study STUDY = Studies.find("pruning/sensitivity");
    private static final Map<String, List<String>> LAYERS = Map.of("lenet-300-100", List.of("fc1", "fc2", "fc3"), "conv4",
        List.of("conv1", "conv2", "conv3", "conv4", "fc1", "fc2", "fc3"));

    /** The name of the pruned layer; empty where none is. */
    private static String pruned(Parameters p) {
        int number = (int) p.integer("layer");
        return number == 0 ? "" : LAYERS.get(p.text("architecture")).get(number - 1);
    }

    private static Map<String, Double> asInThePaper(Parameters p) {
        Map<String, Double> row = new HashMap<>();
        String pruned = pruned(p);
        LAYERS.get(p.text("architecture")).forEach(name -> row.put("density/" + name + ".weight", name.equals(pruned) ? p.number("density")
            : 1));
        double cost = pruned.isEmpty() ? 0 : pruned.equals("conv1") ? 0.2 : pruned.startsWith("conv") ? 0.1 : 0.02;
        row.put("start_test_accuracy", 0.88 - cost);
        row.put("test_accuracy", FineTuning.isDense(p) ? 0.88 : 0.89 - cost / 100);
        return row;
    }

    private static Records records(Function<Parameters, Map<String, Double>> result, int seeds) {
        return SyntheticRecords.of("pruning/sensitivity", seeds, result);
    }

    @Test
    void everyClaimIsReproducedFromRecordsLikeThePaper() {
        Map<String, Verdict> verdicts = verdicts(records(SensitivityClaimsTest::asInThePaper, 5));
        assertEquals(STUDY.claims().size(), verdicts.size());
        verdicts.forEach((claim, verdict) -> assertEquals(Verdict.REPRODUCED, verdict, claim));
    }

    @ParameterizedTest
    @ValueSource(strings = {"convolutions-more-sensitive-than-fully-connected", "first-convolution-most-sensitive",
        "a-tenth-of-a-layer-is-enough-after-retraining"})
    void noClaimIsReproducedFromRecordsWithoutItsEffect(String claim) {
        assertEquals(Verdict.NOT_REPRODUCED, verdicts(records(p -> {
            Map<String, Double> row = asInThePaper(p);
            switch (claim) {
                case "convolutions-more-sensitive-than-fully-connected" ->
                    row.merge("start_test_accuracy", pruned(p).startsWith("fc") ? -0.3 : 0, Double::sum);
                case "first-convolution-most-sensitive" ->
                    row.merge("start_test_accuracy", pruned(p).equals("conv3") ? -0.3 : 0, Double::sum);
                default -> row.merge("test_accuracy", pruned(p).equals("fc3") ? -0.1 : 0, Double::sum);
            }
            return row;
        }, 5)).get(claim));
    }

    @Test
    void tooFewSeedsAreInconclusiveAndNoRecordsNotRun() {
        verdicts(records(SensitivityClaimsTest::asInThePaper, 2))
            .forEach((claim, verdict) -> assertEquals(Verdict.INCONCLUSIVE, verdict, claim));
        Records none = new Records("pruning/sensitivity", Preset.QUICK, List.of(), List.of());
        verdicts(none).forEach((claim, verdict) -> assertEquals(Verdict.NOT_RUN, verdict, claim));
        assertTrue(STUDY.findings(none).figures().isEmpty());
    }

    @Test
    void aNetworkOfWhichALayerIsMissingSaysNothing() {
        Records some = records(SensitivityClaimsTest::asInThePaper, 5).where(p -> p.integer("layer") != 2);
        verdicts(some).forEach((claim, verdict) -> assertEquals(Verdict.NOT_RUN, verdict, claim));
    }

    @Test
    void findingsShowEveryLayerAtEveryDensityBeforeAndAfter() {
        Findings findings = STUDY.findings(records(SensitivityClaimsTest::asInThePaper, 3));
        assertEquals(new TreeMap<>(Map.of("before-fine-tuning-lenet-300-100", 15, "after-fine-tuning-lenet-300-100", 15,
            "before-fine-tuning-conv4-width-0-125", 35, "after-fine-tuning-conv4-width-0-125", 35)),
            findings.figures().stream().collect(Collectors.toMap(f -> f.id(), f -> f.data().rows().size(), (a, b) -> a,
                TreeMap::new)));
        assertEquals(List.of("1 fc1.weight", "2 fc2.weight", "3 fc3.weight"),
            findings.figures().get(0).data().column("layer").stream().distinct().toList());
        assertTrue(findings.summary().get(1).startsWith("conv4, width 0.125: without retraining, a density of 0.02 costs "
            + "most in conv1.weight ("), findings.summary().get(1));
    }
}
