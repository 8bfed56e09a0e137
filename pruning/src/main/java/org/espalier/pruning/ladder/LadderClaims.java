package org.espalier.pruning.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.Papers;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/**
 * What the papers say about pruning, as tests fixed before any data were seen. All effects are differences of test
 * accuracies (fractions, 0..1) of the same seed, in every network of the records.
 */
final class LadderClaims {
    static final String MAGNITUDE = "magnitude-pruning";
    static final String GLOBAL = "global-magnitude-pruning";
    static final String RANDOM = "random-pruning";
    static final List<String> AT_INITIALISATION = List.of("snip", "grasp", "synflow");
    static final String TEST = "test_accuracy";
    /** Compression about 8 and 32. */
    static final double MIDDLE = 0.125;
    static final double LOW = 0.03125;

    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;

    static final Claim LITTLE_LOSS = new Claim("half-to-nine-tenths-with-little-loss", Papers.HAN, "sec. 4, table 1",
        "Half to nine tenths of the weights go with little loss of accuracy.",
        "test accuracy with iterative magnitude pruning at density 0.5, and at 0.125, minus that of the dense network "
            + "trained for the same steps; every network",
        -0.01, "a loss of one point; the paper reports none for LeNet-300-100 at density 0.08", ALPHA, LEAST_SEEDS);

    static final Claim ABOVE_RANDOM = new Claim("magnitude-above-random", Papers.BLALOCK, "sec. 7, fig. 6",
        "Pruning by magnitude keeps more accuracy than pruning at random.",
        "test accuracy of magnitude pruning minus that of random pruning, both in rounds, at density 0.03125; every "
            + "network",
        0.01, "one point, the least difference one can read off the paper's figures", ALPHA, LEAST_SEEDS);

    static final Claim GLOBAL_NO_WORSE = new Claim("global-no-worse-than-layerwise", Papers.BLALOCK, "sec. 7.3, fig. 6",
        "Ranking the weights of all layers together is at least as good as ranking them layer by layer.",
        "test accuracy of global minus layerwise magnitude pruning at density 0.125, and at 0.03125; every network",
        -0.005, "a margin of half a point", ALPHA, LEAST_SEEDS);

    static final Claim AFTER_TRAINING = new Claim("after-training-above-before", Papers.MISSING, "sec. 4, fig. 1",
        "Pruning by magnitude after training surpasses SNIP, GraSP and SynFlow, which prune before it.",
        "test accuracy of magnitude pruning minus that of SNIP, of GraSP and of SynFlow, at density 0.125, and at 0.03125, "
            + "all at equal training steps; every network",
        0, "the paper calls any difference a surpassing; its networks train longer after pruning", ALPHA, LEAST_SEEDS);

    private LadderClaims() { }

    static List<Claim> all() {
        return List.of(LITTLE_LOSS, ABOVE_RANDOM, GLOBAL_NO_WORSE, AFTER_TRAINING);
    }

    static List<ClaimResult> judge(Records records) {
        List<SeedEffects> loss = new ArrayList<>();
        List<SeedEffects> random = new ArrayList<>();
        List<SeedEffects> global = new ArrayList<>();
        List<SeedEffects> after = new ArrayList<>();
        for (Records network : networks(records)) {
            loss.add(SeedEffects.difference(accuracy(network, MAGNITUDE, 0.5), accuracy(network, MAGNITUDE, 1)));
            loss.add(SeedEffects.difference(accuracy(network, MAGNITUDE, MIDDLE), accuracy(network, MAGNITUDE, 1)));
            random.add(difference(network, RANDOM, LOW));
            for (double density : List.of(MIDDLE, LOW)) {
                SortedMap<Long, Double> layerwise = accuracy(network, MAGNITUDE, density);
                global.add(SeedEffects.difference(accuracy(network, GLOBAL, density), layerwise));
                AT_INITIALISATION.forEach(method -> after.add(difference(network, method, density)));
            }
        }
        return List.of(judge(LITTLE_LOSS, loss), judge(ABOVE_RANDOM, random), judge(GLOBAL_NO_WORSE, global),
            judge(AFTER_TRAINING, after));
    }

    private static ClaimResult judge(Claim claim, List<SeedEffects> effects) {
        return effects.isEmpty() ? claim.judge(new TreeMap<>())
            : claim.judgeAll(effects.toArray(SeedEffects[]::new));
    }

    private static SeedEffects difference(Records network, String other, double density) {
        return SeedEffects.difference(accuracy(network, MAGNITUDE, density), accuracy(network, other, density));
    }

    private static SortedMap<Long, Double> accuracy(Records network, String method, double density) {
        return network.where("method", method).where("density", density).summary(TEST);
    }

    /** The records by network: one selection for each architecture and width. */
    static List<Records> networks(Records records) {
        List<Records> networks = new ArrayList<>();
        for (Object architecture : records.values("architecture")) {
            Records of = records.where("architecture", architecture);
            of.values("width").forEach(width -> networks.add(of.where("width", width)));
        }
        return networks;
    }
}
