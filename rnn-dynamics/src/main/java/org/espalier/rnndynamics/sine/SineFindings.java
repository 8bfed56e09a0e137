package org.espalier.rnndynamics.sine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.espalier.rnndynamics.universality.CellCurves;
import org.espalier.rnndynamics.universality.ExampleNetwork;
import org.espalier.rnndynamics.universality.NetworkRecords;
import org.espalier.rnndynamics.universality.Panels;
import org.espalier.rnndynamics.universality.PopulationParameters;
import org.espalier.rnndynamics.universality.UniversalityFigures;
import org.espalier.study.Parameters;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Figure.Hue;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/** Tables and figures of {@code rnn-dynamics/sine}. */
final class SineFindings {
    private static final String CELL = PopulationParameters.CELL;
    private static final String TARGET = "target";
    private static final String CENTRE = "points with 2 unstable dimensions";
    private static final String OTHER = "other points";
    private static final List<String> SHOWN = List.of("slowest", "middle", "fastest");
    private static final Map<String, Hue> HUES = Map.of(TARGET, Hue.GREY, "unit circle", Hue.GREY, SHOWN.get(0), Hue.BLUE,
        SHOWN.get(1), Hue.GREEN, SHOWN.get(2), Hue.RED, CENTRE, Hue.INK, OTHER, Hue.GREY);
    private static final String MEANS = " Means over the networks that learnt, all sizes and L2 strengths, with 95 % intervals.";
    private static final String EXAMPLES = " One network of each cell.";
    private static final List<String> GRAPHS = new SineTask().graphNames();
    private static final int MODULI = 16;

    private SineFindings() {}

    static Findings of(Records records) {
        Records trained = NetworkRecords.trained(records);
        List<Figure> figures = new ArrayList<>();
        if (!trained.isEmpty()) {
            examples(trained, figures);
            means(trained, figures);
        }
        return UniversalityFigures.findings(records, GRAPHS, figures, sentences(trained), SineClaims.judge(records));
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
        int[] shown = SineExample.shown(new SineTask().task(first(trained)).frequencies());
        Panels output = new Panels();
        Panels plane = new Panels();
        Panels eigenvalues = new Panels();
        for (ExampleNetwork example : examples) {
            eigenvalues.unitCircle(example.cell());
            for (int i = 0; i < shown.length; i++) {
                String start = shown[i] + "/";
                String series = SHOWN.get(i);
                if (i != 1) {
                    example.addCurve(output, start + "target", TARGET);
                    example.addCurve(output, start + "output", series);
                }
                example.addPath(plane, start + "x", start + "y", series);
                example.addPoints(eigenvalues, start + "re", start + "im", series);
            }
            points(example, plane);
        }
        figures.add(output.figure("task", "What the networks do", "Output and target at the slowest and the fastest frequency, "
            + "against the step." + EXAMPLES, "step", "output", HUES, false));
        figures.add(plane.figure("trajectories", "Cycles round a chain of fixed points", "States in the plane of their two "
            + "principal components: trajectories under the inputs of the slowest, the middle and the fastest frequency, and the "
            + "fixed points of all inputs; two unstable dimensions let the state spiral out to a cycle." + EXAMPLES,
            "first principal component",
            "second", HUES, false));
        figures.add(eigenvalues.figure("eigenvalues", "Linearised dynamics at three fixed points", "Eigenvalues of the Jacobian at "
            + "the points of the slowest, the middle and the fastest frequency, in the complex plane; modes outside the unit "
            + "circle grow." + EXAMPLES, "real part", "imaginary part", HUES, true));
    }

    private static void points(ExampleNetwork example, Panels plane) {
        SortedMap<Long, Double> y = example.curve("point/y");
        SortedMap<Long, Double> unstable = example.curve("point/unstable");
        example.curve("point/x").forEach((i, x) -> plane.point(example.cell(), x, y.get(i),
            unstable.get(i) == 2 ? CENTRE : OTHER));
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
            SummaryTables.intervals(CELL), "measure"));
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
            rows.add(Arrays.asList(sine.frequency(j), "target", null, null, sine.frequency(j), null, null));
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
            Double similarity = MeanRows.mean(CellCurves.values(own, "chain_similarity"));
            Double rank = MeanRows.mean(CellCurves.values(own, "frequency_rank"));
            Double error = MeanRows.mean(CellCurves.values(own, "frequency_error"));
            if (similarity != null && rank != null && error != null) {
                sentences.add(String.format(Locale.ROOT, "%s: the fixed points of networks that learnt are %.0f %% a chain; the "
                    + "leading pair's frequency follows the target's with a rank correlation of %.2f, its median relative error "
                    + "is %.2f.", cell, 100 * similarity, rank, error));
            }
        }
        return sentences;
    }
}
