package org.espalier.analysis.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.trial.NamedMeasure;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/** Tables and figures of {@code analysis/compare-methods}; every interval is a 95 % Student-t interval over seeds. */
final class ComparisonFindings {
    static final String BARS = " Marks are means over seeds, bars 95 % intervals.";
    private static final String PAIRS = " Each panel compares one method with all; with itself, networks of different seeds, "
        + "else networks of the same seed.";
    private final Records comparison;
    private final List<String> methods;
    private final String suffix;

    private ComparisonFindings(Records comparison, String suffix) {
        this.comparison = comparison;
        this.methods = ComparisonGrid.methods(comparison.trials().get(0).trial());
        this.suffix = suffix;
    }

    static Findings of(Records records) {
        List<Figure> figures = new ArrayList<>();
        List<String> summary = new ArrayList<>();
        Records networks = records.where(p -> !p.text("method").equals(ComparisonGrid.COMPARISON));
        if (!networks.isEmpty()) {
            String id = "accuracy-by-method";
            figures.add(new Figure(id, "Accuracy at equal budgets", "Test accuracy of what each method found." + BARS,
                SummaryTables.series(id, "Test accuracy", networks, ComparisonClaims.TEST, "method", "density"),
                Figure.Axis.linear("method", "method"), Figure.Axis.linear("mean", "test accuracy"),
                SummaryTables.intervals("density"), null));
        }
        Records comparisons = records.where("method", ComparisonGrid.COMPARISON);
        if (!comparisons.isEmpty()) {
            figures.addAll(new StructureFindings(comparisons).figures());
        }
        List<Object> densities = comparisons.values("density");
        for (Object density : densities) {
            ComparisonFindings at = new ComparisonFindings(comparisons.where("density", density),
                densities.size() == 1 ? "" : "-density-" + density.toString().replace('.', '-'));
            figures.addAll(at.figures());
            summary.addAll(new ComparisonSentences(at.methods, at::value).at(density, layers(at.comparison)));
        }
        return new Findings(summary, figures,
            List.of(StructureFindings.cost(networks),
                SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            ComparisonClaims.judge(records));
    }

    /** The layers compared, in the order of the network. */
    static List<String> layers(Records comparison) {
        return comparison.labels("cka", "layer");
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        List<String> layers = layers(comparison);
        figures.add(figure("mask-overlap", "Do they keep the same weights?", "Jaccard index of masks, and what masks that are "
            + "as dense in each layer have by chance." + PAIRS + BARS, List.of("jaccard", "jaccard_by_chance"),
            List.of("found", "by chance"), "Jaccard index"));
        figures.add(figure("representation-similarity", "Do they represent images alike?", "Debiased linear CKA of activations "
            + "on " + ComparedNetwork.SAMPLES + " test images, layer by layer." + PAIRS + BARS,
            layers.stream().map(l -> "cka/" + l).toList(), layers, "CKA"));
        NamedMeasure.of(comparison.trials().get(0).trial().parameters()).ifPresent(measure -> figures.add(figure("representation-by-"
            + measure.id(), "Do they represent images alike, by " + measure.id() + "?", measure.description() + " Of activations on "
                + ComparedNetwork.SAMPLES + " test images, layer by layer." + PAIRS + BARS,
            layers.stream().map(l -> NamedMeasure.METRIC + "/" + l).toList(), layers, measure.id())));
        figures.add(figure("answer-agreement", "Do they give the same answers?", "Fraction of equal answers on the test "
            + "images, and error consistency: how much more often than by chance two networks are right or wrong on the same "
            + "images." + PAIRS + BARS, List.of("agreement", "error_consistency"), List.of("equal answers",
                "error consistency"), "agreement"));
        return figures;
    }

    private Figure figure(String id, String title, String caption, List<String> metrics, List<String> names, String label) {
        List<List<Object>> rows = new ArrayList<>();
        for (String method : methods) {
            for (String other : methods) {
                for (int m = 0; m < metrics.size(); m++) {
                    SortedMap<Long, Double> values = value(metrics.get(m), method, other);
                    if (!values.isEmpty()) {
                        rows.add(MeanRows.row(List.of(method, other, names.get(m)), values));
                    }
                }
            }
        }
        return new Figure(id + suffix, title, caption, new Table(id + suffix, title,
            MeanRows.columns("method", "other", "measure"), rows), Figure.Axis.linear("other", "compared with"),
            Figure.Axis.linear("mean", label), SummaryTables.intervals("measure"), "method");
    }

    /** A pair has one name, that of the method listed first. */
    private SortedMap<Long, Double> value(String metric, String method, String other) {
        boolean first = methods.indexOf(method) <= methods.indexOf(other);
        return comparison.summary(metric + "/" + (first ? method : other) + "/" + (first ? other : method));
    }
}
