package org.espalier.analysis.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/** What each method's network is like by itself, and what it cost: paths, units, ranks and passes. */
final class StructureFindings {
    private static final List<String> COST = List.of("steps", "forward_passes", "backward_passes",
        ComparisonClaims.TEST);
    private static final String DENSITY = "density";
    private static final String METHOD = "method";
    private final Records comparisons;

    StructureFindings(Records comparisons) {
        this.comparisons = comparisons;
    }

    List<Figure> figures() {
        List<String> layers = comparisons.labels("stable_rank", "layer");
        return List.of(
            figure("connectivity", "How much of the network is in use?", "Weights kept that are on some path from an input to an "
                + "output, as a fraction of all weights, and the fraction of hidden units that are on no such path.",
                List.of("effective_density", "dead_units"), List.of("weights on a path", "dead hidden units"), "fraction"),
            figure("stable-rank", "How many directions do the weights have?", "Stable rank of the weights kept (sum of squared "
                + "singular values over the largest square), layer by layer.",
                layers.stream().map(layer -> "stable_rank/" + layer).toList(), layers, "stable rank"));
    }

    /** Of every density and method a row a metric. */
    private Figure figure(String id, String title, String caption, List<String> metrics, List<String> names, String label) {
        List<List<Object>> rows = new ArrayList<>();
        for (Object density : comparisons.values(DENSITY)) {
            Records at = comparisons.where(DENSITY, density);
            for (String method : ComparisonGrid.methods(at.trials().get(0).trial())) {
                for (int m = 0; m < metrics.size(); m++) {
                    SortedMap<Long, Double> values = at.summary(metrics.get(m) + "/" + method);
                    if (!values.isEmpty()) {
                        rows.add(MeanRows.row(List.of("density " + density, method, names.get(m)), values));
                    }
                }
            }
        }
        return new Figure(id, title, caption + ComparisonFindings.BARS, new Table(id, title,
            MeanRows.columns(DENSITY, METHOD, "measure"), rows), Figure.Axis.linear(METHOD, METHOD),
            Figure.Axis.linear("mean", label), SummaryTables.intervals("measure"), DENSITY);
    }

    /** What every method spent, in numbers that depend on no machine: a pass is one image, forth or back. */
    static Table cost(Records networks) {
        List<List<Object>> rows = new ArrayList<>();
        for (Object density : networks.values(DENSITY)) {
            Records at = networks.where(DENSITY, density);
            for (Object method : at.values(METHOD)) {
                Records found = at.where(METHOD, method);
                for (String metric : COST) {
                    SortedMap<Long, Double> values = found.summary(metric);
                    if (!values.isEmpty()) {
                        rows.add(MeanRows.row(List.of(method, density, metric), values));
                    }
                }
            }
        }
        return new Table("cost", "What every method spent and found", MeanRows.columns(METHOD, DENSITY, "metric"), rows);
    }
}
