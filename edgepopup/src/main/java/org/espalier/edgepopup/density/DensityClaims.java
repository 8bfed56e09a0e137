package org.espalier.edgepopup.density;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.Networks;
import org.espalier.study.Paper;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/**
 * What the paper says about density, depth and initial weights, as tests fixed before any data were seen.
 *
 * <p>All effects are differences of test accuracies (fractions, 0..1) of the same seed. Where a density or an optimiser
 * has to be chosen, it is chosen for each seed by validation accuracy.
 */
final class DensityClaims {
    static final Paper PAPER = Papers.RAMANUJAN;

    static final String POPUP = "edge-popup";
    static final String RANDOM = "random";
    static final String SIGNED = "signed-constant";
    static final String NORMAL = "kaiming-normal";
    static final String TEST = Networks.TEST;
    static final String VALIDATION = Networks.VALIDATION;

    private static final double ALPHA = 0.05;
    /**
     * Three pairs tell a true difference of one point from none when pairs differ by 0.4 points (one-sided t with two
     * degrees of freedom: half-width 2.92 * 0.4 / sqrt(3) = 0.7 points).
     */
    private static final int LEAST_SEEDS = 3;
    private static final double MIDDLE = 0.5;

    static final Claim ABOVE_RANDOM = new Claim("far-above-random", PAPER, "sec. 1 and fig. 3",
        "The subnetwork that edge-popup finds in an untrained network is far above a random subnetwork of the same "
            + "density.",
        "test accuracy of edge-popup minus that of a random subnetwork, density 0.5, signed constant; every architecture",
        0.30, "three times the accuracy of guessing among ten classes", ALPHA, LEAST_SEEDS);

    static final Claim NEAR_DENSE = new Claim("near-trained", PAPER, "sec. 4.2, fig. 3",
        "In a network that is large enough, the best untrained subnetwork comes within a small margin of the trained "
            + "network.",
        "test accuracy of edge-popup (signed constant, density chosen on validation) minus that of the trained network "
            + "(SGD or Adam, chosen on validation), in the architecture with the most weights",
        -0.02, "the largest gap read off fig. 3 is about two points (Conv2)", ALPHA, LEAST_SEEDS);

    static final Claim DEEPER = new Claim("closer-when-deeper", PAPER, "sec. 4.2, fig. 3",
        "The deeper the network, the closer the best untrained subnetwork comes to the trained network.",
        "the gap to the trained network in the shallowest convolutional network minus the gap in the deepest",
        0.005, "a quarter of the two points by which fig. 3's gap closes from Conv2 to Conv6", ALPHA, LEAST_SEEDS);

    static final Claim MIDDLE_BEST = new Claim("best-in-the-middle", PAPER, "sec. 4.2, fig. 3",
        "The best density is in the middle: keeping few or nearly all of the random weights is worse.",
        "test accuracy of edge-popup (signed constant) at density 0.5 minus that at 0.1, and minus that at 0.9; every "
            + "architecture",
        0.005, "half a point, the differences one can see in fig. 3", ALPHA, LEAST_SEEDS);

    static final Claim SIGNED_CONSTANT = new Claim("signed-constant-no-worse", PAPER, "sec. 4.5, figs. 3 and 7",
        "Weights of one magnitude with random signs (signed Kaiming constant) are at least as good as Kaiming normal "
            + "weights.",
        "test accuracy of edge-popup with signed constant minus that with Kaiming normal, each at the density chosen on "
            + "validation; every architecture that has both",
        -0.005, "a margin of half a point", ALPHA, LEAST_SEEDS);

    private DensityClaims() { }

    static List<Claim> all() {
        return List.of(ABOVE_RANDOM, NEAR_DENSE, DEEPER, MIDDLE_BEST, SIGNED_CONSTANT);
    }

