package org.espalier.edgepopup.search;

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

/** What the paper, and a talk on it, say about the number of subnetworks, as tests fixed before any data were seen. */
final class SearchClaims {
    static final Paper PAPER = Papers.RAMANUJAN;

    static final String POPUP = "edge-popup";
    /** How many subnetworks the talk on the paper draws. */
    static final double TALK_DRAWS = 500_000;
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;

    static final Claim SEARCH_FAILS = new Claim("search-falls-short", PAPER, "sec. 3 (why an algorithm is needed)",
        "Good subnetworks are too rare to be found by drawing random ones: an algorithm is needed.",
        "test accuracy of edge-popup minus that of the best random subnetwork (chosen on validation) of all that were "
            + "drawn; every network",
        0.10, "ten points, the accuracy of guessing among ten classes", ALPHA, LEAST_SEEDS);

    static final Claim TALK = new Claim("half-a-million-suffice", PAPER, "fig. 1, as a talk on the paper argues it",
        "Among half a million random subnetworks of a large network there is one as good as edge-popup's.",
        "validation accuracy that one of 500,000 random subnetworks would exceed (the largest of: generalised Pareto tail, "
            + "normal distribution, best drawn) minus that of edge-popup; every network",
        -0.02, "as good as: within two points", ALPHA, LEAST_SEEDS);

    private SearchClaims() { }

    static List<Claim> all() {
        return List.of(SEARCH_FAILS, TALK);
    }

    static List<ClaimResult> judge(Records records, List<Extrapolation> extrapolations) {
        List<SeedEffects> behind = new ArrayList<>();
        List<SeedEffects> talk = new ArrayList<>();
        for (Records network : Extrapolation.networks(records)) {
            behind.add(SeedEffects.difference(network.where("method", POPUP).summary(Networks.TEST),
                network.where("method", SearchStudy.SEARCH).summary(Networks.TEST)));
            talk.add(talk(extrapolations.stream().filter(e -> e.network().equals(Extrapolation.name(network))).toList()));
        }
        return List.of(SEARCH_FAILS.judgeAll(behind.toArray(SeedEffects[]::new)),
            TALK.judgeAll(talk.toArray(SeedEffects[]::new)));
    }

    /** By seed: what half a million draws would reach, minus edge-popup. */
    static SeedEffects talk(List<Extrapolation> ofNetwork) {
        SortedMap<Long, Double> effects = new TreeMap<>();
        ofNetwork.forEach(e -> effects.put(e.seed(), e.oneOf(TALK_DRAWS) - e.popup()));
        return SeedEffects.of(effects);
    }
}
