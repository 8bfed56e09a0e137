package org.espalier.analysis.randomlabels;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.espalier.analysis.Papers;
import org.espalier.nets.data.PixelCorruption;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/**
 * What Zhang et al. 2017 say that this study can test, and two hypotheses of its own, fixed before any run.
 *
 * <p>A network fits when it answers {@value #FIT} of its training images as they are labelled: the paper's end between 0.993 and
 * 1. A seed that never fits has no time to fit and is left out of the claims about time, which the verdict's note says; whether
 * networks fit has its own claim.
 */
final class RandomLabelsClaims {
    static final String TEST = "test_accuracy";
    static final double FIT = 0.99;
    private static final double SMALL_FACTOR = 10;
    private static final double NEAR_CHANCE = 0.15;
    private static final double TENTH = 0.1;
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;
    private static final String WHERE = "sec. 2, fig. 1, table 1";
    private static final String DIRECTION = "the direction alone";

    private static final Claim FITS = new Claim("fits-random-labels", Papers.ZHANG, WHERE,
        "Networks fit random labels.", "training accuracy of dense networks on random labels", FIT,
        "the paper's networks end between 0.993 and 1", ALPHA, LEAST_SEEDS);
    private static final Claim NOISE = new Claim("fits-images-without-content", Papers.ZHANG, WHERE,
        "Networks fit images whose pixels are shuffled, random or Gaussian noise.",
        "training accuracy of dense networks; shuffled, random and Gaussian pixels each", FIT,
        "the paper's networks fit all of them", ALPHA, LEAST_SEEDS);
    private static final Claim LONGER = new Claim("random-labels-take-longer", Papers.ZHANG, WHERE,
        "Random labels take longer to fit than true ones.",
        "steps to fit random labels over steps to fit true labels, dense", 1, DIRECTION, ALPHA, LEAST_SEEDS);
    private static final Claim FACTOR = new Claim("by-a-small-factor", Papers.ZHANG, WHERE,
        "Fitting random labels takes longer only by a small factor.",
        "minus the ratio of steps to fit random labels and true labels, dense", -SMALL_FACTOR,
        "one order of magnitude is more than a small factor; second-hand reports of the paper say about 3.5", ALPHA, LEAST_SEEDS);
    private static final Claim GROWS = new Claim("time-to-fit-grows-with-corruption", Papers.ZHANG, WHERE,
        "The more labels are random, the longer fitting takes.",
        "slope of the steps to fit over the fraction of random labels, dense", 0, DIRECTION, ALPHA, LEAST_SEEDS);
    private static final Claim FALLS = new Claim("generalisation-falls-with-corruption", Papers.ZHANG, WHERE,
        "The more labels are random, the worse the network generalises, though it fits as well.",
        "test accuracy at one fraction of random labels minus that at the next, dense; every step", 0, DIRECTION, ALPHA,
        LEAST_SEEDS);
    private static final Claim CHANCE = new Claim("random-labels-end-at-chance", Papers.ZHANG, WHERE,
        "From random labels nothing is learnt that generalises.", "minus the test accuracy after random labels, dense",
        -NEAR_CHANCE, "chance is 0.1; the paper's networks end between 0.098 and 0.106", ALPHA, LEAST_SEEDS);
    private static final Claim POPUP = new Claim("edge-popup-fits-less-noise", Papers.ZHANG, "not in the paper",
        "A hypothesis of this study: edge-popup, which only selects among random weights, fits random labels less well than dense "
            + "training in as many steps.",
        "training accuracy on random labels, dense minus edge-popup; every density", TENTH,
        "a tenth of the images: the smallest difference of interest", ALPHA, LEAST_SEEDS);
    private static final Claim TICKET = new Claim("tickets-fit-less-noise", Papers.ZHANG, "not in the paper",
        "A hypothesis of this study: lottery tickets fit random labels less well than dense training in as many steps.",
        "training accuracy on random labels, dense minus lottery ticket; every density", 0, DIRECTION, ALPHA, LEAST_SEEDS);

    private final Records records;
    private final Records dense;

