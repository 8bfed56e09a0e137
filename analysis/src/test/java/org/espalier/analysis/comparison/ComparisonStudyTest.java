package org.espalier.analysis.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskFile;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.execute.ExecutionListener;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The methods of this class path are those of {@code nets}; the suite's others come by name in the same way. */
class ComparisonStudyTest {
    private static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);
    private final Study study = Studies.find("analysis/compare-methods");

    private Plan plan(String... settings) {
        return Plan.of(study, Preset.SMOKE,
            Overrides.parse(study.parameters(), List.of(settings), OptionalInt.of(2)));
    }

    @Test
    void theDenseNetworkIsTrainedOnceForAllDensities() {
        List<Trial> trials = plan("method=dense-adam,random", "density=0.5,0.2").trials();
        assertEquals(2 + 2 * 2 + 2, trials.size());
        List<Trial> comparisons = trials.stream().filter(t -> !t.startsFrom().isEmpty()).toList();
        assertEquals(2, comparisons.size());
        comparisons.forEach(t -> assertEquals(4, t.startsFrom().size()));
        assertEquals(comparisons.get(0).startsFrom().subList(0, 2), comparisons.get(1).startsFrom().subList(0, 2));
    }

    @Test
    void comparesWhatWasFound(@TempDir Path folder) throws IOException, InterruptedException {
        Plan plan = plan("method=dense-adam,dense-sgd,random", "density=0.3", "epochs=1", "width=0.1");
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() { });
        Records records = runs.records(plan);
        records.trials().forEach(t -> assertEquals(TrialResult.Status.DONE, t.status(), t.reason()));
        Records comparison = records.where("method", "comparison");
        Map<String, Double> row = comparison.trials().get(0).summary().get(1L);
        assertFalse(row.containsKey("jaccard/dense-adam/random"), "a dense network has no mask to compare");
        List<Mask> masks = new ArrayList<>();
        for (TrialRecord record : records.where("method", "random").trials()) {
            masks.add(MaskFile.read(runs.artifact(study.id(), record.trial().id(), "mask.safetensors")));
        }
        double both = masks.get(0).intersection(masks.get(1)).keptCount();
        assertEquals(both / (masks.get(0).keptCount() + masks.get(1).keptCount() - both), row.get("jaccard/random/random"));
        assertEquals(row.get("jaccard_by_chance/random/random"), row.get("jaccard/random/random"), 0.05);
        assertEquals(comparison.summary("agreement/random/random").get(1L),
            comparison.summary("agreement/random/random").get(2L), "two seeds: the same pair");
        double same = row.get("agreement/dense-adam/dense-sgd");
        assertTrue(same > 0.1 && same <= 1, "" + same);
        for (String layer : List.of("fc1", "fc2", "fc3")) {
            double cka = row.get("cka/" + layer + "/dense-adam/dense-sgd");
            assertTrue(cka > 0 && cka <= 1 + 1e-9, layer + " " + cka);
        }
        assertEquals(1, row.get("effective_density/dense-adam"));
        assertTrue(row.get("effective_density/random") <= 0.31);
        Findings findings = study.findings(records);
        assertEquals(List.of("accuracy-by-method", "mask-overlap", "representation-similarity", "answer-agreement"),
            findings.figures().stream().map(f -> f.id()).toList());
        assertEquals(3, findings.summary().size());
    }

    private Records madeUp(int seeds, double popup, double random, double deep) {
        SplittableRandom noise = new SplittableRandom(4);
        List<TrialRecord> records = new ArrayList<>();
        Map<String, Double> accuracies = Map.of("dense-adam", 0.88, "lottery-ticket", 0.87, "edge-popup", popup,
            "random-pruning", random);
        for (long seed = 1; seed <= seeds; seed++) {
            for (Map.Entry<String, Double> method : accuracies.entrySet()) {
                add(records, seed, method.getKey(), Map.of("test_accuracy", method.getValue() + 1e-3 * noise.nextGaussian()));
            }
            add(records, seed, "comparison", Map.of("cka/fc1/dense-adam/dense-adam", 0.9 + 1e-3 * noise.nextGaussian(),
                "cka/fc2/dense-adam/dense-adam", deep, "cka/fc3/dense-adam/dense-adam", 0.95));
        }
        return new Records(study.id(), Preset.QUICK, records, List.of());
    }

    private void add(List<TrialRecord> records, long seed, String method, Map<String, Double> row) {
        Parameters p = Parameters.of(Map.of("method", method, "density", 0.2, "methods", "dense-adam,lottery-ticket"));
        records.add(new TrialRecord(new Trial(study.id(), 1, p, List.of(seed), new TreeMap<>(), List.of()),
            TrialResult.Status.DONE, "", new TreeMap<>(Map.of(seed, new TreeMap<>(row))), NOWHERE));
    }

    private void all(Verdict expected, Records records) {
        for (ClaimResult result : study.findings(records).claims()) {
            assertEquals(expected, result.verdict(), result.claim().id());
        }
    }

    @Test
    void claimsAreJudgedByTheRecords() {
        all(Verdict.REPRODUCED, madeUp(3, 0.87, 0.8, 0.6));
        all(Verdict.NOT_REPRODUCED, madeUp(3, 0.7, 0.9, 0.99));
        all(Verdict.INCONCLUSIVE, madeUp(2, 0.87, 0.8, 0.6));
        all(Verdict.NOT_RUN, new Records(study.id(), Preset.QUICK, List.of(), List.of()));
    }
}
