package org.espalier.edgepopup.width;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.espalier.analysis.trial.Networks;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/** Tables and figures of {@code edge-popup/width}; every interval is a 95 % Student-t interval over seeds. */
final class WidthFindings {
    private static final String TRAINED = "trained network";

    private WidthFindings() { }

    static Findings of(Records records) {
        List<Records> architectures = Networks.architectures(records);
        List<Figure> figures = new ArrayList<>();
        if (!architectures.isEmpty()) {
            figures.add(accuracies(architectures));
            figures.add(gaps(architectures));
        }
        return new Findings(summary(architectures), figures,
            List.of(SummaryTables.gridPoints("grid", "Every metric at every point of the grid", records)),
            WidthClaims.judge(records));
    }

    private static String name(Records architecture) {
        return architecture.values("architecture").get(0).toString();
    }

    private static Figure accuracies(List<Records> architectures) {
        List<List<Object>> rows = new ArrayList<>();
        for (Records architecture : architectures) {
            String name = name(architecture);
            for (Records network : Networks.by("width", architecture)) {
                Object width = network.values("width").get(0);
                add(rows, name, "edge-popup, density " + WidthStudy.DENSITY, width,
                    WidthClaims.fixedDensity(network).summary(Networks.TEST));
                add(rows, name, TRAINED, width, WidthClaims.trained(network));
            }
            WidthClaims.fixedKept(architecture).forEach(n -> add(rows, name, "edge-popup, fixed kept weights",
                n.values("width").get(0), n.summary(Networks.TEST)));
        }
        return new Figure("accuracy-against-width", "Subnetworks of wider and wider untrained networks",
            "Test accuracy of the subnetwork that edge-popup finds, at density 0.5 and at the number of kept weights that "
                + "the narrowest network keeps at density 0.5, and of the trained network (dashed). Lines are means over "
                + "seeds, bands 95 % intervals.",
            new Table("accuracy-against-width", "Test accuracy against width",
                MeanRows.columns("network", "series", "width"), rows),
            new Figure.Axis("width", "width multiplier", true), Figure.Axis.linear("mean", "test accuracy"),
            List.of(new Figure.Band("low", "high", "series"), new Figure.Line("series", List.of(TRAINED)),
                new Figure.Points("series")), "network");
    }

    private static void add(List<List<Object>> rows, String network, String series, Object width,
                            SortedMap<Long, Double> values) {
        if (!values.isEmpty()) {
            rows.add(MeanRows.row(List.of(network, series, width), values));
        }
    }

    private static Figure gaps(List<Records> architectures) {
        List<List<Object>> rows = new ArrayList<>();
        for (Records architecture : architectures) {
            for (Records network : Networks.by("width", architecture)) {
                rows.add(MeanRows.row(List.of(name(architecture), network.values("width").get(0)),
                    WidthClaims.gap(network).bySeed()));
            }
        }
        return new Figure("gap-against-width", "The gap to the trained network against width",
            "Test accuracy of edge-popup at density 0.5 minus that of the trained network of the same width and seed. Bars "
                + "are 95 % intervals over seeds.",
            new Table("gap-against-width", "Gap to the trained network", MeanRows.columns("network", "width"), rows),
            new Figure.Axis("width", "width multiplier", true),
            Figure.Axis.linear("mean", "difference of test accuracy"),
            List.of(new Figure.Rule(0, "as good as trained"), new Figure.ErrorBars("low", "high", null),
                new Figure.Points(null)), "network");
    }

    private static List<String> summary(List<Records> architectures) {
        List<String> sentences = new ArrayList<>();
        for (Records architecture : architectures) {
            for (Records network : Networks.by("width", architecture)) {
                SortedMap<Long, Double> gap = WidthClaims.gap(network).bySeed();
                if (!gap.isEmpty()) {
                    sentences.add(String.format(Locale.ROOT, "%s, width %s: edge-popup at density 0.5 reaches %.1f %%; the "
                            + "difference to the trained network is %s.", name(architecture),
                        network.values("width").get(0),
                        100 * MeanRows.mean(WidthClaims.fixedDensity(network).summary(Networks.TEST)),
                        MeanRows.points(gap)));
                }
            }
            List<Records> kept = WidthClaims.fixedKept(architecture);
            if (kept.size() > 1) {
                Records narrow = kept.get(0);
                Records wide = kept.get(kept.size() - 1);
                Double before = MeanRows.mean(narrow.summary(Networks.TEST));
                Double after = MeanRows.mean(wide.summary(Networks.TEST));
                if (before != null && after != null) {
                    sentences.add(String.format(Locale.ROOT, "%s: with as many weights kept, choosing them from width %s "
                            + "instead of %s changes the accuracy from %.1f to %.1f %%.", name(architecture),
                        wide.values("width").get(0), narrow.values("width").get(0), 100 * before, 100 * after));
                }
            }
        }
        return sentences;
    }
}
