package org.espalier.rnndynamics.flipflop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.espalier.rnndynamics.universality.NetworkRecords;
import org.espalier.rnndynamics.universality.UniversalityFigures;
import org.espalier.study.Summary;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Figure.Axis;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/** Tables and figures of {@code rnn-dynamics/flip-flop}. */
final class FlipFlopFindings {
    private static final List<String> GRAPHS = new FlipFlopDynamics().graphNames();
    private static final List<String> CLASSES = List.of("stable", "saddles_1", "saddles_2", "saddles_3");
    private static final List<String> NAMES = List.of("stable", "1 unstable dimension", "2 unstable dimensions",
        "3 or more unstable dimensions");

    private FlipFlopFindings() {}

    static Findings of(Records records) {
        Records trained = NetworkRecords.trained(records);
        List<Figure> figures = new ArrayList<>(UniversalityFigures.of(records, GRAPHS));
        List<String> summary = new ArrayList<>();
        if (!trained.isEmpty()) {
            summary.addAll(cubes(trained));
            figures.add(figures.size() - 1, counts(trained));
        }
        summary.addAll(UniversalityFigures.sentences(records, GRAPHS));
        return new Findings(summary, figures,
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            FlipFlopClaims.judge(records));
    }

    private static List<String> cubes(Records trained) {
        int learnt = 0;
        int cubes = 0;
        int whole = 0;
        for (TrialRecord record : trained.trials()) {
            int bits = (int) record.trial().parameters().integer(FlipFlopDynamics.BITS);
            for (Summary row : record.summary().values()) {
                if (row.get("learnt") == 1) {
                    learnt++;
                    cubes += row.get("cube") == 1 ? 1 : 0;
                    whole += row.get("fixed") == Math.round(Math.pow(3, bits)) && row.get("stable") == 1 << bits ? 1 : 0;
                }
            }
        }
        return List.of(String.format(Locale.ROOT, "Of %d networks that learnt %d have one stable fixed point for each state and "
            + "exactly the cube's transitions; in %d there are 3^K fixed points, as many as a cube has corners, edges, faces and "
            + "insides.", learnt, cubes, whole));
    }

    private static Figure counts(Records trained) {
        List<List<Object>> rows = new ArrayList<>();
        for (int c = 0; c < CLASSES.size(); c++) {
            for (Object cell : trained.values("cell")) {
                double sum = 0;
                int networks = 0;
                for (TrialRecord record : trained.where("cell", cell).trials()) {
                    for (Summary row : record.summary().values()) {
                        if (row.get("learnt") == 1) {
                            sum += row.get(CLASSES.get(c));
                            networks++;
                        }
                    }
                }
                if (networks > 0) {
                    rows.add(List.of(cell, NAMES.get(c), sum / networks, (long) networks));
                }
            }
        }
        return new Figure("fixed-points", "Fixed points by stability", "Mean number over the networks of a cell that learnt. A "
            + "cube of three dimensions has 8 corners, 12 edges, 6 faces and 1 inside.",
            new Table("fixed-points", "Fixed points by stability", List.of("cell", "stability", "points", "networks"), rows),
            Axis.linear("cell", "cell"), Axis.linear("points", "fixed points"), List.of(new Figure.Bars("stability")), null);
    }
}
