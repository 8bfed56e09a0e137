package org.espalier.pruning.sensitivity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.pruning.round.PrunedOnce;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/** Tables and figures of {@code pruning/sensitivity}; every interval is a 95 % Student-t interval over seeds. */
final class SensitivityFindings {
    private static final String BANDS = " Lines are means over seeds, bands 95 % intervals; the dashed line is the dense "
        + "network";

    private SensitivityFindings() { }

    static Findings of(Records records) {
        List<PrunedOnce> networks = SensitivityClaims.networks(records);
        List<Figure> figures = new ArrayList<>();
        List<String> summary = new ArrayList<>();
        for (PrunedOnce network : networks) {
            String ending = network.ending(networks.size());
            figures.add(figure("before-fine-tuning" + ending, "One layer pruned, no retraining, " + network.name(),
                "Test accuracy of the trained network after one layer was pruned by magnitude, against the density of that "
                    + "layer." + BANDS + ".", network, SensitivityClaims.BEFORE, network.denseAccuracy()));
            figures.add(figure("after-fine-tuning" + ending, "One layer pruned, after fine-tuning, " + network.name(),
                "Test accuracy after a short fine-tuning, against the density of the pruned layer." + BANDS
                    + " trained on for as many steps.", network, SensitivityClaims.AFTER, network.trainedOnAccuracy()));
            sentence(network, summary);
        }
        return new Findings(summary, figures,
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            SensitivityClaims.judge(records));
    }

    private static Figure figure(String id, String title, String caption, PrunedOnce network, String metric,
                                 SortedMap<Long, Double> dense) {
        List<List<Object>> rows = new ArrayList<>();
        for (Object density : network.pruned().values(SensitivityGrid.DENSITY)) {
            for (PrunedLayer layer : PrunedLayer.of(network)) {
                rows.add(MeanRows.row(List.of(density, layer.label()),
                    layer.accuracy(metric, ((Number) density).doubleValue())));
            }
        }
        List<Figure.Layer> layers = new ArrayList<>(SummaryTables.lines("layer"));
        layers.add(new Figure.Points("layer"));
        Double reference = MeanRows.mean(dense);
        if (reference != null) {
            layers.add(new Figure.Rule(reference, "dense network"));
        }
        return new Figure(id, title, caption, new Table(id, title, MeanRows.columns("density", "layer"), rows),
            new Figure.Axis("density", "density of the pruned layer (fraction of its weights kept)", true),
            Figure.Axis.linear("mean", "test accuracy"), layers, null);
    }

    /** What the smallest density that is there costs, in the layer where it costs most and where it costs least. */
    private static void sentence(PrunedOnce network, List<String> summary) {
        List<Object> densities = network.pruned().values(SensitivityGrid.DENSITY);
        if (densities.isEmpty()) {
            return;
        }
        double density = ((Number) densities.get(0)).doubleValue();
        record Cost(PrunedLayer layer, SortedMap<Long, Double> change, double mean) { }
        List<Cost> costs = new ArrayList<>();
        for (PrunedLayer layer : PrunedLayer.of(network)) {
            SortedMap<Long, Double> change = new TreeMap<>(SeedEffects.difference(
                layer.accuracy(SensitivityClaims.BEFORE, density), network.denseAccuracy()).bySeed());
            Double mean = MeanRows.mean(change);
            if (mean != null) {
                costs.add(new Cost(layer, change, mean));
            }
        }
        costs.sort(Comparator.comparingDouble(Cost::mean));
        if (costs.size() > 1) {
            Cost most = costs.get(0);
            Cost least = costs.get(costs.size() - 1);
            summary.add(String.format(Locale.ROOT, "%s: without retraining, a density of %s costs most in %s (%s against "
                + "the dense network) and least in %s (%s).", network.name(), density, most.layer().name(),
                MeanRows.points(most.change()), least.layer().name(), MeanRows.points(least.change())));
        }
    }
}
