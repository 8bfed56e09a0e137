package org.espalier.rnndynamics.flipflop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.npy.NpyArray;
import org.espalier.nets.npy.Npz;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.weights.CellFile;
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
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.Figure;
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
class FlipFlopStudyTest {
    private static final Provenance NOWHERE = new Provenance("test", new TreeMap<>(), "", "", "", "", 0, 0);
    private final Study study = Studies.find("rnn-dynamics/flip-flop");

    private Plan plan(Preset preset, String... settings) {
        return Plan.of(study, preset, Overrides.parse(study.parameters(), List.of(settings), OptionalInt.empty()));
    }

    @Test
    void oneComparisonStartsFromAllPopulations() {
        List<Trial> trials = plan(Preset.STANDARD).trials();
        assertEquals(5 * 2 * 2 + 1, trials.size());
        Trial comparison = trials.get(trials.size() - 1);
        assertEquals(20, comparison.startsFrom().size());
        assertEquals(10, trials.get(0).seeds().size());
        trials.forEach(t -> assertTrue(study.estimateSeconds(t) > 0));
        // A change of the comparison leaves the populations as they are.
        List<Trial> other = plan(Preset.STANDARD, "directions=7").trials();
        assertEquals(trials.subList(0, 20), other.subList(0, 20));
        // So does a measure, and without one a comparison is what it was.
        List<Trial> measured = plan(Preset.STANDARD, "measure=cka").trials();
        assertEquals(trials.subList(0, 20), measured.subList(0, 20));
        assertEquals("cka", measured.get(20).parameters().text("measure"));
        assertFalse(comparison.parameters().has("measure"));
        // Two learning rates are two comparisons.
        assertEquals(2 * 21, plan(Preset.STANDARD, "learning_rate=0.005,0.01").trials().size());
    }

    /** The paper's measure is SVCCA: what is claimed of it is judged by it alone, and of another measure rows say so. */
    @Test
    void aMeasureThatIsAskedForReachesTablesAndHasClaimsOfItsOwn(@TempDir Path folder) throws Exception {
        Plan plan = plan(Preset.SMOKE, "measure=cka");
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Findings with = study.findings(runs.records(plan));
        List<String> ids = with.claims().stream().map(c -> c.claim().id()).toList();
        assertEquals(study.claims().stream().map(Claim::id).toList(), ids.stream().filter(id -> !id.endsWith("cka")).toList());
        assertEquals(List.of("geometry-tells-cells-by-cka", "topology-tells-less-than-cka"),
            ids.stream().filter(id -> id.endsWith("cka")).toList());
        with.claims().stream().filter(c -> c.claim().id().endsWith("cka")).forEach(c -> {
            assertTrue(c.claim().effect().contains("by cka"), c.claim().effect());
            assertTrue(c.verdict() != Verdict.NOT_RUN, "judged on the measure's own numbers");
        });
        Figure accuracy = with.figures().stream().filter(f -> f.id().equals("accuracy")).findFirst().orElseThrow();
        assertTrue(accuracy.data().column("distance").contains("measure-cka"), accuracy.data().toString());
        assertTrue(with.summary().stream().anyMatch(s -> s.startsWith("By measure-cka ")), with.summary().toString());
    }

    @Test
    void whatCannotBeRunIsRefusedAtOnce() {
        for (String wrong : List.of("cell=transformer", "cell=comparison", "units=0", "pulse_probability=1.5", "bits=9",
            "learning_rate=-1", "measure=ckaa", "measure=cka,procrustes", "steps=0", "decay=2", "probes=1")) {
            assertThrows(InvalidInputException.class, () -> plan(Preset.SMOKE, wrong), wrong);
        }
    }

