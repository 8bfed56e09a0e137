package org.espalier.study.finding;

import static org.espalier.study.finding.TableFormatsTest.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Parameters;
import org.espalier.study.Preset;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The tables made from records: {@link SummaryTables}, {@link ResultsTable}, {@link SeedValues}. */
class SummaryTablesTest {

    private static final Provenance NOWHERE = new Provenance("0", new TreeMap<>(), "", "", "", "", 0, 0);

    private final List<TrialRecord> trials = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();

    private Trial add(Map<String, ?> parameters, Map<Long, Map<String, Double>> summary, Long... seeds) {
        Trial trial = new Trial("m/s", 1, Parameters.of(parameters), List.of(seeds), new TreeMap<>(), List.of());
        TreeMap<Long, SortedMap<String, Double>> rows = new TreeMap<>();
        summary.forEach((seed, row) -> rows.put(seed, new TreeMap<>(row)));
        trials.add(new TrialRecord(trial, TrialResult.Status.DONE, "", rows, NOWHERE));
        return trial;
    }

    private void log(Trial trial, long seed, String metric, long step, double value) {
        observations.add(new Observation(trial.id(), seed, trial.parameters(), metric, step, value));
    }

    private Records records() {
        return new Records("m/s", Preset.SMOKE, trials, observations);
    }

    @Test
    @DisplayName("a grid point and metric a row; interval of 1, 2, 3 is 2 -+ 4.303 / sqrt(3)")
    void gridPointsHaveMeansOverSeeds() {
        add(Map.of("density", 0.5, "method", "b"), Map.of(3L, Map.of("accuracy", 3.0)), 3L);
        add(Map.of("density", 0.5, "method", "b"),
            Map.of(1L, Map.of("accuracy", 1.0), 2L, Map.of("accuracy", 2.0)), 1L, 2L);
        add(Map.of("density", 0.1, "method", "b"), Map.of(1L, Map.of("accuracy", 0.7, "loss", 4.0)), 1L);
        add(Map.of("method", "dense"), Map.of(1L, Map.of("accuracy", 0.9)), 1L);
        Table table = SummaryTables.gridPoints("grid", "T", records());
        assertEquals(List.of("density", "method", "metric", "n", "left_out", "mean", "ci_low", "ci_high", "min", "max"),
            table.columns());
        assertEquals(Arrays.asList(null, 0.1, 0.1, 0.5), table.column("density"));
        assertEquals(Arrays.asList(0.1, "b", "accuracy", 1L, 0L, 0.7, null, null, 0.7, 0.7), table.rows().get(1));
        assertEquals("loss", table.rows().get(2).get(2));
        List<Object> three = table.rows().get(3);
        assertEquals(List.of(0.5, "b", "accuracy", 3L, 0L, 2.0), three.subList(0, 6));
        assertEquals(2 - 4.302652729911275 / Math.sqrt(3), (double) three.get(6), 1e-9);
        assertEquals(2 + 4.302652729911275 / Math.sqrt(3), (double) three.get(7), 1e-9);
        assertEquals(List.of(1.0, 3.0), three.subList(8, 10));
    }

    @Test
    void seedsWithoutAValueAreCounted() {
        add(Map.of("a", 1), Map.of(1L, Map.of("accuracy", 1.0), 2L, Map.of("accuracy", Double.NaN)), 1L, 2L);
        add(Map.of("a", 1), Map.of(), 3L);
        add(Map.of("a", 2), Map.of(), 1L, 2L);
        Table table = SummaryTables.gridPoints("grid", "T", records());
        assertEquals(Arrays.asList(1L, "accuracy", 1L, 2L, 1.0, null, null, 1.0, 1.0), table.rows().get(0));
        assertEquals(Arrays.asList(2L, null, 0L, 2L, null, null, null, null, null), table.rows().get(1));
        assertEquals(2, table.rows().size());

        SortedMap<Long, Double> values = SeedValues.of(records().where("a", 1), "accuracy");
        assertEquals(List.of(1L, 2L, 3L), List.copyOf(values.keySet()));
        assertTrue(values.get(2L).isNaN() && values.get(3L).isNaN());
        ClaimResult result = ClaimTest.claim(0).judge(values);
        assertEquals(1, result.n());
        assertTrue(result.note().contains("2 seeds left out"), result.note());
    }

    @Test
    void aSeedTwiceAtOnePointIsRefused() {
        add(Map.of("a", 1), Map.of(1L, Map.of("accuracy", 1.0)), 1L);
        add(Map.of("a", 1, "b", 2), Map.of(1L, Map.of("accuracy", 1.0)), 1L);
        Exception e = assertThrows(IllegalStateException.class,
            () -> SummaryTables.series("s", "T", records(), "accuracy", "a", null));
        assertTrue(e.getMessage().contains("seed 1"), e.getMessage());
    }

