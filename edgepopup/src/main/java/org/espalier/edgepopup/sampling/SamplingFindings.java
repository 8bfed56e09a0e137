package org.espalier.edgepopup.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.espalier.analysis.trial.Networks;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/** Tables and figures of {@code edge-popup/sampling}; every interval is a 95 % Student-t interval over seeds. */
final class SamplingFindings {

    private SamplingFindings() { }

    static Findings of(Records records) {
        List<Records> networks = Networks.of(records);
        List<Figure> figures = new ArrayList<>();
        if (!networks.isEmpty()) {
            figures.add(methods(networks));
            Table rates = rates(networks);
            if (!rates.rows().isEmpty()) {
                figures.add(new Figure("accuracy-against-learning-rate", "What the learning rate does to sampled supermasks",
                    "Test accuracy of sampled supermasks against the learning rate of their scores, without and with dynamic "
                        + "weight rescaling. Lines are means over seeds, bands 95 % intervals.", rates,
                    new Figure.Axis("learning_rate", "learning rate", true), Figure.Axis.linear("mean", "test accuracy"),
                    List.of(new Figure.Band("low", "high", "series"), new Figure.Line("series", List.of()),
                        new Figure.Points("series")), "network"));
            }
        }
        return new Findings(summary(networks), figures,
            List.of(SummaryTables.gridPoints("grid", "Every metric at every point of the grid", records)),
            SamplingClaims.judge(records));
    }

    private static Figure methods(List<Records> networks) {
        List<List<Object>> rows = new ArrayList<>();
        for (Records network : networks) {
            String name = Networks.name(network);
            add(rows, name, "edge-popup", SamplingClaims.of(network, SamplingClaims.POPUP));
            add(rows, name, "sampled supermask", SamplingClaims.best(network, false));
            add(rows, name, "sampled, rescaled", SamplingClaims.best(network, true));
            add(rows, name, "random subnetwork", SamplingClaims.of(network, SamplingClaims.RANDOM));
        }
        return new Figure("accuracy-by-method", "Edge-popup beside sampled supermasks",
            "Test accuracy of the subnetwork each method finds in the same untrained weights; the learning rate of sampled "
                + "supermasks is chosen for each seed on validation. Bars are 95 % intervals over seeds.",
            new Table("accuracy-by-method", "Test accuracy by method", MeanRows.columns("network", "series"), rows),
            Figure.Axis.linear("series", "method"), Figure.Axis.linear("mean", "test accuracy"),
            List.of(new Figure.ErrorBars("low", "high", "series"), new Figure.Points("series")), "network");
    }

    private static void add(List<List<Object>> rows, String network, String series, SortedMap<Long, Double> values) {
        if (!values.isEmpty()) {
            rows.add(MeanRows.row(List.of(network, series), values));
        }
    }

    private static Table rates(List<Records> networks) {
        List<List<Object>> rows = new ArrayList<>();
        for (Records network : networks) {
            Records sampled = network.where("method", SamplingClaims.SAMPLED);
            for (Object rescaled : sampled.values(SamplingStudy.RESCALED)) {
                Records of = sampled.where(SamplingStudy.RESCALED, rescaled);
                for (Object rate : of.values(SamplingStudy.RATE)) {
                    if (((Number) rate).doubleValue() > 0) {
                        rows.add(MeanRows.row(List.of(Networks.name(network),
                            rescaled.equals(true) ? "rescaled" : "not rescaled", rate),
                            SamplingClaims.best(of.where(SamplingStudy.RATE, rate))));
                    }
                }
            }
        }
        return new Table("accuracy-against-learning-rate", "Test accuracy against the learning rate",
            MeanRows.columns("network", "series", "learning_rate"), rows);
    }

    private static List<String> summary(List<Records> networks) {
        List<String> sentences = new ArrayList<>();
        for (Records network : networks) {
            SortedMap<Long, Double> popup = SamplingClaims.of(network, SamplingClaims.POPUP);
            SortedMap<Long, Double> sampled = SamplingClaims.best(network);
            if (!popup.isEmpty() && !sampled.isEmpty()) {
                sentences.add(String.format(Locale.ROOT, "%s: edge-popup reaches %.1f %%, the best sampled supermask "
                        + "%.1f %%; the difference is %s.", Networks.name(network), 100 * MeanRows.mean(popup),
                    100 * MeanRows.mean(sampled),
                    MeanRows.points(SamplingClaims.popupAboveSampled(network).bySeed())));
            }
        }
        return sentences;
    }
}
