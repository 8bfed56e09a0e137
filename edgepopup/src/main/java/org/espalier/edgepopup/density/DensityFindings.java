package org.espalier.edgepopup.density;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.trial.Networks;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;

/** Tables and figures of {@code edge-popup/density}; every interval is a 95 % Student-t interval over seeds. */
final class DensityFindings {
    private DensityFindings() { }

    static Findings of(Records records) {
        List<Records> networks = Networks.of(records);
        List<Figure> figures = new ArrayList<>();
        if (!networks.isEmpty()) {
            figures.add(accuracyAgainstDensity(networks));
            figures.add(besideRandom(networks));
            figures.add(gapToTrained(networks));
            learningCurves(networks, figures);
        }
        return new Findings(summary(networks), figures, List.of(accuracies(networks)), DensityClaims.judge(records));
    }

    private static Figure accuracyAgainstDensity(List<Records> networks) {
        return againstDensity("accuracy-against-density", "An untrained network's best subnetwork, beside the trained network",
            "Test accuracy of the subnetwork that edge-popup finds, against the fraction of weights it keeps, and of the "
                + "trained network (dashed; it keeps every weight). Lines are means over seeds, bands 95 % intervals.",
            networks.stream().map(n -> n.where(p -> !p.text("method").equals(DensityClaims.RANDOM))).toList());
    }

    private static Figure besideRandom(List<Records> networks) {
        return againstDensity("beside-random", "The found subnetwork beside a random one",
            "Test accuracy of the subnetwork that edge-popup finds and of a random subnetwork of the same untrained weights "
                + "and the same density. Lines are means over seeds, bands 95 % intervals; one guess in ten is right.",
            networks.stream().map(n -> n.where(p -> !p.text("method").startsWith("dense-"))).toList());
    }

    private static Figure againstDensity(String id, String title, String caption, List<Records> networks) {
        List<List<Object>> rows = new ArrayList<>();
        for (Records network : networks) {
            List<Object> densities = network.where("method", DensityClaims.POPUP).values("density");
            for (Object method : network.values("method")) {
                Records of = network.where("method", method);
                for (Object init : of.values("init")) {
                    Records series = of.where("init", init);
                    String label = label(method.toString(), init.toString());
                    boolean dense = method.toString().startsWith("dense-");
                    // The trained network has one density; it is drawn across the panel to be read against the others.
                    for (Object density : dense && !densities.isEmpty() ? densities : series.values("density")) {
                        Records point = dense ? series : series.where("density", density);
                        rows.add(MeanRows.row(List.of(Networks.name(network), label, density),
                            point.summary(DensityClaims.TEST)));
                    }
                }
            }
        }
        List<String> references = rows.stream().map(r -> r.get(1).toString())
            .filter(s -> s.startsWith("trained")).distinct().toList();
        return new Figure(id, title, caption, new Table(id, title, MeanRows.columns("network", "series", "density"), rows),
            Figure.Axis.linear("density", "density (fraction of weights kept)"),
            Figure.Axis.linear("mean", "test accuracy"),
            List.of(new Figure.Band("low", "high", "series"), new Figure.Line("series", references),
                new Figure.Points("series")), "network");
    }

    private static String label(String method, String init) {
        String weights = init.replace('-', ' ');
        return switch (method) {
            case "dense-sgd" -> "trained with SGD, " + weights;
            case "dense-adam" -> "trained with Adam, " + weights;
            default -> method + ", " + weights;
        };
    }

