package org.espalier.rnndynamics.contextintegration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.rnndynamics.universality.CellCurves;
import org.espalier.rnndynamics.universality.ExampleNetwork;
import org.espalier.rnndynamics.universality.NetworkRecords;
import org.espalier.rnndynamics.universality.Panels;
import org.espalier.rnndynamics.universality.PopulationParameters;
import org.espalier.rnndynamics.universality.UniversalityFigures;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Figure.Hue;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/** Tables and figures of {@code rnn-dynamics/context-integration}. */
final class ContextFindings {
    private static final String CELL = PopulationParameters.CELL;
    private static final String TARGET = "target";
    private static final String TRIAL = "trial ";
    private static final String SLOW = "slow points";
    private static final String FAST = "too fast";
    private static final String FIXED = "fixed points";
    private static final Map<String, Hue> HUES = Map.of(TARGET, Hue.GREY, "unit circle", Hue.GREY, FAST, Hue.GREY, SLOW, Hue.INK,
        FIXED, Hue.RED, TRIAL + 1, Hue.BLUE, TRIAL + 2, Hue.GREEN, "eigenvalues", Hue.INK);
    private static final List<String> GRAPHS = new ContextTask().graphNames();
    private static final String MEANS = " Means over the networks that learnt, all sizes and L2 strengths, with 95 % intervals.";
    private static final String EXAMPLES = " One network of each cell, in the first context.";
    private static final int MODULI = 16;
    private static final int RETAINED = 24;

    private ContextFindings() {}

    static Findings of(Records records) {
        Records trained = NetworkRecords.trained(records);
        List<Figure> figures = new ArrayList<>();
        if (!trained.isEmpty()) {
            examples(ExampleNetwork.of(trained), figures);
            means(trained, figures);
        }
        return UniversalityFigures.findings(records, GRAPHS, figures, sentences(trained), ContextClaims.judge(records));
    }

    private static void examples(List<ExampleNetwork> examples, List<Figure> figures) {
        if (examples.isEmpty()) {
            return;
        }
        Panels output = new Panels();
        Panels plane = new Panels();
        Panels eigenvalues = new Panels();
        for (ExampleNetwork example : examples) {
            for (int k = 1; k <= ContextExample.SHOWN; k++) {
                String start = "trial/" + k + "/";
                example.addCurve(output, start + "target", TARGET);
                example.addCurve(output, start + "output", TRIAL + k);
                example.addPath(plane, start + "x", start + "y", TRIAL + k);
            }
            example.curve("line/on").forEach((i, on) -> plane.point(example.cell(), example.curve("line/x").get(i),
                example.curve("line/y").get(i), on == 1 ? SLOW : FAST));
            example.addPoints(plane, "fixed/x", "fixed/y", FIXED);
            eigenvalues.unitCircle(example.cell());
            example.addPoints(eigenvalues, "re", "im", "eigenvalues");
        }
        figures.add(output.figure("task", "What the networks do", "Output and target of two trials, against the step." + EXAMPLES,
            "step", "output", HUES, false));
        figures.add(plane.figure("line-attractor", "A line of slow points", "States in the plane of their two principal components: "
            + "two trials, the slowest state at each of " + ContextLine.LEVELS + " outputs, and certified fixed points. A state that "
            + "drifts off its place within a trial is too fast." + EXAMPLES, "first principal component", "second", HUES, false));
        figures.add(eigenvalues.figure("eigenvalues", "Linearised dynamics in the middle of the line", "Eigenvalues of the Jacobian "
            + "in the complex plane." + EXAMPLES, "real part", "imaginary part", HUES, true));
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
            Figure.Axis.linear(CELL, CELL), Figure.Axis.linear("mean", "value"), SummaryTables.intervals(CELL), "measure"));
        Table needed = CellCurves.numbers("modes-needed", "Modes needed for 90 % of the output", trained,
            List.of("modes_needed_one", "modes_needed_half", "modes_needed"), List.of("one step after the pulse",
                "half a trial after", "a trial after"));
        figures.add(new Figure("modes-needed", "Modes needed for 90 % of the output", "The fewest slowest modes from which on the "
            + "output stays within a tenth of that of all, by when it is read; the claims are about a trial after the pulse."
            + MEANS, needed, Figure.Axis.linear(CELL, CELL), new Figure.Axis("mean", "modes", true),
            SummaryTables.intervals(CELL), "measure"));
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
            Double similarity = MeanRows.mean(CellCurves.values(own, "chain_similarity"));
            Double needed = MeanRows.mean(CellCurves.values(own, "modes_needed"));
            if (similarity != null) {
                sentences.add(String.format(Locale.ROOT, "%s: the slow points of networks that learnt are %.0f %% a chain%s.", cell,
                    100 * similarity, needed == null ? "" : String.format(Locale.ROOT,
                        "; 90 %% of the output a trial after a pulse needs %.1f modes", needed)));
            }
        }
        return sentences;
    }
}
