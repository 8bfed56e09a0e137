package org.espalier.edgepopup.dynamics;

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

/** Tables and figures of {@code edge-popup/dynamics}; every interval is a 95 % Student-t interval over seeds. */
final class DynamicsFindings {

    private DynamicsFindings() { }

    static Findings of(Records records) {
        List<Records> points = DynamicsClaims.points(records);
        List<Figure> figures = new ArrayList<>();
        if (!points.isEmpty()) {
            figures.add(figure(points, "swapped-fraction", "How fast the mask moves",
                "Fraction of the kept weights that one training step replaces, by step and density.", "fraction of kept "
                    + "weights replaced in a step", "swapped_fraction"));
            figures.add(figure(points, "overlap-with-final", "How early the final mask is there",
                "Fraction of the weights kept at the end that are kept at a step, by density; by chance it is the density.",
                "fraction of the final weights kept", "overlap_with_final"));
            figures.add(figure(points, "swaps-that-lower-the-loss", "How often swapping one edge lowers the loss",
                "Fraction of the swaps that changed the mini-batch's loss which lowered it: one edge for another as "
                    + "edge-popup's rule asks, all such swaps of a layer at once, and a random swap.",
                "fraction of swaps that lower the loss", "swap_lowering", "layer_swap_lowering",
                "random_swap_lowering"));
        }
        return new Findings(summary(points), figures,
            List.of(SummaryTables.gridPoints("grid", "Every metric at every point of the grid", records)),
            DynamicsClaims.judge(records));
    }

    private static Figure figure(List<Records> points, String id, String title, String caption, String label,
                                 String... metrics) {
        List<List<Object>> rows = new ArrayList<>();
        for (Records point : points) {
            for (String metric : metrics) {
                TreeMap<Long, TreeMap<Long, Double>> steps = new TreeMap<>();
                for (Observation o : point.observations()) {
                    if (o.is(metric)) {
                        steps.computeIfAbsent(o.step(), s -> new TreeMap<>()).put(o.seed(), o.value());
                    }
                }
                String series = density(point) + (metrics.length == 1 ? "" : switch (metric) {
                    case "swap_lowering" -> ", one edge";
                    case "layer_swap_lowering" -> ", a layer at once";
                    default -> ", random";
                });
                steps.forEach((step, values) ->
                    rows.add(MeanRows.row(List.of(Networks.name(point), series, step), values)));
            }
        }
        return new Figure(id, title, caption + " Lines are means over seeds, bands 95 % intervals.",
            new Table(id, title, MeanRows.columns("network", "series", "step"), rows),
            Figure.Axis.linear("step", "training step"), Figure.Axis.linear("mean", label), SummaryTables.lines("series"),
            "network");
    }

    private static String density(Records point) {
        return point.values("init").get(0).toString().replace('-', ' ') + ", density " + point.values("density").get(0);
    }

    private static List<String> summary(List<Records> points) {
        List<String> sentences = new ArrayList<>();
        for (Records point : points) {
            SortedMap<Long, Double> lowering = point.summary("swaps_lowering");
            Double single = MeanRows.mean(lowering);
            Double random = MeanRows.mean(point.summary("random_swaps_lowering"));
            Double unchanging = MeanRows.mean(point.summary("swaps_unchanging"));
            Double first = MeanRows.mean(point.summary("first_overlap"));
            Double returned = MeanRows.mean(point.summary("returned_fraction"));
            if (single == null || random == null || unchanging == null || first == null || returned == null) {
                continue;
            }
            sentences.add(String.format(Locale.ROOT, "%s, %s: of the single swaps that changed the loss %.1f %% lowered it "
                    + "(random swaps %.1f %%; %.1f %% of the swaps changed nothing); %.1f %% of the final weights were "
                    + "already kept at the start, %.1f %% had been dropped and returned (means over %d seed%s).",
                Networks.name(point), density(point), 100 * single, 100 * random, 100 * unchanging, 100 * first,
                100 * returned, lowering.size(), lowering.size() == 1 ? "" : "s"));
        }
        return sentences;
    }
}
