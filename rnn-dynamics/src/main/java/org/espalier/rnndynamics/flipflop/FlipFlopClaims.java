package org.espalier.rnndynamics.flipflop;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.Papers;
import org.espalier.rnndynamics.universality.NetworkRecords;
import org.espalier.rnndynamics.universality.UniversalityClaims;
import org.espalier.study.Paper;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/** What the papers say that this study can test, fixed before any of its seeds was run. */
final class FlipFlopClaims {
    static final Paper MAHESWARANATHAN = UniversalityClaims.PAPER;
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 5;

    /**
     * Nine tenths: the effect of a seed is the share of its networks of one cell, over sizes and L2 strengths, that learnt. The
     * interval over seeds has to lie above 0.9, for every cell.
     */
    private static final Claim LEARN = new Claim("networks-learn", MAHESWARANATHAN, "fig. 1a",
        "Networks of every cell learn to hold three bits.",
        "share of a seed's networks of a cell whose validation MSE ends below 0.01; every cell", 0.9,
        "nine networks of ten, as our own target says; the paper gives no number", ALPHA, LEAST_SEEDS);

    private static final Claim CUBE = new Claim("fixed-points-form-a-cube", Papers.SUSSILLO, "three-bit flip-flop",
        "A network that holds three bits has eight stable fixed points, one for each state, and pulses lead along the edges of "
            + "a cube.",
        "share of a seed's networks of a cell, of those that learnt, with eight stable fixed points whose transition graph is "
            + "exactly the cube's; every cell", 0.9, "nine networks of ten, as for learning", ALPHA, LEAST_SEEDS);

    private FlipFlopClaims() {}

    static List<Claim> all() {
        List<Claim> claims = new ArrayList<>(List.of(LEARN, CUBE));
        claims.addAll(UniversalityClaims.all("fig. 1d, 1f"));
        return claims;
    }

    static List<ClaimResult> judge(Records records) {
        List<ClaimResult> results = new ArrayList<>();
        Records networks = NetworkRecords.trained(records);
        results.add(everyCell(LEARN, networks, "learnt", false));
        results.add(everyCell(CUBE, networks, "cube", true));
        results.addAll(UniversalityClaims.judge("fig. 1d, 1f", records, FlipFlopDynamics.ORBITS));
        return results;
    }

    private static ClaimResult everyCell(Claim claim, Records networks, String metric, boolean ofThoseThatLearnt) {
        List<SeedEffects> effects = new ArrayList<>();
        for (Object cell : networks.values("cell")) {
            effects.add(SeedEffects.of(NetworkRecords.shares(networks.where("cell", cell), metric, ofThoseThatLearnt)));
        }
        SortedMap<Long, Double> none = new TreeMap<>();
        return effects.isEmpty() ? claim.judge(none) : claim.judgeAll(effects.toArray(SeedEffects[]::new));
    }
}
