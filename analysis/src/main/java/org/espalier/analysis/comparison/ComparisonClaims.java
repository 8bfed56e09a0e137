package org.espalier.analysis.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.Papers;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/** What papers say that this comparison can test, fixed before any data were seen. */
final class ComparisonClaims {
    static final String TEST = "test_accuracy";
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;

    private static final Claim POPUP = new Claim("untrained-subnetwork-near-tickets", Papers.RAMANUJAN, "sec. 4",
        "The subnetwork of an untrained network is about as accurate as a network of that size that was trained.",
        "test accuracy of edge-popup minus that of the lottery ticket of the same density; every density", -0.02,
        "the margin of edge-popup/density", ALPHA, LEAST_SEEDS);
    private static final Claim TICKET = new Claim("ticket-above-random-mask", Papers.FRANKLE, "sec. 2, fig. 4",
        "A lottery ticket is more accurate than a random subnetwork of its size that is trained.",
        "test accuracy of the lottery ticket minus that of random pruning of the same density; every density", 0,
        "the direction alone", ALPHA, LEAST_SEEDS);
    private static final Claim DEPTH = new Claim("seeds-differ-more-in-deeper-layers", Papers.MEHRER, "results, fig. 3",
        "Networks that differ only in their initial weights represent images less alike the deeper the layer.",
        "similarity of representations (debiased CKA) of dense networks of different seeds in the first hidden layer minus "
            + "that in the last; pseudo-values of the jackknife over networks", 0,
        "the direction alone; the paper compares dissimilarity matrices by correlation", ALPHA, LEAST_SEEDS);

    private ComparisonClaims() { }

    static List<Claim> all() {
        return List.of(POPUP, TICKET, DEPTH);
    }

    static List<ClaimResult> judge(Records records) {
        List<SeedEffects> popup = new ArrayList<>();
        List<SeedEffects> ticket = new ArrayList<>();
        for (Object density : records.where("method", "lottery-ticket").values("density")) {
            Records at = records.where("density", density);
            SortedMap<Long, Double> accuracy = accuracy(at, "lottery-ticket");
            popup.add(SeedEffects.difference(accuracy(at, "edge-popup"), accuracy));
            ticket.add(SeedEffects.difference(accuracy, accuracy(at, ComparisonGrid.RANDOM)));
        }
        return List.of(judge(POPUP, popup), judge(TICKET, ticket), DEPTH.judge(depth(records)));
    }

    private static ClaimResult judge(Claim claim, List<SeedEffects> effects) {
        return effects.isEmpty() ? claim.judge(new TreeMap<>()) : claim.judgeAll(effects.toArray(SeedEffects[]::new));
    }

    private static SortedMap<Long, Double> accuracy(Records at, String method) {
        return at.where("method", method).summary(TEST);
    }

    /** Dense networks are the same at every density: the first comparison has them. */
    private static SeedEffects depth(Records records) {
        Records comparisons = records.where("method", ComparisonGrid.COMPARISON);
        if (comparisons.isEmpty()) {
            return SeedEffects.of(new TreeMap<>());
        }
        Records one = comparisons.where("density", comparisons.values("density").get(0));
        List<String> hidden = ComparisonFindings.layers(one);
        if (hidden.size() < 3) {
            return SeedEffects.of(new TreeMap<>());
        }
        String pair = "/" + ComparisonGrid.DENSE + "/" + ComparisonGrid.DENSE;
        return SeedEffects.difference(one.summary("cka/" + hidden.get(0) + pair),
            one.summary("cka/" + hidden.get(hidden.size() - 2) + pair));
    }
}
