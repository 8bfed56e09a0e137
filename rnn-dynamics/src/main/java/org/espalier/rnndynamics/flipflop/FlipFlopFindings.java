package org.espalier.rnndynamics.flipflop;

import java.util.List;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.record.Records;

/** Tables and figures of {@code rnn-dynamics/flip-flop}. */
final class FlipFlopFindings {
    private FlipFlopFindings() { }

    static Findings of(Records records) {
        return new Findings(List.of(), List.of(),
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)),
            FlipFlopClaims.judge(records));
    }
}