    private RandomLabelsClaims(Records records) {
        this.records = records;
        this.dense = records.where("method", RandomLabelsGrid.DENSE);
    }

    static List<Claim> all() {
        return List.of(FITS, NOISE, LONGER, FACTOR, GROWS, FALLS, CHANCE, POPUP, TICKET);
    }

    static List<ClaimResult> judge(Records records) {
        return new RandomLabelsClaims(records).judge();
    }

    private List<ClaimResult> judge() {
        List<SeedEffects> noise = new ArrayList<>();
        for (PixelCorruption pixels : List.of(PixelCorruption.SHUFFLED, PixelCorruption.RANDOM, PixelCorruption.GAUSSIAN)) {
            noise.add(SeedEffects.of(fitted(dense, new Condition(0, pixels))));
        }
        SortedMap<Long, Double> trueSteps = steps(Condition.TRUE);
        SortedMap<Long, Double> randomSteps = steps(Condition.RANDOM_LABELS);
        SortedMap<Long, Double> ratio = new TreeMap<>();
        union(trueSteps, randomSteps).forEach(seed -> ratio.put(seed,
            randomSteps.getOrDefault(seed, Double.NaN) / trueSteps.getOrDefault(seed, Double.NaN)));
        return List.of(FITS.judge(fitted(dense, Condition.RANDOM_LABELS)), NOISE.judgeAll(noise.toArray(SeedEffects[]::new)),
            LONGER.judge(ratio), FACTOR.judge(each(ratio, x -> -x)), grows(), falls(),
            CHANCE.judge(each(Condition.RANDOM_LABELS.of(dense).summary(TEST), x -> -x)),
            lessThanDense(POPUP, "edge-popup"), lessThanDense(TICKET, "lottery-ticket"));
    }

    private static List<Long> union(SortedMap<Long, Double> a, SortedMap<Long, Double> b) {
        SortedMap<Long, Double> all = new TreeMap<>(a);
        all.putAll(b);
        return List.copyOf(all.keySet());
    }

    private static SortedMap<Long, Double> each(SortedMap<Long, Double> values, DoubleUnaryOperator f) {
        SortedMap<Long, Double> mapped = new TreeMap<>();
        values.forEach((seed, value) -> mapped.put(seed, f.applyAsDouble(value)));
        return mapped;
    }

    private static SortedMap<Long, Double> fitted(Records of, Condition condition) {
        return condition.of(of).summary(TrainAccuracy.METRIC);
    }

    private SortedMap<Long, Double> steps(Condition condition) {
        return TrainAccuracy.stepsTo(FIT, condition.of(dense));
    }

    private List<Condition> fractions() {
        return Condition.in(dense).stream().filter(c -> c.pixels() == PixelCorruption.TRUE).toList();
    }

    private ClaimResult grows() {
        TreeMap<Double, SortedMap<Long, Double>> levels = new TreeMap<>();
        fractions().forEach(condition -> levels.put(condition.randomLabels(), steps(condition)));
        return levels.size() < 2 ? GROWS.judge(new TreeMap<>()) : GROWS.judge(SeedEffects.slope(levels));
    }

    private ClaimResult falls() {
        List<Condition> fractions = fractions();
        List<SeedEffects> steps = new ArrayList<>();
        for (int i = 1; i < fractions.size(); i++) {
            steps.add(SeedEffects.difference(fractions.get(i - 1).of(dense).summary(TEST), fractions.get(i).of(dense).summary(TEST)));
        }
        return judgeAll(FALLS, steps);
    }

    private ClaimResult lessThanDense(Claim claim, String method) {
        List<SeedEffects> effects = new ArrayList<>();
        Records of = records.where("method", method);
        for (Object density : of.values("density")) {
            effects.add(SeedEffects.difference(fitted(dense, Condition.RANDOM_LABELS),
                fitted(of.where("density", density), Condition.RANDOM_LABELS)));
        }
        return judgeAll(claim, effects);
    }

    private static ClaimResult judgeAll(Claim claim, List<SeedEffects> effects) {
        return effects.isEmpty() ? claim.judge(new TreeMap<>()) : claim.judgeAll(effects.toArray(SeedEffects[]::new));
    }
}
