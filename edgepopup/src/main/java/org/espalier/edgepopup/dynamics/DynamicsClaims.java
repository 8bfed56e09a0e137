package org.espalier.edgepopup.dynamics;

import java.util.List;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.Networks;
import org.espalier.study.Paper;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.SeedValues;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/** What the paper says about the moving mask, as tests fixed before any data were seen. */
final class DynamicsClaims {
    static final Paper PAPER = Papers.RAMANUJAN;
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;

    static final Claim LOWERS = new Claim("swap-lowers-loss", PAPER, "sec. 3, theorem 1",
        "When one edge replaces another by edge-popup's rule and the rest is held, the loss on the mini-batch falls.",
        "fraction of the single swaps that changed the loss which lowered it, over all looks; every network and density",
        0.9, "the theorem says every swap that is small enough; one in ten is left for the larger ones", ALPHA, LEAST_SEEDS);

    static final Claim ABOVE_RANDOM = new Claim("swap-better-than-random", PAPER, "sec. 3, theorem 1",
        "Edge-popup's swaps lower the loss more often than random swaps.",
        "fraction of single swaps that lowered the loss minus that of random swaps in the same layers; every network and "
            + "density",
        0.25, "half of the way from the toss of a coin to always", ALPHA, LEAST_SEEDS);

    static final Claim RETURN = new Claim("dropped-edges-return", PAPER, "sec. 3, fig. 2",
        "An edge that was dropped can return: the final subnetwork holds such edges.",
        "fraction of the weights kept at the end that were kept at a look, dropped at a later one and kept again; every "
            + "network and density",
        0.01, "one in a hundred", ALPHA, LEAST_SEEDS);

    private DynamicsClaims() { }

    static List<Claim> all() {
        return List.of(LOWERS, ABOVE_RANDOM, RETURN);
    }

    static List<ClaimResult> judge(Records records) {
        List<Records> points = points(records);
        return List.of(
            LOWERS.judgeAll(each(points, p -> SeedEffects.of(SeedValues.of(p, "swaps_lowering")))),
            ABOVE_RANDOM.judgeAll(each(points, p -> SeedEffects.difference(SeedValues.of(p, "swaps_lowering"),
                SeedValues.of(p, "random_swaps_lowering")))),
            RETURN.judgeAll(each(points, p -> SeedEffects.of(SeedValues.of(p, "returned_fraction")))));
    }

    /** One selection for each network, distribution of the weights and density. */
    static List<Records> points(Records records) {
        return Networks.of(records).stream().flatMap(n -> Networks.by("init", n).stream())
            .flatMap(n -> Networks.by("density", n).stream()).toList();
    }

    private interface Effect {
        SeedEffects of(Records point);
    }

    private static SeedEffects[] each(List<Records> points, Effect effect) {
        return points.stream().map(effect::of).toArray(SeedEffects[]::new);
    }
}
