package org.espalier.analysis.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/** Tables and figures of {@code analysis/rich-lazy-subnetworks}; every interval is a 95 % Student-t interval over seeds. */
final class LearningFindings {
    private static final String ALL_WEIGHTS = "all weights";
    private static final String TRAINED = " Each mask is trained alone from its initial weights; at density 1 all weights are.";
    private static final String BANDS = " Lines are means over seeds, bands 95 % intervals.";

    private final Records search;
    private final Records training;
    private final Records dense;
    private final List<Object> densities;

    private LearningFindings(Records records) {
        search = records.where(LearningGrid.PHASE, LearningGrid.SEARCH);
        training = records.where(LearningGrid.PHASE, LearningGrid.TRAINING)
            .where(p -> !p.text("method").equals(LearningGrid.DENSE));
        dense = records.where("method", LearningGrid.DENSE);
        densities = search.values("density");
    }

    static Findings of(Records records) {
        LearningFindings findings = new LearningFindings(records);
        return new Findings(findings.summary(), findings.figures(),
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            LearningClaims.judge(records));
    }

    private List<Figure> figures() {
        if (search.isEmpty()) {
            return List.of();
        }
        String masked = LearningClaims.KERNEL + StartAndEnd.MASKED;
        List<Figure> figures = new ArrayList<>();
        Panels kernel = new Panels();
        kernel.ladder("", training, masked, true);
        add(figures, kernel.figure("kernel-alignment-of-training", "Is training a subnetwork rich or lazy?",
            "Cosine of the tangent kernels before and after training: 1 is lazy." + TRAINED, "kernel alignment"));
        Panels activations = new Panels();
        for (String layer : hidden()) {
            activations.ladder(layer, training, "representation_alignment/" + StartAndEnd.MASKED + "/" + layer, true);
        }
        add(figures, activations.figure("representation-alignment-of-training", "How far representations turn",
            "Cosine of the Gram matrices of a hidden layer's activations before and after training: 1 is lazy." + TRAINED,
            "representation alignment"));
        Panels searches = new Panels();
        searches.ladder("start: first step", search, LearningClaims.KERNEL + StartAndEnd.START, false);
        searches.level("start: first step", dense, LearningClaims.KERNEL + StartAndEnd.START);
        searches.ladder("start: all weights", search, LearningClaims.KERNEL + StartAndEnd.DENSE, false);
        searches.level("start: all weights", dense, LearningClaims.KERNEL + StartAndEnd.DENSE);
        searches.ladder("start: under the mask", search, masked, false);
        searches.level("start: under the mask", dense, masked);
        add(figures, searches.figure("kernel-alignment-of-search", "Is looking for a subnetwork rich or lazy?",
            "Cosine of the tangent kernels of what a method found and of what it started from. The start can be the network "
                + "the method computed with before its first step, all initial weights, or the initial weights under the found "
                + "mask (for edge-popup and random weights that is what was found). Dashed: training all weights.",
            "kernel alignment"));
        Panels target = new Panels();
        target.ladder("mask on initial weights", search, LearningClaims.TARGET + "/" + StartAndEnd.MASKED, false);
        target.level("mask on initial weights", dense, LearningClaims.TARGET + "/" + StartAndEnd.DENSE);
        target.ladder("as found", search, LearningClaims.TARGET, false);
        target.level("as found", dense, LearningClaims.TARGET);
        target.ladder("mask, trained alone", training, LearningClaims.TARGET, false);
        target.level("mask, trained alone", dense, LearningClaims.TARGET);
        add(figures, target.figure("target-alignment", "How well the kernel fits the classes",
            "Centred alignment of the tangent kernel with the test images' classes: of what the method found, of the initial weights "
                + "under the found mask, and after training the mask alone. Dashed: all weights, trained; with \"mask on initial "
                + "weights\" before training.", "kernel-target alignment"));
        Panels ranks = new Panels();
        for (String layer : hidden()) {
            ranks.ladder(layer + ", initial weights", training, relativeRank(StartAndEnd.MASKED + "/", layer), true);
            ranks.ladder(layer + ", trained", training, relativeRank("", layer), true);
        }
        add(figures, ranks.figure("effective-rank", "Effective rank of the weights under the mask",
            "Participation ratio of the singular values of each hidden layer's weights before and after training, over that of "
                + "all initial weights." + TRAINED, "participation ratio, relative"));
        Panels movement = new Panels();
        movement.ladder("", training, "relative_weight_change/" + StartAndEnd.MASKED, true);
        add(figures, movement.figure("weight-change-of-training", "How far the kept weights move",
            "Norm of the change of the kept weights over their norm at the start." + TRAINED, "relative weight change"));
        Panels accuracy = new Panels();
        accuracy.ladder("as found", search, "test_accuracy", false);
        accuracy.level("as found", dense, "test_accuracy");
        accuracy.ladder("mask, trained alone", training, "test_accuracy", false);
        accuracy.level("mask, trained alone", dense, "test_accuracy");
        add(figures, accuracy.figure("accuracy", "Accuracy of what was found, and of its mask trained alone",
            "Test accuracy. Dashed: training all weights.", "test accuracy"));
        return figures;
    }

