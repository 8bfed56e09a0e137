package org.espalier.rnndynamics.rank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.rnndynamics.population.PopulationOptions;
import org.espalier.study.MetricLog;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Summary;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;
import org.espalier.study.execute.ExecutionListener;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.OpenTrial;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankStudyTest {
    private final Study study = Studies.find("analysis/rank-rnn");

    private Plan plan(Preset preset, String... settings) {
        return Plan.of(study, preset, Overrides.parse(study.parameters(), List.of(settings), OptionalInt.empty()));
    }

    private List<Parameters> points(Preset preset, String... settings) {
        return plan(preset, settings).trials().stream().map(Trial::parameters).toList();
    }

    // --- the grid

    @Test
    void fullRankIsTrainedOnceAndEveryOtherRankAtEveryMatching() {
        List<Parameters> points = points(Preset.STANDARD, "task=delayed-match");
        assertEquals(points.size(), new HashSet<>(points).size());
        List<Parameters> random = points.stream().filter(p -> p.text("structure").equals("gaussian")).toList();
        assertEquals(3 * 3 + 1, random.size());
        assertEquals(List.of("frobenius"), random.stream().filter(p -> p.integer("rank") == 300).map(p -> p.text("matching"))
            .toList());
        List<Parameters> aligned = points.stream().filter(p -> p.text("structure").equals("aligned")).toList();
        assertEquals(1, aligned.size());
        assertEquals(1, aligned.get(0).integer("rank"));
        assertEquals(10 + 1 + 4 * 2, points.size());
        assertEquals(3 * points.size(), points(Preset.STANDARD).size());
        plan(Preset.STANDARD).trials().forEach(t -> assertEquals(5, t.seeds().size()));
    }

    @Test
    void thePapersGridHasItsSettings() {
        List<Parameters> points = points(Preset.PAPER);
        Parameters p = points.get(0);
        assertEquals(List.of(300L, 10_000L, 32L, 320L, 32L), List.of(p.integer("units"), p.integer("steps"),
            p.integer("batch_size"), p.integer("measured_trials"), p.integer("kernel_trials")));
        assertEquals(List.of(1.25, 0.003, 0.9), List.of(p.number("gain"), p.number("learning_rate"), p.number("momentum")));
        for (String task : RankTask.NAMES.stream().filter(name -> !name.equals(RankTask.IMAGES)).toList()) {
            assertEquals(8, RankTask.steps(p.with("task", task)), task);
        }
        List<Parameters> images = points.stream().filter(q -> q.text("task").equals(RankTask.IMAGES)).toList();
        assertEquals(List.of(5L, 30L, 300L), images.stream().filter(q -> q.text("structure").equals("gaussian"))
            .map(q -> q.integer("rank")).distinct().toList());
        images.forEach(q -> assertEquals(List.of("mnist", 200L, 200L), List.of(q.text("dataset"), q.integer("batch_size"),
            q.integer("kernel_trials"))));
        assertEquals(28, RankTask.steps(images.get(0)));
        List<Parameters> quick = points(Preset.QUICK, "task=sequential-images");
        assertEquals("digits", quick.get(0).text("dataset"));
    }

    @Test
    void whatCannotBeTrainedIsRefusedBeforehand() {
        String message = assertThrows(InvalidInputException.class, () -> points(Preset.SMOKE, "rank=21")).getMessage();
        assertTrue(message.contains("rank 21") && message.contains("20 units"), message);
        assertThrows(InvalidInputException.class, () -> points(Preset.SMOKE, "measurements=61"));
        assertThrows(InvalidInputException.class, () -> points(Preset.SMOKE, "kernel_trials=41"));
        assertThrows(InvalidInputException.class, () -> points(Preset.SMOKE, "structure=random"));
        assertThrows(InvalidInputException.class, () -> points(Preset.SMOKE, "task=flip-flop"));
        assertThrows(InvalidInputException.class, () -> Structure.of("gausian"));
        assertThrows(InvalidInputException.class, () -> Matching.of("norm"));
    }

    @Test
    void onlyCellTypesAreUnderDalesLawAndTheirControlsStayAsTheyAre() {
        List<Parameters> free = points(Preset.STANDARD, "task=go-no-go");
        List<Parameters> bound = points(Preset.STANDARD, "task=go-no-go", "dale=true");
        assertEquals(free.size(), bound.size());
        assertTrue(free.stream().noneMatch(p -> p.has("dale") || p.has("noise")));
        bound.forEach(p -> assertEquals(p.text("structure").startsWith("cell-type"), p.has("dale"), p.toString()));
        points(Preset.SMOKE, "noise=0.1").forEach(p -> assertEquals(0.1, p.number("noise")));
        String message = assertThrows(InvalidInputException.class, () -> points(Preset.SMOKE, "dale=true,false")).getMessage();
        assertTrue(message.contains("dale") && message.contains("one value"), message);
        String without = assertThrows(InvalidInputException.class, () -> points(Preset.SMOKE, "dale=true")).getMessage();
        assertTrue(without.contains("cell-type-unbalanced"), without);
    }

    @Test
    void noiseAndDalesLawChangeWhatIsLearntAndAreReportedAsOneSetting(@TempDir Path folder) throws Exception {
        RunDirectory runs = RunDirectory.at(folder);
        Plan plan = plan(Preset.SMOKE, "structure=gaussian,cell-type", "rank=20", "task=go-no-go", "noise=0.1", "dale=true");
        Plan free = plan(Preset.SMOKE, "structure=cell-type", "task=go-no-go");
        for (Plan each : List.of(plan, free)) {
            Executor.find("in-process").execute(each, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        }
        Records records = runs.records(plan);
        assertEquals(3, records.trials().size());
        Records bound = records.where("structure", "cell-type").where("matching", "frobenius");
        Records unbound = runs.records(free).where("matching", "frobenius");
        assertEquals(unbound.summary("initial_norm"), bound.summary("initial_norm"));
        bound.summary("weight_change").forEach((seed, change) -> assertNotEquals(change,
            unbound.summary("weight_change").get(seed)));
        assertEquals(1, RankSetting.of(records).size());
        assertEquals(12, study.findings(records).claims().size());
    }

    @Test
    void estimatesGrowWithTheWork() {
        Trial one = plan(Preset.STANDARD).trials().get(0);
        Trial longer = plan(Preset.STANDARD, "steps=60000").trials().get(0);
        assertTrue(study.estimateSeconds(one) > 10 && study.estimateSeconds(longer) > 5 * study.estimateSeconds(one));
        assertTrue(study.estimateSeconds(plan(Preset.PAPER, "task=sequential-images").trials().get(0)) > 0);
    }

    // --- a run

    @Test
    void theSmokePresetIsMeasuredFromStartToEnd(@TempDir Path folder) throws Exception {
        Plan plan = plan(Preset.SMOKE);
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = runs.records(plan);
        assertEquals(7 + 2 + 1, records.trials().size());
        records.trials().forEach(t -> assertEquals(TrialResult.Status.DONE, t.status(), t.reason()));
        SortedMap<Long, Double> full = records.where("structure", "gaussian").where("rank", 20).summary("initial_norm");
        Records low = records.where("structure", "gaussian").where("rank", 1);
        assertEquals(full.get(0L), low.where("matching", "frobenius").summary("initial_norm").get(0L), 1e-4);
        // At an equal radius weights of rank 1 may be so large that a network diverges.
        for (var trial : low.where("matching", "frobenius").trials()) {
            trial.summary().values().forEach(row -> {
                assertEquals(1, row.get("initial_rank_participation"), 1e-3);
                assertTrue(row.get("change_rank_participation") > 1, "learning adds directions");
                assertTrue(row.get("weight_change") > 0 && row.get("kernel_alignment") < 1);
                assertEquals(0, row.get("diverged"));
            });
        }
        // Start, 20, 40 and the end at 60: every measure, for both seeds.
        for (String metric : List.of("kernel_alignment", "loss", "accuracy", "weight_change")) {
            assertEquals(List.of(0L, 20L, 40L, 60L), records.observations().stream().filter(o -> o.is(metric)
                && o.trial().equals(records.trials().get(0).trial().id()) && o.seed() == 1).map(o -> o.step()).toList());
        }
        assertEquals(1, records.observations().stream().filter(o -> o.is("kernel_alignment") && o.step() == 0)
            .mapToDouble(o -> o.value()).min().orElseThrow(), 1e-9);
        Findings findings = study.findings(records);
        assertEquals(List.of("kernel-alignment-by-rank", "representation-alignment-by-rank", "weight-change-by-rank",
            "accuracy-by-rank", "kernel-alignment-by-structure", "kernel-alignment-over-training",
            "effective-rank-before-and-after"), findings.figures().stream().map(f -> f.id()).toList());
        assertEquals(12, findings.claims().size());
        // Two seeds are too few for a verdict; no cell types in this preset.
        findings.claims().forEach(c -> assertEquals(c.claim().id().startsWith("cell") ? Verdict.NOT_RUN : Verdict.INCONCLUSIVE,
            c.verdict(), c.claim().id()));
        assertTrue(findings.summary().get(0).startsWith("perceptual-decision, equal norm: from rank 1 to 20"), findings.summary().get(0));
        assertTrue(findings.tables().get(0).rows().size() == 3 * 3 * 2);
    }

    @Test
    void imagesAreLearntRowByRowAndMeasuredOnOthers(@TempDir Path folder) throws Exception {
        Plan plan = plan(Preset.SMOKE, "task=sequential-images", "structure=aligned,gaussian", "rank=20", "steps=400",
            "measurements=1", "learning_rate=0.03", "measured_trials=200");
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = runs.records(plan);
        assertEquals(2, records.trials().size());
        records.trials().forEach(t -> {
            assertEquals(List.of("digits"), List.copyOf(t.trial().data().keySet()));
            t.summary().values().forEach(row -> assertTrue(row.get("accuracy") > 0.4 && row.get("initial_accuracy") < 0.35,
                row.toString()));
        });
    }

    @Test
    void networksThatDivergeAreAnOutcome(@TempDir Path folder) throws Exception {
        Plan plan = plan(Preset.SMOKE, "structure=gaussian", "rank=1,20", "matching=frobenius", "learning_rate=100",
            "momentum=0.99");
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = runs.records(plan);
        assertEquals(2, records.trials().size());
        double diverged = 0;
        for (var trial : records.trials()) {
            for (Summary row : trial.summary().values()) {
                diverged += row.get("diverged");
                assertEquals(row.get("diverged") + row.get("silent") == 1, row.get("representation_alignment").isNaN());
                assertEquals(row.get("diverged") == 1, row.get("weight_change").isNaN());
                assertTrue(Double.isFinite(row.get("initial_rank_stable")));
            }
        }
        assertTrue(diverged > 0);
        List<String> sentences = study.findings(records).summary();
        assertTrue(sentences.stream().anyMatch(s -> s.contains("networks diverged")), sentences.toString());
    }

    // --- interrupted

    private static final class Killed extends RuntimeException {}

    private record Context(OpenTrial open, MetricLog metrics, double until) implements TrialContext {
        @Override
        public Path folder() {
            return open.folder();
        }

        @Override
        public RandomStreams streams(long seed) {
            return RandomStreams.of(seed);
        }

        @Override
        public Path artifact(String trialId, String fileName) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean diverged(String trialId) {
            return false;
        }

        @Override
        public Optional<Path> dataDirectory() {
            return Optional.empty();
        }

        @Override
        public void progress(double fraction) {
            if (fraction >= until) {
                throw new Killed();
            }
        }
    }

    private TrialResult attempt(Path folder, Trial trial, double until) throws Exception {
        try (OpenTrial open = OpenTrial.open(RunDirectory.at(folder), trial, Duration.ZERO)) {
            PopulationOptions options = RankTrial.options(trial.parameters()).withCheckpointSeconds(0);
            TrialResult result = RankTrial.run(trial, new Context(open, open.begin(), until), options);
            open.finish(result, new TreeMap<>());
            return result;
        }
    }

    @Test
    void aTrialThatIsKilledEndsWithTheSameBytes(@TempDir Path folder) throws Exception {
        Trial trial = plan(Preset.SMOKE, "steps=6").trials().get(0);
        TrialResult whole = attempt(folder.resolve("whole"), trial, 2);
        Path killed = folder.resolve("killed");
        for (double until : new double[] {0.4, 0.7, 1}) {
            assertThrows(Killed.class, () -> attempt(killed, trial, until));
        }
        assertEquals(whole, attempt(killed, trial, 2));
        Path metrics = Path.of("metrics.csv");
        assertArrayEquals(Files.readAllBytes(RunDirectory.at(folder.resolve("whole")).trialFolder(trial).resolve(metrics)),
            Files.readAllBytes(RunDirectory.at(killed).trialFolder(trial).resolve(metrics)));
        assertFalse(Files.exists(RunDirectory.at(killed).trialFolder(trial).resolve("checkpoint.safetensors")));
    }
}
