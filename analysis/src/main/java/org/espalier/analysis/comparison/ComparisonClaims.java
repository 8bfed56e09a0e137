package org.espalier.analysis.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.analysis.trial.NamedMeasure;
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

    private ComparisonClaims() {}

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
        List<ClaimResult> judged = new ArrayList<>(List.of(judge(POPUP, popup), judge(TICKET, ticket), DEPTH.judge(depth(records, "cka",
            1))));
        records.where("method", ComparisonGrid.COMPARISON).trials().stream().findFirst()
            .flatMap(t -> NamedMeasure.of(t.trial().parameters())).ifPresent(measure -> judged.add(depthBy(measure)
                .judge(depth(records, NamedMeasure.METRIC, NamedMeasure.sign(measure)))));
        return List.copyOf(judged);
    }

    private static ClaimResult judge(Claim claim, List<SeedEffects> effects) {
        return effects.isEmpty() ? claim.judge(new TreeMap<>()) : claim.judgeAll(effects.toArray(SeedEffects[]::new));
    }

    private static SortedMap<Long, Double> accuracy(Records at, String method) {
        return at.where("method", method).summary(TEST);
    }

    /** The claim on depth for a measure that the user named: the one that says CKA is judged by CKA alone. */
    private static Claim depthBy(RepresentationMeasure measure) {
        return new Claim(DEPTH.id() + "-by-" + measure.id(), DEPTH.paper(), DEPTH.where(),
            "Networks that differ only in their initial weights represent images less alike, by the measure " + measure.id()
                + ", the deeper the layer.",
            "how much more alike, by " + measure.id() + ", representations of dense networks of different seeds are in the first hidden "
                + "layer than in the last; pseudo-values of the jackknife over networks", 0,
            "the direction alone; this measure was asked for in place of the study's", ALPHA, LEAST_SEEDS);
    }

    /** Dense networks are the same at every density: the first comparison has them. */
    private static SeedEffects depth(Records records, String metric, int sign) {
        Records comparisons = records.where("method", ComparisonGrid.COMPARISON);
        if (comparisons.isEmpty()) {
            return SeedEffects.of(new TreeMap<>());
        }
        Records one = comparisons.where("density", comparisons.values("density").get(0));
        List<String> hidden = ComparisonFindings.layers(one);
        if (hidden.size() < 3) {
            return SeedEffects.of(new TreeMap<>());
        }
        Records dense = one.labelled("a", ComparisonGrid.DENSE).labelled("b", ComparisonGrid.DENSE);
        SeedEffects first = SeedEffects.of(dense.labelled("layer", hidden.get(0)).summary(metric));
        SeedEffects last = SeedEffects.of(dense.labelled("layer", hidden.get(hidden.size() - 2)).summary(metric));
        return sign > 0 ? first.minus(last) : last.minus(first);
    }
}
