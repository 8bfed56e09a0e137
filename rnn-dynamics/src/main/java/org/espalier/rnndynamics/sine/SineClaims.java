package org.espalier.rnndynamics.sine;

import java.util.ArrayList;
import java.util.List;
import org.espalier.analysis.Papers;
import org.espalier.rnndynamics.universality.CellClaims;
import org.espalier.rnndynamics.universality.UniversalityClaims;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;

/** What the papers say that this study can test, fixed before any trained network was looked into. */
final class SineClaims {
    private static final String FIGURE = "fig. 2";
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 5;

    private static final Claim CHAIN = new Claim("input-fixed-points-form-a-chain", UniversalityClaims.PAPER, FIGURE,
        "The fixed points under the inputs of all frequencies form one chain in the order of the frequencies, in every "
            + "architecture.",
        "similarity of the nearest-neighbour graph of the fixed points to a perfect chain (1 - Jaccard's distance of the edges; "
            + "1 is the chain, about 0.02 points in random order), mean over a seed's networks of a cell that learnt; every cell",
        0.8, "about one edge in nine may lead elsewhere; the paper's distance and numbers were not to be had", ALPHA,
        LEAST_SEEDS);

    private static final Claim FREQUENCY = new Claim("linear-frequency-follows-target", Papers.SUSSILLO, "sine generator",
        "The imaginary parts of the eigenvalues at the fixed point of an input follow the frequency that the input asks for.",
        "Spearman's correlation over inputs of the frequency of the leading complex pair with the target's, mean over a seed's "
            + "networks of a cell that learnt (0 where it does not exist); every cell", 0.8,
        "a strong correlation by common usage; the paper gives no number known to us", ALPHA, LEAST_SEEDS);

    private SineClaims() {}

    static List<Claim> all() {
        List<Claim> claims = new ArrayList<>(UniversalityClaims.all(FIGURE));
        claims.add(CHAIN);
        claims.add(FREQUENCY);
        return claims;
    }

    static List<ClaimResult> judge(Records records) {
        List<ClaimResult> results = new ArrayList<>(UniversalityClaims.judge(FIGURE, records, SineTask.CHAIN));
        results.add(CellClaims.everyCell(CHAIN, records, "chain_similarity"));
        results.add(CellClaims.everyCell(FREQUENCY, records, "frequency_rank"));
        return results;
    }
}
