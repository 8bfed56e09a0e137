package org.espalier.study.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.espalier.study.Paper;
import org.espalier.study.statistics.SeedEffects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTest {

    static final Paper PAPER = new Paper("arXiv:0000.00000", "A title", "Someone et al.", 2020);

    /** "Far above": at least 0.05 better. */
    private static final Claim SUPERIORITY = claim(0.05);
    /** "As good as": at most 0.02 worse. */
    private static final Claim NON_INFERIORITY = claim(-0.02);

    static Claim claim(double threshold) {
        return new Claim("some-claim", PAPER, "sec. 1", "One is better than the other.", "accuracy difference",
            threshold, "smallest difference of interest", 0.05, 5);
    }

    static SortedMap<Long, Double> effects(Random random, int n, double mean, double deviation) {
        TreeMap<Long, Double> effects = new TreeMap<>();
        for (long seed = 1; seed <= n; seed++) {
            effects.put(seed, mean + deviation * random.nextGaussian());
        }
        return effects;
    }

    @ParameterizedTest
    @DisplayName("with the effect, without it, and in between")
    @CsvSource({
        // threshold, true mean, verdict
        "0.05, 0.20, REPRODUCED",
        "0.05, 0.00, NOT_REPRODUCED",
        "0.05, 0.05, INCONCLUSIVE",
        "-0.02, 0.00, REPRODUCED",
        "-0.02, -0.10, NOT_REPRODUCED",
        "-0.02, -0.02, INCONCLUSIVE"})
    void verdictFollowsTheEffect(double threshold, double mean, Verdict expected) {
        ClaimResult result = claim(threshold).judge(effects(new Random(4), 10, mean, 0.01));
        assertEquals(expected, result.verdict());
        assertEquals(10, result.n());
        assertEquals(mean, result.estimate(), 0.01);
        assertTrue(result.ciLow() < result.estimate() && result.estimate() < result.ciHigh());
        assertEquals(expected == Verdict.REPRODUCED, result.p() < 0.05);
        assertEquals("", result.note());
    }

    @Test
    @DisplayName("a difference that is not significant is no evidence of none")
    void aLargeSpreadIsInconclusiveForBothKinds() {
        SortedMap<Long, Double> noisy = new TreeMap<>(
            Map.of(1L, 0.3, 2L, -0.3, 3L, 0.2, 4L, -0.2, 5L, 0.1, 6L, -0.1));
        assertEquals(Verdict.INCONCLUSIVE, SUPERIORITY.judge(noisy).verdict());
        assertEquals(Verdict.INCONCLUSIVE, NON_INFERIORITY.judge(noisy).verdict());
    }

    @ParameterizedTest
    @DisplayName("with fewer seeds than the claim asks for, even a large effect is inconclusive")
    @ValueSource(ints = {1, 2, 4})
    void tooFewSeedsAreInconclusive(int n) {
        ClaimResult result = SUPERIORITY.judge(effects(new Random(1), n, 0.9, 1e-4));
        assertEquals(Verdict.INCONCLUSIVE, result.verdict());
        assertEquals(n, result.n());
        assertEquals(0.9, result.estimate(), 1e-3);
        assertEquals(n + " of at least 5 seeds", result.note());
        assertEquals(Verdict.REPRODUCED, SUPERIORITY.judge(effects(new Random(1), 5, 0.9, 1e-4)).verdict());
    }

    @Test
    void oneSeedNeverGivesAVerdict() {
        Claim claim = new Claim("one", PAPER, "sec. 1", "S.", "effect", 0, "why", 0.05, 1);
        ClaimResult result = claim.judge(new TreeMap<>(Map.of(1L, 100.0)));
        assertEquals(Verdict.INCONCLUSIVE, result.verdict());
        assertEquals(Double.NEGATIVE_INFINITY, result.ciLow());
        assertEquals(Double.NaN, result.p());
    }

    @Test
    void noSeedIsNotRun() {
        ClaimResult result = SUPERIORITY.judge(new TreeMap<>());
        assertEquals(Verdict.NOT_RUN, result.verdict());
        assertEquals(0, result.n());
        assertEquals(Double.NaN, result.estimate());
        assertEquals(Double.NaN, result.ciLow());
        assertEquals(Double.NaN, result.p());
        assertEquals(Verdict.NOT_RUN, SUPERIORITY.judgeAll(List.of()).verdict());
        assertEquals(Verdict.NOT_RUN, SUPERIORITY.judgeAll().verdict());
    }

    @Test
    void divergedSeedsAreCountedAndNamed() {
        SortedMap<Long, Double> effects = effects(new Random(2), 6, 0.3, 0.01);
        effects.put(7L, Double.NaN);
        effects.put(9L, Double.POSITIVE_INFINITY);
        ClaimResult result = SUPERIORITY.judge(effects);
        assertEquals(6, result.n());
        assertEquals(Verdict.REPRODUCED, result.verdict());
        assertTrue(result.note().startsWith("2 seeds left out") && result.note().contains("(7, 9)"), result.note());
    }

    @Test
    void whereEverySeedDivergedTheClaimIsNotRunAndSaysWhy() {
        ClaimResult result = SUPERIORITY.judge(new TreeMap<>(Map.of(1L, Double.NaN)));
        assertEquals(Verdict.NOT_RUN, result.verdict());
        assertTrue(result.note().startsWith("1 seed left out"), result.note());
    }

    @Test
    void divergedSeedsCountAgainstTheLeastNumber() {
        SortedMap<Long, Double> effects = effects(new Random(2), 5, 0.3, 0.01);
        effects.put(5L, Double.NaN);
        assertEquals(Verdict.INCONCLUSIVE, SUPERIORITY.judge(effects).verdict());
    }

    @ParameterizedTest
    @CsvSource({"0.1, REPRODUCED, 0", "0.05, INCONCLUSIVE, 1", "0.0, NOT_REPRODUCED, 1"})
    void equalEffectsAreJudgedByTheirSide(double effect, Verdict expected, double p) {
        TreeMap<Long, Double> effects = new TreeMap<>();
        IntStream.rangeClosed(1, 5).forEach(seed -> effects.put((long) seed, effect));
        ClaimResult result = SUPERIORITY.judge(effects);
        assertEquals(expected, result.verdict());
        assertEquals(p, result.p());
        assertTrue(result.note().contains("same effect"), result.note());
    }

    @Test
    @DisplayName("all of several effects: one that fails refutes, one that is unclear leaves it open")
    void everyEffectHasToExceedTheThreshold() {
        Random random = new Random(3);
        SortedMap<Long, Double> strong = effects(random, 8, 0.3, 0.01);
        SortedMap<Long, Double> strongToo = effects(random, 6, 0.2, 0.01);
        SortedMap<Long, Double> absent = effects(random, 8, 0, 0.01);
        SortedMap<Long, Double> unclear = effects(random, 8, 0.05, 0.01);
        ClaimResult both = SUPERIORITY.judgeAll(List.of(strong, strongToo));
        assertEquals(Verdict.REPRODUCED, both.verdict());
        assertEquals(6, both.n());
        assertEquals(0.2, both.estimate(), 0.01);
        assertTrue(both.note().contains("all of 2 effects"), both.note());
        assertEquals(Verdict.NOT_REPRODUCED, SUPERIORITY.judgeAll(List.of(strong, absent, strongToo)).verdict());
        assertEquals(Verdict.INCONCLUSIVE, SUPERIORITY.judgeAll(List.of(strong, unclear)).verdict());
        assertEquals(SUPERIORITY.judge(strong), SUPERIORITY.judgeAll(List.of(strong)));
    }

    @Test
    void anEffectWithoutSeedsLeavesAllNotRun() {
        ClaimResult result = SUPERIORITY.judgeAll(List.of(effects(new Random(3), 8, 0.3, 0.01), new TreeMap<>()));
        assertEquals(Verdict.NOT_RUN, result.verdict());
        assertEquals("1 of 2 effects have no seeds", result.note());
    }

    @Test
    void unpairedClaimsUseBothSpreads() {
        SeedEffects high = SeedEffects.of(effects(new Random(5), 9, 0.9, 0.02));
        SeedEffects low = SeedEffects.of(effects(new Random(6), 6, 0.7, 0.02));
        ClaimResult result = SUPERIORITY.judgeUnpaired(high, low);
        assertEquals(Verdict.REPRODUCED, result.verdict());
        assertEquals(6, result.n());
        assertEquals("unpaired: 9 against 6 seeds", result.note());
        assertEquals(Verdict.NOT_REPRODUCED, SUPERIORITY.judgeUnpaired(low, high).verdict());
        assertEquals(Verdict.NOT_RUN, SUPERIORITY.judgeUnpaired(low, SeedEffects.of(new TreeMap<>())).verdict());
    }

    @ParameterizedTest
    @DisplayName("at the threshold itself each side errs at alpha, over 4,000 studies; beyond it hardly ever")
    @CsvSource({"0.05, 5", "-0.02, 10"})
    void verdictsErrAtTheStatedRate(double threshold, int seeds) {
        int studies = 4000;
        Map<Verdict, Integer> atThreshold = count(claim(threshold), studies, seeds, threshold);
        double tolerance = 4 * Math.sqrt(0.05 * 0.95 / studies);
        assertEquals(0.05, atThreshold.get(Verdict.REPRODUCED) / (double) studies, tolerance);
        assertEquals(0.05, atThreshold.get(Verdict.NOT_REPRODUCED) / (double) studies, tolerance);
        assertEquals(0, atThreshold.get(Verdict.NOT_RUN));

        Map<Verdict, Integer> absent = count(claim(threshold), studies, seeds, threshold - 0.03);
        assertTrue(absent.get(Verdict.REPRODUCED) < studies * 0.005, absent.toString());
        Map<Verdict, Integer> present = count(claim(threshold), studies, seeds, threshold + 0.06);
        assertTrue(present.get(Verdict.REPRODUCED) > studies * 0.9, present.toString());
        assertEquals(0, present.get(Verdict.NOT_REPRODUCED));
    }

    private static Map<Verdict, Integer> count(Claim claim, int studies, int seeds, double mean) {
        Random random = new Random(11);
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, 0);
        }
        for (int i = 0; i < studies; i++) {
            counts.merge(claim.judge(effects(random, seeds, mean, 0.03)).verdict(), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void claimsThatCannotBeJudgedAreRefused() {
        assertThrows(NullPointerException.class,
            () -> new Claim("a", null, "w", "s", "e", 0, "y", 0.05, 5));
        refused("Claim Id", "w", 0, 0.05, 5, "claim id 'Claim Id'");
        refused("a", " ", 0, 0.05, 5, "where, statement, effect and why");
        refused("a", "w", Double.NaN, 0.05, 5, "threshold NaN");
        refused("a", "w", 0, 0.5, 5, "alpha 0.5");
        refused("a", "w", 0, 0, 5, "alpha 0.0");
        refused("a", "w", 0, 0.05, 0, "leastSeeds 0");
    }

    private static void refused(String id, String where, double threshold, double alpha, int leastSeeds,
                                String message) {
        Exception e = assertThrows(IllegalArgumentException.class,
            () -> new Claim(id, PAPER, where, "s", "e", threshold, "y", alpha, leastSeeds));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
