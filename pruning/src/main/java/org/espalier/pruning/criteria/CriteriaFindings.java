package org.espalier.pruning.criteria;

import java.util.ArrayList;
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

/** Tables and figures of {@code pruning/criteria}; every interval is a 95 % Student-t interval over seeds. */
final class CriteriaFindings {
    private static final String BY_CHANCE = "by chance";
    private static final String BANDS = " Lines are means over seeds, bands 95 % intervals; the dashed line is the dense "
        + "network";
    private static final Figure.Axis DENSITY = new Figure.Axis("density", "density (fraction of weights kept)", true);

    private CriteriaFindings() { }

    static Findings of(Records records) {
        List<PrunedOnce> networks = CriteriaClaims.networks(records);
        List<Figure> figures = new ArrayList<>();
        List<String> summary = new ArrayList<>();
        for (PrunedOnce network : networks) {
            if (network.pruned().isEmpty()) {
                continue;
            }
            String ending = network.ending(networks.size());
            figures.add(accuracy("before-fine-tuning" + ending, "Pruned once, no retraining, " + network.name(),
                "Test accuracy of the trained network after one pruning within each layer, against density." + BANDS + ".",
                network, CriteriaClaims.BEFORE, network.denseAccuracy()));
            figures.add(accuracy("after-fine-tuning" + ending, "Pruned once, after fine-tuning, " + network.name(),
                "Test accuracy after equal fine-tuning, against density." + BANDS + " trained on for as many steps.",
                network, CriteriaClaims.AFTER, network.trainedOnAccuracy()));
            figures.add(overlap("overlap-with-magnitude" + ending, network));
            sentence(network, summary);
        }
        return new Findings(summary, figures,
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            CriteriaClaims.judge(records));
    }

    private static Figure accuracy(String id, String title, String caption, PrunedOnce network, String metric,
                                   SortedMap<Long, Double> dense) {
        List<Figure.Layer> layers = new ArrayList<>(SummaryTables.lines(CriteriaGrid.CRITERION));
        layers.add(new Figure.Points(CriteriaGrid.CRITERION));
        Double reference = MeanRows.mean(dense);
        if (reference != null) {
            layers.add(new Figure.Rule(reference, "dense network"));
        }
        return new Figure(id, title, caption, SummaryTables.series(id, title, network.pruned(), metric,
            CriteriaGrid.DENSITY, CriteriaGrid.CRITERION), DENSITY, Figure.Axis.linear("mean", "test accuracy"), layers,
            null);
    }

    /** All criteria keep as many weights of each layer, so chance is the same for all of them. */
    private static Figure overlap(String id, PrunedOnce network) {
        String title = "Overlap with the mask of magnitude, " + network.name();
        List<List<Object>> rows = new ArrayList<>();
        List<Object> criteria = network.pruned().values(CriteriaGrid.CRITERION);
        for (Object density : network.pruned().values(CriteriaGrid.DENSITY)) {
            Records at = network.pruned().where(CriteriaGrid.DENSITY, density);
            criteria.stream().filter(c -> !c.equals(CriteriaClaims.MAGNITUDE)).forEach(criterion -> rows.add(
                MeanRows.row(List.of(density, criterion),
                    at.where(CriteriaGrid.CRITERION, criterion).summary(CriteriaStudy.JACCARD))));
            rows.add(MeanRows.row(List.of(density, BY_CHANCE),
                at.where(CriteriaGrid.CRITERION, criteria.get(0)).summary(CriteriaStudy.CHANCE)));
        }
        return new Figure(id, title, "Jaccard index of each criterion's mask and magnitude's: weights kept by both, of "
            + "weights kept by either. Lines are means over seeds, bands 95 % intervals; dashed: the mean for random masks of "
            + "the same counts in each layer.", new Table(id, title, MeanRows.columns("density", "criterion"), rows), DENSITY,
            Figure.Axis.linear("mean", "Jaccard index"), List.of(new Figure.Band("low", "high", "criterion"),
                new Figure.Line("criterion", List.of(BY_CHANCE)), new Figure.Points("criterion")), null);
    }

    /** What every criterion costs at the smallest density. */
    private static void sentence(PrunedOnce network, List<String> summary) {
        double density = ((Number) network.pruned().values(CriteriaGrid.DENSITY).get(0)).doubleValue();
        for (Object criterion : network.pruned().values(CriteriaGrid.CRITERION)) {
            SortedMap<Long, Double> change = new TreeMap<>(SeedEffects.difference(
                CriteriaClaims.accuracy(network, criterion.toString(), density, CriteriaClaims.AFTER),
                network.trainedOnAccuracy()).bySeed());
            if (!change.isEmpty()) {
                summary.add(String.format(Locale.ROOT, "%s: pruned once by %s to density %s and fine-tuned, it changes by "
                    + "%s against the dense network.", network.name(), criterion, density, MeanRows.points(change)));
            }
        }
    }
}