    @Test
    void smokeRunsFromTrainingToFindings(@TempDir Path folder) throws Exception {
        Plan plan = plan(Preset.SMOKE);
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = runs.records(plan);
        assertEquals(3, records.trials().size());
        records.trials().forEach(t -> assertEquals(TrialResult.Status.DONE, t.status(), t.reason()));
        for (String cell : List.of("rnn-tanh", "gru")) {
            TrialRecord record = records.where("cell", cell).trials().get(0);
            record.summary().forEach((seed, row) -> {
                assertEquals(1, row.get("learnt"), cell + " " + row);
                assertEquals(1, row.get("cube"), cell + " " + row);
                assertEquals(4, row.get("stable"));
                assertEquals(4, row.get("corners"));
                assertEquals(0.0, row.get("missing_edges") + row.get("extra_edges") + row.get("wrong_transitions"));
                assertEquals(0, row.get("cube_distance"), 1e-9);
                assertTrue(row.get("saddles") >= 4, "one on each edge of the square: " + row);
                assertTrue(row.get("learnt_at") <= row.get("steps"));
                assertTrue(row.get("non_linearity") > 0 && row.get("non_linearity") < 10, row.toString());
                assertTrue(row.get("greatest_eigenvalue") < 1);
            });
            // The files are those that espalier fixed-points reads and writes: the points stand still under the weights.
            Path weights = runs.artifact(study.id(), record.trial().id(), "network-1.safetensors");
            Map<String, NpyArray> points = Npz.read(runs.artifact(study.id(), record.trial().id(), "fixed-points-1.npz"));
            Cell network = CellFile.read(weights, Cells.named(cell));
            int d = network.stateSize();
            double[] states = points.get("states").doubles();
            double[] kinds = points.get("class").doubles();
            double[] h = new double[d];
            double[] next = new double[d];
            for (int i = 0; i < kinds.length; i++) {
                System.arraycopy(states, i * d, h, 0, d);
                network.step(h, 0, new double[2], 0, next, 0);
                for (int k = 0; k < d && kinds[i] == 0; k++) {
                    assertEquals(h[k], next[k], 1e-11);
                }
            }
        }
        Summary compared = records.where("cell", "comparison").trials().get(0).summary().get(1L);
        assertEquals(2, compared.get("compared"));
        for (String distance : List.of("svcca-3", "svcca-5", "svcca-10", "svcca-20", "svcca-99-percent", "dsa",
            "dsa-wasserstein-5-10", "dsa-wasserstein-1-10", "orbits", "transitions")) {
            assertEquals(1 / 3.0, compared.get("chance/" + distance), 1e-12);
            assertTrue(compared.get("accuracy/" + distance) >= 0 && compared.get("accuracy/" + distance) <= 1);
            assertTrue(compared.get("p/" + distance) > 0);
        }
        assertEquals(0, compared.get("between/transitions"), "every transition graph is the square's");
        assertEquals(1 / 3.0, compared.get("accuracy/transitions"), 1e-12, "which tells nothing");
        Findings findings = study.findings(records);
        assertEquals(5, findings.claims().size());
        assertEquals(List.of("task-example", "state-space", "losses", "accuracy", "map-geometry", "map-dsa",
            "map-orbits", "eigenvalues", "fixed-points", "q"), findings.figures().stream().map(Figure::id).toList());
        findings.figures().forEach(f -> assertTrue(!f.data().rows().isEmpty(), f.id()));
        assertTrue(findings.summary().get(0).startsWith("Of 4 networks that learnt 4 "), findings.summary().get(0));
        assertEquals(1 + 2 + 4 + 2, findings.summary().size(), findings.summary().toString());
        stateSpaceIsThatOfTheNetwork(findings, records);
        findings.claims().forEach(c -> assertEquals(Verdict.INCONCLUSIVE, c.verdict(), "two seeds: " + c.claim().id()));
    }

    /** Stable points are drawn where the trajectories go, saddles between them. */
    private static void stateSpaceIsThatOfTheNetwork(Findings findings, Records records) {
        Figure figure = findings.figures().get(1);
        for (String cell : List.of("gru", "rnn-tanh")) {
            List<List<Object>> rows = figure.data().rows().stream().filter(r -> r.get(0).equals(cell)).toList();
            double stable = records.where("cell", cell).trials().get(0).summary().get(1L).get("stable");
            assertEquals(stable, rows.stream().filter(r -> r.get(5).equals("stable")).count());
            assertEquals(6 * 25, rows.stream().filter(r -> r.get(5).equals("trajectory")).count());
            for (List<Object> point : rows.stream().filter(r -> r.get(5).equals("stable")).toList()) {
                double nearest = rows.stream().filter(r -> r.get(5).equals("trajectory")).mapToDouble(r -> Math.hypot(
                    (Double) r.get(1) - (Double) point.get(1), (Double) r.get(3) - (Double) point.get(2))).min().orElseThrow();
                assertTrue(nearest < 0.25, cell + " " + nearest);
            }
        }
    }

