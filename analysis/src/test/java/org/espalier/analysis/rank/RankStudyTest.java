package org.espalier.analysis.rank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.espalier.analysis.richlazy.RankControlledWeights.Match;
import org.espalier.analysis.subnetwork.WeightSpectrum;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.architecture.Architecture;
import org.espalier.nets.architecture.Architectures;
import org.espalier.nets.data.DataSplit;
import org.espalier.nets.data.ImageShape;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.initialise.Initialisation;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.network.InitialWeights;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankStudyTest {
    private static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);
    private static final RandomStreams RANDOM = name -> new SplittableRandom(name.hashCode());
    private final Study study = Studies.find("analysis/rank-feedforward");

    private Plan plan(String... settings) {
        return Plan.of(study, Preset.SMOKE, Overrides.parse(study.parameters(), List.of(settings), OptionalInt.empty()));
    }

    // --- the training

    private static LabelledImages images(int count) {
        Random random = new Random(3);
        float[] pixels = new float[count * 25];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            for (int j = 0; j < 25; j++) {
                pixels[i * 25 + j] = (float) random.nextGaussian() + (j % 3 == labels[i] ? 1 : 0);
            }
        }
        return new LabelledImages(new ImageShape(1, 5, 5), 3, pixels, labels);
    }

    private interface Use {
        void of(Found found, Network network, Problem problem);
    }

    private static void trained(RankControlledTraining training, double width, int epochs, Use use) {
        LabelledImages images = images(60);
        Problem problem = new Problem(Architectures.named("lenet-300-100"), new Architecture.Options(width, false, false),
            new DataSplit(images, images, images), Initialisation.KAIMING_NORMAL, false);
        try (Network network = Network.create(problem.architecture(), problem.options(), images.shape(), 3)) {
            use.of(training.find(network, problem, 1, new Budget(epochs, 20), RANDOM, TrainingMonitor.SILENT), network, problem);
        }
    }

    @Test
    void hiddenWeightsHaveTheRankAskedAndKeepWhatIsMatched() {
        for (Match match : List.of(Match.FROBENIUS, Match.NONE)) {
            trained(RankControlledTraining.ofRank(0.3, match, 0.01), 0.1, 1, (found, network, problem) -> {
                InitialWeights full = problem.initialWeights(network, 1, RANDOM);
                Map<String, float[]> start = found.subnetwork().initial().values();
                // 30 x 25 and 10 x 30: full ranks 25 and 10.
                double[] before = values(full.of("fc1.weight"), 30, 25);
                double[] first = values(start.get("fc1.weight"), 30, 25);
                double[] second = values(start.get("fc2.weight"), 10, 30);
                assertTrue(first[7] > 0.1 * first[0] && first[8] < 1e-5 * first[0]);
                assertTrue(second[2] > 0.1 * second[0] && second[3] < 1e-5 * second[0]);
                if (match == Match.NONE) {
                    assertEquals(before[0], first[0], 1e-5);
                } else {
                    assertEquals(norm(before), norm(first), 1e-5);
                }
                assertArrayEquals(full.of("fc3.weight"), start.get("fc3.weight"));
            });
        }
        trained(RankControlledTraining.ofRank(1, Match.FROBENIUS, 0.01), 0.1, 1, (found, network, problem) -> problem.initialWeights(
            network, 1, RANDOM).values().forEach((name, w) -> assertArrayEquals(w, found.subnetwork().initial().of(name))));
    }

    private static double[] values(float[] weights, int rows, int columns) {
        return WeightSpectrum.of(RankControlledTraining.doubles(weights), rows, columns).singularValues();
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    @Test
    void theDoubledNetworkStartsAtZeroAndMovesAsOneOverAlpha() {
        double[] moved = new double[2];
        for (int i = 0; i < 2; i++) {
            int at = i;
            trained(RankControlledTraining.ofScaling(i == 0 ? 100 : 1000, 0.003), 0.2, 4, (found, network, problem) -> {
                InitialWeights initial = found.subnetwork().initial();
                network.load(new org.espalier.nets.network.FixedWeights(initial), 0);
                for (float output : network.outputs(images(60), 0, 60)) {
                    assertEquals(0, output, 1e-5);
                }
                double sum = 0;
                for (Map.Entry<String, float[]> w : initial.values().entrySet()) {
                    for (int j = 0; j < w.getValue().length; j++) {
                        sum += Math.pow(found.subnetwork().weights().of(w.getKey())[j] - w.getValue()[j], 2);
                    }
                }
                moved[at] = Math.sqrt(sum);
            });
        }
        assertEquals(10, moved[0] / moved[1], 0.5);
    }

    // --- the grid

    @Test
    void theGridHasThreePartsAndRefusesWhatItCannotCompare() {
        List<Trial> trials = plan().trials();
        // Two seeds: 2 ranks x 2 norms, 2 alphas, 2 kappas x 2 readouts x (2 ranks, aligned, partially aligned).
        assertEquals(2 * (4 + 2 + 16), trials.size());
        trials.stream().filter(t -> t.parameters().has(RankGrid.ALPHA))
            .forEach(t -> assertEquals(0.2, t.parameters().number("width")));
        trials.stream().filter(t -> t.parameters().has(RankGrid.KAPPA)).forEach(t -> assertTrue(t.data().isEmpty()));
        assertEquals(List.of(1L, 3L, 6L), plan("part=linear").trials().stream()
            .map(t -> t.parameters().integer(RankGrid.STUDENT_RANK)).distinct().sorted().toList());
        assertEquals(List.of(2L, 12L), plan("part=linear", "start=random", "inputs=12").trials().stream()
            .map(t -> t.parameters().integer(RankGrid.STUDENT_RANK)).distinct().sorted().toList());
        for (String setting : List.of("width=0.1,0.2", "part=scaling;width=0.333", "part=linear;student_rank=7",
            "architecture=conv2", "rank=0", "alpha=0", "part=linear;alpha=3")) {
            assertThrows(InvalidInputException.class, () -> plan(setting.split(";")), setting);
        }
    }

    // --- a run

    @Test
    void trialsMeasureWhatTheirNamesSay(@TempDir Path folder) throws IOException, InterruptedException {
        Plan plan = Plan.of(study, Preset.SMOKE, Overrides.parse(study.parameters(), List.of("kappa=10", "readout=1", "epochs=1"),
            OptionalInt.of(1)));
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = runs.records(plan);
        records.trials().forEach(t -> assertEquals(TrialResult.Status.DONE, t.status(), t.reason()));
        for (TrialRecord record : records.trials()) {
            Parameters p = record.trial().parameters();
            Summary row = record.summary().values().iterator().next();
            if (p.text(RankGrid.PART).equals(RankGrid.LINEAR)) {
                assertTrue(row.get("student_error") < 1e-3, "" + row);
                assertTrue(row.get("theory_gap") < 5e-3, "" + row);
                if (p.text(RankGrid.START).equals(RankGrid.ALIGNED)) {
                    assertEquals(1, row.get("predicted_alignment"), 1e-9);
                }
            } else {
                for (String metric : List.of("kernel_alignment", "representation_alignment/fc1", "representation_alignment")) {
                    assertTrue(row.get(metric) > 0.05 && row.get(metric) < 1, metric + " " + row);
                }
                assertEquals(row.get("representation_alignment/fc2"), row.get("representation_alignment"));
                assertTrue(row.get("weight_change") > 0);
            }
            if (p.has(RankGrid.RANK) && p.number(RankGrid.RANK) == 0.1) {
                // 30 x 64 and 10 x 30 at width 0.1: 3 directions and 1.
                assertEquals(3, row.get("rank_threshold/fc1"));
                assertEquals(1, row.get("rank_participation/fc2"), 1e-4);
            }
        }
        Findings findings = study.findings(records);
        assertEquals(List.of("laziness-against-rank", "weight-change-against-rank", "target-alignment-against-rank",
            "accuracy-against-rank", "laziness-against-alpha", "weight-change-against-alpha", "linear-student"),
            findings.figures().stream().map(f -> f.id()).toList());
        assertEquals(3, findings.summary().size());
        assertEquals(8, findings.claims().size());
    }

    // --- claims

    /** Records with a trend over ln(rank) and ln(alpha), and students that are off the theory by a gap. */
    private Records madeUp(int seeds, double trend, double gap, double aligned) {
        SplittableRandom noise = new SplittableRandom(4);
        List<TrialRecord> records = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            for (double level : new double[] {0.1, 1}) {
                double lazy = 0.5 + trend * Math.log10(level) + 1e-3 * noise.nextGaussian();
                Map<String, Double> row = Map.of("kernel_alignment", lazy, "representation_alignment", lazy, "weight_change",
                    5 - lazy, "test_accuracy", 0.8);
                for (String match : List.of(RankGrid.FROBENIUS, RankGrid.SPECTRAL)) {
                    add(records, seed, Map.of("part", "rank", "rank", level, "match", match), row);
                }
                add(records, seed, Map.of("part", "scaling", "alpha", 10 * level), Map.of("kernel_alignment", lazy,
                    "weight_change", Math.pow(level, -10 * trend) * (1 + 1e-3 * noise.nextGaussian())));
            }
            for (String start : List.of("random", "aligned")) {
                add(records, seed, Map.of("part", "linear", "start", start, "kappa", 10.0, "readout", 1.0, "inputs", 20,
                    "student_rank", start.equals("random") ? 20 : 1), Map.of("theory_gap", gap, "expected_alignment", 0.9,
                        "kernel_alignment", (start.equals("random") ? 0.9 : aligned) + 1e-4 * noise.nextGaussian()));
            }
        }
        return new Records(study.id(), Preset.QUICK, records, List.of());
    }

    private void add(List<TrialRecord> records, long seed, Map<String, Object> parameters, Map<String, Double> row) {
        records.add(new TrialRecord(new Trial(study.id(), 1, Parameters.of(parameters), List.of(seed), new TreeMap<>(),
            List.of()), TrialResult.Status.DONE, "", new TreeMap<>(Map.of(seed, new TreeMap<>(row))), NOWHERE));
    }

    private void all(Verdict expected, Records records) {
        for (ClaimResult result : study.findings(records).claims()) {
            assertEquals(expected, result.verdict(), result.claim().id());
        }
    }

    @Test
    void claimsAreJudgedByTheRecords() {
        all(Verdict.REPRODUCED, madeUp(3, 0.1, 1e-4, 0.99));
        all(Verdict.NOT_REPRODUCED, madeUp(3, -0.1, 0.02, 0.8));
        all(Verdict.INCONCLUSIVE, madeUp(2, 0.1, 1e-4, 0.99));
        all(Verdict.NOT_RUN, new Records(study.id(), Preset.QUICK, List.of(), List.of()));
    }
}
