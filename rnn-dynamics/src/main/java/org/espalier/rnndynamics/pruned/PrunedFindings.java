package org.espalier.rnndynamics.pruned;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.rnndynamics.pruned.Treatment.Family;
import org.espalier.rnndynamics.universality.Examples;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Figure.Axis;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;

/** Tables and figures of {@code rnn-dynamics/pruned}; every interval is a 95 % Student-t interval over seeds. */
final class PrunedFindings {
    private static final String METHOD = "method";
    private static final String START = "recurrent weights";
    private static final String RULE = "dense network";
    private static final List<Treatment> EXAMPLES = List.of(Treatment.MAGNITUDE, Treatment.TICKET, Treatment.POPUP);
    private static final String MEANS = " Lines are means over seeds, whose 95 % intervals are in the table; the dashed line is "
        + "the dense network.";
    private static final String BANDS = " Lines are means over seeds, bands 95 % intervals; the dashed line is the dense "
        + "network.";
    private static final Axis DENSITY = new Axis(PrunedGrid.DENSITY, "density of the recurrent weights", true);

    /** What a figure shows of each network. */
    private record Shown(String metric, boolean logarithm, boolean bands) {
        SortedMap<Long, Double> of(Records selection) {
            return PrunedRecords.means(selection, metric, v -> logarithm ? Math.log10(v) : v);
        }
    }

    private PrunedFindings() {}

    static Findings of(Records records) {
        List<Figure> figures = new ArrayList<>();
        if (networks(records) == 1) {
            figures.add(figure(records, "cube", "Which networks still have the cube",
                "Share of networks with one stable point for each state, and no others, between which every pulse leads where it "
                    + "should." + MEANS, new Shown(PrunedRecords.CUBE, false, false), "share of networks with the cube"));
            figures.add(figure(records, "error", "Which networks still hold the bits",
                "Logarithm of the validation MSE after training." + BANDS, new Shown(PrunedRecords.LOSS, true, true),
                "log10 of the validation MSE"));
            figures.add(figure(records, "stable-points", "How many stable points there are",
                "Stable fixed points at rest after training." + MEANS, new Shown("stable", false, false), "stable fixed points"));
            figures.add(figure(records, "slow-modes", "How many slow modes there are",
                "Eigenvalues of the Jacobian with a modulus above 1/2, mean over a network's stable points." + BANDS,
                new Shown("slow_modes", false, true), "eigenvalues with |λ| > 1/2"));
            figures.add(before(records));
            Examples examples = examples(records);
            if (!examples.isEmpty()) {
                figures.add(examples.stateSpace());
            }
            figures.add(spectra(records));
            figures.removeIf(f -> f.data().rows().isEmpty());
        }
        return new Findings(summary(records), figures,
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            PrunedClaims.judge(records));
    }

    /** How many different settings the dense networks were trained with. */
    private static int networks(Records records) {
        return PrunedRecords.of(records, Treatment.DENSE).trials().size();
    }

    private static Figure figure(Records records, String id, String title, String caption, Shown shown, String label) {
        List<List<Object>> rows = new ArrayList<>();
        for (Treatment treatment : Treatment.pruning()) {
            Records of = PrunedRecords.of(records, treatment);
            for (Object density : of.values(PrunedGrid.DENSITY)) {
                rows.add(MeanRows.row(List.of(treatment.family().label(), treatment.label(), density),
                    shown.of(of.where(PrunedGrid.DENSITY, density))));
            }
        }
        List<Figure.Layer> layers = new ArrayList<>();
        if (shown.bands()) {
            layers.add(new Figure.Band("low", "high", METHOD));
        }
        layers.add(new Figure.Line(METHOD, List.of()));
        layers.add(new Figure.Points(METHOD));
        Double dense = MeanRows.mean(shown.of(PrunedRecords.of(records, Treatment.DENSE)));
        if (dense != null) {
            layers.add(new Figure.Rule(dense, RULE));
        }
        return new Figure(id, title, caption, new Table(id, title, MeanRows.columns(START, METHOD, PrunedGrid.DENSITY), rows),
            DENSITY, Axis.linear("mean", label), layers, START);
    }