    private Records madeUp(int seeds, double learnt, double cube, double geometry, double topology) {
        SplittableRandom noise = new SplittableRandom(4);
        List<TrialRecord> records = new ArrayList<>();
        TreeMap<Long, TreeMap<String, Double>> comparison = new TreeMap<>();
        List<Long> all = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            all.add(seed);
            comparison.put(seed, new TreeMap<>(Map.of("accuracy/svcca-10", geometry + 0.02 * noise.nextDouble(),
                "accuracy/orbits", topology + 0.02 * noise.nextDouble(), "chance/orbits", 0.2)));
            for (String distance : List.of("svcca-10", "orbits", "transitions")) {
                for (String metric : List.of("accuracy/", "chance/", "p/", "within/", "between/", "separation_p/", "mapped/")) {
                    comparison.get(seed).putIfAbsent(metric + distance, 0.2);
                }
            }
        }
        for (String cell : List.of("gru", "lstm")) {
            for (double l2 : new double[] {0, 1e-5}) {
                TreeMap<Long, TreeMap<String, Double>> rows = new TreeMap<>();
                for (long seed : all) {
                    double share = (seed - 0.5) / seeds;
                    rows.put(seed, new TreeMap<>(Map.of("learnt", share < learnt ? 1.0 : 0.0, "cube", share < cube ? 1.0 : 0.0,
                        "diverged", 0.0, "learnt_at", 100.0 + seed, "fixed", 27.0, "stable", 8.0, "saddles_1", 12.0, "saddles_2", 6.0,
                        "saddles_3", 1.0)));
                }
                records.add(record(Map.of("cell", cell, "l2", l2, "units", 64, "bits", 3), all, rows));
            }
        }
        records.add(record(Map.of("cell", "comparison", "directions", 10), all, comparison));
        return new Records(study.id(), Preset.STANDARD, records, List.of());
    }

    private TrialRecord record(Map<String, ?> parameters, List<Long> seeds, TreeMap<Long, TreeMap<String, Double>> rows) {
        return new TrialRecord(new Trial(study.id(), 1, Parameters.of(parameters), seeds, new TreeMap<>(), List.of()),
            TrialResult.Status.DONE, "", new TreeMap<>(rows), NOWHERE);
    }

    private void verdicts(Records records, Verdict... expected) {
        List<ClaimResult> results = study.findings(records).claims();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], results.get(i).verdict(), results.get(i).claim().id() + " " + results.get(i));
        }
    }

    @Test
    void claimsAreJudgedByTheRecords() {
        verdicts(madeUp(10, 1, 1, 0.9, 0.21), Verdict.REPRODUCED, Verdict.REPRODUCED, Verdict.REPRODUCED,
            Verdict.REPRODUCED, Verdict.REPRODUCED);
        // Of those that learnt every one is a cube; but few learn.
        verdicts(madeUp(20, 0.3, 1, 0.3, 0.8), Verdict.NOT_REPRODUCED, Verdict.REPRODUCED, Verdict.NOT_REPRODUCED,
            Verdict.NOT_REPRODUCED, Verdict.NOT_REPRODUCED);
        verdicts(madeUp(10, 1, 0.2, 0.9, 0.21), Verdict.REPRODUCED, Verdict.NOT_REPRODUCED);
        verdicts(madeUp(3, 1, 1, 0.9, 0.21), Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE,
            Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE);
        Verdict none = Verdict.NOT_RUN;
        verdicts(new Records(study.id(), Preset.QUICK, List.of(), List.of()), none, none, none, none, none);
    }
}
