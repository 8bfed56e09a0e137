package org.espalier.rnndynamics.contextintegration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.universality.MadeUpPopulations;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
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
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ContextStudyTest {
    private final Study study = Studies.find("rnn-dynamics/context-integration");

    private Plan plan(Preset preset, String... settings) {
        return Plan.of(study, preset, Overrides.parse(study.parameters(), List.of(settings), OptionalInt.empty()));
    }

    @Test
    void whatCannotBeRunIsRefusedBeforeAnyTraining() {
        for (String wrong : List.of("cell=elman", "length=1", "units=0", "l2=-1", "frequencies=5")) {
            assertThrows(InvalidInputException.class, () -> plan(Preset.SMOKE, wrong), wrong);
        }
        assertEquals(5 * 2 * 2 + 1, plan(Preset.STANDARD).trials().size());
    }

    @Test
    void theNoiseOfAStepDoesNotDependOnTheLength() {
        Task longer = new ContextTask().task(Parameters.of(Map.of("length", 50)));
        assertEquals(50, longer.steps());
        assertEquals(2.0, longer.settings().get("duration"));
        assertArrayEquals(new double[] {0, 0, 0, 1}, ContextTask.context(1));
        assertArrayEquals(new double[] {0, 1, 0, 0}, ContextTask.pulse(1));
    }

    @Test
    void smokeRunsFromTrainingToFindings(@TempDir Path folder) throws Exception {
        Plan plan = plan(Preset.SMOKE);
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = runs.records(plan);
        records.trials().forEach(t -> assertEquals(TrialResult.Status.DONE, t.status(), t.reason()));
        for (String cell : List.of("rnn-tanh", "gru")) {
            Records own = records.where("cell", cell);
            own.trials().get(0).summary().forEach((seed, row) -> {
                assertEquals(1, row.get("learnt"), cell + " " + row);
                assertTrue(row.get("on_line") > 0.2 && row.get("on_line") <= 1, row.toString());
                assertTrue(row.get("chain_similarity") > 0.1 && row.get("chain_similarity") <= 1, row.toString());
                // What the network was trained to do: keep the stream that counts, ignore the other.
                assertEquals(1, row.get("gain"), 0.5, row.toString());
                assertTrue(row.get("leak") < 0.4, row.toString());
                assertTrue(row.get("leading_modulus") > 0.8 && row.get("leading_modulus") < 1.2, row.toString());
                assertTrue(row.get("second_modulus") <= row.get("leading_modulus"), row.toString());
                assertTrue(row.get("modes_needed") >= 1 && row.get("modes_needed") <= 24, row.toString());
                assertEquals(row.get("gain"), last(own.observations(), seed, "retained"), 1e-9);
            });
        }
        Findings findings = study.findings(records);
        List<String> figures = findings.figures().stream().map(Figure::id).toList();
        assertTrue(figures.containsAll(List.of("task", "line-attractor", "eigenvalues", "spectrum", "retained-modes", "topology",
            "modes-needed")), figures.toString());
        for (Figure figure : findings.figures()) {
            assertTrue(figure.data().rows().size() > 1, figure.id());
        }
        assertEquals(study.claims().stream().map(c -> c.id()).toList(),
            findings.claims().stream().map(c -> c.claim().id()).toList());
        findings.claims().forEach(c -> assertTrue(c.verdict() == Verdict.INCONCLUSIVE, "two seeds: " + c.claim().id()));
    }

    /** With all modes the curve ends at the gain. */
    private static double last(List<Observation> observations, long seed, String metric) {
        return observations.stream().filter(o -> o.seed() == seed && o.is(metric))
            .max((a, b) -> Long.compare(a.step(), b.step())).orElseThrow().value();
    }

    private void verdicts(Records records, Verdict... expected) {
        List<ClaimResult> results = study.findings(records).claims();
        assertEquals(expected.length, results.size());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], results.get(i).verdict(), results.get(i).toString());
        }
    }

    private Records madeUp(int seeds, double chain, double vanilla, double gru, double lstm) {
        MadeUpPopulations all = new MadeUpPopulations(study.id(), seeds, Map.of("length", 10))
            .comparison(ContextTask.LINE, 0.9, 0.2);
        Map<String, Double> needed = Map.of("rnn-tanh", vanilla, "gru", gru, "lstm", lstm);
        needed.forEach((cell, modes) -> all.cell(cell, Map.of("learnt", s -> 1, "chain_similarity", s -> chain - 1e-3 * s,
            // A network without slow points has no number of modes: its seed is left out.
            "modes_needed", s -> s == seeds ? Double.NaN : modes + (cell.equals("rnn-tanh") ? 0 : 0.01 * s))));
        return all.records();
    }

    @Test
    void claimsAreJudgedByTheRecords() {
        Verdict yes = Verdict.REPRODUCED;
        Verdict no = Verdict.NOT_REPRODUCED;
        verdicts(madeUp(9, 0.97, 1, 4, 5), yes, yes, yes, yes, yes, yes);
        // The LSTM needs no more than the vanilla network: not every gated cell does.
        verdicts(madeUp(9, 0.6, 3, 6, 3), yes, yes, yes, no, no, no);
        Verdict few = Verdict.INCONCLUSIVE;
        verdicts(madeUp(5, 0.97, 1, 4, 5), yes, yes, yes, yes, few, few);
        Verdict none = Verdict.NOT_RUN;
        verdicts(new Records(study.id(), Preset.QUICK, List.of(), List.of()), none, none, none, none, none, none);
    }
}