    @Test
    void seriesAreSortedByNumber() {
        for (double density : new double[] {0.5, 0.05, 1.0}) {
            for (String method : List.of("z", "a")) {
                add(Map.of("density", density, "method", method),
                    Map.of(1L, Map.of("accuracy", density), 2L, Map.of("accuracy", density)), 1L, 2L);
            }
        }
        Table table = SummaryTables.series("s", "T", records(), "accuracy", "density", "method");
        assertEquals(List.of("density", "method", "n", "left_out", "mean", "low", "high"), table.columns());
        assertEquals(List.of(0.05, 0.05, 0.5, 0.5, 1.0, 1.0), table.column("density"));
        assertEquals(List.of("a", "z", "a", "z", "a", "z"), table.column("method"));
        assertEquals(List.of(0.5, "a", 2L, 0L, 0.5, 0.5, 0.5), table.rows().get(2));
        Figure.Axis x = Figure.Axis.linear("density", "Density");
        Figure.Axis y = Figure.Axis.linear("mean", "Accuracy");
        new Figure("f", "F", "C.", table, x, y, SummaryTables.lines("method"), null);
        new Figure("f", "F", "C.", table, x, y, SummaryTables.intervals("method"), null);
        assertEquals(List.of("density", "n", "left_out", "mean", "low", "high"),
            SummaryTables.series("s", "T", records().where("method", "a"), "accuracy", "density", null).columns());
    }

    @Test
    void aTrialWithoutTheParameterIsRefused() {
        add(Map.of("method", "dense"), Map.of(1L, Map.of("accuracy", 1.0)), 1L);
        Exception e = assertThrows(InvalidInputException.class,
            () -> SummaryTables.series("s", "T", records(), "accuracy", "density", null));
        assertTrue(e.getMessage().contains("no parameter 'density'"), e.getMessage());
    }

    @Test
    void learningCurvesAreMeansByStep() {
        Trial a = add(Map.of("method", "a"), Map.of(), 1L, 2L);
        Trial b = add(Map.of("method", "b"), Map.of(), 1L);
        for (long step : new long[] {10, 2}) {
            log(a, 1, "loss", step, step);
            log(a, 2, "loss", step, step == 2 ? 4 : Double.NaN);
            log(b, 1, "loss", step, 7);
            log(b, 1, "other", step, 0);
        }
        Table table = SummaryTables.learningCurves("c", "T", records(), "loss", "method");
        assertEquals(List.of("step", "method", "n", "left_out", "mean", "low", "high"), table.columns());
        assertEquals(List.of(2L, 2L, 10L, 10L), table.column("step"));
        assertEquals(List.of("a", "b", "a", "b"), table.column("method"));
        assertEquals(List.of(3.0, 7.0, 10.0, 7.0), table.column("mean"));
        assertEquals(List.of(0L, 0L, 1L, 0L), table.column("left_out"));
        assertEquals(3 + 12.706204736432095, (double) table.rows().get(0).get(6), 1e-8);
        assertNull(table.rows().get(2).get(6));
        Exception e = assertThrows(IllegalStateException.class,
            () -> SummaryTables.learningCurves("c", "T", records(), "loss", null));
        assertTrue(e.getMessage().contains("two values of loss at step 10"), e.getMessage());
    }

    @Test
    @DisplayName("results.csv: observations first, then the final metrics that were not logged, with an empty step")
    void resultsHoldEveryNumberOnce() throws IOException {
        Trial a = add(Map.of("width", 64, "method", "a,b"),
            Map.of(1L, Map.of("accuracy", 0.25, "loss", 9.0), 2L, Map.of("accuracy", 0.75)), 1L, 2L);
        Trial b = add(Map.of("method", "b", "fast", true), Map.of(), 1L);
        log(a, 1, "loss", 0, 2.5);
        log(a, 1, "loss", 5, Double.NaN);
        log(b, 1, "accuracy", 1, 1e-7);
        StringBuilder csv = new StringBuilder();
        Csv.write(ResultsTable.of(records()), csv);
        assertEquals("trial,seed,fast,method,width,metric,step,value\n"
            + a.id() + ",1,,\"a,b\",64,loss,0,2.5\n"
            + a.id() + ",1,,\"a,b\",64,loss,5,\n"
            + b.id() + ",1,true,b,,accuracy,1,1.0E-7\n"
            + a.id() + ",1,,\"a,b\",64,accuracy,,0.25\n"
            + a.id() + ",2,,\"a,b\",64,accuracy,,0.75\n", csv.toString());
    }

    @Test
    void noRecordsMakeEmptyTables() {
        assertEquals(List.of("trial", "seed", "metric", "step", "value"), ResultsTable.of(records()).columns());
        assertEquals(List.of(), SummaryTables.gridPoints("g", "T", records()).rows());
        assertEquals(List.of(), SummaryTables.series("g", "T", records(), "m", "x", "y").rows());
        assertEquals(List.of(), SummaryTables.learningCurves("g", "T", records(), "m", null).rows());
    }

    @Test
    void parametersNamedLikeAColumnAreRefused() {
        add(Map.of("step", 1, "n", 3), Map.of(1L, Map.of("accuracy", 1.0)), 1L);
        Exception e = assertThrows(InvalidInputException.class, () -> ResultsTable.of(records()));
        assertTrue(e.getMessage().contains("'step'"), e.getMessage());
        e = assertThrows(InvalidInputException.class, () -> SummaryTables.gridPoints("g", "T", records()));
        assertTrue(e.getMessage().contains("'n'"), e.getMessage());
        refused("table id 'a/b'", () -> SummaryTables.gridPoints("a/b", "T", new Records("m/s", Preset.SMOKE,
            List.of(), List.of())));
    }
}
