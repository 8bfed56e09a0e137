package org.espalier.lotteryticket.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.record.Records;

/** Tables and figures of {@code lottery-ticket/ladder}; every interval is a 95 % Student-t interval over seeds. */
final class LadderFindings {
    /** Rounds whose learning is shown: about 51, 21, 9 and 3.6 %. */
    private static final List<Integer> SHOWN = List.of(0, 3, LadderClaims.SMALL, 11, LadderClaims.SMALLEST);
    private static final String BANDS = " Lines are means over seeds, bands 95 % intervals; the dashed line is the dense "
        + "network.";

    private LadderFindings() { }

    static Findings of(Records records) {
        List<Figure> figures = new ArrayList<>();
        Records pruned = records.where(p -> p.integer(TicketRound.ROUND) > 0);
        List<Object> rewinds = pruned.values(TicketRound.REWIND_STEP);
        for (Object rewind : rewinds) {
            add(figures, rewinds.size() == 1 ? "" : "-rewind-" + rewind, pruned.where(TicketRound.REWIND_STEP, rewind),
                records.where("method", TicketRound.DENSE.label()));
        }
        return new Findings(summary(records), figures,
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            LadderClaims.judge(records));
    }

    private static void add(List<Figure> figures, String id, Records ladder, Records dense) {
        figures.add(figure("early-stopping-step" + id, "When learning is done",
            "Early-stopping step (first minimum of the validation loss) against density." + BANDS, ladder, dense,
            LadderClaims.STEP, "early-stopping step"));
        figures.add(figure("accuracy-at-early-stopping" + id, "Accuracy at the early-stopping step",
            "Test accuracy at the early-stopping step against density." + BANDS, ladder, dense, LadderClaims.EARLY,
            "test accuracy"));
        figures.add(figure("accuracy-at-the-end" + id, "Accuracy at the end of training",
            "Test accuracy after the last step against density." + BANDS, ladder, dense, LadderClaims.END,
            "test accuracy"));
        Records shown = new Records(ladder.study(), ladder.preset(), concat(dense.trials(), ladder.trials()),
            concat(dense.observations(), ladder.observations()))
            .where(p -> SHOWN.contains((int) p.integer(TicketRound.ROUND))
                && List.of(TicketRound.DENSE.label(), TicketRound.TICKET.label()).contains(p.text("method")));
        String curves = "learning-curves" + id;
        figures.add(new Figure(curves, "How tickets learn", "Validation accuracy while the dense network (density 1) and its "
            + "tickets train. Lines are means over seeds, bands 95 % intervals.",
            SummaryTables.learningCurves(curves, "Validation accuracy by step", shown, "val_accuracy", "density"),
            Figure.Axis.linear("step", "training step"), Figure.Axis.linear("mean", "validation accuracy"),
            SummaryTables.lines("density"), null));
    }

    private static <T> List<T> concat(List<T> a, List<T> b) {
        List<T> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }

    private static Figure figure(String id, String title, String caption, Records ladder, Records dense, String metric,
                                 String label) {
        List<Figure.Layer> layers = new ArrayList<>(SummaryTables.lines("method"));
        layers.add(new Figure.Points("method"));
        Double reference = MeanRows.mean(dense.summary(metric));
        if (reference != null) {
            layers.add(new Figure.Rule(reference, "dense network"));
        }
        return new Figure(id, title, caption, SummaryTables.series(id, title, ladder, metric, "density", "method"),
            new Figure.Axis("density", "density (fraction of weights kept)", true), Figure.Axis.linear("mean", label),
            layers, null);
    }

    private static List<String> summary(Records records) {
        List<String> sentences = new ArrayList<>();
        Records ticket = records.where("method", TicketRound.TICKET.label());
        if (ticket.values(TicketRound.REWIND_STEP).size() != 1) {
            return sentences;
        }
        for (int round : List.of(LadderClaims.SMALL, LadderClaims.MIDDLE, LadderClaims.SMALLEST)) {
            Records at = ticket.where(TicketRound.ROUND, round);
            if (!at.isEmpty()) {
                SortedMap<Long, Double> accuracy = at.summary(LadderClaims.EARLY);
                sentences.add(String.format(Locale.ROOT, "With %.2f %% of its weights the ticket reaches %.2f %% at its "
                        + "early-stopping step%s%s%s.", 100 * ((Number) at.values("density").get(0)).doubleValue(),
                    100 * MeanRows.mean(accuracy), against(records, accuracy, TicketRound.DENSE, round, "the dense network"),
                    against(records, accuracy, TicketRound.REINITIALISED, round, "the same mask newly initialised"),
                    against(records, accuracy, TicketRound.RANDOM_MASK, round, "a random mask")));
            }
        }
        return sentences;
    }

    private static String against(Records records, SortedMap<Long, Double> accuracy, TicketRound other, int round,
                                  String name) {
        TreeMap<Long, Double> differences = new TreeMap<>();
        LadderClaims.value(records, other, round, LadderClaims.EARLY).forEach((seed, value) -> {
            if (accuracy.containsKey(seed)) {
                differences.put(seed, accuracy.get(seed) - value);
            }
        });
        return differences.isEmpty() ? "" : "; against " + name + " " + MeanRows.points(differences);
    }
}
