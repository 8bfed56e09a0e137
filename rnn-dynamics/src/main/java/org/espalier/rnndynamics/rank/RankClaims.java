package org.espalier.rnndynamics.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.Papers;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.SeedValues;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/**
 * What Liu et al. 2024 say of the initial connectivity of recurrent networks, as tests fixed before any run. The effect of rank
 * is a trend a seed: the least-squares slope of a measure over log10 of the rank, all ranks of the grid, the same seed having
 * the same input and readout weights and trials at every rank. Every claim is about every task at once.
 */
final class RankClaims {
    static final String CHANGE = "weight_change";
    static final String REPRESENTATION = "representation_alignment";
    static final String KERNEL = "kernel_alignment";
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;
    private static final String DIRECTION = "the direction alone: the paper gives no size of the effect";

    private static Claim trend(String id, String where, String statement, String measure) {
        return new Claim(id, Papers.LIU, where, statement, "slope of " + measure + " over log10 of the rank of random initial "
            + "weights, at the end of training; every task", 0, DIRECTION, ALPHA, LEAST_SEEDS);
    }

    /** The controls of the dynamics that its reviewers asked for. */
    private static List<Claim> also(String suffix, String where) {
        return List.of(also("higher-rank-smaller-change" + suffix, "minus the norm of the change of the recurrent weights",
            "the less they change", where), also("higher-rank-keeps-representation" + suffix, "the representation alignment",
                "the more alike the representations before and after are", where), also("higher-rank-keeps-kernel" + suffix,
                    "the tangent kernel's alignment", "the more alike the tangent kernels before and after are", where));
    }

    private static Claim also(String id, String measure, String what, String where) {
        return trend(id, "abstract; the control that its reviewers asked for", "The higher the rank of the initial recurrent "
            + "weights, " + what + ", also where all have one " + where + ".", measure);
    }

    private static final Claim ALIGNED = new Claim("aligned-low-rank-stays-lazy", Papers.LIU, "abstract; Proposition 1",
        "Initial weights of low rank that are aligned with the task learn more lazily than others of their rank.",
        "kernel alignment at the end from weights of rank 1 along the covariance of activity and task (our construction) minus "
            + "that from random ones of rank 1, both at the Frobenius norm of the random weights of full rank; every task", 0,
        DIRECTION, ALPHA, LEAST_SEEDS);
    private static final Claim CELL_TYPES = structured("cell-types-richer-than-random", Structure.CELL_TYPE,
        "cells of two types under Dale's law, balanced");
    private static final Claim CHAINS = structured("chains-richer-than-random", Structure.CHAIN, "chains beyond chance");

    private static Claim structured(String id, Structure structure, String what) {
        return new Claim(id, Papers.LIU, "abstract: low-rank biases of biological connectivity (the place of its figure was not "
            + "verified)", "Initial weights with " + what + " learn more richly than random ones of their norm.",
            "kernel alignment at the end from random initial weights of full rank minus that from " + structure.label()
                + " ones (our construction) at the same Frobenius norm; every task", 0, DIRECTION, ALPHA, LEAST_SEEDS);
    }

    /** In the order of {@link #trends}: change, representation, kernel. */
    private static final List<Claim> AT_NORM = List.of(
        trend("higher-rank-smaller-change", "abstract", "The higher the rank of the initial recurrent weights, the less they "
            + "change, at one Frobenius norm.", "minus the norm of the change of the recurrent weights"),
        trend("higher-rank-keeps-representation", "abstract", "The higher the rank of the initial recurrent weights, the more "
            + "alike the representations before and after are, at one Frobenius norm.", "the representation alignment"),
        trend("higher-rank-keeps-kernel", "abstract", "The higher the rank of the initial recurrent weights, the more alike the "
            + "tangent kernels before and after are, at one Frobenius norm.", "the tangent kernel's alignment"));
    private static final List<Claim> AT_RADIUS = also("-at-equal-radius", "spectral radius");
    private static final List<Claim> AT_SINGULAR_VALUE = also("-at-equal-singular-value", "largest singular value");

    private RankClaims() {}

    static List<Claim> all() {
        List<Claim> all = new ArrayList<>(AT_NORM);
        all.addAll(AT_RADIUS);
        all.addAll(AT_SINGULAR_VALUE);
        all.addAll(List.of(ALIGNED, CELL_TYPES, CHAINS));
        return all;
    }

    static List<ClaimResult> judge(Records records) {
        List<RankSetting> settings = RankSetting.of(records);
        List<ClaimResult> results = new ArrayList<>();
        results.addAll(trends(AT_NORM, settings, Matching.FROBENIUS));
        results.addAll(trends(AT_RADIUS, settings, Matching.SPECTRAL_RADIUS));
        results.addAll(trends(AT_SINGULAR_VALUE, settings, Matching.SPECTRAL_NORM));
        results.add(judge(ALIGNED, settings.stream().map(s -> difference(s.structure(Structure.ALIGNED, Matching.FROBENIUS),
            s.randomOfRankOne(Matching.FROBENIUS))).toList()));
        results.add(judge(CELL_TYPES, settings.stream().map(s -> difference(s.random(),
            s.structure(Structure.CELL_TYPE, Matching.FROBENIUS))).toList()));
        results.add(judge(CHAINS, settings.stream().map(s -> difference(s.random(),
            s.structure(Structure.CHAIN, Matching.FROBENIUS))).toList()));
        return results;
    }

    private static List<ClaimResult> trends(List<Claim> claims, List<RankSetting> settings, Matching matching) {
        List<String> metrics = List.of(CHANGE, REPRESENTATION, KERNEL);
        List<ClaimResult> results = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            List<SeedEffects> effects = new ArrayList<>();
            for (RankSetting setting : settings) {
                effects.add(lazier(metrics.get(m), RankSetting.atTheEnd(setting.ranks(matching), metrics.get(m))));
            }
            results.add(judge(claims.get(m), effects));
        }
        return results;
    }

    /**
     * How much lazier a seed's training gets as the rank grows tenfold, by a measure: the slope over log10 of the rank, with its
     * sign turned for the change of the weights. Empty with fewer than two ranks.
     */
    static SeedEffects lazier(String metric, SortedMap<Double, SortedMap<Long, Double>> byRank) {
        if (byRank.size() < 2) {
            return SeedEffects.of(new TreeMap<>());
        }
        SortedMap<Double, SortedMap<Long, Double>> levels = new TreeMap<>();
        byRank.forEach((rank, values) -> {
            SortedMap<Long, Double> signed = new TreeMap<>();
            values.forEach((seed, value) -> signed.put(seed, metric.equals(CHANGE) ? -value : value));
            levels.put(Math.log10(rank), signed);
        });
        return SeedEffects.slope(levels);
    }

    private static SeedEffects difference(Records a, Records b) {
        return SeedEffects.difference(SeedValues.of(a, KERNEL), SeedValues.of(b, KERNEL));
    }

    private static ClaimResult judge(Claim claim, List<SeedEffects> effects) {
        return effects.isEmpty() ? claim.judge(new TreeMap<>()) : claim.judgeAll(effects.toArray(SeedEffects[]::new));
    }
}
