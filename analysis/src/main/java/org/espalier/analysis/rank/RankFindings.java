package org.espalier.analysis.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/** Tables and figures of {@code analysis/rank-feedforward}; every interval is a 95 % Student-t interval over seeds. */
final class RankFindings {
    private static final String BANDS = " Lines are means over seeds, bands 95 % intervals.";
    private static final String THEORY = "theory, random start";

    private RankFindings() {}

    static Findings of(Records records) {
        List<Figure> figures = new ArrayList<>();
        List<String> summary = new ArrayList<>();
        Records rank = records.where(RankGrid.PART, RankGrid.RANK);
        if (!rank.isEmpty()) {
            List<String> metrics = new ArrayList<>(List.of(RankClaims.KERNEL));
            hidden(rank).forEach(layer -> metrics.add(RankClaims.REPRESENTATION + "/" + layer));
            figures.add(ranks(rank, "laziness-against-rank", "Alignment of the trained network with its start",
                "Cosine of the tangent kernels, and of the Gram matrices of activations, at the start and at the end of "
                    + "training: 1 is lazy. Panels: what weights of lower rank share with the full ones.", "alignment",
                metrics));
            figures.add(ranks(rank, "weight-change-against-rank", "How far the weights move",
                "Norm of the change of all weights. Panels: what weights of lower rank share with the full ones.",
                "norm of the change", List.of(RankClaims.CHANGE)));
            figures.add(ranks(rank, "target-alignment-against-rank", "How well the kernel fits the classes",
                "Centred alignment of the tangent kernel with the test images' classes at the start and at the end. Panels: "
                    + "what weights of lower rank share with the full ones.", "kernel-target alignment",
                List.of("target_alignment_start", "target_alignment")));
            figures.add(ranks(rank, "accuracy-against-rank", "What was learned in the same number of steps",
                "Test accuracy. Panels: what weights of lower rank share with the full ones.", "test accuracy",
                List.of("test_accuracy")));
            rank.values(RankGrid.MATCH).forEach(match -> summary.addAll(sentence(rank.where(RankGrid.MATCH, match),
                RankGrid.RANK, "rank (of the full one), same " + norm(match) + ",")));
        }
        Records scaling = records.where(RankGrid.PART, RankGrid.SCALING);
        if (!scaling.isEmpty()) {
            figures.addAll(scalings(scaling));
            summary.addAll(sentence(scaling, RankGrid.ALPHA, "alpha"));
        }
        Records linear = records.where(RankGrid.PART, RankGrid.LINEAR);
        if (!linear.isEmpty()) {
            figures.add(student(linear));
        }
        return new Findings(summary, figures,
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            RankClaims.judge(records));
    }

    /** The hidden layers, in the order of the network. */
    private static List<String> hidden(Records rank) {
        List<String> layers = rank.labels(RankClaims.REPRESENTATION, "layer");
        return layers.subList(0, Math.max(0, layers.size() - 1));
    }

    private static String norm(Object match) {
        return match.equals(RankGrid.FROBENIUS) ? "Frobenius norm" : "spectral norm";
    }

    private static String words(String metric) {
        return switch (metric) {
            case RankClaims.KERNEL -> "tangent kernel";
            case RankClaims.CHANGE -> "all weights";
            case "target_alignment_start" -> "at the start";
            case "target_alignment" -> "at the end";
            case "test_accuracy" -> "trained network";
            default -> "activations of " + metric.substring(metric.indexOf('/') + 1);
        };
    }

    private static Figure ranks(Records part, String id, String title, String caption, String label, List<String> metrics) {
        List<List<Object>> rows = new ArrayList<>();
        for (Object match : part.values(RankGrid.MATCH)) {
            rows(rows, part.where(RankGrid.MATCH, match), RankGrid.RANK, "same " + norm(match), metrics);
        }
        return new Figure(id, title, caption + BANDS, new Table(id, title, MeanRows.columns("panel", "series", "rank"), rows),
            new Figure.Axis("rank", "rank of hidden weights / full rank", true), Figure.Axis.linear("mean", label), lines(),
            "panel");
    }

    private static void rows(List<List<Object>> rows, Records points, String parameter, Object panel, List<String> metrics) {
        for (String metric : metrics) {
            for (Object level : points.values(parameter)) {
                SortedMap<Long, Double> values = points.where(parameter, level).summary(metric);
                if (!values.isEmpty()) {
                    rows.add(MeanRows.row(List.of(panel, words(metric), level), values));
                }
            }
        }
    }

