package org.espalier.analysis.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.espalier.analysis.subnetwork.Connectivity;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.study.Metric;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
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
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.OpenTrial;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The methods of this class path are those of {@code nets}; the suite's others come by name in the same way. */
@Tag("slow")
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
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = runs.records(plan);
        records.trials().forEach(t -> assertEquals(TrialResult.Status.DONE, t.status(), t.reason()));
        Records comparison = records.where("method", "comparison");
        Summary row = comparison.trials().get(0).summary().get(1L);
        assertFalse(row.has("jaccard/dense-adam/random"), "a dense network has no mask to compare");
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
        assertEquals(0, row.get("dead_units/dense-adam"));
        Records random = records.where("method", "random");
        Mask first = masks.get(0);
        assertEquals(Connectivity.of(first).effectiveDensity(), row.get("effective_density/random"));
        assertEquals(Connectivity.of(first).deadHiddenUnits(), row.get("dead_units/random"));
        // The largest singular value by power iteration, the Frobenius norm by its sum.
        float[] weights = Safetensors.read(runs.artifact(study.id(), random.trials().get(0).trial().id(), "weights.safetensors"))
            .tensors().get("fc1.weight").floats();
        MaskLayer fc1 = first.layers().get(0);
        assertEquals(stableRank(fc1, weights), row.get("stable_rank/fc1/random"), 1e-6);
        Findings findings = study.findings(records);
        assertEquals(1, findings.tables().get(0).rows().stream().filter(r -> r.get(0).equals("random")
            && r.get(2).equals("test_accuracy")).count());
        assertEquals(List.of("accuracy-by-method", "connectivity", "stable-rank", "mask-overlap", "representation-similarity",
            "answer-agreement"),
            findings.figures().stream().map(f -> f.id()).toList());
        List<String> said = findings.summary();
        assertEquals(2, said.size(), "one method that selects has no other to share a mask with: " + said);
        assertTrue(said.get(0).startsWith("At density 0.3 networks that differ in their seed give the same answer on "), said.get(0));
        assertTrue(said.get(1).contains("most alike in fc2 are "), said.get(1));
    }

    @Test
    void aMeasureThatIsNamedIsComparedByBesides(@TempDir Path folder) throws IOException, InterruptedException {
        String[] settings = {"method=dense-adam,random", "density=0.3", "epochs=1", "width=0.1"};
        Plan usual = plan(settings);
        Plan plan = plan("method=dense-adam,random", "density=0.3", "epochs=1", "width=0.1", "measure=procrustes");
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        List<String> shared = plan.trials().stream().map(Trial::id).filter(usual.trials().stream().map(Trial::id).toList()::contains)
            .toList();
        assertEquals(usual.trials().size() - 1, shared.size(), "networks are not trained again, the comparison is another");
        Records records = runs.records(plan);
        Summary row = records.where("method", "comparison").trials().get(0).summary().get(1L);
        List<Metric> measured = row.metrics().stream().filter(m -> m.name().equals("by_measure")).toList();
        List<Metric> usualOnes = row.metrics().stream().filter(m -> m.name().equals("cka")).toList();
        assertEquals(usualOnes.stream().map(Metric::labels).toList(), measured.stream().map(Metric::labels).toList());
        measured.forEach(m -> assertTrue(row.get(m) > 0 && row.get(m) < Math.PI / 2, m + " " + row.get(m)));
        Findings findings = study.findings(records);
        assertTrue(findings.figures().stream().anyMatch(f -> f.id().equals("representation-by-procrustes")));
        ClaimResult claim = findings.claims().get(findings.claims().size() - 1);
        assertEquals("seeds-differ-more-in-deeper-layers-by-procrustes", claim.claim().id());
        // A distance: more alike in the first layer is less of it.
        SortedMap<Long, Double> first = records.where("method", "comparison").summary("by_measure/fc1/dense-adam/dense-adam");
        SortedMap<Long, Double> last = records.where("method", "comparison").summary("by_measure/fc2/dense-adam/dense-adam");
        assertEquals(last.get(1L) - first.get(1L), claim.estimate(), 1e-12);
        String ordered = assertThrows(InvalidInputException.class, () -> plan("method=dense-adam", "measure=dsa")).getMessage();
        assertTrue(ordered.contains("time series"), ordered);
        String several = assertThrows(InvalidInputException.class, () -> plan("method=dense-adam", "measure=cca,cka")).getMessage();
        assertTrue(several.contains("expected one"), several);
    }

    private static double stableRank(MaskLayer layer, float[] weights) {
        int rows = (int) layer.shape()[0];
        int columns = weights.length / rows;
        double squares = 0;
        double[] w = new double[weights.length];
        for (int i = 0; i < w.length; i++) {
            w[i] = layer.kept(i) ? weights[i] : 0;
            squares += w[i] * w[i];
        }
        double[] v = new SplittableRandom(3).doubles(columns).toArray();
        double largest = 0;
        for (int step = 0; step < 20_000; step++) {
            double[] u = new double[rows];
            double[] next = new double[columns];
            for (int i = 0; i < w.length; i++) {
                u[i / columns] += w[i] * v[i % columns];
            }
            for (int i = 0; i < w.length; i++) {
                next[i % columns] += w[i] * u[i / columns];
            }
            double norm = Math.sqrt(Arrays.stream(next).map(x -> x * x).sum());
            double length = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
            largest = norm / length;
            v = Arrays.stream(next).map(x -> x / norm).toArray();
        }
        return squares / largest;
    }

    /** One number a network, so that intervals over networks are right: the pseudo-values' mean is the mean over pairs. */
    @Test
    void aMethodIsComparedWithItselfByTheJackknife(@TempDir Path folder) throws IOException, InterruptedException {
        Plan plan = Plan.of(study, Preset.SMOKE, Overrides.parse(study.parameters(), List.of("method=random", "density=0.3",
            "width=0.1"), OptionalInt.of(3)));
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = runs.records(plan);
        List<Mask> masks = new ArrayList<>();
        for (TrialRecord record : records.where("method", "random").trials()) {
            masks.add(MaskFile.read(runs.artifact(study.id(), record.trial().id(), "mask.safetensors")));
        }
        double[] pairs = new double[3];
        for (int i = 0; i < 3; i++) {
            Mask a = masks.get((i + 1) % 3);
            Mask b = masks.get((i + 2) % 3);
            double both = a.intersection(b).keptCount();
            pairs[i] = both / (a.keptCount() + b.keptCount() - both);
        }
        double mean = Arrays.stream(pairs).sum() / 3;
        for (int i = 0; i < 3; i++) {
            // Without network i only the pair of the other two is left.
            assertEquals(3 * mean - 2 * pairs[i],
                records.where("method", "comparison").summary("jaccard/random/random").get(i + 1L), 1e-12);
        }
    }

    @Test
    void aNetworkThatDivergedIsInNoPairAndTheOthersAre(@TempDir Path folder) throws Exception {
        Plan plan = Plan.of(study, Preset.SMOKE, Overrides.parse(study.parameters(), List.of("method=dense-adam,random",
            "density=0.3", "epochs=1", "width=0.1"), OptionalInt.of(4)));
        RunDirectory runs = RunDirectory.at(folder);
        Trial lost = plan.trials().stream().filter(t -> t.seeds().equals(List.of(2L))
            && t.parameters().text("method").equals("dense-adam")).findFirst().orElseThrow();
        try (OpenTrial open = OpenTrial.open(runs, lost, Duration.ZERO)) {
            open.begin();
            open.finish(new TrialResult(TrialResult.Status.DIVERGED, "", Map.<Long, Map<String, Double>>of()), new TreeMap<>());
        }
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records comparison = runs.records(plan).where("method", "comparison");
        assertEquals(TrialResult.Status.DONE, comparison.trials().get(0).status());
        for (String metric : List.of("cka/fc1", "agreement", "error_consistency")) {
            for (String pair : List.of("/dense-adam/dense-adam", "/dense-adam/random", "/random/random")) {
                comparison.summary(metric + pair).forEach((seed, value) -> assertEquals(
                    seed == 2 && pair.contains("dense"), Double.isNaN(value), metric + pair + " of seed " + seed));
                assertEquals(4, comparison.summary(metric + pair).size());
            }
        }
        assertEquals(List.of(1L, 3L, 4L), List.copyOf(comparison.summary("stable_rank/fc1/dense-adam").keySet()));
        assertEquals(4, comparison.summary("stable_rank/fc1/random").size());
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
    void theSentencesNameTheExtremes() {
        Map<String, Double> values = new TreeMap<>(Map.of("jaccard a b", 0.3, "jaccard_by_chance a b", 0.1, "jaccard a c", 0.4,
            "jaccard_by_chance a c", 0.35, "jaccard a a", 0.11, "jaccard_by_chance a a", 0.1, "agreement b b", 0.9,
            "agreement c c", 0.95));
        values.putAll(Map.of("cka/h a b", 0.5, "cka/h a c", 0.7, "cka/h b c", Double.NaN));
        ComparisonSentences sentences = new ComparisonSentences(List.of("a", "b", "c"), (metric, method, other) -> new TreeMap<>(values
            .containsKey(metric + " " + method + " " + other)
                ? Map.of(1L, values.get(metric + " " + method + " " + other)) : Map.of()));
        assertEquals(List.of("At density 0.2 the two methods whose masks have most in common are a and b: a Jaccard index of 0.300, "
            + "0.100 by chance. From other initial weights none shares more with itself than a: 0.110, 0.100 by chance.",
            "At density 0.2 networks that differ in their seed give the same answer on 90.0 % (b) to 95.0 % (c) of the test images.",
            "At density 0.2 the two methods that represent images most alike in h are a and c (CKA 0.70), the least a and b (0.50)."),
            sentences.at(0.2, List.of("h", "output")));
        assertEquals(List.of(), new ComparisonSentences(List.of("a"), (metric, method, other) -> new TreeMap<>()).at(0.2,
            List.of("h", "output")));
    }

    @Test
    void claimsAreJudgedByTheRecords() {
        all(Verdict.REPRODUCED, madeUp(3, 0.87, 0.8, 0.6));
        all(Verdict.NOT_REPRODUCED, madeUp(3, 0.7, 0.9, 0.99));
        all(Verdict.INCONCLUSIVE, madeUp(2, 0.87, 0.8, 0.6));
        all(Verdict.NOT_RUN, new Records(study.id(), Preset.QUICK, List.of(), List.of()));
    }
}