    private static Figure gapToTrained(List<Records> networks) {
        List<List<Object>> rows = new ArrayList<>();
        for (Records network : networks) {
            rows.add(MeanRows.row(List.of(Networks.name(network)), DensityClaims.gap(network).bySeed()));
        }
        return new Figure("gap-to-trained", "How far the best subnetwork stays behind the trained network",
            "Test accuracy of edge-popup (signed constant, density chosen on validation) minus that of the trained network "
                + "of the same seed. Bars are 95 % intervals over seeds; at zero both are alike.",
            new Table("gap-to-trained", "Gap to the trained network", MeanRows.columns("network"), rows),
            Figure.Axis.linear("network", "network"), Figure.Axis.linear("mean", "difference of test accuracy"),
            List.of(new Figure.Rule(0, "as good as trained"), new Figure.ErrorBars("low", "high", null),
                new Figure.Points(null)), null);
    }

    private static void learningCurves(List<Records> networks, List<Figure> figures) {
        List<List<Object>> rows = new ArrayList<>();
        for (Records network : networks) {
            Records shown = network.where(p -> p.text("init").equals(DensityClaims.SIGNED)
                && (!p.text("method").equals(DensityClaims.POPUP) || p.number("density") == 0.5));
            TreeMap<String, TreeMap<Long, TreeMap<Long, Double>>> curves = new TreeMap<>();
            for (Observation o : shown.observations()) {
                String method = o.parameters().text("method");
                if (o.is(DensityClaims.VALIDATION) && !method.equals(DensityClaims.RANDOM)) {
                    curves.computeIfAbsent(label(method, DensityClaims.SIGNED), k -> new TreeMap<>())
                        .computeIfAbsent(o.step(), k -> new TreeMap<>()).put(o.seed(), o.value());
                }
            }
            curves.forEach((series, steps) -> steps.forEach((step, values) ->
                rows.add(MeanRows.row(List.of(Networks.name(network), series, step), values))));
        }
        if (rows.isEmpty()) {
            return;
        }
        figures.add(new Figure("learning-curves", "Validation accuracy while training",
            "Validation accuracy against training steps, signed constant weights: edge-popup at density 0.5 moves only "
                + "scores, the others move the weights. Lines are means over seeds, bands 95 % intervals.",
            new Table("learning-curves", "Validation accuracy by step", MeanRows.columns("network", "series", "step"), rows),
            Figure.Axis.linear("step", "training step"), Figure.Axis.linear("mean", "validation accuracy"),
            SummaryTables.lines("series"), "network"));
    }

    private static Table accuracies(List<Records> networks) {
        List<List<Object>> rows = new ArrayList<>();
        for (Records network : networks) {
            for (Object method : network.values("method")) {
                Records of = network.where("method", method);
                for (Object init : of.values("init")) {
                    for (Object density : of.where("init", init).values("density")) {
                        Records point = of.where("init", init).where("density", density);
                        List<Object> cells = new ArrayList<>(List.of(Networks.name(network), method, init, density));
                        cells.addAll(MeanRows.row(List.of(), point.summary(DensityClaims.TEST)));
                        cells.add(MeanRows.mean(point.summary(DensityClaims.VALIDATION)));
                        cells.add(MeanRows.mean(point.summary("train_loss")));
                        rows.add(cells);
                    }
                }
            }
        }
        return new Table("accuracies", "Accuracy at every point of the grid", List.of("network", "method", "init",
            "density", "n", "left_out", "test_accuracy", "ci_low", "ci_high", "val_accuracy", "train_loss"), rows);
    }

    private static List<String> summary(List<Records> networks) {
        List<String> sentences = new ArrayList<>();
        for (Records network : networks) {
            SortedMap<Long, Double> popup = DensityClaims.bestDensity(network, DensityClaims.SIGNED);
            SortedMap<Long, Double> trained = DensityClaims.trained(network);
            if (popup.isEmpty() || trained.isEmpty()) {
                continue;
            }
            sentences.add(String.format(Locale.ROOT, "%s: edge-popup reaches %.1f %% without training a weight, the "
                    + "trained network %.1f %%; the difference is %s.", Networks.name(network), 100 * MeanRows.mean(popup),
                100 * MeanRows.mean(trained), MeanRows.points(DensityClaims.gap(network).bySeed())));
        }
        return sentences;
    }
}
