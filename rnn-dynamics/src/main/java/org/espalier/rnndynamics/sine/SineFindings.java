package org.espalier.rnndynamics.sine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.espalier.rnndynamics.universality.CellCurves;
import org.espalier.rnndynamics.universality.ExampleNetwork;
import org.espalier.rnndynamics.universality.NetworkRecords;
import org.espalier.rnndynamics.universality.PopulationParameters;
import org.espalier.study.Parameters;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/** Tables and figures of {@code rnn-dynamics/sine}. */
final class SineFindings {
    private static final String CELL = PopulationParameters.CELL;
    private static final String SERIES = "series";
    private static final List<String> PLACED = List.of(CELL, "x", "y", SERIES);
    private static final String MEANS = " Means over the networks that learnt, all sizes and L2 strengths, with 95 % intervals.";
    private static final String EXAMPLES = " One network of each cell.";
    private static final int MODULI = 16;

    private SineFindings() { }

    static Findings of(Records records) {
        Records trained = NetworkRecords.trained(records);
        List<Figure> figures = new ArrayList<>();
        if (!trained.isEmpty()) {
            examples(trained, figures);
            means(trained, figures);
        }
        return new Findings(sentences(trained), figures,
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            SineClaims.judge(records));
    }

    /** The task of the study's trials; of several the first. */
    private static Parameters first(Records trained) {
        return trained.trials().get(0).trial().parameters();
    }

    private static void examples(Records trained, List<Figure> figures) {
        List<ExampleNetwork> examples = ExampleNetwork.of(trained);
        if (examples.isEmpty()) {
            return;
        }
        var sine = new SineTask().task(first(trained));
        int[] shown = SineExample.shown(sine.frequencies());
        List<List<Object>> output = new ArrayList<>();
        List<List<Object>> plane = new ArrayList<>();
        List<List<Object>> eigenvalues = new ArrayList<>();
        for (ExampleNetwork example : examples) {
            for (int j : new int[] {shown[0], shown[shown.length - 1]}) {
                String which = j == shown[0] ? "slowest: " : "fastest: ";
                curve(example, j, "target", which + "target", output);
                curve(example, j, "output", which + "network", output);
            }
            for (int j : shown) {
                String series = String.format(Locale.ROOT, "input %.2f", sine.input(j));
                example.addRows(plane, j + "/x", j + "/y", series);
                example.addRows(eigenvalues, j + "/re", j + "/im", series);
            }
            points(example, plane);
            example.addUnitCircle(eigenvalues);
        }
        figures.add(new Figure("task", "What the networks do", "Output and target at the slowest and the fastest frequency, "
            + "against the step." + EXAMPLES, new Table("task", "What the networks do", PLACED, output),
            Figure.Axis.linear("x", "step"), Figure.Axis.linear("y", "output"),
            List.of(new Figure.Line(SERIES, List.of("slowest: target", "fastest: target"))), CELL));
        figures.add(placed("trajectories", "Cycles round a chain of fixed points", "States in the plane of their two principal "
            + "directions: trajectories under four inputs, and the fixed points of all inputs by their number of unstable "
            + "dimensions." + EXAMPLES, plane, "first principal direction", "second"));
        figures.add(placed("eigenvalues", "Linearised dynamics at the fixed points of four inputs", "Eigenvalues of the Jacobian "
            + "in the complex plane; modes outside the unit circle grow." + EXAMPLES, eigenvalues, "real part",
            "imaginary part"));
    }

    private static void curve(ExampleNetwork example, int j, String metric, String series, List<List<Object>> rows) {
        example.curve(j + "/" + metric).forEach((t, value) -> rows.add(List.of(example.cell(), t, value, series)));
    }

    private static void points(ExampleNetwork example, List<List<Object>> rows) {
        SortedMap<Long, Double> y = example.curve("point/y");
        SortedMap<Long, Double> unstable = example.curve("point/unstable");
        example.curve("point/x").forEach((i, x) -> rows.add(List.of(example.cell(), x, y.get(i),
            "points, " + (unstable.get(i) == 0 ? "stable" : Math.round(unstable.get(i)) + " unstable"))));
    }

