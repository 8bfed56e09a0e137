package org.espalier.analysis.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.analysis.subnetwork.WeightMovement;
import org.espalier.analysis.trial.Instruments;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.mask.RandomMask;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.network.Network;
import org.espalier.nets.train.TrainingMonitor;
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
import org.espalier.study.record.Provenance;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The methods of this class path are those of {@code nets}; the suite's others come by name in the same way. */
@Tag("slow")
class LearningStudyTest {
    private static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);
    private static final RandomStreams RANDOM = name -> new SplittableRandom(name.hashCode());
    private final Study study = Studies.find("analysis/rich-lazy-subnetworks");

    private Plan plan(int seeds, String... settings) {
        return Plan.of(study, Preset.SMOKE, Overrides.parse(study.parameters(), List.of(settings), OptionalInt.of(seeds)));
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        assertEquals(2 * (1 + 2), plan(2, "method=random").trials().size());
        for (String setting : List.of("method=dense-adam", "method=random;density=1", "method=random;architecture=conv2",
            "method=random;width=0.1,0.2", "method=random;density=0")) {
            assertThrows(InvalidInputException.class, () -> plan(1, setting.split(";")), setting);
        }
    }

    // --- what is measured

    /** A masked training, its start seen, and what the instruments logged. */
    private static Map<String, Double> measured(Path folder, double density, boolean interrupted) {
        Random random = new Random(3);
        float[] pixels = new float[40 * 16];
        int[] labels = new int[40];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
            labels[i / 16] = i / 16 % 4;
        }
        LabelledImages images = new LabelledImages(new ImageShape(1, 4, 4), 4, pixels, labels);
        Problem problem = new Problem(Architectures.named("lenet-300-100"), new Architecture.Options(0.04, false, false),
            new DataSplit(images, images, images), Initialisation.KAIMING_NORMAL, false);
        Map<String, Double> logged = new LinkedHashMap<>();
        try (Network network = Network.create(problem.architecture(), problem.options(), images.shape(), 4)) {
            Map<String, long[]> shapes = new LinkedHashMap<>();
            network.parameters().forEach(p -> shapes.put(p.name(), p.shape()));
            Mask mask = RandomMask.of(shapes, density, RANDOM.stream("mask"));
            Instruments.Scene scene = new Instruments.Scene(network, problem, RANDOM, folder);
            StartAndEnd before = new StartAndEnd();
            Found found = new MaskedTraining(density == 1 ? null : mask).find(network, problem, density, new Budget(3, 10),
                RANDOM, before.watch(scene, TrainingMonitor.SILENT));
            StartAndEnd instruments = interrupted ? new StartAndEnd() : before;
            if (interrupted) {
                instruments.watch(scene, TrainingMonitor.SILENT);
            }
            instruments.measure(found, (name, step, value) -> assertEquals(null, logged.put(name, value)));
            for (Map.Entry<String, float[]> weight : found.subnetwork().weights().values().entrySet()) {
                float[] masked = weight.getValue().clone();
                found.subnetwork().mask().layer(weight.getKey()).apply(masked);
                assertArrayEquals(masked, weight.getValue());
            }
            WeightMovement.Movement kept = WeightMovement.ofKept(found.subnetwork().mask(),
                found.subnetwork().initial().values(), found.subnetwork().weights().values()).total();
            assertEquals(kept.distance(), logged.get("weight_change/masked"), 1e-12);
        }
        return logged;
    }

    @Test
    void theThreeStartsOfATrainingUnderAMask(@TempDir Path folder) {
        Map<String, Double> dense = measured(folder, 1, false);
        for (String metric : List.of("kernel_alignment/", "target_alignment/", "relative_weight_change/",
            "representation_alignment/start/fc1", "rank_stable/fc1")) {
            assertTrue(dense.keySet().stream().anyMatch(name -> name.startsWith(metric)), metric);
        }
        // Nothing is masked: the three starts are one.
        assertEquals(dense.get("kernel_alignment/dense"), dense.get("kernel_alignment/masked"));
        assertEquals(dense.get("kernel_alignment/dense"), dense.get("kernel_alignment/start"));
        Map<String, Double> masked = measured(folder, 0.4, false);
        assertEquals(masked.get("kernel_alignment/masked"), masked.get("kernel_alignment/start"));
        assertTrue(masked.get("kernel_alignment/masked") > masked.get("kernel_alignment/dense"));
        assertTrue(masked.get("kernel_alignment/masked") < 1);
        // The weights that were masked away count as moved to 0.
        assertTrue(masked.get("weight_change/dense") > 2 * masked.get("weight_change/masked"));
        // As a trial that goes on after a kill: the start comes from its file.
        assertEquals(masked, measured(folder, 0.4, true));
    }

    @Test
    void theMaskThatWasFoundIsTrained(@TempDir Path folder) throws IOException, InterruptedException {
        // A method that selects without training has no training of its own; the dense network is trained always.
        Plan plan = plan(1, "method=random", "density=0.3", "epochs=1");
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = runs.records(plan);
        records.trials().forEach(t -> assertEquals(TrialResult.Status.DONE, t.status(), t.reason()));
        Summary found = records.where("method", "random").trials().get(0).summary().get(1L);
        assertEquals(1, found.get("kernel_alignment/start"), 1e-12);
        assertEquals(1, found.get("kernel_alignment/masked"), 1e-12);
        assertTrue(found.get("kernel_alignment/dense") > 0.2 && found.get("kernel_alignment/dense") < 0.99);
        assertEquals(found.get("target_alignment"), found.get("target_alignment/masked"));
        Trial search = records.where("method", "random").trials().get(0).trial();
        Trial training = new Trial(study.id(), 1, search.parameters().with("phase", "training"), List.of(1L), search.data(),
            List.of(search.id()));
        Mask mask = MaskFile.read(runs.artifact(study.id(), search.id(), "mask.safetensors"));
        Plan alone = new Plan(study.id(), Preset.SMOKE, Overrides.NONE, List.of(search, training));
        Executor.find("in-process").execute(alone, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Summary trained = runs.records(alone).where("phase", "training").trials().get(0).summary().get(1L);
        assertEquals(mask, MaskFile.read(runs.artifact(study.id(), training.id(), "mask.safetensors")));
        assertEquals(trained.get("target_alignment/masked"), found.get("target_alignment"), 1e-12);
        assertTrue(trained.get("kernel_alignment/masked") < 1);
        Findings findings = study.findings(records);
        assertEquals(List.of("kernel-alignment-of-search", "target-alignment", "accuracy"),
            findings.figures().stream().map(f -> f.id()).toList());
        assertEquals(7, study.findings(new Records(study.id(), Preset.SMOKE,
            Stream.concat(records.trials().stream(), runs.records(alone).trials().stream()).distinct().toList(), List.of()))
            .figures().size());
        assertEquals(2, findings.summary().size());
    }

    // --- claims

    /** @param effect what each claim's effect is, up to a sign and noise */
    private Records madeUp(int seeds, double effect) {
        SplittableRandom noise = new SplittableRandom(4);
        List<TrialRecord> records = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            double e = effect + 1e-3 * noise.nextGaussian();
            add(records, seed, "training", "dense", 1, Map.of("kernel_alignment/masked", 0.5 + 3 * e,
                "kernel_alignment/start", 0.5 + 3 * e));
            for (double density : new double[] {0.5, 0.1}) {
                for (String method : List.of("lottery-ticket", "random-pruning")) {
                    double better = method.equals("lottery-ticket") ? e : 0;
                    add(records, seed, "training", method, density, Map.of("kernel_alignment/masked",
                        0.5 + e * density + better));
                    add(records, seed, "search", method, density, Map.of("target_alignment/masked", 0.2 + better));
                }
                add(records, seed, "search", "edge-popup", density, Map.of("target_alignment", 0.2 + e,
                    "kernel_alignment/start", 0.5));
                add(records, seed, "search", "random", density, Map.of("target_alignment", 0.2));
            }
        }
        return new Records(study.id(), Preset.QUICK, records, List.of());
    }

    private void add(List<TrialRecord> records, long seed, String phase, String method, double density,
                     Map<String, Double> row) {
        Parameters p = Parameters.of(Map.of("phase", phase, "method", method, "density", density));
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
        all(Verdict.REPRODUCED, madeUp(3, 0.1));
        all(Verdict.NOT_REPRODUCED, madeUp(3, -0.1));
        all(Verdict.INCONCLUSIVE, madeUp(2, 0.1));
        all(Verdict.NOT_RUN, new Records(study.id(), Preset.QUICK, List.of(), List.of()));
    }
}
