package org.espalier.lotteryticket.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;

/** Tables and figures of {@code lottery-ticket/criteria}; every interval is a 95 % Student-t interval over seeds. */
final class CriteriaFindings {
    private static final String BARS = " Marks are means over seeds, bars 95 % intervals.";

    private CriteriaFindings() { }

    static Findings of(Records records) {
        Records pruned = records.where(p -> p.integer(TicketRound.ROUND) > 0);
        Records tickets = pruned.where("method", CriteriaGrid.TICKET);
        Records zero = tickets.where(Variant.ACTION, CriteriaGrid.ZERO);
        List<Figure> figures = new ArrayList<>();
        if (!zero.isEmpty()) {
            figures.add(figure("accuracy-by-criterion", "Which weights to keep",
                "Test accuracy at the early-stopping step of the ticket that each criterion keeps." + BARS, zero,
                CriteriaClaims.EARLY, Variant.CRITERION));
            figures.add(figure("untrained-accuracy-by-criterion", "What the mask alone knows",
                "Test accuracy of the masked network at its initial weights, before any training." + BARS, zero,
                CriteriaClaims.UNTRAINED, Variant.CRITERION));
            figures.add(figure("accuracy-by-mask-zero-action", "What to do with the other weights",
                "Test accuracy at the early-stopping step; weights that magnitude does not keep are held at zero, at their "
                    + "initial values, or at zero where training made them smaller." + BARS,
                tickets.where(Variant.CRITERION, CriteriaGrid.MAGNITUDE), CriteriaClaims.EARLY, Variant.ACTION));
            figures.add(figure("accuracy-by-start", "Where to start the weights that are kept",
                "Test accuracy at the early-stopping step of magnitude's mask, trained from the ticket's own initial weights "
                    + "(one-shot-ticket) and from others." + BARS,
                pruned.where(Variant.CRITERION, CriteriaGrid.MAGNITUDE).where(Variant.ACTION, CriteriaGrid.ZERO),
                CriteriaClaims.EARLY, "method"));
        }
        return new Findings(summary(zero, records.where("method", TicketRound.DENSE.label())), figures,
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            CriteriaClaims.judge(records));
    }

    private static Figure figure(String id, String title, String caption, Records records, String metric, String x) {
        List<List<Object>> rows = new ArrayList<>();
        for (Object round : records.values(TicketRound.ROUND)) {
            Records at = records.where(TicketRound.ROUND, round);
            String density = String.format(Locale.ROOT, "%.2f %%",
                100 * ((Number) at.values("density").get(0)).doubleValue());
            for (Object value : at.values(x)) {
                rows.add(MeanRows.row(List.of(value, density), at.where(x, value).summary(metric)));
            }
        }
        return new Figure(id, title, caption, new Table(id, title, MeanRows.columns(x, "density"), rows),
            Figure.Axis.linear(x, x.equals(Variant.ACTION) ? "mask-0 action" : x), Figure.Axis.linear("mean",
            "test accuracy"), SummaryTables.intervals("density"), null);
    }

    private static List<String> summary(Records zero, Records dense) {
        List<String> sentences = new ArrayList<>();
        Double whole = MeanRows.mean(dense.summary(CriteriaClaims.EARLY));
        for (Object round : zero.values(TicketRound.ROUND)) {
            Records at = zero.where(TicketRound.ROUND, round);
            StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "With %.2f %% of the weights%s:",
                100 * ((Number) at.values("density").get(0)).doubleValue(),
                whole == null ? "" : String.format(Locale.ROOT, " (dense network %.1f %%)", 100 * whole)));
            for (Object criterion : at.values(Variant.CRITERION)) {
                Records of = at.where(Variant.CRITERION, criterion);
                Double trained = MeanRows.mean(of.summary(CriteriaClaims.EARLY));
                Double untrained = MeanRows.mean(of.summary(CriteriaClaims.UNTRAINED));
                if (trained != null && untrained != null) {
                    text.append(String.format(Locale.ROOT, " %s %.1f %% trained, %.1f %% untrained;", criterion,
                        100 * trained, 100 * untrained));
                }
            }
            sentences.add(text.toString().replaceAll(";$", "."));
        }
        return sentences;
    }
}
