package org.espalier.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.espalier.study.Paper;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Figure.Axis;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.Table;
import org.espalier.study.finding.Verdict;

/** Findings that use everything the report can show. The numbers are made up. */
final class ExampleFindings {
    static final Paper PAPER = new Paper("arXiv:1911.13299", "What's Hidden in a Randomly Weighted Neural Network?",
        "Ramanujan et al.", 2020);

    private ExampleFindings() {}

    static Findings findings() {
        return findings("");
    }

    /** @param hostile text that stands in every title, label, name and cell */
    static Findings findings(String hostile) {
        List<List<Object>> rows = new ArrayList<>();
        double[] densities = {0.05, 0.1, 0.3, 0.5, 0.7, 0.9};
        for (String network : List.of("conv2", "conv4")) {
            for (double density : densities) {
                rows.add(row(network, density, "edge-popup" + hostile, 84 - 40 * Math.pow(density - 0.5, 2), 1.1));
                rows.add(row(network, density, "random subnetwork", 11.0 + density, 2.5));
                rows.add(row(network, density, "dense", 86.5, 0.4));
            }
        }
        Table data = new Table("accuracy-by-density", "Accuracy by density" + hostile,
            List.of("network", "density", "method", "accuracy", "accuracy_low", "accuracy_high", "n"), rows);
        Figure lines = new Figure("accuracy-by-density", "Test accuracy by density" + hostile,
            "Mean of five seeds; the band is the 95 % confidence interval." + hostile, data,
            new Axis("density", "Density" + hostile, true), Axis.linear("accuracy", "Test accuracy (%)"),
            List.of(new Figure.Band("accuracy_low", "accuracy_high", "method"),
                new Figure.Line("method", List.of("dense")), new Figure.Points("method"),
                new Figure.Rule(10, "chance")), "network");
        Figure single = new Figure("one-panel", "One panel", "The first network alone.",
            new Table("one-panel", "One panel", data.columns(), rows.subList(0, 18)),
            Axis.linear("density", "Density"), Axis.linear("accuracy", "Test accuracy (%)"),
            List.of(new Figure.Band("accuracy_low", "accuracy_high", "method"),
                new Figure.Line("method", List.of("dense")), new Figure.Points("method"),
                new Figure.Rule(10, "chance")), null);
        Figure bars = new Figure("bars", "Accuracy by network", "Bars are means, whiskers 95 % intervals.",
            new Table("bars", "Bars", data.columns(),
                rows.stream().filter(r -> r.get(1).equals(0.5)).toList()),
            Axis.linear("network", "Network"), Axis.linear("accuracy", "Test accuracy (%)"),
            List.of(new Figure.Bars("method"), new Figure.ErrorBars("accuracy_low", "accuracy_high", "method")), null);
        Figure curves = new Figure("loss", "Training loss", "Every seed is a point.", loss(),
            Axis.linear("step", "Training step"), new Axis("loss", "Cross-entropy (nats)", true),
            List.of(new Figure.Line(null, List.of()), new Figure.Points(null),
                new Figure.ErrorBars("low", "high", null)), null);
        List<ClaimResult> claims = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            boolean run = verdict != Verdict.NOT_RUN;
            claims.add(new ClaimResult(new Claim("claim-" + verdict.label(), PAPER, "sec. 4.2, fig. 3" + hostile,
                "At density 0.5 the subnetwork is far more accurate than a random one." + hostile,
                "accuracy of the subnetwork minus that of the random one, percentage points", 20,
                "twice the spread over seeds in the paper", 0.05, 3), run ? 5 : 0, run ? 71.234 : Double.NaN,
                run ? 68.1 : Double.NaN, run ? 74.3 : Double.NaN, run ? 0.00001 : Double.NaN, verdict,
                verdict == Verdict.INCONCLUSIVE ? "Only two seeds." : ""));
        }
        return new Findings(List.of("The subnetwork of density 0.5 reaches 84.0 % [82.9, 85.1]." + hostile,
            "A random subnetwork stays at chance."), List.of(lines, single, bars, curves), List.of(new Table("accuracies", data.title(),
                data.columns(), data.rows())), claims);
    }

    private static List<Object> row(String network, double density, String method, double accuracy, double spread) {
        List<Object> row = new ArrayList<>();
        row.add(network);
        row.add(density);
        row.add(method);
        row.add(accuracy);
        row.add(accuracy - spread);
        row.add(accuracy + spread);
        row.add(5L);
        return row;
    }

    private static Table loss() {
        List<List<Object>> rows = new ArrayList<>();
        for (long step = 0; step <= 1000; step += 100) {
            double loss = 2.3 * Math.exp(-step / 300.0) + 0.01;
            rows.add(List.of(step, loss, loss * 0.8, loss * 1.25));
        }
        return new Table("loss", "Training loss", List.of("step", "loss", "low", "high"), rows);
    }
}
