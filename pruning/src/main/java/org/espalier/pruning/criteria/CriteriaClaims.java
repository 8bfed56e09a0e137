package org.espalier.pruning.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.Papers;
import org.espalier.pruning.round.PrunedOnce;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/**
 * What the papers say of one pruning of a trained network, as tests fixed before any data were seen. All effects are
 * differences of test accuracies (fractions, 0..1) of the same seed, in every network of the records.
 */
final class CriteriaClaims {
    static final String MAGNITUDE = "magnitude";
    static final String GRADIENT = "gradient-times-weight";
    static final String RANDOM = "random";
    static final List<String> OF_UNTRAINED = List.of("snip", "grasp", "synflow");
    static final double HALF = 0.5;
    static final double MIDDLE = 0.1;
    static final double LOW = 0.05;
    /** Of the pruned network, without any retraining. */
    static final String BEFORE = "start_test_accuracy";
    /** After fine-tuning. */
    static final String AFTER = "test_accuracy";
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;

    private static final Claim FREE_HALF = new Claim("half-goes-without-retraining", Papers.HAN, "sec. 5, fig. 5",
        "Half of the connections go without loss even without retraining.",
        "test accuracy at density 0.5 by magnitude, without retraining, minus that of the dense network; every network",
        -0.01, "a loss of one point; the paper's text, read in a public copy, says 'without losing accuracy' of AlexNet",
        ALPHA, LEAST_SEEDS);

    private static final Claim RETRAINING = new Claim("retraining-regains-accuracy", Papers.HAN, "sec. 5, fig. 5",
        "Without retraining accuracy drops much sooner: at a third of the connections instead of at a tenth.",
        "loss by magnitude at density 0.1 without retraining, against the dense network, minus the loss after fine-tuning, "
            + "against the dense network trained on for the same steps; every network", 0.01,
        "one point; the text, read in a public copy, gives where the drop begins and no size at a tenth", ALPHA,
        LEAST_SEEDS);

    private static final Claim ABOVE_RANDOM = new Claim("rankings-above-random", Papers.BLALOCK, "sec. 3",
        "At least for large amounts of pruning, rankings outperform random pruning.",
        "test accuracy after fine-tuning at density 0.05 by magnitude, and by |gradient x weight|, minus that at random; "
            + "every network", 0.01,
        "one point, about what one can read off a figure; the sentence was read in a public copy, which does not show the "
            + "section's number", ALPHA, LEAST_SEEDS);

    private static final Claim NOT_SURPASSED = new Claim("magnitude-not-surpassed-on-trained-networks", Papers.MISSING,
        "the part on pruning after initialisation",
        "Ranking the trained network, SNIP, GraSP and SynFlow do not surpass magnitude.",
        "test accuracy after fine-tuning by magnitude minus that by SNIP, by GraSP and by SynFlow, at density 0.1 and at "
            + "0.05; every network", -0.005,
        "a margin of half a point. Not verified: the paper's abstract says they stay below magnitude after training when "
            + "they prune before it; that later pruning brings them nearer and not above was read in a summary by others",
        ALPHA, LEAST_SEEDS);

    private CriteriaClaims() { }

    static List<Claim> all() {
        return List.of(FREE_HALF, RETRAINING, ABOVE_RANDOM, NOT_SURPASSED);
    }

    static List<ClaimResult> judge(Records records) {
        List<SeedEffects> half = new ArrayList<>();
        List<SeedEffects> regained = new ArrayList<>();
        List<SeedEffects> random = new ArrayList<>();
        List<SeedEffects> untrained = new ArrayList<>();
        for (PrunedOnce network : networks(records)) {
            half.add(SeedEffects.difference(accuracy(network, MAGNITUDE, HALF, BEFORE), network.denseAccuracy()));
            regained.add(SeedEffects.difference(
                SeedEffects.difference(network.denseAccuracy(), accuracy(network, MAGNITUDE, MIDDLE, BEFORE)).bySeed(),
                SeedEffects.difference(network.trainedOnAccuracy(), accuracy(network, MAGNITUDE, MIDDLE, AFTER)).bySeed()));
            for (String ranking : List.of(MAGNITUDE, GRADIENT)) {
                random.add(SeedEffects.difference(accuracy(network, ranking, LOW, AFTER),
                    accuracy(network, RANDOM, LOW, AFTER)));
            }
            for (double density : List.of(MIDDLE, LOW)) {
                OF_UNTRAINED.forEach(other -> untrained.add(SeedEffects.difference(
                    accuracy(network, MAGNITUDE, density, AFTER), accuracy(network, other, density, AFTER))));
            }
        }
        return List.of(judge(FREE_HALF, half), judge(RETRAINING, regained), judge(ABOVE_RANDOM, random),
            judge(NOT_SURPASSED, untrained));
    }

    static List<PrunedOnce> networks(Records records) {
        return PrunedOnce.of(records, CriteriaGrid.CRITERION, CriteriaGrid.DENSITY);
    }

    static SortedMap<Long, Double> accuracy(PrunedOnce network, String criterion, double density, String metric) {
        return network.pruned().where(CriteriaGrid.CRITERION, criterion).where(CriteriaGrid.DENSITY, density)
            .summary(metric);
    }

    private static ClaimResult judge(Claim claim, List<SeedEffects> effects) {
        return effects.isEmpty() ? claim.judge(new TreeMap<>()) : claim.judgeAll(effects.toArray(SeedEffects[]::new));
    }
}