    private static Figure before(Records records) {
        String when = "when";
        List<List<Object>> rows = new ArrayList<>();
        for (Treatment treatment : Treatment.pruning().stream().filter(t -> t.family() == Family.TRAINED).toList()) {
            Records of = PrunedRecords.of(records, treatment);
            for (Object density : of.values(PrunedGrid.DENSITY)) {
                Records at = of.where(PrunedGrid.DENSITY, density);
                rows.add(MeanRows.row(List.of(treatment.label(), "just pruned", density),
                    PrunedRecords.shares(at, PrunedDynamics.BEFORE + PrunedRecords.CUBE)));
                rows.add(MeanRows.row(List.of(treatment.label(), "trained on", density),
                    PrunedRecords.shares(at, PrunedRecords.CUBE)));
            }
        }
        String title = "What pruning breaks, and training mends";
        return new Figure("just-pruned", title, "Share of networks with the cube right after pruning and after they were trained "
            + "on. Lines are means over seeds, whose 95 % intervals are in the table.",
            new Table("just-pruned", title, MeanRows.columns(METHOD, when, PrunedGrid.DENSITY), rows), DENSITY,
            Axis.linear("mean", "share of networks with the cube"),
            List.of(new Figure.Line(when, List.of()), new Figure.Points(when)), METHOD);
    }

    private static double smallest(Records records) {
        return ((Number) records.values(PrunedGrid.DENSITY).get(0)).doubleValue();
    }

    /** The dense network, and one of each family at the smallest density. */
    private static Examples examples(Records records) {
        double smallest = smallest(records);
        Records shown = records.where(p -> {
            Treatment treatment = Treatment.of(p.text(METHOD));
            return treatment == Treatment.DENSE || EXAMPLES.contains(treatment) && p.number(PrunedGrid.DENSITY) == smallest
                && (treatment != Treatment.TICKET || p.integer(PrunedGrid.REWIND_STEP) == 0);
        });
        return new Examples(shown, METHOD, record -> {
            String method = record.trial().parameters().text(METHOD);
            return method.equals(Treatment.DENSE.label()) ? method : method + ", density " + smallest;
        });
    }

    /** Of the dense network, and of every treatment at the smallest density. */
    private static Figure spectra(Records records) {
        List<List<Object>> rows = new ArrayList<>();
        if (!records.isEmpty()) {
            double smallest = smallest(records);
            for (Treatment treatment : Treatment.pruning()) {
                addSpectrum(rows, treatment.family(), treatment, PrunedRecords.at(records, treatment, smallest));
            }
            for (Family panel : List.of(Family.TRAINED, Family.INITIAL, Family.FIXED)) {
                addSpectrum(rows, panel, Treatment.DENSE, PrunedRecords.of(records, Treatment.DENSE));
            }
        }
        String title = "Spectra at the stable points";
        return new Figure("spectra", title, "Moduli of the eigenvalues of the Jacobian by their rank, mean over a network's stable "
            + "points, of the dense network (dashed) and of each method at the smallest density. Lines are means over seeds; "
            + "their 95 % intervals are in the table.", new Table("spectra", title, MeanRows.columns(START, METHOD, "rank"), rows),
            Axis.linear("rank", "rank of the eigenvalue"), Axis.linear("mean", "modulus"),
            List.of(new Figure.Line(METHOD, List.of(Treatment.DENSE.label()))), START)
            .in(new Figure.Style(Map.of(Treatment.DENSE.label(), Figure.Hue.GREY), false));
    }

    private static void addSpectrum(List<List<Object>> rows, Family panel, Treatment shown, Records of) {
        SortedMap<Long, SortedMap<Long, Double>> byRank = new TreeMap<>();
        for (Observation o : of.observations()) {
            if (o.is("modulus")) {
                byRank.computeIfAbsent(o.step(), r -> new TreeMap<>()).put(o.seed(), o.value());
            }
        }
        byRank.forEach((rank, values) -> rows.add(MeanRows.row(List.of(panel.label(), shown.label(), rank), values)));
    }

    private static List<String> summary(Records records) {
        List<String> sentences = new ArrayList<>();
        if (networks(records) != 1) {
            return sentences;
        }
        Records dense = PrunedRecords.of(records, Treatment.DENSE);
        sentences.add(String.format(Locale.ROOT, "%.0f %% of the dense networks learnt the task, %.0f %% have exactly the cube's "
            + "transition graph.", percent(dense, PrunedRecords.LEARNT), percent(dense, PrunedRecords.CUBE)));
        for (Treatment treatment : Treatment.pruning()) {
            Records of = PrunedRecords.of(records, treatment);
            List<String> parts = new ArrayList<>();
            for (Object density : of.values(PrunedGrid.DENSITY)) {
                Records at = of.where(PrunedGrid.DENSITY, density);
                parts.add(String.format(Locale.ROOT, "%.0f / %.0f %% at %s", percent(at, PrunedRecords.LEARNT),
                    percent(at, PrunedRecords.CUBE), density));
            }
            if (!parts.isEmpty()) {
                sentences.add("Learnt / cube with " + treatment.label() + ": " + String.join(", ", parts) + ".");
            }
        }
        return sentences;
    }

    private static double percent(Records selection, String metric) {
        Double share = MeanRows.mean(PrunedRecords.shares(selection, metric));
        return share == null ? 0 : 100 * share;
    }
}