    private static List<Figure.Layer> lines() {
        return List.of(new Figure.Band("low", "high", "series"), new Figure.Line("series", List.of(THEORY)),
            new Figure.Points("series"));
    }

    private static List<Figure> scalings(Records part) {
        List<String> metrics = new ArrayList<>(List.of(RankClaims.KERNEL));
        hidden(part).forEach(layer -> metrics.add(RankClaims.REPRESENTATION + "/" + layer));
        return List.of(scaling(part, "laziness-against-alpha", "The larger the factor of the outputs, the lazier?",
            "Cosine of the tangent kernels, and of the Gram matrices of activations, at the start and at the end of "
                + "training on alpha times the outputs.", Figure.Axis.linear("mean", "alignment"), metrics),
            scaling(part, "weight-change-against-alpha", "Weights move as one over alpha?",
                "Norm of the change of all weights against the factor of the outputs, both logarithmic.",
                new Figure.Axis("mean", "norm of the change", true), List.of(RankClaims.CHANGE)));
    }

    private static Figure scaling(Records part, String id, String title, String caption, Figure.Axis y, List<String> metrics) {
        List<List<Object>> rows = new ArrayList<>();
        rows(rows, part, RankGrid.ALPHA, "", metrics);
        return new Figure(id, title, caption + BANDS, new Table(id, title, MeanRows.columns("panel", "series", "alpha"), rows),
            new Figure.Axis("alpha", "alpha", true), y, lines(), null);
    }

    private static Figure student(Records linear) {
        List<List<Object>> rows = new ArrayList<>();
        for (Object readout : linear.values(RankGrid.READOUT)) {
            for (Object kappa : linear.values(RankGrid.KAPPA)) {
                String panel = String.format(Locale.ROOT, "readout %s, kappa %s", plain(readout), plain(kappa));
                for (Object start : linear.values(RankGrid.START)) {
                    Records points = linear.where(RankGrid.READOUT, readout).where(RankGrid.KAPPA, kappa)
                        .where(RankGrid.START, start);
                    for (Object rank : points.values(RankGrid.STUDENT_RANK)) {
                        Records point = points.where(RankGrid.STUDENT_RANK, rank);
                        rows.add(MeanRows.row(List.of(panel, start.toString().replace('-', ' ') + " start", rank),
                            point.summary(RankClaims.KERNEL)));
                        if (start.equals(RankGrid.RANDOM)) {
                            rows.add(MeanRows.row(List.of(panel, THEORY, rank), point.summary("expected_alignment")));
                        }
                    }
                }
            }
        }
        String id = "linear-student";
        String title = "The linear student beside its theory";
        return new Figure(id, title, "Kernel alignment of start and end of a two-layer linear student that learns a linear "
            + "teacher, by rank and direction of its first layer; dashed, what the theory of small initial weights says of "
            + "random ones. Panels: squared norm of the second layer over that of the first, and the upper half of the "
            + "singular values of the teacher's features." + BANDS,
            new Table(id, title, MeanRows.columns("panel", "series", "rank"), rows),
            new Figure.Axis("rank", "rank of the first layer's initial weights", true),
            Figure.Axis.linear("mean", "kernel alignment"), lines(), "panel");
    }

    /** 10 and 0.1, not 10.0. */
    private static String plain(Object number) {
        double value = ((Number) number).doubleValue();
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** From the smallest to the largest value of a parameter. */
    private static List<String> sentence(Records points, String parameter, String name) {
        List<Object> levels = points.values(parameter);
        Records low = points.where(parameter, levels.get(0));
        Records high = points.where(parameter, levels.get(levels.size() - 1));
        List<Object> numbers = new ArrayList<>(List.of(name, levels.get(0), levels.get(levels.size() - 1)));
        for (String metric : List.of(RankClaims.KERNEL, RankClaims.REPRESENTATION, RankClaims.CHANGE, "test_accuracy")) {
            for (Records end : List.of(low, high)) {
                Double mean = MeanRows.mean(end.summary(metric));
                if (mean == null) {
                    return List.of();
                }
                numbers.add(metric.equals("test_accuracy") ? 100 * mean : mean);
            }
        }
        return levels.size() < 2 ? List.of() : List.of(String.format(Locale.ROOT, "From %s %s to %s: kernel alignment %.3f to "
            + "%.3f, alignment of the last hidden layer %.3f to %.3f, norm of the weights' change %.3g to %.3g, test accuracy "
            + "%.1f %% to %.1f %%.", numbers.toArray()));
    }
}
