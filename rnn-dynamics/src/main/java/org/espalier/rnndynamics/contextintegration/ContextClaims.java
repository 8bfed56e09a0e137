package org.espalier.rnndynamics.contextintegration;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.rnndynamics.universality.CellClaims;
import org.espalier.rnndynamics.universality.NetworkRecords;
import org.espalier.rnndynamics.universality.UniversalityClaims;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;

/** What the paper says that this study can test, fixed before any trained network was looked into. */
final class ContextClaims {
    private static final String NEEDED = "modes_needed";
    private static final String VANILLA = "rnn-tanh";
    private static final List<String> GATED = List.of("ugrnn", "gru", "lstm");
    private static final String FIGURE = "fig. 3c, 3d";
    private static final String MODES = "fig. 3f";
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 5;

    private static final Claim LINE = new Claim("integrators-have-a-line-attractor", UniversalityClaims.PAPER, "fig. 3b, 3d",
        "Within a context the fixed points form an approximate line attractor, in every architecture.",
        "similarity of the nearest-neighbour graph of the slow points at 21 outputs to a perfect chain (1 - Jaccard's distance "
            + "of the edges; a point that drifts too fast is missing), mean over contexts and a seed's networks of a cell that "
            + "learnt; every cell", 0.8,
        "about one edge in nine may be missing or lead elsewhere; the paper's distance and numbers were not to be had", ALPHA,
        LEAST_SEEDS);

    private static final Claim ONE_MODE = new Claim("vanilla-integrates-with-one-mode", UniversalityClaims.PAPER, MODES,
        "Vanilla networks use a single linear mode for integration.",
        "minus the number of modes that 90 % of the output a trial after a unit pulse needs, mean over a seed's vanilla tanh "
            + "networks that learnt", -2, "fewer than two on average", ALPHA, LEAST_SEEDS);

    private static final Claim MORE_MODES = new Claim("gated-cells-need-more-modes", UniversalityClaims.PAPER, MODES,
        "Gated architectures spread integration over more linear modes than vanilla networks.",
        "number of modes that 90 % of the output a trial after a unit pulse needs, gated cell minus vanilla tanh, means over a "
            + "seed's networks that learnt; every gated cell", 1, "at least one mode more", ALPHA, LEAST_SEEDS);

    private ContextClaims() {}

    static List<Claim> all() {
        List<Claim> claims = new ArrayList<>(UniversalityClaims.all(FIGURE));
        claims.addAll(List.of(LINE, ONE_MODE, MORE_MODES));
        return claims;
    }

    static List<ClaimResult> judge(Records records) {
        List<ClaimResult> results = new ArrayList<>(UniversalityClaims.judge(FIGURE, records, ContextTask.LINE));
        results.add(CellClaims.everyCell(LINE, records, "chain_similarity"));
        SortedMap<Long, Double> fewer = new TreeMap<>();
        CellClaims.means(NetworkRecords.trained(records), NEEDED, VANILLA).forEach((seed, n) -> fewer.put(seed, -n));
        results.add(ONE_MODE.judge(fewer));
        results.add(CellClaims.moreThan(MORE_MODES, records, NEEDED, GATED, VANILLA));
        return results;
    }
}
