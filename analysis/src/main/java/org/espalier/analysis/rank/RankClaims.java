package org.espalier.analysis.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.espalier.analysis.Papers;
import org.espalier.study.Paper;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/**
 * What the papers say, fixed before any data were seen. Sizes of effects could not be verified, so trends are tested by
 * their direction; the two thresholds that are not 0 say why.
 */
final class RankClaims {
    static final Paper CHIZAT = new Paper("arXiv:1812.07956", "On Lazy Training in Differentiable Programming",
        "Chizat, Oyallon and Bach", 2019);
    static final String KERNEL = "kernel_alignment";
    static final String REPRESENTATION = "representation_alignment";
    static final String CHANGE = "weight_change";
    private static final String DIRECTION = "the direction alone: the sizes of the paper's figures could not be verified";
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;

    private static final Claim LAZIER = liu("higher-rank-lazier-kernel", "abstract",
        "From initial weights of higher rank and the same Frobenius norm, the tangent kernel changes less.",
        "slope over ln(rank) of the alignment of the tangent kernels at the start and at the end", 0, DIRECTION);
    private static final Claim SAME = liu("higher-rank-lazier-representation", "abstract",
        "From initial weights of higher rank and the same Frobenius norm, representations change less.",
        "slope over ln(rank) of the alignment of the last hidden layer's activations at the start and at the end", 0,
        DIRECTION);
    private static final Claim NEARER = liu("higher-rank-moves-less", "abstract",
        "From initial weights of higher rank and the same Frobenius norm, the weights move less.",
        "minus the slope over ln(rank) of the norm of the change of all weights", 0, DIRECTION);
    private static final Claim SPECTRAL = liu("higher-rank-lazier-at-spectral-norm", "abstract, and the public reviews",
        "The tangent kernel changes less from higher rank also where the largest singular value, not the Frobenius norm, is "
            + "the same.",
        "slope over ln(rank) of the alignment of the tangent kernels, from truncated weights that are not rescaled", 0,
        DIRECTION);
    private static final Claim ALIGNED = liu("aligned-low-rank-stays-lazy", "abstract, fig. 3",
        "A linear student that starts along the task is at rank 1 as lazy as one that starts at full rank.",
        "kernel alignment of the student aligned with the task (rank 1) minus that of the random one of full rank, layers of "
            + "equal norm; every kappa", 0, "its kernel then only grows, while that of a random start turns");
    private static final Claim THEORY = liu("simulation-agrees-with-theory", "abstract, fig. 3",
        "The kernel alignment of linear students is what the theory of small initial weights says.",
        "minus the mean distance of the simulated and the predicted alignment; every start, rank, kappa and readout", -0.01,
        "a hundredth of the range of alignments; what initial weights of norm 0.01 leave is a ten-thousandth");
    private static final Claim SCALED = new Claim("larger-alpha-lazier-kernel", CHIZAT, "introduction",
        "The larger the factor of the outputs, the less the tangent kernel changes.",
        "slope over ln(alpha) of the alignment of the tangent kernels at the start and at the end", 0, DIRECTION, ALPHA,
        LEAST_SEEDS);
    private static final Claim SCALED_NEARER = new Claim("larger-alpha-moves-less", CHIZAT, "introduction",
        "The change of the weights falls as one over the factor of the outputs.",
        "minus the slope of ln(norm of the change of all weights) over ln(alpha)", 0.5,
        "half of the theory's rate of 1, which holds for large alpha", ALPHA, LEAST_SEEDS);

    private RankClaims() {}

    private static Claim liu(String id, String where, String statement, String effect, double threshold, String why) {
        return new Claim(id, Papers.LIU, where, statement, effect, threshold, why, ALPHA, LEAST_SEEDS);
    }

    static List<Claim> all() {
        return List.of(LAZIER, SAME, NEARER, SPECTRAL, ALIGNED, THEORY, SCALED, SCALED_NEARER);
    }

    static List<ClaimResult> judge(Records records) {
        Records frobenius = records.where(RankGrid.PART, RankGrid.RANK).where(RankGrid.MATCH, RankGrid.FROBENIUS);
        Records spectral = records.where(RankGrid.PART, RankGrid.RANK).where(RankGrid.MATCH, RankGrid.SPECTRAL);
        Records scaling = records.where(RankGrid.PART, RankGrid.SCALING);
        Records linear = records.where(RankGrid.PART, RankGrid.LINEAR);
        return List.of(
            LAZIER.judge(slope(frobenius, RankGrid.RANK, KERNEL, v -> v)),
            SAME.judge(slope(frobenius, RankGrid.RANK, REPRESENTATION, v -> v)),
            NEARER.judge(slope(frobenius, RankGrid.RANK, CHANGE, v -> -v)),
            SPECTRAL.judge(slope(spectral, RankGrid.RANK, KERNEL, v -> v)),
            ALIGNED.judgeAll(aligned(linear)),
            THEORY.judgeAll(gaps(linear)),
            SCALED.judge(slope(scaling, RankGrid.ALPHA, KERNEL, v -> v)),
            SCALED_NEARER.judge(slope(scaling, RankGrid.ALPHA, CHANGE, v -> -Math.log(v))));
    }

    /** Over the logarithm of a parameter; one value of it makes no trend. */
    private static SeedEffects slope(Records part, String parameter, String metric, DoubleUnaryOperator effect) {
        TreeMap<Double, SortedMap<Long, Double>> levels = new TreeMap<>();
        for (Object level : part.values(parameter)) {
            levels.put(Math.log(((Number) level).doubleValue()), mapped(part.where(parameter, level).summary(metric), effect));
        }
        return levels.size() < 2 ? SeedEffects.of(new TreeMap<>()) : SeedEffects.slope(levels);
    }

    private static SortedMap<Long, Double> mapped(SortedMap<Long, Double> values, DoubleUnaryOperator effect) {
        TreeMap<Long, Double> mapped = new TreeMap<>();
        values.forEach((seed, value) -> mapped.put(seed, effect.applyAsDouble(value)));
        return mapped;
    }

    private static SeedEffects[] aligned(Records linear) {
        List<SeedEffects> effects = new ArrayList<>();
        Records balanced = linear.where(RankGrid.READOUT, 1.0);
        Records aligned = balanced.where(RankGrid.START, RankGrid.ALIGNED);
        for (Object kappa : aligned.values(RankGrid.KAPPA)) {
            Records full = balanced.where(RankGrid.START, RankGrid.RANDOM).where(RankGrid.KAPPA, kappa)
                .where(p -> p.integer(RankGrid.STUDENT_RANK) == p.integer(RankGrid.INPUTS));
            effects.add(SeedEffects.difference(aligned.where(RankGrid.KAPPA, kappa).summary(KERNEL), full.summary(KERNEL)));
        }
        return effects.toArray(SeedEffects[]::new);
    }

    private static SeedEffects[] gaps(Records linear) {
        List<SeedEffects> effects = new ArrayList<>();
        for (Object start : linear.values(RankGrid.START)) {
            for (Object kappa : linear.values(RankGrid.KAPPA)) {
                for (Object readout : linear.values(RankGrid.READOUT)) {
                    Records points = linear.where(RankGrid.START, start).where(RankGrid.KAPPA, kappa)
                        .where(RankGrid.READOUT, readout);
                    for (Object rank : points.values(RankGrid.STUDENT_RANK)) {
                        effects.add(SeedEffects.of(mapped(points.where(RankGrid.STUDENT_RANK, rank).summary("theory_gap"),
                            v -> -v)));
                    }
                }
            }
        }
        return effects.toArray(SeedEffects[]::new);
    }
}