    /** The hidden layers, in the order of the network. */
    private List<String> hidden() {
        List<String> layers = search.labelled("network", StartAndEnd.MASKED).labels("rank_participation", "layer");
        return layers.subList(0, Math.max(0, layers.size() - 1));
    }

    /** Participation ratio of a layer's weights over that of all its initial weights. */
    private static Function<Records, SortedMap<Long, Double>> relativeRank(String start, String layer) {
        return point -> {
            SortedMap<Long, Double> all = point.summary("rank_participation/" + StartAndEnd.DENSE + "/" + layer);
            SortedMap<Long, Double> ranks = new TreeMap<>(point.summary("rank_participation/" + start + layer));
            ranks.replaceAll((seed, rank) -> rank / all.get(seed));
            return ranks;
        };
    }

    /** Without trainings there is nothing to draw of them. */
    private static void add(List<Figure> figures, Figure figure) {
        if (!figure.data().rows().isEmpty()) {
            figures.add(figure);
        }
    }

    /** The rows of one figure: panel, series, density and a mean. */
    private final class Panels {
        private final List<List<Object>> rows = new ArrayList<>();

        /**
         * A line a method over the densities.
         *
         * @param toDense whether each ends at the dense network, density 1
         */
        void ladder(String panel, Records phase, String metric, boolean toDense) {
            ladder(panel, phase, point -> point.summary(metric), toDense);
        }

        private void ladder(String panel, Records phase, Function<Records, SortedMap<Long, Double>> value, boolean toDense) {
            for (Object method : phase.values("method")) {
                Records of = phase.where("method", method);
                for (Object density : of.values("density")) {
                    add(panel, method, density, value.apply(of.where("density", density)));
                }
                if (toDense) {
                    add(panel, method, 1.0, value.apply(dense));
                }
            }
        }

        /** The dense network's value, at every density. */
        void level(String panel, Records of, String metric) {
            densities.forEach(density -> add(panel, ALL_WEIGHTS, density, of.summary(metric)));
        }

        private void add(String panel, Object series, Object density, SortedMap<Long, Double> values) {
            if (!values.isEmpty()) {
                rows.add(MeanRows.row(List.of(panel, series.toString().replace('-', ' '), density), values));
            }
        }

        Figure figure(String id, String title, String caption, String label) {
            return new Figure(id, title, caption + BANDS, new Table(id, title, MeanRows.columns("panel", "series", "density"),
                rows), new Figure.Axis("density", "density", true), Figure.Axis.linear("mean", label),
                List.of(new Figure.Band("low", "high", "series"), new Figure.Line("series", List.of(ALL_WEIGHTS)),
                    new Figure.Points("series")), rows.stream().allMatch(row -> row.get(0).equals("")) ? null : "panel");
        }
    }

    /** The lowest and the highest density. */
    private List<Object> ends() {
        return densities.size() < 2 ? densities : List.of(densities.get(0), densities.get(densities.size() - 1));
    }

    private List<String> summary() {
        List<String> sentences = new ArrayList<>();
        String masked = LearningClaims.KERNEL + StartAndEnd.MASKED;
        Double ofDense = MeanRows.mean(dense.summary(masked));
        if (ofDense != null) {
            sentences.add(String.format(Locale.ROOT, "Training all weights: kernel alignment %.3f with the start.", ofDense));
        }
        for (Object method : search.values("method")) {
            for (Object density : ends()) {
                Records found = LearningClaims.method(search, method.toString()).where("density", density);
                Double start = MeanRows.mean(found.summary(LearningClaims.KERNEL + StartAndEnd.START));
                Double all = MeanRows.mean(found.summary(LearningClaims.KERNEL + StartAndEnd.DENSE));
                Double alone = MeanRows.mean(LearningClaims.method(training, method.toString()).where("density", density)
                    .summary(masked));
                if (start != null && all != null) {
                    sentences.add(String.format(Locale.ROOT, "%s at density %s: kernel alignment %.3f with its first step and "
                        + "%.3f with all initial weights%s.", method, density, start, all, alone == null ? ""
                            : String.format(Locale.ROOT, "; its mask, trained alone from the initial weights, %.3f", alone)));
                }
            }
        }
        return sentences;
    }
}