    static List<ClaimResult> judge(Records records) {
        List<Records> networks = Networks.of(records);
        return List.of(
            ABOVE_RANDOM.judgeAll(each(networks, DensityClaims::aboveRandom)),
            largest(networks).map(n -> NEAR_DENSE.judge(gap(n))).orElseGet(() -> NEAR_DENSE.judge(new TreeMap<>())),
            DEEPER.judge(closing(networks)),
            MIDDLE_BEST.judgeAll(each(networks, DensityClaims::aboveExtremes)),
            SIGNED_CONSTANT.judgeAll(each(networks, DensityClaims::signedAboveNormal)));
    }

    /** Test accuracy by seed of edge-popup with {@code init}, at each seed's density of best validation accuracy. */
    static SortedMap<Long, Double> bestDensity(Records network, String init) {
        Records popup = network.where("method", POPUP).where("init", init);
        return Networks.chosenOnValidation(popup.values("density").stream().map(d -> popup.where("density", d)).toList());
    }

    /** Test accuracy by seed of the trained network, the optimiser and init chosen for each seed on validation. */
    static SortedMap<Long, Double> trained(Records network) {
        List<Records> ways = new ArrayList<>();
        Records dense = network.where(p -> p.text("method").startsWith("dense-"));
        for (Object method : dense.values("method")) {
            Records of = dense.where("method", method);
            of.values("init").forEach(init -> ways.add(of.where("init", init)));
        }
        return Networks.chosenOnValidation(ways);
    }

    /** The gap by seed: edge-popup (signed constant) minus trained; negative where the trained network is better. */
    static SeedEffects gap(Records network) {
        return SeedEffects.difference(bestDensity(network, SIGNED), trained(network));
    }

    private interface Effects {
        List<SeedEffects> of(Records network);
    }

    private static SeedEffects[] each(List<Records> networks, Effects effects) {
        return networks.stream().flatMap(n -> effects.of(n).stream()).toArray(SeedEffects[]::new);
    }

    private static SortedMap<Long, Double> accuracy(Records network, String method, double density) {
        return network.where("method", method).where("init", SIGNED).where("density", density).summary(TEST);
    }

    private static List<SeedEffects> aboveRandom(Records network) {
        return List.of(SeedEffects.difference(accuracy(network, POPUP, MIDDLE), accuracy(network, RANDOM, MIDDLE)));
    }

    private static List<SeedEffects> aboveExtremes(Records network) {
        SortedMap<Long, Double> middle = accuracy(network, POPUP, MIDDLE);
        return List.of(SeedEffects.difference(middle, accuracy(network, POPUP, 0.1)),
            SeedEffects.difference(middle, accuracy(network, POPUP, 0.9)));
    }

    private static List<SeedEffects> signedAboveNormal(Records network) {
        SortedMap<Long, Double> normal = bestDensity(network, NORMAL);
        return normal.isEmpty() ? List.of() : List.of(SeedEffects.difference(bestDensity(network, SIGNED), normal));
    }

    private static Optional<Records> largest(List<Records> networks) {
        return networks.stream().max(Comparator.comparingDouble(
            n -> n.trials().stream().flatMap(t -> t.summary().values().stream())
                .mapToDouble(row -> row.getOrDefault("weights", 0.0)).max().orElse(0)));
    }

    /** By seed: how much smaller the gap is in the deepest convN than in the shallowest, at the same width. */
    private static SeedEffects closing(List<Records> networks) {
        List<Records> convolutional = networks.stream().filter(n -> depth(n) > 0)
            .sorted(Comparator.comparingInt(DensityClaims::depth)).toList();
        if (convolutional.size() < 2) {
            return SeedEffects.of(new TreeMap<>());
        }
        Records shallow = convolutional.get(0);
        Records deep = convolutional.get(convolutional.size() - 1);
        return SeedEffects.difference(gap(deep).bySeed(), gap(shallow).bySeed());
    }

    /** The N of convN; 0 for any other architecture. */
    private static int depth(Records network) {
        String name = network.values("architecture").get(0).toString();
        return name.matches("conv\\d+") ? Integer.parseInt(name.substring("conv".length())) : 0;
    }
}
