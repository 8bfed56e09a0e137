package org.espalier.lotteryticket.criteria;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.espalier.analysis.Papers;
import org.espalier.lotteryticket.MaskZeroAction;
import org.espalier.lotteryticket.round.TicketRound;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/**
 * What the paper says, as tests fixed before any data were seen. Places in the paper are given by topic: its section numbers
 * could not be checked.
 */
final class CriteriaClaims {
    static final String EARLY = "early_stop_test_accuracy";
    static final String UNTRAINED = "start_test_accuracy";
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;
    private static final String DIRECTION = "the direction alone: the paper's networks train far longer, and in rounds";
    private static final String EVERY = "; every density";

    private static final Claim INCREASE = claim("magnitude-increase-as-good", "on mask criteria",
        "Keeping the weights whose magnitude grew most is as good as keeping the largest.",
        "test accuracy at the early-stopping step, criterion magnitude-increase minus magnitude" + EVERY, -0.01,
        "a margin of one point");
    private static final Claim INVERSE = claim("inverse-criteria-worse", "on mask criteria",
        "Criteria turned around (smallest, least increased, least moved) are bad.",
        "test accuracy at the early-stopping step, each criterion minus its inverse" + EVERY, 0, DIRECTION);
    private static final Claim ABOVE_RANDOM = claim("large-weights-above-random-mask", "on mask criteria",
        "The mask of the largest weights is better than a random mask.",
        "test accuracy at the early-stopping step, criterion magnitude minus random" + EVERY, 0, DIRECTION);
    private static final Claim SUPERMASK = claim("masks-alone-above-chance", "abstract, on supermasks",
        "A mask alone, on the untrained weights, is far better than chance (86 % on MNIST, 41 % on CIFAR-10 for the best).",
        "test accuracy before any training of the masked initial network, criterion magnitude, best density", 0.2,
        "twice chance, far below the paper's numbers, which are for its best criterion");
    private static final Claim SIGNS = claim("signs-matter", "on mask-1 actions",
        "With its signs kept, one magnitude a layer trains better than newly drawn weights.",
        "test accuracy at the early-stopping step, signs with one magnitude minus newly drawn weights, same mask" + EVERY, 0,
        DIRECTION);
    private static final Claim SIGNS_ENOUGH = claim("signs-are-enough", "on mask-1 actions",
        "With its signs kept, newly drawn magnitudes train as well as the ticket's own.",
        "test accuracy at the early-stopping step, signs with newly drawn magnitudes minus the ticket" + EVERY, -0.01,
        "a margin of one point");
    private static final Claim ZERO = claim("zero-better-than-frozen", "on mask-0 actions",
        "Setting pruned weights to zero is better than freezing them at their initial values.",
        "test accuracy at the early-stopping step, mask-0 action zero minus freeze, criterion magnitude" + EVERY, 0,
        DIRECTION);
    private static final Claim DIRECTED = claim("freezing-by-direction-as-good-as-zero", "on mask-0 actions",
        "Setting to zero only the pruned weights that moved towards zero, and freezing the others, is at least as good as "
            + "zero for all.",
        "test accuracy at the early-stopping step, freeze-by-direction minus zero, criterion magnitude" + EVERY, -0.005,
        "a margin of half a point");

    private CriteriaClaims() { }

    private static Claim claim(String id, String where, String statement, String effect, double threshold, String why) {
        return new Claim(id, Papers.ZHOU, where, statement, effect, threshold, why, ALPHA, LEAST_SEEDS);
    }

    static List<Claim> all() {
        return List.of(INCREASE, INVERSE, ABOVE_RANDOM, SUPERMASK, SIGNS, SIGNS_ENOUGH, ZERO, DIRECTED);
    }

    static List<ClaimResult> judge(Records records) {
        Records pruned = records.where(p -> p.integer(TicketRound.ROUND) > 0);
        return List.of(
            every(INCREASE, pruned, at -> difference(criterion(at, "magnitude-increase"), criterion(at, "magnitude"))),
            every(INVERSE, pruned, at -> difference(criterion(at, "magnitude"), criterion(at, "smallest-magnitude")),
                at -> difference(criterion(at, "magnitude-increase"), criterion(at, "magnitude-decrease")),
                at -> difference(criterion(at, "distance-moved"), criterion(at, "smallest-distance-moved"))),
            every(ABOVE_RANDOM, pruned, at -> difference(criterion(at, "magnitude"), criterion(at, "random"))),
            SUPERMASK.judge(bestUntrained(pruned)),
            every(SIGNS, pruned, at -> difference(action(at, TicketRound.SIGNS_CONSTANT),
                action(at, TicketRound.REINITIALISED))),
            every(SIGNS_ENOUGH, pruned, at -> difference(action(at, TicketRound.SIGNS_REDRAWN), criterion(at, "magnitude"))),
            every(ZERO, pruned, at -> difference(criterion(at, "magnitude"), held(at, MaskZeroAction.FREEZE))),
            every(DIRECTED, pruned, at -> difference(held(at, MaskZeroAction.FREEZE_BY_DIRECTION),
                criterion(at, "magnitude"))));
    }

    @SafeVarargs
    private static ClaimResult every(Claim claim, Records pruned, Function<Records, SeedEffects>... effects) {
        List<SeedEffects> all = new ArrayList<>();
        for (Object round : pruned.values(TicketRound.ROUND)) {
            Records at = pruned.where(TicketRound.ROUND, round);
            Arrays.stream(effects).forEach(effect -> all.add(effect.apply(at)));
        }
        return all.isEmpty() ? claim.judge(new TreeMap<>()) : claim.judgeAll(all.toArray(SeedEffects[]::new));
    }

    private static SeedEffects difference(SortedMap<Long, Double> a, SortedMap<Long, Double> b) {
        return SeedEffects.difference(a, b);
    }

    private static Records tickets(Records at, String criterion, MaskZeroAction action) {
        return at.where("method", CriteriaGrid.TICKET).where(Variant.CRITERION, criterion)
            .where(Variant.ACTION, action.label());
    }

    private static SortedMap<Long, Double> criterion(Records at, String criterion) {
        return tickets(at, criterion, MaskZeroAction.ZERO).summary(EARLY);
    }

    private static SortedMap<Long, Double> held(Records at, MaskZeroAction action) {
        return tickets(at, CriteriaGrid.MAGNITUDE, action).summary(EARLY);
    }

    private static SortedMap<Long, Double> action(Records at, TicketRound action) {
        return at.where("method", action.label()).summary(EARLY);
    }

    /** By seed, the best over densities: the paper's numbers are its best too. */
    private static SortedMap<Long, Double> bestUntrained(Records pruned) {
        TreeMap<Long, Double> best = new TreeMap<>();
        for (Object round : pruned.values(TicketRound.ROUND)) {
            tickets(pruned.where(TicketRound.ROUND, round), CriteriaGrid.MAGNITUDE, MaskZeroAction.ZERO).summary(UNTRAINED)
                .forEach((seed, value) -> best.merge(seed, value, Math::max));
        }
        return best;
    }
}
