package org.espalier.edgepopup.width;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.Networks;
import org.espalier.study.Paper;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/** What the paper says about width, as tests fixed before any data were seen. */
final class WidthClaims {
    static final Paper PAPER = Papers.RAMANUJAN;

    static final String POPUP = "edge-popup";
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;

    static final Claim CLOSER = new Claim("closer-when-wider", PAPER, "sec. 4, fig. 5",
        "The wider the network, the closer its best untrained subnetwork comes to the trained network.",
        "slope over log2(width) of test accuracy of edge-popup at density 0.5 minus that of the trained network of the "
            + "same width (SGD or Adam, chosen on validation); every architecture",
        0, "the direction alone: the sizes of the figure could not be verified", ALPHA, LEAST_SEEDS);

    static final Claim NEAR_DENSE = new Claim("near-trained-when-wide", PAPER, "sec. 4, fig. 5",
        "In a network that is wide enough, the best untrained subnetwork comes within a small margin of the trained "
            + "network.",
        "test accuracy of edge-popup at density 0.5 minus that of the trained network, at the largest width; every "
            + "architecture",
        -0.02, "the margin of edge-popup/density: the largest gap read off fig. 3", ALPHA, LEAST_SEEDS);

    static final Claim SAME_KEPT = new Claim("better-from-a-wider-network", PAPER, "sec. 4, fig. 6",
        "Of subnetworks with the same number of weights, those chosen from a wider network are better.",
        "slope over log2(width) of test accuracy of edge-popup at a fixed number of kept weights; every architecture",
        0, "the direction alone: the sizes of the figure could not be verified", ALPHA, LEAST_SEEDS);

    private WidthClaims() { }

    static List<Claim> all() {
        return List.of(CLOSER, NEAR_DENSE, SAME_KEPT);
    }

    static List<ClaimResult> judge(Records records) {
        List<SeedEffects> closer = new ArrayList<>();
        List<SeedEffects> near = new ArrayList<>();
        List<SeedEffects> same = new ArrayList<>();
        for (Records architecture : Networks.architectures(records)) {
            TreeMap<Double, SortedMap<Long, Double>> gaps = new TreeMap<>();
            architecture.values("width").forEach(w -> gaps.put(log2(w), gap(architecture.where("width", w)).bySeed()));
            closer.add(slope(gaps));
            near.add(SeedEffects.of(gaps.lastEntry().getValue()));
            TreeMap<Double, SortedMap<Long, Double>> kept = new TreeMap<>();
            fixedKept(architecture).forEach(n -> kept.put(log2(n.values("width").get(0)), n.summary(Networks.TEST)));
            same.add(slope(kept));
        }
        return List.of(CLOSER.judgeAll(closer.toArray(SeedEffects[]::new)),
            NEAR_DENSE.judgeAll(near.toArray(SeedEffects[]::new)),
            SAME_KEPT.judgeAll(same.toArray(SeedEffects[]::new)));
    }

    /** One width makes no trend. */
    private static SeedEffects slope(TreeMap<Double, SortedMap<Long, Double>> levels) {
        return levels.size() < 2 ? SeedEffects.of(new TreeMap<>()) : SeedEffects.slope(levels);
    }

    private static double log2(Object width) {
        return Math.log(((Number) width).doubleValue()) / Math.log(2);
    }

    /** Edge-popup at density 0.5: a selection that is one point of the grid. */
    static Records fixedDensity(Records network) {
        return network.where("method", POPUP).where("density", WidthStudy.DENSITY);
    }

    /**
     * By width, edge-popup at the density that keeps as many weights as density 0.5 in the narrowest network: density 0.5
     * there, the smallest elsewhere.
     */
    static List<Records> fixedKept(Records architecture) {
        List<Records> widths = Networks.by("width", architecture.where("method", POPUP));
        return widths.stream().map(n -> n.where("density", n.values("density").get(0))).toList();
    }

    /** Test accuracy by seed of the trained network, the optimiser chosen for each seed on validation. */
    static SortedMap<Long, Double> trained(Records network) {
        return Networks.chosenOnValidation(
            Networks.by("method", network.where(p -> p.text("method").startsWith("dense-"))));
    }

    /** The gap by seed at one width: negative where the trained network is better. */
    static SeedEffects gap(Records network) {
        return SeedEffects.difference(fixedDensity(network).summary(Networks.TEST), trained(network));
    }
}
