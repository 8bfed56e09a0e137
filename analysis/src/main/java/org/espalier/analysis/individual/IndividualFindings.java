package org.espalier.analysis.individual;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.NamedMeasure;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/** Tables and figures of {@code analysis/individual-differences}; every interval is a 95 % Student-t interval over networks. */
final class IndividualFindings {
    private static final String BANDS = " Lines are means over pairs of networks, bands 95 % intervals over networks (jackknife).";
    private static final String SHARED = "shared variance";
    private final Records networks;
    private final Records comparisons;
    private final List<String> layers;

    private IndividualFindings(Records records) {
        networks = records.where(p -> !p.has(IndividualGrid.TEST_DROPOUT));
        comparisons = records.where(p -> p.has(IndividualGrid.TEST_DROPOUT));
        layers = layers(records);
    }

    static Findings of(Records records) {
        IndividualFindings findings = new IndividualFindings(records);
        return new Findings(findings.sentences(), findings.figures(),
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            IndividualClaims.judge(records));
    }

    /** The layers compared in the order of the network; the last gives the outputs. */
    static List<String> layers(Records records) {
        return records.labels("consistency", "layer");
    }

    /** Comparisons of networks with some dropout in training and in the test. */
    static Records trained(Records records, Object rate, Object test) {
        return records.where(MethodTrial.DROPOUT, rate).where(IndividualGrid.TEST_DROPOUT, test);
    }

    /** Rates of dropout in training above 0. */
    static List<Object> rates(Records records) {
        return records.values(MethodTrial.DROPOUT).stream().filter(rate -> ((Number) rate).doubleValue() > 0).toList();
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        Records dense = comparisons.where("method", IndividualGrid.DENSE);
        List<List<Object>> rows = new ArrayList<>();
        List<String> names = List.of("all images", "images of one class", "class centroids");
        for (int m = 0; m < names.size(); m++) {
            addLayers(rows, names.get(m), trained(dense, 0.0, 0.0), ConsistencyTrial.MEASURES.get(m));
        }
        addFigure(figures, "consistency-by-layer", "Do individual differences grow with depth?", "Variance that the dissimilarity "
            + "matrices of two dense networks without dropout share, of all test images shown, of those of one class, and of the "
            + "classes' centroids." + BANDS, "distances between", rows);
        comparisons.trials().stream().findFirst().flatMap(t -> NamedMeasure.of(t.trial().parameters())).ifPresent(measure -> {
            List<List<Object>> by = new ArrayList<>();
            addLayers(by, measure.id(), trained(dense, 0.0, 0.0), NamedMeasure.METRIC);
            if (!by.isEmpty()) {
                String id = "by-layer-" + measure.id();
                figures.add(new Figure(id, "Do individual differences grow with depth, by " + measure.id() + "?", measure.description()
                    + " Between dense networks without dropout." + BANDS, new Table(id, "By " + measure.id(),
                        MeanRows.columns("depth", "layer", "measure"), by), Figure.Axis.linear("depth",
                            "layer, from the images to the outputs"), Figure.Axis.linear("mean", measure.id()), SummaryTables.lines(
                                "measure"), null));
            }
        });
        rows = new ArrayList<>();
        addLayers(rows, "no dropout", trained(dense, 0.0, 0.0), "consistency");
        for (Object rate : rates(dense)) {
            for (Object test : dense.where(MethodTrial.DROPOUT, rate).values(IndividualGrid.TEST_DROPOUT)) {
                addLayers(rows, "in training " + rate + ", in the test " + test, trained(dense, rate, test), "consistency");
            }
        }
        addFigure(figures, "dropout", "Does dropout make networks alike?", "Shared variance of the dissimilarity matrices of all "
            + "images, for dense networks by the rate of dropout in training and while images are shown." + BANDS, "dropout", rows);
        addMethods(figures, 0.0);
        for (Object rate : rates(comparisons)) {
            addMethods(figures, rate);
        }
        if (!networks.isEmpty()) {
            String id = "accuracy-by-method";
            figures.add(new Figure(id, "Accuracy of the networks", "Test accuracy by method and rate of dropout in training. Marks "
                + "are means over seeds, bars 95 % intervals.", accuracies(id), Figure.Axis.linear("network", "method"),
                Figure.Axis.linear("mean", "test accuracy"), SummaryTables.intervals("dropout"), null));
        }
        return figures;
    }

    private void addMethods(List<Figure> figures, Object rate) {
        List<List<Object>> rows = new ArrayList<>();
        for (String network : networkNames()) {
            addLayers(rows, network, trained(named(comparisons, network), rate, 0.0), "consistency");
        }
        boolean with = ((Number) rate).doubleValue() > 0;
        addFigure(figures, "methods" + (with ? "-dropout-" + rate.toString().replace('.', '-') : ""), with
            ? "Networks of each method, trained with dropout " + rate : "Networks of each method", "Shared variance of the "
                + "dissimilarity matrices of all images, between networks of one method." + BANDS, "method", rows);
    }

    private Table accuracies(String id) {
        List<List<Object>> rows = new ArrayList<>();
        for (String network : networkNames()) {
            for (Object rate : networks.values(MethodTrial.DROPOUT)) {
                Records at = named(networks, network).where(MethodTrial.DROPOUT, rate);
                if (!at.isEmpty()) {
                    rows.add(MeanRows.row(List.of(network, rate.toString()), at.summary("test_accuracy")));
                }
            }
        }
        return new Table(id, "Test accuracy", MeanRows.columns("network", "dropout"), rows);
    }

    /** Methods in the order of their names, with their density where there is more than one. */
    private List<String> networkNames() {
        List<String> names = new ArrayList<>();
        for (Object method : comparisons.values("method")) {
            List<Object> densities = comparisons.where("method", method).values("density");
            densities.forEach(density -> names.add(densities.size() == 1 ? method.toString() : method + " at " + density));
        }
        return names;
    }

    private static Records named(Records records, String network) {
        String[] parts = network.split(" at ");
        Records method = records.where("method", parts[0]);
        return parts.length == 1 ? method : method.where("density", Double.valueOf(parts[1]));
    }

    private void addLayers(List<List<Object>> rows, String series, Records at, String metric) {
        if (!at.isEmpty()) {
            for (int i = 0; i < layers.size(); i++) {
                rows.add(MeanRows.row(List.of(i + 1, layers.get(i), series), at.summary(metric + "/" + layers.get(i))));
            }
        }
    }

    private static void addFigure(List<Figure> figures, String id, String title, String caption, String series,
                                  List<List<Object>> rows) {
        if (!rows.isEmpty()) {
            figures.add(new Figure(id, title, caption, new Table(id, title, MeanRows.columns("depth", "layer", series), rows),
                Figure.Axis.linear("depth", "layer, from the images to the outputs"), Figure.Axis.linear("mean", SHARED),
                SummaryTables.lines(series), null));
        }
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (String network : networkNames()) {
            Records at = trained(named(comparisons, network), 0.0, 0.0);
            if (!at.isEmpty() && layers.size() > 1) {
                Double first = MeanRows.mean(at.summary("consistency/" + layers.get(0)));
                Double last = MeanRows.mean(at.summary("consistency/" + layers.get(layers.size() - 2)));
                if (first != null && last != null) {
                    sentences.add(String.format(Locale.ROOT, "Without dropout two networks of %s share %.0f %% of the variance of "
                        + "their dissimilarities in %s and %.0f %% in %s.", network, 100 * first, layers.get(0), 100 * last,
                        layers.get(layers.size() - 2)));
                }
            }
        }
        return sentences;
    }
}
