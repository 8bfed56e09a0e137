package org.espalier.edgepopup.init;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.edgepopup.comparison.Networks;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/** Tables and figures of {@code edge-popup/init}; every interval is a 95 % Student-t interval over seeds. */
final class InitFindings {

    private InitFindings() { }

    static Findings of(Records records) {
        List<Records> networks = Networks.of(records);
        List<Figure> figures = new ArrayList<>();
        if (!networks.isEmpty()) {
            figures.add(accuracies(networks));
            figures.add(scaling(networks));
        }
        return new Findings(summary(networks), figures,
            List.of(SummaryTables.gridPoints("grid", "Every metric at every point of the grid", records)),
            InitClaims.judge(records));
    }

    private static Figure accuracies(List<Records> networks) {
        List<List<Object>> rows = new ArrayList<>();
        List<String> scaled = new ArrayList<>();
        for (Records network : networks) {
            for (Records of : Networks.by("init", network)) {
                for (Records series : Networks.by(MethodTrial.SCALED, of)) {
                    String label = of.values("init").get(0).toString().replace('-', ' ');
                    if (series.values(MethodTrial.SCALED).get(0).equals(true)) {
                        label += ", scaled";
                        scaled.add(label);
                    }
                    for (Object density : series.values("density")) {
                        rows.add(MeanRows.row(List.of(Networks.name(network), label, density),
                            series.where("density", density).summary(Networks.TEST)));
                    }
                }
            }
        }
        return new Figure("accuracy-by-distribution", "What edge-popup finds in weights of different distributions",
            "Test accuracy of the subnetwork that edge-popup finds, against density. Dashed: weights scaled by "
                + "sqrt(1/density). Lines are means over seeds, bands 95 % intervals.",
            new Table("accuracy-by-distribution", "Test accuracy by distribution and density",
                MeanRows.columns("network", "series", "density"), rows),
            Figure.Axis.linear("density", "density (fraction of weights kept)"),
            Figure.Axis.linear("mean", "test accuracy"),
            List.of(new Figure.Band("low", "high", "series"),
                new Figure.Line("series", scaled.stream().distinct().toList()), new Figure.Points("series")), "network");
    }

    private static Figure scaling(List<Records> networks) {
        List<List<Object>> rows = new ArrayList<>();
        for (Records network : networks) {
            for (Object init : network.values("init")) {
                for (Object density : network.where("init", init).values("density")) {
                    rows.add(MeanRows.row(List.of(Networks.name(network), init.toString().replace('-', ' '), density),
                        InitClaims.scaling(network, init.toString(), ((Number) density).doubleValue()).bySeed()));
                }
            }
        }
        return new Figure("gain-from-scaling", "What scaling the weights by sqrt(1/density) adds",
            "Test accuracy with scaled weights minus that with unscaled weights of the same seed. Bars are 95 % intervals "
                + "over seeds.",
            new Table("gain-from-scaling", "Gain from scaling", MeanRows.columns("network", "series", "density"), rows),
            Figure.Axis.linear("density", "density (fraction of weights kept)"),
            Figure.Axis.linear("mean", "difference of test accuracy"),
            List.of(new Figure.Rule(0, "no difference"), new Figure.ErrorBars("low", "high", "series"),
                new Figure.Points("series")), "network");
    }

    private static List<String> summary(List<Records> networks) {
        List<String> sentences = new ArrayList<>();
        for (Records network : networks) {
            record Ranked(String init, double accuracy, int seeds) { }
            List<Ranked> ranked = new ArrayList<>();
            for (Object init : network.values("init")) {
                SortedMap<Long, Double> best = InitClaims.best(network, init.toString());
                Double mean = MeanRows.mean(best);
                if (mean != null) {
                    ranked.add(new Ranked(init.toString().replace('-', ' '), mean, best.size()));
                }
            }
            ranked.sort(Comparator.comparingDouble(Ranked::accuracy).reversed());
            if (!ranked.isEmpty()) {
                int seeds = ranked.get(0).seeds();
                sentences.add(Networks.name(network) + ", unscaled, density chosen on validation: "
                    + String.join(", ", ranked.stream().map(r -> String.format(Locale.ROOT, "%s %.1f %%", r.init(),
                        100 * r.accuracy())).toList())
                    + " (means over " + seeds + " seed" + (seeds == 1 ? "" : "s") + ").");
            }
            SortedMap<Long, Double> gain = InitClaims.scaling(network, InitClaims.SIGNED, 0.1).bySeed();
            if (!gain.isEmpty()) {
                sentences.add(Networks.name(network) + ": at density 0.1, scaling signed constant weights changes the "
                    + "accuracy by " + MeanRows.points(gain) + ".");
            }
        }
        return sentences;
    }
}
