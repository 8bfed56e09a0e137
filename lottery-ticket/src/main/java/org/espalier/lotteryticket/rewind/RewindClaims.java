package org.espalier.lotteryticket.rewind;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.study.Paper;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/** What the paper says of retraining, as tests fixed before any data were seen. */
final class RewindClaims {
    static final Paper PAPER = new Paper("arXiv:2003.02389", "Comparing Rewinding and Fine-tuning in Neural Network Pruning",
        "Renda et al.", 2020);
    static final String TEST = "test_accuracy";
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;

    private static final Claim WEIGHTS = new Claim("weight-rewinding-above-fine-tuning", PAPER, "abstract",
        "Putting the weights back to an earlier step and training again is better than fine-tuning.",
        "test accuracy of weight rewinding minus that of fine-tuning for as many steps, at 3.6 % of the weights; every rewind "
            + "step above 0", 0, "the direction alone: the paper's networks and data are others", ALPHA, LEAST_SEEDS);
    private static final Claim RATE = new Claim("learning-rate-rewinding-above-fine-tuning", PAPER, "abstract",
        "Putting the learning rate back and training the trained weights again is better than fine-tuning.",
        "test accuracy of learning-rate rewinding minus that of fine-tuning for as many steps, at 3.6 % of the weights; every "
            + "rewind step above 0", 0, "the direction alone: the paper's networks and data are others", ALPHA, LEAST_SEEDS);
    private static final Claim RATE_AS_GOOD = new Claim("learning-rate-rewinding-no-worse-than-weight-rewinding", PAPER,
        "abstract", "Putting back the learning rate does as well as putting back the weights.",
        "test accuracy of learning-rate rewinding minus that of weight rewinding for as many steps, at 3.6 % of the weights; "
            + "every rewind step above 0", -0.005, "a margin of half a point", ALPHA, LEAST_SEEDS);

    private RewindClaims() { }

    static List<Claim> all() {
        return List.of(WEIGHTS, RATE, RATE_AS_GOOD);
    }

    static List<ClaimResult> judge(Records records) {
        Records smallest = records.where(TicketRound.ROUND, RewindGrid.ROUNDS.get(RewindGrid.ROUNDS.size() - 1));
        return List.of(judge(WEIGHTS, smallest, Retraining.WEIGHT_REWINDING, Retraining.FINE_TUNING),
            judge(RATE, smallest, Retraining.LEARNING_RATE_REWINDING, Retraining.FINE_TUNING),
            judge(RATE_AS_GOOD, smallest, Retraining.LEARNING_RATE_REWINDING, Retraining.WEIGHT_REWINDING));
    }

    private static ClaimResult judge(Claim claim, Records records, Retraining a, Retraining b) {
        List<SeedEffects> effects = new ArrayList<>();
        for (Object rewind : records.values(TicketRound.REWIND_STEP)) {
            if (((Number) rewind).longValue() > 0) {
                Records at = records.where(TicketRound.REWIND_STEP, rewind);
                effects.add(SeedEffects.difference(at.where("method", a.label()).summary(TEST),
                    at.where("method", b.label()).summary(TEST)));
            }
        }
        return effects.isEmpty() ? claim.judge(new TreeMap<>()) : claim.judgeAll(effects.toArray(SeedEffects[]::new));
    }
}
