package org.espalier.analysis.randomlabels;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.nets.data.PixelCorruption;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;

/** Tables and figures of {@code analysis/random-labels}; every interval is a 95 % Student-t interval over seeds. */
final class RandomLabelsFindings {
    private static final String BANDS = " Lines are means over seeds, bands 95 % intervals.";
    private static final String MARKS = " Marks are means over seeds, bars 95 % intervals.";
    private static final String MEAN = "mean";
    private final Records records;
    private final Records dense;
    private final List<Condition> conditions;

    private RandomLabelsFindings(Records records) {
        this.records = records;
        this.dense = records.where("method", RandomLabelsGrid.DENSE);
        this.conditions = Condition.in(dense);
    }

    static Findings of(Records records) {
        RandomLabelsFindings findings = new RandomLabelsFindings(records);
        return new Findings(findings.sentences(), findings.figures(), List.of(findings.timeToFit(),
            SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            RandomLabelsClaims.judge(records));
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        if (!conditions.isEmpty()) {
            figures.add(learningCurves());
            figures.add(accuracies());
            List<Condition> labels = conditions.stream().filter(c -> c.pixels() == PixelCorruption.TRUE).toList();
            if (labels.size() > 1) {
                addByFraction(figures, "time-to-fit", "Time to fit", "Steps until a dense network answers "
                    + percent(RandomLabelsClaims.FIT) + " of its training images as they are labelled; seeds that never do are not "
                    + "counted." + BANDS, "steps", labels, null);
                addByFraction(figures, "generalisation", "Generalisation", "Test accuracy of dense networks by the fraction of "
                    + "training labels drawn at random." + BANDS, "test accuracy", labels, RandomLabelsClaims.TEST);
            }
        }
        if (records.values("method").size() > 1) {
            figures.add(methods());
        }
        return figures;
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * fraction);
    }

    private Figure learningCurves() {
        List<List<Object>> rows = new ArrayList<>();
        for (Condition condition : conditions) {
            SortedMap<Long, SortedMap<Long, Double>> bySteps = new TreeMap<>();
            for (Observation o : condition.of(dense).observations()) {
                if (o.is(TrainAccuracy.METRIC)) {
                    bySteps.computeIfAbsent(o.step(), s -> new TreeMap<>()).put(o.seed(), o.value());
                }
            }
            bySteps.forEach((step, values) -> rows.add(MeanRows.row(List.of(condition.label(), step), values)));
        }
        String id = "learning-curves";
        return new Figure(id, "What networks learn by heart", "Accuracy on the training images as they are labelled, dense "
            + "networks." + BANDS, new Table(id, "Training accuracy", MeanRows.columns("condition", "step"), rows),
            Figure.Axis.linear("step", "step"), Figure.Axis.linear(MEAN, "training accuracy"),
            SummaryTables.lines("condition"), null);
    }

    private Figure accuracies() {
        List<List<Object>> rows = new ArrayList<>();
        for (Condition condition : conditions) {
            rows.add(MeanRows.row(List.of(condition.label(), "training"), condition.of(dense).summary(TrainAccuracy.METRIC)));
            rows.add(MeanRows.row(List.of(condition.label(), "test"), condition.of(dense).summary(RandomLabelsClaims.TEST)));
        }
        String id = "accuracies";
        return new Figure(id, "Learnt by heart and learnt", "Accuracy of dense networks on their training images and on test images "
            + "at the end." + MARKS, new Table(id, "Accuracy by condition", MeanRows.columns("condition", "images"), rows),
            Figure.Axis.linear("condition", "trained on"), Figure.Axis.linear(MEAN, "accuracy"),
            SummaryTables.intervals("images"), null);
    }

    /** @param metric null for the steps to fit; without any value there is no figure */
    private void addByFraction(List<Figure> figures, String id, String title, String caption, String label,
                               List<Condition> labels, String metric) {
        List<List<Object>> rows = new ArrayList<>();
        for (Condition condition : labels) {
            Records at = condition.of(dense);
            SortedMap<Long, Double> values = metric == null ? TrainAccuracy.stepsTo(RandomLabelsClaims.FIT, at)
                : at.summary(metric);
            if (!values.isEmpty()) {
                rows.add(MeanRows.row(List.of(condition.randomLabels()), values));
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        figures.add(new Figure(id, title, caption, new Table(id, title, MeanRows.columns("random_labels"), rows),
            Figure.Axis.linear("random_labels", "fraction of random labels"), Figure.Axis.linear(MEAN, label),
            SummaryTables.lines(null), null));
    }

    private Figure methods() {
        List<List<Object>> rows = new ArrayList<>();
        for (Object method : records.values("method")) {
            Records of = records.where("method", method);
            List<Object> densities = of.values("density");
            for (Object density : densities) {
                String name = densities.size() == 1 && ((Number) density).doubleValue() == 1 ? method.toString()
                    : method + " " + density;
                for (Condition condition : List.of(Condition.TRUE, Condition.RANDOM_LABELS)) {
                    SortedMap<Long, Double> values = condition.of(of.where("density", density)).summary(TrainAccuracy.METRIC);
                    if (!values.isEmpty()) {
                        rows.add(MeanRows.row(List.of(name, condition.label()), values));
                    }
                }
            }
        }
        String id = "methods";
        return new Figure(id, "Who can learn noise by heart?", "Training accuracy by method and density after as many steps." + MARKS,
            new Table(id, "Training accuracy by method", MeanRows.columns("network", "labels"), rows),
            Figure.Axis.linear("network", "method and density"), Figure.Axis.linear(MEAN, "training accuracy"),
            SummaryTables.intervals("labels"), null);
    }

    private Table timeToFit() {
        List<List<Object>> rows = new ArrayList<>();
        for (Condition condition : conditions) {
            Records at = condition.of(dense);
            rows.add(MeanRows.row(List.of(condition.label(), (long) at.trials().size()),
                TrainAccuracy.stepsTo(RandomLabelsClaims.FIT, at)));
        }
        return new Table("steps-to-fit", "Steps to fit " + percent(RandomLabelsClaims.FIT)
            + " of the training images, dense; n counts the seeds that do", MeanRows.columns("condition", "seeds"), rows);
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (Condition condition : conditions) {
            Records at = condition.of(dense);
            Double train = MeanRows.mean(at.summary(TrainAccuracy.METRIC));
            Double test = MeanRows.mean(at.summary(RandomLabelsClaims.TEST));
            if (train != null && test != null) {
                Double steps = MeanRows.mean(TrainAccuracy.stepsTo(RandomLabelsClaims.FIT, at));
                sentences.add(String.format(Locale.ROOT, "%s: dense networks end at %.1f %% of the training and %.1f %% of the test "
                    + "images%s.", sentence(condition.label()), 100 * train, 100 * test, steps == null ? ""
                        : String.format(Locale.ROOT, " and fit after %.0f steps", steps)));
            }
        }
        return sentences;
    }

    private static String sentence(String label) {
        return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    }
}
