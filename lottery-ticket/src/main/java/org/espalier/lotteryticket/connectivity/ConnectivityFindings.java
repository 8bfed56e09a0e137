package org.espalier.lotteryticket.connectivity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.analysis.subnetwork.ErrorBarrier;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.record.Records;

/** Tables and figures of {@code lottery-ticket/connectivity}; every interval is a 95 % Student-t interval over seeds. */
final class ConnectivityFindings {
    private static final double LIMIT = 0.02;

    private ConnectivityFindings() { }

    static Findings of(Records records) {
        Records barriers = records.where("method", ConnectivityGrid.BARRIER);
        List<Object> rounds = barriers.where(p -> p.integer(TicketRound.ROUND) > 0).values(TicketRound.ROUND);
        List<Figure> figures = new ArrayList<>();
        List<String> summary = new ArrayList<>();
        for (Object round : rounds.isEmpty() && !barriers.isEmpty() ? List.<Object>of(0L) : rounds) {
            // The dense network is round 0 and compared with the tickets of every round.
            Records at = barriers.where(p -> p.integer(TicketRound.ROUND) == 0
                || p.integer(TicketRound.ROUND) == ((Number) round).longValue());
            String suffix = rounds.size() < 2 ? "" : "-round-" + round;
            figures.add(barriers(suffix, at));
            for (Object rewind : at.values(TicketRound.REWIND_STEP)) {
                Records from = at.where(TicketRound.REWIND_STEP, rewind);
                figures.add(line("line-from-step-" + rewind + suffix, rewind, from));
                sentences(summary, from, rewind, round);
            }
        }
        return new Findings(summary, figures,
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            ConnectivityClaims.judge(records));
    }

    private static Figure barriers(String suffix, Records at) {
        String id = "barrier-against-rewind-step" + suffix;
        List<Figure.Layer> layers = new ArrayList<>(SummaryTables.intervals(ConnectivityGrid.SUBJECT));
        layers.add(new Figure.Rule(LIMIT, "the paper's limit of stability"));
        return new Figure(id, "Error barriers", "Test error barrier between two copies against the step at which they part. "
            + "Marks are means over seeds, bars 95 % intervals.",
            SummaryTables.series(id, "Error barrier", at, ConnectivityClaims.METRIC, TicketRound.REWIND_STEP,
                ConnectivityGrid.SUBJECT),
            Figure.Axis.linear(TicketRound.REWIND_STEP, "step k at which the copies part"),
            Figure.Axis.linear("mean", "error barrier"), layers, null);
    }

    private static Figure line(String id, Object rewind, Records from) {
        return new Figure(id, "Along the line, copies parting at step " + rewind, "Test error at evenly spaced points of the "
            + "line from one copy (0) to the other (" + (ErrorBarrier.USUAL_POINTS - 1) + "). Lines are means over seeds, "
            + "bands 95 % intervals.",
            SummaryTables.learningCurves(id, "Test error along the line", from, "line_error", ConnectivityGrid.SUBJECT),
            Figure.Axis.linear("step", "point of the line"), Figure.Axis.linear("mean", "test error"),
            SummaryTables.lines(ConnectivityGrid.SUBJECT), null);
    }

    private static void sentences(List<String> summary, Records from, Object rewind, Object round) {
        for (Object subject : from.values(ConnectivityGrid.SUBJECT)) {
            Double mean = MeanRows.mean(from.where(ConnectivityGrid.SUBJECT, subject).summary(ConnectivityClaims.METRIC));
            if (mean != null) {
                summary.add(String.format(Locale.ROOT, "Copies of %s%s that part at step %s: a barrier of %.1f points of test "
                    + "error.", subject, subject.equals(TicketRound.DENSE.label()) ? "" : " (round " + round + ")", rewind,
                    100 * mean));
            }
        }
    }
}
