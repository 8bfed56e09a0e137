package org.espalier.analysis.individual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
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
class IndividualStudyTest {
    private static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);
    private static final String[] LAYERS = {"conv1", "conv2", "conv3"};
    private final Study study = Studies.find("analysis/individual-differences");

    private Plan plan(int seeds, String... settings) {
        return Plan.of(study, Preset.SMOKE, Overrides.parse(study.parameters(), List.of(settings), OptionalInt.of(seeds)));
    }

    private static Records execute(Plan plan, Path folder) throws IOException, InterruptedException {
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        return runs.records(plan);
    }

    @Test
    void networksAreTrainedOnceAndComparedWithEveryRateOfDropout() {
        List<Trial> trials = plan(4, "method=dense-adam,random", "dropout=0,0.3", "test_dropout=0,0.3,0.6", "density=0.5,0.2")
            .trials();
        List<Trial> comparisons = trials.stream().filter(t -> !t.startsFrom().isEmpty()).toList();
        // Dense: without dropout one comparison, with it three. Random at two densities: one each with and without.
        assertEquals(1 + 3 + 2 * 2, comparisons.size());
        assertEquals(3 * 2 * 4 + comparisons.size(), trials.size());
        comparisons.forEach(t -> assertEquals(4, t.startsFrom().size()));
        assertEquals(1, comparisons.stream().filter(t -> t.parameters().text("method").equals("dense-adam")
            && t.parameters().number("dropout") == 0).count());
    }

    @Test
    void fewerThanThreeNetworksAreRefused() {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> plan(2));
        assertEquals("--seeds: 2 networks of one kind have too few pairs; expected at least 3", e.getMessage());
    }

    @Test
    void comparesNetworksAndTellsWhatItFound(@TempDir Path folder) throws IOException, InterruptedException {
        Records records = execute(plan(3, "method=dense-adam,random", "epochs=1", "dropout=0,0.5", "images_per_class=8",
            "dropout_samples=2"),
            folder);
        records.trials().forEach(t -> assertEquals(TrialResult.Status.DONE, t.status(), t.reason()));
        List<String> layers = IndividualStudy.layers(records);
        assertEquals(List.of("conv1", "conv2", "conv3", "conv4", "conv5", "conv6", "conv7", "conv8", "conv9"), layers);
        Records dense = records.where("method", "dense-adam");
        Records plain = IndividualStudy.trained(dense, 0.0, 0.0);
        Records trained = IndividualStudy.trained(dense, 0.5, 0.0);
        Records sampled = IndividualStudy.trained(dense, 0.5, 0.5);
        for (String layer : layers) {
            double mean = plain.summary("consistency/" + layer).values().stream().mapToDouble(v -> v).average().orElseThrow();
            assertTrue(mean > 0 && mean < 1, layer + " " + mean);
            // Values are dropped after the third and the sixth convolution.
            boolean before = layer.compareTo("conv3") < 0;
            assertEquals(before, trained.summary("consistency/" + layer).equals(sampled.summary("consistency/" + layer)), layer);
        }
        assertNotEquals(plain.summary("consistency/conv1"), trained.summary("consistency/conv1"));
        Findings findings = study.findings(records);
        assertEquals(List.of("consistency-by-layer", "dropout", "methods", "methods-dropout-0-5", "accuracy-by-method"),
            findings.figures().stream().map(f -> f.id()).toList());
        assertEquals(2, findings.summary().size());
        assertEquals(6, findings.claims().size());
        assertEquals(Verdict.NOT_RUN, findings.claims().get(5).verdict(), "edge-popup was not asked for");
    }

    @Test
    void aMeasureThatIsNamedIsComparedByBesides(@TempDir Path folder) throws IOException, InterruptedException {
        Records records = execute(plan(3, "method=dense-adam", "epochs=1", "dropout=0", "images_per_class=8", "measure=cka-debiased"),
            folder);
        List<String> layers = IndividualStudy.layers(records);
        assertEquals(layers, records.labels("by_measure", "layer"));
        Findings findings = study.findings(records);
        assertTrue(findings.figures().stream().anyMatch(f -> f.id().equals("by-layer-cka-debiased")));
        ClaimResult claim = findings.claims().get(findings.claims().size() - 1);
        assertEquals("consistency-falls-with-depth-by-cka-debiased", claim.claim().id());
        double first = records.summary("by_measure/conv1").values().stream().mapToDouble(v -> v).average().orElseThrow();
        double last = records.summary("by_measure/conv8").values().stream().mapToDouble(v -> v).average().orElseThrow();
        assertEquals(first - last, claim.estimate(), 1e-9);
        assertTrue(first > last && first <= 1, first + " " + last);
    }

    @Test
    void aNetworkThatDivergedIsInNoPair(@TempDir Path folder) throws Exception {
        RunDirectory runs = RunDirectory.at(folder);
        for (int seeds : new int[] {4, 3}) {
            Plan plan = plan(seeds, "method=dense-adam", "epochs=1", "dropout=0", "images_per_class=8");
            Trial lost = plan.trials().stream().filter(t -> t.seeds().equals(List.of(2L))).findFirst().orElseThrow();
            if (seeds == 4) {
                try (OpenTrial open = OpenTrial.open(runs, lost, Duration.ZERO)) {
                    open.begin();
                    // As a checked engine leaves it: a record of convolutions without its check would be made again.
                    open.finish(new TrialResult(TrialResult.Status.DIVERGED, "", Map.<Long, Map<String, Double>>of()), study.libraries());
                }
            }
            Records records = execute(plan, folder);
            Records comparison = IndividualStudy.trained(records, 0.0, 0.0);
            assertEquals(List.of(), comparison.trials().stream().filter(t -> t.status() == TrialResult.Status.FAILED).toList());
            // Of three networks two are left: their one pair has no interval.
            assertEquals(seeds == 4 ? List.of(1L, 3L, 4L) : List.of(),
                List.copyOf(comparison.summary("consistency/conv1").keySet()));
            assertEquals(seeds == 4 ? List.of(1L, 3L, 4L) : List.of(1L, 3L),
                List.copyOf(comparison.summary("category_clustering/conv1").keySet()));
        }
    }

    @Test
    void whatCannotBeShownOrDroppedFailsBeforeTraining(@TempDir Path folder) throws IOException, InterruptedException {
        for (String setting : List.of("images_per_class=100", "architecture=resnet18")) {
            Plan plan = plan(3, "method=dense-adam", "dropout=0.5", "epochs=100000", setting);
            Records records = execute(plan, folder);
            assertTrue(records.isEmpty(), setting + ": no trial is done");
        }
    }

    /** Consistency of the last hidden layer by kind of network. */
    private Records madeUp(int seeds, double first, Map<String, Double> last, double within) {
        SplittableRandom noise = new SplittableRandom(4);
        List<TrialRecord> records = new ArrayList<>();
        last.forEach((kind, value) -> {
            String[] words = kind.split(" ");
            Parameters p = Parameters.of(Map.of("method", words[0], "density", 0.5, "dropout", Double.valueOf(words[1]),
                "test_dropout", Double.valueOf(words[2])));
            TreeMap<Long, SortedMap<String, Double>> rows = new TreeMap<>();
            List<Long> all = new ArrayList<>();
            for (long seed = 1; seed <= seeds; seed++) {
                all.add(seed);
                TreeMap<String, Double> row = new TreeMap<>();
                double[] values = {first, value, 0.95};
                for (int i = 0; i < LAYERS.length; i++) {
                    row.put("consistency/" + LAYERS[i], values[i] + 1e-3 * noise.nextGaussian());
                    row.put("centroid_consistency/" + LAYERS[i], 0.8 + 1e-3 * noise.nextGaussian());
                    row.put("within_class_consistency/" + LAYERS[i], within + 1e-3 * noise.nextGaussian());
                }
                rows.put(seed, row);
            }
            records.add(new TrialRecord(new Trial(study.id(), 1, p, all, new TreeMap<>(), List.of("a")),
                TrialResult.Status.DONE, "", rows, NOWHERE));
        });
        return new Records(study.id(), Preset.QUICK, records, List.of());
    }

    private void all(Verdict expected, Records records) {
        for (ClaimResult result : study.findings(records).claims()) {
            assertEquals(expected, result.verdict(), result.claim().id());
        }
    }

    @Test
    void claimsAreJudgedByTheRecords() {
        Map<String, Double> asThePaperSays = Map.of("dense-adam 0 0", 0.5, "dense-adam 0.5 0", 0.6, "dense-adam 0.5 0.5", 0.7,
            "edge-popup 0 0", 0.3);
        all(Verdict.REPRODUCED, madeUp(3, 0.95, asThePaperSays, 0.4));
        all(Verdict.INCONCLUSIVE, madeUp(2, 0.95, asThePaperSays, 0.4));
        all(Verdict.NOT_REPRODUCED, madeUp(3, 0.95, Map.of("dense-adam 0 0", 0.99, "dense-adam 0.5 0", 0.95,
            "dense-adam 0.5 0.5", 0.94, "edge-popup 0 0", 0.999), 0.9));
        all(Verdict.NOT_RUN, new Records(study.id(), Preset.QUICK, List.of(), List.of()));
    }
}
