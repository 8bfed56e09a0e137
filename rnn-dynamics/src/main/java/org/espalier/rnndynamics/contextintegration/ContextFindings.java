package org.espalier.rnndynamics.contextintegration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.rnndynamics.universality.CellCurves;
import org.espalier.rnndynamics.universality.ExampleNetwork;
import org.espalier.rnndynamics.universality.NetworkRecords;
import org.espalier.rnndynamics.universality.PopulationParameters;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/** Tables and figures of {@code rnn-dynamics/context-integration}. */
final class ContextFindings {
    private static final String CELL = PopulationParameters.CELL;
    private static final String SERIES = "series";
    private static final List<String> PLACED = List.of(CELL, "x", "y", SERIES);
    private static final String MEANS = " Means over the networks that learnt, all sizes and L2 strengths, with 95 % intervals.";
    private static final String EXAMPLES = " One network of each cell, in the first context.";
    private static final int MODULI = 16;
    private static final int RETAINED = 24;

    private ContextFindings() { }

    static Findings of(Records records) {
        Records trained = NetworkRecords.trained(records);
        List<Figure> figures = new ArrayList<>();
        if (!trained.isEmpty()) {
            examples(ExampleNetwork.of(trained), figures);
            means(trained, figures);
        }
        return new Findings(sentences(trained), figures,
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            ContextClaims.judge(records));
    }

    private static void examples(List<ExampleNetwork> examples, List<Figure> figures) {
        List<List<Object>> output = new ArrayList<>();
        List<List<Object>> plane = new ArrayList<>();
        List<List<Object>> eigenvalues = new ArrayList<>();
        for (ExampleNetwork example : examples) {
            for (int k = 1; k <= ContextExample.SHOWN; k++) {
                for (String what : List.of("target", "output")) {
                    String series = "trial " + k + ": " + (what.equals("output") ? "network" : what);
                    example.curve("trial/" + k + "/" + what).forEach((t, y) ->
                        output.add(List.of(example.cell(), t, y, series)));
                }
                example.addRows(plane, "trial/" + k + "/x", "trial/" + k + "/y", "trial " + k);
            }
            line(example, plane);
            example.addRows(plane, "fixed/x", "fixed/y", "fixed points");
            example.addRows(eigenvalues, "re", "im", "eigenvalues");
            example.addUnitCircle(eigenvalues);
        }
        if (examples.isEmpty()) {
            return;
        }
        figures.add(new Figure("task", "What the networks do", "Output and target of three trials, against the step." + EXAMPLES,
            new Table("task", "What the networks do", PLACED, output), Figure.Axis.linear("x", "step"),
            Figure.Axis.linear("y", "output"),
            List.of(new Figure.Line(SERIES, List.of("trial 1: target", "trial 2: target", "trial 3: target"))), CELL));
        figures.add(placed("line-attractor", "A line of slow points", "States in the plane of their two principal directions: three "
            + "trials, the slowest state at each of " + ContextLine.LEVELS + " outputs, and certified fixed points. A state that "
            + "drifts off its place within a trial is too fast." + EXAMPLES, plane, "first principal direction", "second"));
        figures.add(placed("eigenvalues", "Linearised dynamics in the middle of the line", "Eigenvalues of the Jacobian in the "
            + "complex plane." + EXAMPLES, eigenvalues, "real part", "imaginary part"));
    }

    private static void line(ExampleNetwork example, List<List<Object>> rows) {
        example.curve("line/on").forEach((i, on) -> rows.add(List.of(example.cell(), example.curve("line/x").get(i),
            example.curve("line/y").get(i), on == 1 ? "slow points" : "too fast")));
    }

    private static Figure placed(String id, String title, String caption, List<List<Object>> rows, String x, String y) {
        return new Figure(id, title, caption, new Table(id, title, PLACED, rows), Figure.Axis.linear("x", x),
            Figure.Axis.linear("y", y), List.of(new Figure.Points(SERIES)), CELL);
    }

    private static void means(Records trained, List<Figure> figures) {
        figures.add(curve("spectrum", "Average sorted eigenvalues", "Moduli of the greatest eigenvalues, sorted at each point of "
            + "the line and averaged over the points of a network (as in fig. 3e of the paper)." + MEANS, trained, "modulus",
            MODULI, "eigenvalue, greatest first", "modulus"));
        figures.add(curve("retained-modes", "Output with the slowest modes alone", "Output a trial after a unit pulse under the "
            + "linearised dynamics, averaged over the line, against the number of modes kept (as in fig. 3f of the paper); 1 is "
            + "perfect integration." + MEANS, trained, "retained", RETAINED, "modes kept", "output"));
        Table numbers = CellCurves.numbers("topology", "Is there a line?", trained,
            List.of("chain_similarity", "on_line", "gain", "leak"),
            List.of("similarity to the chain", "slow enough", "output after a pulse", "after one of the other stream"));
        figures.add(new Figure("topology", "Is there a line, and does it integrate?", "Similarity of the graph of nearest neighbours "
            + "to a perfect chain; fraction of the outputs held at a point that is slow enough; output a trial after a unit pulse "
            + "of the stream that counts (1 is perfect) and, its modulus, of the other (0 is perfect)." + MEANS, numbers,
            Figure.Axis.linear(CELL, CELL), Figure.Axis.linear("mean", "value"), SummaryTables.intervals("measure"), null));
        Table needed = CellCurves.numbers("modes-needed", "Modes needed for 90 % of the output", trained,
            List.of("modes_needed_one", "modes_needed_half", "modes_needed"), List.of("one step after the pulse",
                "half a trial after", "a trial after"));
        figures.add(new Figure("modes-needed", "Modes needed for 90 % of the output", "The fewest slowest modes from which on the "
            + "output stays within a tenth of that of all, by when it is read; the claims are about a trial after the pulse."
            + MEANS, needed, Figure.Axis.linear(CELL, CELL), new Figure.Axis("mean", "modes", true),
            SummaryTables.intervals("measure"), null));
    }

    private static Figure curve(String id, String title, String caption, Records trained, String metric, int most, String x,
                                String y) {
        return new Figure(id, title, caption, CellCurves.curve(id, title, trained, metric, "number", most),
            Figure.Axis.linear("number", x), Figure.Axis.linear("mean", y), SummaryTables.lines(CELL), null);
    }

    private static List<String> sentences(Records trained) {
        List<String> sentences = new ArrayList<>();
        for (Object cell : trained.values(CELL)) {
            Records own = trained.where(CELL, cell);
            long networks = own.trials().stream().mapToLong(t -> t.summary().size()).sum();
            Double similarity = MeanRows.mean(CellCurves.values(own, "chain_similarity"));
            Double needed = MeanRows.mean(CellCurves.values(own, "modes_needed"));
            sentences.add(String.format(Locale.ROOT, "%s: %d of %d networks learnt%s%s.", cell,
                CellCurves.values(own, "learnt").size(), networks, similarity == null ? "" : String.format(Locale.ROOT,
                    "; their slow points are %.0f %% a chain", 100 * similarity), needed == null ? ""
                    : String.format(Locale.ROOT, ", and 90 %% of the output needs %.1f modes", needed)));
        }
        return sentences;
    }
}
