package org.espalier.edgepopup.init;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.edgepopup.comparison.Networks;
import org.espalier.study.Paper;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/** What the paper says about the distribution of the weights, as tests fixed before any data were seen. */
final class InitClaims {
    static final Paper PAPER = Papers.RAMANUJAN;

    static final String SIGNED = "signed-constant";
    static final String NORMAL = "kaiming-normal";
    static final String UNIFORM = "kaiming-uniform";
    static final String GLOROT = "glorot-normal";
    private static final List<String> OTHERS = List.of(NORMAL, UNIFORM, GLOROT);
    private static final double SPARSE = 0.1;
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;

    static final Claim SIGNED_BEST = new Claim("signed-constant-best", PAPER, "sec. 4, fig. 7",
        "No distribution of the weights hides better subnetworks than the signed Kaiming constant.",
        "test accuracy with signed constant weights minus that with Kaiming normal, minus that with Kaiming uniform, minus "
            + "that with Glorot normal, unscaled, each at the density chosen on validation; every architecture",
        -0.005, "a margin of half a point", ALPHA, LEAST_SEEDS);

    static final Claim GLOROT_WORSE = new Claim("glorot-worse-than-kaiming", PAPER, "sec. 4, fig. 7",
        "Glorot normal weights hide worse subnetworks than Kaiming normal weights.",
        "test accuracy with Kaiming normal weights minus that with Glorot normal, unscaled, each at the density chosen on "
            + "validation; every architecture",
        0, "the direction alone: the sizes of the figure could not be verified", ALPHA, LEAST_SEEDS);

    static final Claim SCALING_HELPS = new Claim("scaling-helps-when-few-are-kept", PAPER, "sec. 4, fig. 10",
        "Scaling the weights by sqrt(1/density) helps when few of them are kept.",
        "test accuracy with scaled weights minus that with unscaled, at density 0.1, signed constant and Kaiming normal; "
            + "every architecture",
        0, "the direction alone: figure 10 is on another data set", ALPHA, LEAST_SEEDS);

    private InitClaims() { }

    static List<Claim> all() {
        return List.of(SIGNED_BEST, GLOROT_WORSE, SCALING_HELPS);
    }

    static List<ClaimResult> judge(Records records) {
        List<SeedEffects> signed = new ArrayList<>();
        List<SeedEffects> glorot = new ArrayList<>();
        List<SeedEffects> scaling = new ArrayList<>();
        for (Records network : Networks.of(records)) {
            OTHERS.forEach(other -> signed.add(SeedEffects.difference(best(network, SIGNED), best(network, other))));
            glorot.add(SeedEffects.difference(best(network, NORMAL), best(network, GLOROT)));
            List.of(SIGNED, NORMAL).forEach(init -> scaling.add(scaling(network, init, SPARSE)));
        }
        return List.of(SIGNED_BEST.judgeAll(signed.toArray(SeedEffects[]::new)),
            GLOROT_WORSE.judgeAll(glorot.toArray(SeedEffects[]::new)),
            SCALING_HELPS.judgeAll(scaling.toArray(SeedEffects[]::new)));
    }

    /** Test accuracy by seed with unscaled weights, at each seed's density of best validation accuracy. */
    static SortedMap<Long, Double> best(Records network, String init) {
        return Networks.chosenOnValidation(
            Networks.by("density", network.where("init", init).where(MethodTrial.SCALED, false)));
    }

    /** What scaling adds, by seed. */
    static SeedEffects scaling(Records network, String init, double density) {
        Records of = network.where("init", init).where("density", density);
        return SeedEffects.difference(of.where(MethodTrial.SCALED, true).summary(Networks.TEST),
            of.where(MethodTrial.SCALED, false).summary(Networks.TEST));
    }
}
