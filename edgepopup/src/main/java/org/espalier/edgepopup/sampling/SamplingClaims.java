package org.espalier.edgepopup.sampling;

import java.util.List;
import java.util.SortedMap;
import org.espalier.analysis.Papers;
import org.espalier.analysis.trial.Networks;
import org.espalier.study.Paper;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/** What the two papers say about sampled supermasks, as tests fixed before any data were seen. */
final class SamplingClaims {
    static final Paper RAMANUJAN = Papers.RAMANUJAN;
    static final Paper ZHOU = Papers.ZHOU;

    static final String POPUP = "edge-popup";
    static final String SAMPLED = "sampled-supermask";
    static final String RANDOM = "random";

    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;

    static final Claim POPUP_BETTER = new Claim("better-than-sampling", RAMANUJAN, "sec. 4, fig. 4",
        "Edge-popup finds better subnetworks than learning the probability of each weight.",
        "test accuracy of edge-popup at density 0.5 minus that of the best sampled supermask (learning rate and rescaling "
            + "chosen on validation); every architecture",
        0.005, "half a point, the differences one can see in such a figure", ALPHA, LEAST_SEEDS);

    static final Claim ABOVE_RANDOM = new Claim("supermask-far-above-random", ZHOU, "sec. 5",
        "A learned supermask over untrained weights classifies far better than chance.",
        "test accuracy of the best sampled supermask (chosen on validation) minus that of a random subnetwork of density "
            + "0.5; every architecture",
        0.30, "three times the accuracy of guessing among ten classes", ALPHA, LEAST_SEEDS);

    static final Claim RESCALING = new Claim("rescaling-helps", ZHOU, "sec. 5",
        "Dynamic weight rescaling raises the accuracy of learned supermasks.",
        "test accuracy with dynamic weight rescaling minus that without, each at the learning rate chosen on validation; "
            + "every architecture",
        0, "the direction alone: the sizes in the paper could not be verified", ALPHA, LEAST_SEEDS);

    private SamplingClaims() { }

    static List<Claim> all() {
        return List.of(POPUP_BETTER, ABOVE_RANDOM, RESCALING);
    }

    static List<ClaimResult> judge(Records records) {
        List<Records> networks = Networks.of(records);
        return List.of(
            POPUP_BETTER.judgeAll(each(networks, SamplingClaims::popupAboveSampled)),
            ABOVE_RANDOM.judgeAll(each(networks, n -> SeedEffects.difference(best(n), of(n, RANDOM)))),
            RESCALING.judgeAll(each(networks, n -> SeedEffects.difference(best(n, true), best(n, false)))));
    }

    private interface Effect {
        SeedEffects of(Records network);
    }

    private static SeedEffects[] each(List<Records> networks, Effect effect) {
        return networks.stream().map(effect::of).toArray(SeedEffects[]::new);
    }

    static SeedEffects popupAboveSampled(Records network) {
        return SeedEffects.difference(of(network, POPUP), best(network));
    }

    /** Test accuracy by seed of a method with one setting. */
    static SortedMap<Long, Double> of(Records network, String method) {
        return Networks.chosenOnValidation(Networks.by("density", network.where("method", method)));
    }

    /** Test accuracy by seed of the sampled supermask of the best validation accuracy. */
    static SortedMap<Long, Double> best(Records network) {
        Records sampled = network.where("method", SAMPLED);
        return Networks.chosenOnValidation(Networks.by(SamplingStudy.RESCALED, sampled).stream()
            .flatMap(r -> Networks.by(SamplingStudy.RATE, r).stream()).toList());
    }

    static SortedMap<Long, Double> best(Records network, boolean rescaled) {
        return best(network.where(SamplingStudy.RESCALED, rescaled));
    }
}