    private static Figure placed(String id, String title, String caption, List<List<Object>> rows, String x, String y) {
        return new Figure(id, title, caption, new Table(id, title, PLACED, rows), Figure.Axis.linear("x", x),
            Figure.Axis.linear("y", y), List.of(new Figure.Points(SERIES)), CELL);
    }

    private static void means(Records trained, List<Figure> figures) {
        figures.add(frequency(trained));
        Table moduli = CellCurves.curve("spectrum", "Average sorted eigenvalues", trained, "modulus", "number", MODULI);
        figures.add(new Figure("spectrum", "Average sorted eigenvalues", "Moduli of the greatest eigenvalues, sorted at each fixed "
            + "point and averaged over the points of a network (as in fig. 3e of the paper)." + MEANS, moduli,
            Figure.Axis.linear("number", "eigenvalue, greatest first"), Figure.Axis.linear("mean", "modulus"),
            SummaryTables.lines(CELL), null));
        Table numbers = CellCurves.numbers("topology", "Is it a chain?", trained,
            List.of("chain_similarity", "inputs_with_point", "oscillating", "frequency_rank"),
            List.of("similarity to the chain", "inputs with a fixed point", "leading pair outside the circle",
                "rank correlation of frequencies"));
        figures.add(new Figure("topology", "Is it a chain, and does it turn?", "Similarity of the graph of nearest neighbours to "
            + "a perfect chain; fraction of the inputs under which a fixed point was found, and of those at which the leading "
            + "eigenvalues are a complex pair outside the unit circle; rank correlation of its frequency with the target's."
            + MEANS, numbers, Figure.Axis.linear(CELL, CELL), Figure.Axis.linear("mean", "fraction"),
            SummaryTables.intervals("measure"), null));
    }

    /** Against the target's frequency, with the targets themselves as a dashed series. */
    private static Figure frequency(Records trained) {
        String id = "frequency";
        String title = "How fast the linearised dynamics turn";
        var sine = new SineTask().task(first(trained));
        Table curve = CellCurves.curve(id, title, trained, "frequency", "input", Long.MAX_VALUE);
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : curve.rows()) {
            List<Object> moved = new ArrayList<>(row);
            moved.set(0, sine.frequency((int) (long) (Long) row.get(0) + 1));
            rows.add(moved);
        }
        for (int j = 1; j <= sine.frequencies(); j++) {
            rows.add(Arrays.asList(sine.frequency(j), "target", null, sine.frequency(j), null, null));
        }
        return new Figure(id, title, "Frequency of the leading complex pair of eigenvalues at the fixed point of each input, "
            + "against the frequency asked for; dashed: equal." + MEANS,
            new Table(id, title, MeanRows.columns("target", CELL), rows), Figure.Axis.linear("target",
            "target, radians a step"), Figure.Axis.linear("mean", "at the fixed point, radians a step"),
            List.of(new Figure.Band("low", "high", CELL), new Figure.Line(CELL, List.of("target"))), null);
    }

    private static List<String> sentences(Records trained) {
        List<String> sentences = new ArrayList<>();
        for (Object cell : trained.values(CELL)) {
            Records own = trained.where(CELL, cell);
            long networks = own.trials().stream().mapToLong(t -> t.summary().size()).sum();
            int learnt = CellCurves.values(own, "learnt").size();
            Double similarity = MeanRows.mean(CellCurves.values(own, "chain_similarity"));
            Double rank = MeanRows.mean(CellCurves.values(own, "frequency_rank"));
            Double error = MeanRows.mean(CellCurves.values(own, "frequency_error"));
            sentences.add(String.format(Locale.ROOT, "%s: %d of %d networks learnt%s%s.", cell, learnt, networks,
                similarity == null ? "" : String.format(Locale.ROOT, "; their fixed points are %.0f %% a chain",
                    100 * similarity),
                rank == null || error == null ? "" : String.format(Locale.ROOT, ", the leading pair's frequency follows the "
                    + "target's with a rank correlation of %.2f and a median relative error of %.2f", rank, error)));
        }
        return sentences;
    }
}
