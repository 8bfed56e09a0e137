package org.espalier.analysis.learning;

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
 * Sentences of papers carried over to subnetworks, fixed before any data were seen. No paper measured these, so directions are
 * tested, not sizes; the one margin says why.
 */
final class LearningClaims {
    static final String KERNEL = "kernel_alignment/";
    static final String TARGET = "target_alignment";
    private static final String DIRECTION = "the direction alone: no paper measured it";
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;

    private static final Claim DENSER = new Claim("denser-subnetworks-learn-lazier", Papers.LIU,
        "abstract, carried over to masks, whose weights have a lower effective rank the fewer are kept",
        "Trained from its initial weights, a subnetwork's tangent kernel changes less the denser it is.",
        "slope over ln(density) of the alignment of the kernel of the initial weights under the mask with that after training "
            + "them, all weights included; masks of lottery tickets, and of random pruning", 0, DIRECTION, ALPHA, LEAST_SEEDS);
    private static final Claim POPUP_LEARNS = new Claim("popup-learns-a-kernel", Papers.RAMANUJAN,
        "sec. 3, carried over to kernels",
        "What edge-popup selects from an untrained network has a tangent kernel that fits the classes better than a random "
            + "selection's.",
        "kernel-target alignment of what edge-popup found minus that of random weights of the untrained network; every density",
        0, DIRECTION, ALPHA, LEAST_SEEDS);
    private static final Claim POPUP_RICH = new Claim("popup-as-rich-as-training", Papers.RAMANUJAN,
        "sec. 3, carried over to kernels",
        "Selecting weights turns the tangent kernel as far from its start as training all weights does.",
        "kernel alignment with the start of the trained dense network minus that of edge-popup, whose start are the weights that "
            + "random scores keep; every density", -0.1, "a tenth of the range of an alignment counts as equal", ALPHA,
        LEAST_SEEDS);
    private static final Claim MASKING = new Claim("masking-is-training", Papers.ZHOU, "abstract, carried over to kernels",
        "The mask of a lottery ticket alone, without any training of the weights, does a part of the training.",
        "kernel-target alignment of the initial weights under a ticket's mask minus that under a random mask; every density", 0,
        DIRECTION, ALPHA, LEAST_SEEDS);
    private static final Claim LESS_LEFT = new Claim("tickets-learn-lazier-than-random-masks", Papers.ZHOU,
        "abstract, carried over to kernels",
        "As its mask has done a part of the training, a lottery ticket's kernel changes less in what is left of it than that of "
            + "a random subnetwork.",
        "alignment of the kernel under the mask before and after training, lottery ticket minus random pruning; every density",
        0, DIRECTION, ALPHA, LEAST_SEEDS);

    private LearningClaims() {}

    static List<Claim> all() {
        return List.of(DENSER, POPUP_LEARNS, POPUP_RICH, MASKING, LESS_LEFT);
    }

    static List<ClaimResult> judge(Records records) {
        Records search = records.where(LearningGrid.PHASE, LearningGrid.SEARCH);
        Records training = records.where(LearningGrid.PHASE, LearningGrid.TRAINING);
        Records dense = method(training, LearningGrid.DENSE);
        String fromMasked = KERNEL + StartAndEnd.MASKED;
        List<SeedEffects> slopes = new ArrayList<>();
        for (String method : List.of(LearningGrid.TICKET, LearningGrid.RANDOM)) {
            TreeMap<Double, SortedMap<Long, Double>> levels = new TreeMap<>();
            levels.put(0.0, dense.summary(fromMasked));
            Records trained = method(training, method);
            trained.values("density").forEach(density -> levels.put(Math.log(((Number) density).doubleValue()),
                trained.where("density", density).summary(fromMasked)));
            if (levels.size() > 1) {
                slopes.add(SeedEffects.slope(levels));
            }
        }
        List<SeedEffects> rich = new ArrayList<>();
        Records popup = method(search, LearningGrid.POPUP);
        popup.values("density").forEach(density -> rich.add(SeedEffects.difference(
            dense.summary(KERNEL + StartAndEnd.START), popup.where("density", density).summary(KERNEL + StartAndEnd.START))));
        return List.of(
            DENSER.judgeAll(slopes.toArray(SeedEffects[]::new)),
            POPUP_LEARNS.judgeAll(differences(search, TARGET, LearningGrid.POPUP, LearningGrid.UNTRAINED)),
            POPUP_RICH.judgeAll(rich.toArray(SeedEffects[]::new)),
            MASKING.judgeAll(differences(search, TARGET + "/" + StartAndEnd.MASKED, LearningGrid.TICKET, LearningGrid.RANDOM)),
            LESS_LEFT.judgeAll(differences(training, fromMasked, LearningGrid.TICKET, LearningGrid.RANDOM)));
    }

    static Records method(Records records, String method) {
        return records.where("method", method);
    }

    private static SeedEffects[] differences(Records records, String metric, String method, String other) {
        List<SeedEffects> effects = new ArrayList<>();
        for (Object density : method(records, method).values("density")) {
            Records at = records.where("density", density);
            effects.add(SeedEffects.difference(method(at, method).summary(metric), method(at, other).summary(metric)));
        }
        return effects.toArray(SeedEffects[]::new);
    }
}
