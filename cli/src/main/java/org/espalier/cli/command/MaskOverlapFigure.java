package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.analysis.mask.MaskOverlap;
import org.espalier.analysis.subnetwork.MatchedOverlap;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Table;

/** What two masks have in common, layer by layer, beside what chance gives. */
final class MaskOverlapFigure {
    /** Half of a 95 % interval of a normal distribution, in standard deviations. */
    private static final double NORMAL_95 = 1.96;

    private MaskOverlapFigure() {}

    /** Layers that keep nothing are left out. @param matched null where the units were not matched */
    static Figure of(MaskOverlap overlap, MatchedOverlap matched) {
        return matched == null ? unmatched(overlap) : matched(matched);
    }

    /** The interval by chance is two standard deviations of the draws on either side. */
    private static Figure matched(MatchedOverlap overlap) {
        List<MatchedOverlap.Chance> all = new ArrayList<>(overlap.layers());
        all.add(overlap.total());
        List<List<Object>> rows = new ArrayList<>();
        for (MatchedOverlap.Chance layer : all) {
            if (Double.isFinite(layer.jaccard())) {
                rows.add(Arrays.asList(layer.name(), "found", layer.jaccard(), null, null));
                rows.add(List.of(layer.name(), "by chance (95 %)", layer.expected(),
                    Math.max(0, layer.expected() - NORMAL_95 * layer.spread()),
                    Math.min(1, layer.expected() + NORMAL_95 * layer.spread())));
            }
        }
        return figure("Weights that both masks keep after hidden units were matched, of those that either keeps",
            "Jaccard index of two masks by layer after their networks' hidden units were matched, and that of networks that have "
                + "nothing in common but what each input is worth, matched in the same way.", rows);
    }

    private static Figure figure(String title, String caption, List<List<Object>> rows) {
        String id = "mask-overlap";
        return new Figure(id, title, caption, new Table(id, title, List.of("layer", "masks", "jaccard", "low", "high"), rows),
            Figure.Axis.linear("layer", "layer"), Figure.Axis.linear("jaccard", "Jaccard index"),
            List.of(new Figure.ErrorBars("low", "high", "masks"), new Figure.Points("masks")), null);
    }

    /** All pairs of more than two masks. @param jaccards {@code [masks, masks]} */
    static Figure ofPairs(List<String> files, double[][] jaccards, boolean matched) {
        String title = "Weights that two masks both keep, of those that either keeps" + (matched ? ", units matched" : "");
        return HeatMapOfFiles.of("mask-overlap", title, "Jaccard index of all layers together, of each pair of masks.", "jaccard",
            files, jaccards);
    }

    /** The interval by chance is the normal approximation of the count that both masks keep. */
    private static Figure unmatched(MaskOverlap overlap) {
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
        return figure("Weights that both masks keep, of those that either keeps",
            "Jaccard index of two masks by layer, and what independent masks as dense in each layer have.", rows);
    }

    /** The Jaccard index where both keep some standard deviations more or fewer than the mean by chance. */
    private static double byChance(MaskOverlap.Overlap layer, double deviations) {
        double kept = layer.keptA() + layer.keptB();
        double both = Math.max(0, Math.min(Math.min(layer.keptA(), layer.keptB()),
            layer.expectedBoth() + deviations * layer.spreadBoth()));
        return both / (kept - both);
    }
}
