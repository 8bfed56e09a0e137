package org.espalier.rnndynamics.pruned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.safetensors.Safetensors;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.population.InitialScale;
import org.espalier.rnndynamics.population.Member;
import org.espalier.rnndynamics.population.NetworkShape;
import org.espalier.rnndynamics.universality.FolderContext;
import org.espalier.rnndynamics.universality.PopulationParameters;
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

@Tag("slow")
class PrunedStudyTest {
    private static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);
    private static final int UNITS = 12;
    private static final int WEIGHTS = UNITS * UNITS;
    private final Study study = Studies.find("rnn-dynamics/pruned");

    private Plan plan(Preset preset, String... settings) {
        return Plan.of(study, preset, Overrides.parse(study.parameters(), List.of(settings), OptionalInt.empty()));
    }

    private static Trial trial(List<Trial> trials, Treatment treatment, double density) {
        return trials.stream().filter(t -> t.parameters().text("method").equals(treatment.label())
            && t.parameters().number("density") == density).findFirst().orElseThrow();
    }

    @Test
    void theDensePopulationIsSharedAndRoundsFollowEachOther() {
        List<Trial> trials = plan(Preset.QUICK).trials();
        assertEquals(1 + 7 * 4, trials.size());
        Trial dense = trial(trials, Treatment.DENSE, 1);
        assertEquals(5, dense.seeds().size());
        assertEquals(List.of(), dense.startsFrom());
        for (Treatment treatment : List.of(Treatment.MAGNITUDE, Treatment.TICKET)) {
            assertEquals(List.of(dense.id()), trial(trials, treatment, 0.5).startsFrom());
            assertEquals(List.of(trial(trials, treatment, 0.05).id()), trial(trials, treatment, 0.02).startsFrom());
        }
        for (Treatment treatment : List.of(Treatment.ONE_SHOT, Treatment.RANDOM)) {
            assertEquals(List.of(dense.id()), trial(trials, treatment, 0.02).startsFrom());
        }
        for (Treatment treatment : List.of(Treatment.RANDOM_TICKET, Treatment.POPUP, Treatment.RESERVOIR)) {
            assertEquals(List.of(), trial(trials, treatment, 0.02).startsFrom());
        }
        trials.forEach(t -> assertTrue(study.estimateSeconds(t) > 0));
        assertEquals(1 + 8 * 6, plan(Preset.STANDARD).trials().size(), "tickets are put back to two steps");
        List<Trial> other = plan(Preset.QUICK, "rewind_step=10", "trained_beside=readout").trials();
        assertEquals(dense, trial(other, Treatment.DENSE, 1), "what the others do is nothing to the dense network");
        assertEquals(3, plan(Preset.QUICK, "method=random-pruning", "density=0.3,0.1").trials().size());
    }

    @Test
    void whatCannotBeRunIsRefusedAtOnce() {
        for (String wrong : List.of("method=dense", "method=magnitude", "density=0", "density=1", "rewind_step=300",
            "rewind_step=-1", "trained_beside=nothing", "cell=comparison", "bits=9", "directions=3")) {
            assertThrows(InvalidInputException.class, () -> plan(Preset.SMOKE, wrong), wrong);
        }
    }

    private static float[] recurrent(RunDirectory runs, Trial trial, long seed) {
        return Safetensors.read(runs.artifact("rnn-dynamics/pruned", trial.id(), "network-" + seed + ".safetensors")).tensors()
            .get("rnn.weight_hh_l0").floats();
    }

    /** Where the largest magnitudes are, by sorting. */
    private static boolean[] largest(float[] weights, int count) {
        boolean[] kept = new boolean[weights.length];
        IntStream.range(0, weights.length).boxed().sorted(Comparator.comparing(i -> -Math.abs(weights[i]))).limit(count)
            .forEach(i -> kept[i] = true);
        return kept;
    }

    private static boolean[] notZero(float[] weights) {
        boolean[] kept = new boolean[weights.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = weights[i] != 0;
        }
        return kept;
    }

    @Test
    void smokeRunsFromTrainingToFindings(@TempDir Path folder) throws Exception {
        Plan plan = plan(Preset.SMOKE);
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = runs.records(plan);
        assertEquals(15, records.trials().size());
        List<Trial> trials = plan.trials();
        for (TrialRecord record : records.trials()) {
            assertEquals(TrialResult.Status.DONE, record.status(), record.reason());
            double density = record.trial().parameters().number("density");
            record.summary().forEach((seed, row) -> {
                assertEquals(Math.ceil(density * WEIGHTS), row.get("kept"), record.trial().parameters().toString());
                assertEquals(300, row.get("steps"));
                assertTrue(row.get("probe_mse") >= 0);
            });
        }
        TrialRecord dense = records.where("method", "dense").trials().get(0);
        dense.summary().values().forEach(row -> assertEquals(1, row.get("cube"), row.toString()));
        for (long seed = 1; seed <= 2; seed++) {
            masksAreWhatTheySay(runs, trials, seed);
            untrainedMasksBreakMore(records, seed);
        }
        Findings findings = study.findings(records);
        assertEquals(7, findings.claims().size());
        findings.claims().forEach(c -> assertEquals(Verdict.INCONCLUSIVE, c.verdict(), "two seeds: " + c.claim().id()));
        assertEquals(List.of("cube", "error", "stable-points", "slow-modes", "just-pruned", "state-space", "spectra"),
            findings.figures().stream().map(f -> f.id()).toList());
        assertEquals(8, findings.summary().size());
        assertFalse(Files.exists(runs.trialFolder(dense.trial()).resolve("population.npz")), "nothing is compared");
    }

    private void masksAreWhatTheySay(RunDirectory runs, List<Trial> trials, long seed) {
        float[] dense = recurrent(runs, trial(trials, Treatment.DENSE, 1), seed);
        int half = WEIGHTS / 2;
        int fifth = 29;
        boolean[] first = largest(dense, half);
        assertArrayEquals(first, notZero(recurrent(runs, trial(trials, Treatment.ONE_SHOT, 0.5), seed)));
        assertArrayEquals(first, notZero(recurrent(runs, trial(trials, Treatment.MAGNITUDE, 0.5), seed)));
        assertArrayEquals(first, notZero(recurrent(runs, trial(trials, Treatment.TICKET, 0.5), seed)));
        assertArrayEquals(largest(dense, fifth), notZero(recurrent(runs, trial(trials, Treatment.ONE_SHOT, 0.2), seed)));
        for (Treatment inRounds : List.of(Treatment.MAGNITUDE, Treatment.TICKET)) {
            float[] before = recurrent(runs, trial(trials, inRounds, 0.5), seed);
            assertArrayEquals(largest(before, fifth), notZero(recurrent(runs, trial(trials, inRounds, 0.2), seed)));
        }
        boolean[] random = notZero(recurrent(runs, trial(trials, Treatment.RANDOM, 0.2), seed));
        assertFalse(Arrays.equals(random, largest(dense, fifth)));
        assertArrayEquals(random, notZero(recurrent(runs, trial(trials, Treatment.RANDOM_TICKET, 0.2), seed)));
        // Weights that are fixed are the initial ones: drawn again from the network's own stream, at the scaled deviation.
        Trial popup = trial(trials, Treatment.POPUP, 0.2);
        Member member = PopulationParameters.members(popup, new FolderContext(runs.root())).get((int) seed - 1);
        float[] drawn = new InitialScale(1, Math.sqrt(2 / 0.2), 1, 0)
            .draw(new NetworkShape(Cells.RNN_TANH, UNITS, 2, 2), RandomStreams.of(member.seed())::stream).recurrentFloats();
        float[] reservoir = recurrent(runs, trial(trials, Treatment.RESERVOIR, 0.2), seed);
        assertArrayEquals(random, notZero(reservoir));
        float[] selected = recurrent(runs, popup, seed);
        for (int i = 0; i < WEIGHTS; i++) {
            assertTrue(reservoir[i] == 0 || reservoir[i] == drawn[i]);
            assertTrue(selected[i] == 0 || selected[i] == drawn[i]);
        }
        assertFalse(Arrays.equals(notZero(selected), random));
    }

    private static void untrainedMasksBreakMore(Records records, long seed) {
        for (String method : List.of("one-shot-pruning", "magnitude-pruning", "random-pruning")) {
            for (double density : new double[] {0.5, 0.2}) {
                Summary row = records.where("method", method).where("density", density).trials().get(0).summary()
                    .get(seed);
                assertTrue(row.get("before/probe_mse") > row.get("probe_mse"), method + " " + row);
                assertEquals(row.get("kept"), row.get("before/kept"));
                assertTrue(row.has("before/stable") && row.has("before/slow_modes"));
            }
        }
        assertFalse(records.where("method", "edge-popup").trials().get(0).summary().get(seed).has("before/stable"));
    }

    @Test
    void aTicketIsPutBackToWhereTheDenseNetworkWas(@TempDir Path root) throws IOException {
        List<Trial> trials = plan(Preset.SMOKE, "rewind_step=40", "method=lottery-ticket", "density=0.5").trials();
        Trial young = plan(Preset.SMOKE, "steps=40", "method=random-pruning", "density=0.5").trials().get(0);
        Path folder = Files.createDirectory(root.resolve(young.id()));
        FolderContext context = new FolderContext(folder);
        PrunedTrial.run(young, context);
        float[] expected = Safetensors.read(folder.resolve("network-2.safetensors")).tensors().get("rnn.weight_hh_l0").floats();
        assertArrayEquals(expected, PrunedTrial.rewound(trials.get(1), context).get(1).recurrentFloats());
        assertEquals(List.of(), PrunedTrial.rewound(plan(Preset.SMOKE, "method=lottery-ticket").trials().get(1), context));
    }

    @Test
    void aNetworkWhoseDenseOneDivergedCountsAsDiverged(@TempDir Path root) throws IOException {
        List<Trial> trials = plan(Preset.SMOKE, "method=one-shot-pruning", "density=0.5", "steps=5").trials();
        Files.writeString(Files.createDirectory(root.resolve(trials.get(0).id())).resolve("finite-seeds.txt"), "3\n12\n");
        Trial pruned = trials.get(1);
        TrialResult result = PrunedTrial.run(pruned, new FolderContext(Files.createDirectory(root.resolve(pruned.id()))));
        assertEquals(TrialResult.Status.DIVERGED, result.status());
        result.summary().values().forEach(row -> {
            assertEquals(1, row.get("diverged"));
            assertEquals(0, row.get("steps"));
            assertEquals(0, row.get("learnt"));
        });
    }

    /** Records in which each treatment has the same loss and cubes at every density. */
    private Records madeUp(int seeds, BiFunction<Treatment, Long, double[]> lossAndCube) {
        List<TrialRecord> records = new ArrayList<>();
        for (Treatment treatment : Treatment.values()) {
            for (double density : treatment == Treatment.DENSE ? new double[] {1} : new double[] {0.5, 0.2}) {
                TreeMap<Long, TreeMap<String, Double>> rows = new TreeMap<>();
                List<Long> all = new ArrayList<>();
                for (long seed = 1; seed <= seeds; seed++) {
                    double[] made = lossAndCube.apply(treatment, seed);
                    double loss = made[0] * (1 + 0.01 * seed);
                    all.add(seed);
                    rows.put(seed, new TreeMap<>(Map.of("final_val_loss", loss, "learnt", loss < 0.01 ? 1.0 : 0.0, "cube",
                        made[1])));
                }
                Map<String, Object> p = new TreeMap<>(Map.of("method", treatment.label(), "density", density));
                if (treatment == Treatment.TICKET) {
                    p.put("rewind_step", 0);
                }
                records.add(new TrialRecord(new Trial(study.id(), 1, Parameters.of(p), all, new TreeMap<>(), List.of()),
                    TrialResult.Status.DONE, "", new TreeMap<>(rows), NOWHERE));
            }
        }
        return new Records(study.id(), Preset.QUICK, records, List.of());
    }

    private void verdicts(Records records, Verdict... expected) {
        List<ClaimResult> results = study.findings(records).claims();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], results.get(i).verdict(), results.get(i).claim().id() + " " + results.get(i));
        }
    }

    @Test
    void claimsAreJudgedByTheRecords() {
        Verdict yes = Verdict.REPRODUCED;
        Verdict no = Verdict.NOT_REPRODUCED;
        List<Treatment> controls = List.of(Treatment.RANDOM, Treatment.RANDOM_TICKET, Treatment.RESERVOIR);
        verdicts(madeUp(6, (t, seed) -> controls.contains(t) ? new double[] {0.1, seed == 1 ? 1 : 0}
            : new double[] {t == Treatment.ONE_SHOT ? 2e-3 : 1e-3, 1}), yes, yes, yes, yes, yes, yes, yes);
        // Everything the other way round: what learns has no cube.
        verdicts(madeUp(6, (t, seed) -> t == Treatment.DENSE || t == Treatment.RANDOM ? new double[] {1e-3, 1}
            : controls.contains(t) || t == Treatment.ONE_SHOT ? new double[] {1e-3, 0} : new double[] {0.1, 0}), no, no, no, no,
            no, no, no);
        verdicts(madeUp(3, (t, seed) -> new double[] {1e-3, 1}), Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE);
        Verdict none = Verdict.NOT_RUN;
        verdicts(new Records(study.id(), Preset.QUICK, List.of(), List.of()), none, none, none, none, none, none, none);
    }

    @Test
    void aDivergedNetworkHasNoCubeAndNoMeanError() {
        Records records = madeUp(6, (t, seed) -> t == Treatment.TICKET && seed == 2 ? new double[] {Double.NaN, 0}
            : new double[] {t == Treatment.RANDOM_TICKET ? 0.1 : 1e-3, 1});
        ClaimResult ticket = study.findings(records).claims().get(3);
        assertEquals(5, ticket.n());
        assertEquals(Verdict.REPRODUCED, ticket.verdict());
    }
}
