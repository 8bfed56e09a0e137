package org.espalier.pruning.ladder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/** Tables and figures of {@code pruning/ladder}; every interval is a 95 % Student-t interval over seeds. */
final class LadderFindings {
    private static final int PERCENT = 100;

    private LadderFindings() { }

    static Findings of(Records records) {
        List<Records> networks = LadderClaims.networks(records);
        List<Figure> figures = new ArrayList<>();
        List<String> summary = new ArrayList<>();
        for (Records network : networks) {
            String name = name(network);
            String id = networks.size() == 1 ? "" : "-" + name.replaceAll("[^a-z0-9]+", "-");
            figures.add(figure("accuracy-against-density" + id, "Accuracy against density, " + name,
                "Test accuracy of the pruned and trained network. Lines are means over seeds, bands 95 % intervals.", network,
                LadderClaims.TEST, "test accuracy"));
            figures.add(figure("speedup-against-density" + id, "Theoretical speed-up against density, " + name,
                "Multiply-adds of the dense network divided by those of kept weights: the same density saves more where the "
                    + "layers that work most are pruned most.", network, "theoretical_speedup", "theoretical speed-up"));
            sentence(network, name, summary);
        }
        return new Findings(summary, figures,
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            LadderClaims.judge(records));
    }

    private static Figure figure(String id, String title, String caption, Records network, String metric, String label) {
        return new Figure(id, title, caption, SummaryTables.series(id, title, network, metric, "density", "method"),
            new Figure.Axis("density", "density (fraction of weights kept)", true), Figure.Axis.linear("mean", label),
            SummaryTables.lines("method"), null);
    }

    private static void sentence(Records network, String name, List<String> summary) {
        Records magnitude = network.where("method", LadderClaims.MAGNITUDE);
        SortedMap<Long, Double> dense = magnitude.where("density", 1).summary(LadderClaims.TEST);
        for (Object density : magnitude.values("density")) {
            SeedEffects change = SeedEffects.difference(
                magnitude.where("density", density).summary(LadderClaims.TEST), dense);
            if (change.n() > 0 && ((Number) density).doubleValue() < 1) {
                double mean = Arrays.stream(change.values()).average().orElseThrow();
                summary.add(String.format(Locale.ROOT, "%s: with %s %% of its weights, pruned by magnitude in rounds, it "
                    + "changes by %+.1f points against the dense network (mean of %d seed%s).", name,
                    PERCENT * ((Number) density).doubleValue(), PERCENT * mean, change.n(), change.n() == 1 ? "" : "s"));
            }
        }
        long collapsed = network.trials().stream().flatMap(t -> t.summary().values().stream())
            .filter(row -> row.getOrDefault("collapsed_layers", 0.0) > 0).count();
        if (collapsed > 0) {
            summary.add(String.format(Locale.ROOT, "%s: %d trial%s lost every weight of a layer.", name, collapsed,
                collapsed == 1 ? "" : "s"));
        }
    }

    private static String name(Records network) {
        double width = ((Number) network.values("width").get(0)).doubleValue();
        String architecture = network.values("architecture").get(0).toString();
        return width == 1 ? architecture : architecture + ", width " + width;
    }
}
