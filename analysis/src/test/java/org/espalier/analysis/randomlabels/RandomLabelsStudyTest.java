package org.espalier.analysis.randomlabels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.nets.data.PixelCorruption;
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
import org.espalier.study.record.Observation;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The methods of this class path are those of {@code nets}; the suite's others come by name in the same way. */
@Tag("slow")
class RandomLabelsStudyTest {
    private static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);
    private final Study study = Studies.find("analysis/random-labels");

    private Plan plan(String... settings) {
        return Plan.of(study, Preset.SMOKE, Overrides.parse(study.parameters(), List.of(settings), OptionalInt.of(2)));
    }

    @Test
    void denseNetworksSeeEveryCorruptionAndTheOthersTheTwoEnds() {
        List<Trial> trials = plan("method=dense-adam,random", "random_labels=0,0.5,1", "density=0.5,0.1").trials();
        List<Trial> dense = trials.stream().filter(t -> t.parameters().text("method").equals("dense-adam")).toList();
        // Three fractions of random labels, and three kinds of pixels with each of them as they were asked for.
        assertEquals(2 * (3 + 3 * 3), dense.size());
        assertEquals(2 * 3 * 2, trials.size() - dense.size());
        dense.forEach(t -> assertEquals(1, t.parameters().number("density")));
        List<Trial> preset = Plan.of(study, Preset.QUICK, Overrides.parse(study.parameters(),
            List.of("method=dense-adam,random"), OptionalInt.of(1))).trials();
        assertEquals((3 + 3) + 2 * 2, preset.size());
    }

    /** 100 images of 64 pixels and a wide layer: enough steps learn any labels by heart. */
    @Test
    void randomLabelsAreLearntByHeartAndNothingElse(@TempDir Path folder) throws IOException, InterruptedException {
        Plan plan = plan("method=dense-adam,random", "train_images=100", "width=1", "epochs=40", "batch_size=10", "density=0.5");
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = runs.records(plan);
        records.trials().forEach(t -> assertEquals(TrialResult.Status.DONE, t.status(), t.reason()));
        Records dense = records.where("method", "dense-adam");
        for (Condition condition : Condition.in(dense)) {
            Records at = condition.of(dense);
            at.summary("train_accuracy").values().forEach(v -> assertTrue(v >= 0.99, condition.label() + " " + v));
            assertEquals(2, TrainAccuracy.stepsTo(0.99, at).size());
            // The definition, from the file: the first row that is high enough.
            for (TrialRecord record : at.trials()) {
                double first = Files.readAllLines(folder.resolve(study.id()).resolve(record.trial().id()).resolve("metrics.csv"))
                    .stream().map(line -> line.split(",")).filter(row -> row[1].equals("train_accuracy"))
                    .filter(row -> Double.parseDouble(row[4]) >= 0.99).mapToDouble(row -> Double.parseDouble(row[3])).min()
                    .orElseThrow();
                assertEquals(first, TrainAccuracy.stepsTo(0.99, at).get(record.trial().seed()));
            }
        }
        assertTrue(mean(Condition.TRUE.of(dense)) > 0.7);
        assertEquals(0.1, mean(Condition.RANDOM_LABELS.of(dense)), 0.08);
        assertEquals(0.1, mean(new Condition(0, PixelCorruption.GAUSSIAN).of(dense)), 0.08);
        assertTrue(mean(new Condition(0, PixelCorruption.SHUFFLED).of(dense)) > 0.7,
            "a fully connected network does not see the order of pixels");
        Findings findings = study.findings(records);
        assertEquals(List.of("learning-curves", "accuracies", "time-to-fit", "generalisation", "methods"),
            findings.figures().stream().map(f -> f.id()).toList());
        assertEquals(5, findings.summary().size());
        assertEquals("True labels: dense networks end at", findings.summary().get(0).substring(0, 34));
    }

    private static double mean(Records records) {
        return records.summary("test_accuracy").values().stream().mapToDouble(v -> v).average().orElseThrow();
    }

    /** What a made-up study finds in one condition. */
    private record Made(double train, double test, double steps) {}

    private Records madeUp(int seeds, Map<Condition, Made> dense, double popup, double ticket) {
        SplittableRandom noise = new SplittableRandom(4);
        List<TrialRecord> trials = new ArrayList<>();
        List<Observation> observations = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            for (Map.Entry<Condition, Made> entry : dense.entrySet()) {
                Parameters p = parameters("dense-adam", 1, entry.getKey());
                double train = entry.getValue().train() + 1e-4 * noise.nextGaussian();
                add(trials, seed, p, Map.of("train_accuracy", train, "test_accuracy",
                    entry.getValue().test() + 1e-3 * noise.nextGaussian()));
                double steps = entry.getValue().steps() + noise.nextInt(5);
                observations.add(new Observation(trials.get(trials.size() - 1).trial().id(), seed, p, "train_accuracy", 10, 0.5));
                observations.add(new Observation(trials.get(trials.size() - 1).trial().id(), seed, p, "train_accuracy",
                    (long) steps, 0.995));
                observations.add(new Observation(trials.get(trials.size() - 1).trial().id(), seed, p, "train_accuracy", 99_000, 1));
            }
            add(trials, seed, parameters("edge-popup", 0.5, Condition.RANDOM_LABELS),
                Map.of("train_accuracy", popup + 1e-3 * noise.nextGaussian()));
            add(trials, seed, parameters("lottery-ticket", 0.5, Condition.RANDOM_LABELS),
                Map.of("train_accuracy", ticket + 1e-3 * noise.nextGaussian()));
        }
        return new Records(study.id(), Preset.QUICK, trials, observations);
    }

    private static Parameters parameters(String method, double density, Condition condition) {
        return Parameters.of(Map.of("method", method, "density", density, MethodTrial.RANDOM_LABELS, condition.randomLabels(),
            MethodTrial.PIXELS, condition.pixels().label()));
    }

    private void add(List<TrialRecord> trials, long seed, Parameters p, Map<String, Double> row) {
        SortedMap<Long, SortedMap<String, Double>> rows = new TreeMap<>(Map.of(seed, new TreeMap<>(row)));
        trials.add(new TrialRecord(new Trial(study.id(), 1, p, List.of(seed), new TreeMap<>(), List.of()),
            TrialResult.Status.DONE, "", rows, NOWHERE));
    }

    private static Map<Condition, Made> conditions(double train, double randomTest, double randomSteps) {
        return Map.of(Condition.TRUE, new Made(train, 0.8, 1000), new Condition(0.5, PixelCorruption.TRUE),
            new Made(train, (0.8 + randomTest) / 2, (1000 + randomSteps) / 2), Condition.RANDOM_LABELS,
            new Made(train, randomTest, randomSteps), new Condition(0, PixelCorruption.SHUFFLED), new Made(train, 0.8, 1200),
            new Condition(0, PixelCorruption.RANDOM), new Made(train, 0.3, 2000), new Condition(0, PixelCorruption.GAUSSIAN),
            new Made(train, 0.1, 1500));
    }

    private Map<String, Verdict> verdicts(Records records) {
        Map<String, Verdict> verdicts = new TreeMap<>();
        for (ClaimResult result : study.findings(records).claims()) {
            verdicts.put(result.claim().id(), result.verdict());
        }
        return verdicts;
    }

    private void all(Verdict expected, Records records) {
        verdicts(records).forEach((id, verdict) -> assertEquals(expected, verdict, id));
    }

    @Test
    void claimsAreJudgedByTheRecords() {
        all(Verdict.REPRODUCED, madeUp(3, conditions(0.999, 0.1, 3000), 0.5, 0.9));
        all(Verdict.INCONCLUSIVE, madeUp(2, conditions(0.999, 0.1, 3000), 0.5, 0.9));
        all(Verdict.NOT_RUN, new Records(study.id(), Preset.QUICK, List.of(), List.of()));
        Map<String, Verdict> otherwise = verdicts(madeUp(3, conditions(0.9, 0.9, 500), 0.9, 0.95));
        assertEquals(Verdict.REPRODUCED, otherwise.remove("by-a-small-factor"), "half as long is a small factor too");
        otherwise.forEach((id, verdict) -> assertEquals(Verdict.NOT_REPRODUCED, verdict, id));
        assertEquals(Verdict.NOT_REPRODUCED, verdicts(madeUp(3, conditions(0.999, 0.1, 30_000), 0.5, 0.9)).get("by-a-small-factor"));
    }

    @Test
    void conditionsHaveNamesThatCanBeRead() {
        assertEquals("true labels", Condition.TRUE.label());
        assertEquals("random labels", Condition.RANDOM_LABELS.label());
        assertEquals("20 % random labels", new Condition(0.2, PixelCorruption.TRUE).label());
        assertEquals("shuffled pixels", new Condition(0, PixelCorruption.SHUFFLED).label());
        assertEquals("Gaussian noise, random labels", new Condition(1, PixelCorruption.GAUSSIAN).label());
    }
}
