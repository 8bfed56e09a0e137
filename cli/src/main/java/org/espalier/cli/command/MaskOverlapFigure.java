package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.espalier.analysis.mask.MaskOverlap;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Table;

/** What two masks have in common, layer by layer, beside what chance gives. */
final class MaskOverlapFigure {
    /** Half of a 95 % interval of a normal distribution, in standard deviations. */
    private static final double NORMAL_95 = 1.96;

    private MaskOverlapFigure() { }

    /** The interval by chance is the normal approximation of the count that both masks keep; layers that keep nothing are left out. */
    static Figure of(MaskOverlap overlap) {
        List<MaskOverlap.Overlap> all = new ArrayList<>(overlap.layers());
        all.add(overlap.total());
        List<List<Object>> rows = new ArrayList<>();
        for (MaskOverlap.Overlap layer : all) {
            if (Double.isFinite(layer.jaccard())) {
                List<Object> found = new ArrayList<>(List.of(layer.name(), "found", layer.jaccard()));
                found.add(null);
                found.add(null);
                rows.add(found);
                rows.add(List.of(layer.name(), "by chance (95 %)", layer.expectedJaccard(), byChance(layer, -NORMAL_95),
                    byChance(layer, NORMAL_95)));
            }
        }
        String id = "mask-overlap";
        String title = "Weights that both masks keep, of those that either keeps";
        return new Figure(id, title, "Jaccard index of two masks by layer, and what independent masks as dense in each layer have.",
            new Table(id, title, List.of("layer", "masks", "jaccard", "low", "high"), rows), Figure.Axis.linear("layer", "layer"),
            Figure.Axis.linear("jaccard", "Jaccard index"),
            List.of(new Figure.ErrorBars("low", "high", "masks"), new Figure.Points("masks")), null);
    }

    /** The Jaccard index where both keep some standard deviations more or fewer than the mean by chance. */
    private static double byChance(MaskOverlap.Overlap layer, double deviations) {
        double kept = layer.keptA() + layer.keptB();
        double both = Math.max(0, Math.min(Math.min(layer.keptA(), layer.keptB()),
            layer.expectedBoth() + deviations * layer.spreadBoth()));
        return both / (kept - both);
    }
}
