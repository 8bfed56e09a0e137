package org.espalier.rnndynamics.sine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.task.Sine;
import org.espalier.rnndynamics.task.Trials;
import org.espalier.rnndynamics.universality.MadeUpPopulations;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.TrialResult;
import org.espalier.study.execute.ExecutionListener;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Verdict;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SineStudyTest {
    private final Study study = Studies.find("rnn-dynamics/sine");

    private Plan plan(Preset preset, String... settings) {
        return Plan.of(study, preset, Overrides.parse(study.parameters(), List.of(settings), OptionalInt.empty()));
    }

    @Test
    void whatCannotBeRunIsRefusedBeforeAnyTraining() {
        for (String wrong : List.of("cell=elman", "frequencies=2", "lowest=0", "highest=4", "length=1", "units=0")) {
            assertThrows(InvalidInputException.class, () -> plan(Preset.SMOKE, wrong), wrong);
        }
        String message = assertThrows(InvalidInputException.class,
            () -> plan(Preset.SMOKE, "lowest=0.5", "highest=0.2")).getMessage();
        assertTrue(message.contains("highest is 0.2"), message);
        assertEquals(5 * 2 * 2 + 1, plan(Preset.STANDARD).trials().size());
    }

    @Test
    void probesAreOneTrialAFrequency() {
        Sine sine = new Sine(3, 0.2, 0.6, 5);
        Trials probes = new SineTask().probes(sine, 7, null);
        assertEquals(3, probes.count());
        for (int j = 1; j <= 3; j++) {
            for (int t = 0; t < 5; t++) {
                assertEquals(sine.input(j), probes.input(t, j - 1, 0), 1e-7);
                assertEquals(Math.sin(0.2 * j * t), probes.target(t, j - 1, 0), 1e-7);
                assertTrue(probes.counts(t, j - 1));
            }
        }
        assertEquals(List.of(1, 26, 51), Arrays.stream(SineExample.shown(51)).boxed().toList());
        assertEquals(3, SineExample.shown(3).length);
    }

    @Test
    void smokeRunsFromTrainingToFindings(@TempDir Path folder) throws Exception {
        Plan plan = plan(Preset.SMOKE);
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = runs.records(plan);
        records.trials().forEach(t -> assertEquals(TrialResult.Status.DONE, t.status(), t.reason()));
        for (String cell : List.of("rnn-tanh", "gru")) {
            records.where("cell", cell).trials().get(0).summary().forEach((seed, row) -> {
                assertEquals(1, row.get("learnt"), cell + " " + row);
                assertTrue(row.get("inputs_with_point") > 0.5, row.toString());
                assertTrue(row.get("points_an_input") >= row.get("inputs_with_point"), row.toString());
                double all = 10 + row.get("chain_extra");
                assertEquals(1 - (row.get("chain_missing") + row.get("chain_extra")) / all, row.get("chain_similarity"), 1e-12);
                assertTrue(row.get("oscillating") <= row.get("inputs_with_point"), row.toString());
            });
        }
        Findings findings = study.findings(records);
        List<String> figures = findings.figures().stream().map(Figure::id).toList();
        assertTrue(figures.containsAll(List.of("task", "trajectories", "eigenvalues", "frequency", "spectrum", "topology")),
            figures.toString());
        for (Figure figure : findings.figures()) {
            assertTrue(figure.data().rows().size() > 1, figure.id());
        }
        // The example's trajectory is what the output was read from, step by step: as many as the trial has.
        assertEquals(30, records.where("cell", "gru").observations().stream()
            .filter(o -> o.is("example/1/output")).count());
        assertEquals(study.claims().stream().map(c -> c.id()).toList(),
            findings.claims().stream().map(c -> c.claim().id()).toList());
        findings.claims().forEach(c -> assertEquals(Verdict.INCONCLUSIVE, c.verdict(), "two seeds: " + c.claim().id()));
    }

    private void verdicts(Records records, Verdict... expected) {
        List<ClaimResult> results = study.findings(records).claims();
        assertEquals(expected.length, results.size());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], results.get(i).verdict(), results.get(i).toString());
        }
    }

    private Records madeUp(int seeds, double chain, double rank, double learnt) {
        MadeUpPopulations all = new MadeUpPopulations(study.id(), seeds,
            Map.of("frequencies", 5, "lowest", 0.1, "highest", 0.6, "length", 10)).comparison(SineTask.CHAIN, 0.9, 0.2);
        for (String cell : List.of("gru", "lstm")) {
            // The other half did not learn: what is wrong with it does not count.
            all.cell(cell, Map.of("learnt", s -> s <= learnt * seeds ? 1 : 0,
                "chain_similarity", s -> s <= learnt * seeds ? chain - 1e-3 * s : 0,
                "frequency_rank", s -> cell.equals("lstm") ? rank - 1e-3 * s : 0.99));
        }
        return all.records();
    }

    @Test
    void claimsAreJudgedByTheRecords() {
        Verdict yes = Verdict.REPRODUCED;
        verdicts(madeUp(8, 0.97, 0.95, 1), yes, yes, yes, yes, yes);
        verdicts(madeUp(12, 0.97, 0.95, 0.5), yes, yes, yes, yes, yes);
        // One cell whose frequencies do not follow is enough.
        verdicts(madeUp(8, 0.5, 0.2, 1), yes, yes, yes, Verdict.NOT_REPRODUCED, Verdict.NOT_REPRODUCED);
        Verdict few = Verdict.INCONCLUSIVE;
        verdicts(madeUp(4, 0.97, 0.95, 1), few, few, few, few, few);
        Verdict none = Verdict.NOT_RUN;
        verdicts(new Records(study.id(), Preset.QUICK, List.of(), List.of()), none, none, none, none, none);
    }
}
