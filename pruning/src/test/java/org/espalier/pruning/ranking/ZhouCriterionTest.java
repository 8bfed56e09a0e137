package org.espalier.pruning.ranking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.network.InitialWeights;
import org.espalier.pruning.schedule.MaskSelection;
import org.espalier.pruning.schedule.Rung;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zhou's mask criteria against their formulas in double precision and sets of kept weights found by trying them all. */
class ZhouCriterionTest {
    private static final String LAYER = "fc.weight";
    private static final int SIZE = 12;
    private static final int DRAWS = 10;

    /** Those with a formula a weight, spelled out again, of the initial and the final value. */
    private static final Map<String, DoubleBinaryOperator> FORMULAS = Map.of(
        "magnitude", (wi, wf) -> Math.abs(wf),
        "smallest-magnitude", (wi, wf) -> -Math.abs(wf),
        "initial-magnitude", (wi, wf) -> Math.abs(wi),
        "smallest-initial-magnitude", (wi, wf) -> -Math.abs(wi),
        "magnitude-increase", (wi, wf) -> Math.abs(wf) - Math.abs(wi),
        "magnitude-decrease", (wi, wf) -> Math.abs(wi) - Math.abs(wf),
        "distance-moved", (wi, wf) -> Math.abs(wf - wi),
        "smallest-distance-moved", (wi, wf) -> -Math.abs(wf - wi));

    static List<String> formulas() {
        return FORMULAS.keySet().stream().sorted().toList();
    }

    static List<String> all() {
        return Criteria.all().stream().filter(c -> c instanceof ZhouCriterion || c instanceof Magnitude)
            .map(Criterion::name).toList();
    }

    private static Mask mask(boolean... kept) {
        return Mask.of(new MaskLayer(LAYER, new long[] {kept.length}, kept));
    }

    private static Mask dense(int size) {
        boolean[] kept = new boolean[size];
        Arrays.fill(kept, true);
        return mask(kept);
    }

    private static InitialWeights weights(float[] values) {
        return new InitialWeights(Map.of(LAYER, values));
    }

    /** Needs no network, no images and no random numbers: none are there. */
    private static float[] scores(String criterion, float[] wi, float[] wf, Mask mask) {
        return Criteria.named(criterion).scores(new PruningState(null, weights(wi), weights(wf), mask, Map.of(), null, 1,
            null)).get(LAYER);
    }

    private static boolean[] kept(String criterion, float[] wi, float[] wf, Mask mask, int keep) {
        return MaskSelection.prune(mask, Map.of(LAYER, scores(criterion, wi, wf, mask)), new Rung(0, Map.of(LAYER, keep)),
            Scope.LAYER).layer(LAYER).kept();
    }

    private static float[] normal(RandomGenerator random, double deviation) {
        float[] values = new float[SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private static float[] map(float[] values, UnaryOperator<Float> function) {
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = function.apply(values[i]);
        }
        return result;
    }

    /** By sorting in double precision, the earlier of equal scores first. */
    private static boolean[] largest(double[] scores, int keep) {
        boolean[] kept = new boolean[scores.length];
        IntStream.range(0, scores.length).boxed().sorted(Comparator.comparingDouble(i -> -scores[i])).limit(keep)
            .forEach(i -> kept[i] = true);
        return kept;
    }

    @Test
    void eachHasItsOwnNameAndIsFoundByIt() {
        assertEquals(List.of("distance-moved", "initial-magnitude", "large-init-large-final", "magnitude",
            "magnitude-decrease", "magnitude-increase", "small-init-small-final", "smallest-distance-moved",
            "smallest-initial-magnitude", "smallest-magnitude"), all());
        assertInstanceOf(Movement.class, Criteria.named("movement"));
        assertEquals(9, ZhouCriterion.class.getPermittedSubclasses().length);
    }

    /** Whole numbers, so that ties are frequent and nothing is rounded. */
    @ParameterizedTest
    @MethodSource("formulas")
    void keepsTheLargestOfItsFormula(String criterion) {
        RandomGenerator random = new SplittableRandom(1);
        for (int draw = 0; draw < DRAWS; draw++) {
            float[] wi = map(new float[SIZE], w -> (float) random.nextInt(-4, 5));
            float[] wf = map(new float[SIZE], w -> (float) random.nextInt(-4, 5));
            double[] exact = new double[SIZE];
            Arrays.setAll(exact, i -> FORMULAS.get(criterion).applyAsDouble(wi[i], wf[i]));
            float[] scores = scores(criterion, wi, wf, dense(SIZE));
            for (int i = 0; i < SIZE; i++) {
                assertEquals(exact[i], scores[i], 0.0);
            }
            for (int keep = 0; keep <= SIZE; keep++) {
                assertArrayEquals(largest(exact, keep), kept(criterion, wi, wf, dense(SIZE), keep));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void roundsItsFormulaOnce(String criterion) {
        RandomGenerator random = new SplittableRandom(2);
        float[] wi = normal(random, 0.1);
        float[] wf = normal(random, 0.2);
        float[] scores = scores(criterion, wi, wf, dense(SIZE));
        for (int i = 0; i < SIZE; i++) {
            assertEquals((float) FORMULAS.get(criterion).applyAsDouble(wi[i], wf[i]), scores[i], 0f);
        }
    }

    /**
     * Every pair of thresholds at the same percentile is tried. Where one keeps the wanted number, so does the criterion,
     * the same weights, which are also the largest of {@code min(alpha |wf|, |wi|)} with the alpha that lays one threshold
     * upon the other. Where no percentile does, because one step of it takes in two weights, the criterion keeps what the
     * percentile before keeps and one of the two.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void jointCriteriaKeepWhatIsBeyondTheSamePercentileOfBoth(int sign) {
        RandomGenerator random = new SplittableRandom(3);
        int between = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            float[] wi = normal(random, 0.1);
            float[] wf = normal(random, 0.7);
            boolean[] before = new boolean[SIZE];
            for (int rank = 0; rank < SIZE; rank++) {
                double ti = threshold(wi, rank, sign);
                double tf = threshold(wf, rank, sign);
                boolean[] beyond = new boolean[SIZE];
                double[] zhou = new double[SIZE];
                for (int i = 0; i < SIZE; i++) {
                    double a = sign * Math.abs((double) wi[i]);
                    double b = sign * Math.abs((double) wf[i]);
                    beyond[i] = a >= ti && b >= tf;
                    zhou[i] = Math.min(ti / tf * b, a);
                }
                int count = count(beyond);
                String criterion = sign > 0 ? "large-init-large-final" : "small-init-small-final";
                assertArrayEquals(beyond, kept(criterion, wi, wf, dense(SIZE), count));
                assertArrayEquals(beyond, largest(zhou, count));
                if (count == count(before) + 2) {
                    boolean[] one = kept(criterion, wi, wf, dense(SIZE), count - 1);
                    assertEquals(count - 1, count(one));
                    for (int i = 0; i < SIZE; i++) {
                        assertTrue(one[i] ? beyond[i] : !before[i]);
                    }
                    between++;
                }
                before = beyond;
            }
        }
        assertTrue(between > DRAWS);
    }

    private static double threshold(float[] weights, int rank, int sign) {
        double[] sorted = IntStream.range(0, SIZE).mapToDouble(i -> sign * Math.abs((double) weights[i])).sorted().toArray();
        return sorted[SIZE - 1 - rank];
    }

    private static int count(boolean[] kept) {
        return (int) IntStream.range(0, kept.length).filter(i -> kept[i]).count();
    }

    /** A magnitude that all weights have says nothing: the other one decides. So it is with constant initial weights. */
    @ParameterizedTest
    @CsvSource({"large-init-large-final, magnitude", "small-init-small-final, smallest-magnitude"})
    void aConstantMagnitudeLeavesTheRankingToTheOther(String joint, String single) {
        RandomGenerator random = new SplittableRandom(4);
        float[] wi = map(new float[SIZE], w -> random.nextBoolean() ? 0.3f : -0.3f);
        float[] wf = normal(random, 1);
        for (int keep = 0; keep <= SIZE; keep++) {
            assertArrayEquals(kept(single, wi, wf, dense(SIZE), keep), kept(joint, wi, wf, dense(SIZE), keep));
        }
    }

    /** What an inverse keeps is what the criterion prunes. */
    @ParameterizedTest
    @CsvSource({"magnitude, smallest-magnitude", "initial-magnitude, smallest-initial-magnitude",
        "magnitude-increase, magnitude-decrease", "distance-moved, smallest-distance-moved"})
    void inversesRankTheOtherWayRound(String criterion, String inverse) {
        RandomGenerator random = new SplittableRandom(5);
        for (int draw = 0; draw < DRAWS; draw++) {
            float[] wi = normal(random, 0.1);
            float[] wf = normal(random, 0.1);
            assertArrayEquals(scores(criterion, wi, wf, dense(SIZE)),
                map(scores(inverse, wi, wf, dense(SIZE)), s -> -s));
            for (int keep = 0; keep <= SIZE; keep++) {
                boolean[] rest = kept(inverse, wi, wf, dense(SIZE), SIZE - keep);
                boolean[] of = kept(criterion, wi, wf, dense(SIZE), keep);
                for (int i = 0; i < SIZE; i++) {
                    assertNotEquals(of[i], rest[i]);
                }
            }
        }
    }

    /** Smallness is largeness of the reciprocal. Powers of two, whose reciprocals are exact. */
    @Test
    void smallInitSmallFinalIsLargeInitLargeFinalOfTheReciprocals() {
        RandomGenerator random = new SplittableRandom(6);
        float[] wi = map(new float[SIZE], w -> Math.scalb(1f, random.nextInt(-6, 7)));
        float[] wf = map(new float[SIZE], w -> Math.scalb(1f, random.nextInt(-6, 7)));
        assertArrayEquals(scores("large-init-large-final", map(wi, w -> 1 / w), map(wf, w -> 1 / w), dense(SIZE)),
            scores("small-init-small-final", wi, wf, dense(SIZE)));
    }

    /** A unit of weight means nothing: the whole layer times a constant is ranked the same. */
    @ParameterizedTest
    @MethodSource("all")
    void rankingsDoNotDependOnTheScaleOfTheWeights(String criterion) {
        RandomGenerator random = new SplittableRandom(7);
        float[] wi = normal(random, 0.1);
        float[] wf = normal(random, 0.2);
        for (int keep = 0; keep <= SIZE; keep++) {
            assertArrayEquals(kept(criterion, wi, wf, dense(SIZE), keep),
                kept(criterion, map(wi, w -> w / 1024), map(wf, w -> w / 1024), dense(SIZE), keep));
        }
    }

    /** Only what compares the two values by their difference depends on how large one is beside the other. */
    @ParameterizedTest
    @MethodSource("all")
    void differencesAloneDependOnTheScaleOfOneOfTheTwo(String criterion) {
        RandomGenerator random = new SplittableRandom(8);
        float[] wi = normal(random, 0.1);
        float[] wf = normal(random, 0.1);
        boolean differs = false;
        for (int keep = 0; keep <= SIZE; keep++) {
            differs |= !Arrays.equals(kept(criterion, wi, wf, dense(SIZE), keep),
                kept(criterion, wi, map(wf, w -> w * 8), dense(SIZE), keep));
        }
        assertEquals(List.of("magnitude-increase", "magnitude-decrease", "distance-moved", "smallest-distance-moved")
            .contains(criterion), differs);
    }

    /** All but the distance look at magnitudes; the distance is the same when both values change sign. */
    @ParameterizedTest
    @MethodSource("all")
    void signsMatterToTheDistanceAlone(String criterion) {
        RandomGenerator random = new SplittableRandom(9);
        float[] wi = normal(random, 0.1);
        float[] wf = normal(random, 0.1);
        float[] scores = scores(criterion, wi, wf, dense(SIZE));
        assertArrayEquals(scores, scores(criterion, map(wi, w -> -w), map(wf, w -> -w), dense(SIZE)));
        assertEquals(!criterion.endsWith("distance-moved"),
            Arrays.equals(scores, scores(criterion, wi, map(wf, w -> -w), dense(SIZE))));
    }

    /** Where a weight stands does not change its score. */
    @ParameterizedTest
    @MethodSource("all")
    void scoresMoveWithTheirWeights(String criterion) {
        RandomGenerator random = new SplittableRandom(10);
        float[] wi = normal(random, 0.1);
        float[] wf = normal(random, 0.1);
        assertArrayEquals(reversed(scores(criterion, wi, wf, dense(SIZE))),
            scores(criterion, reversed(wi), reversed(wf), dense(SIZE)));
    }

    private static float[] reversed(float[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[values.length - 1 - i];
        }
        return result;
    }

    /** A pruned weight has no say in the percentiles, and nobody's weights are modified. */
    @ParameterizedTest
    @MethodSource("all")
    void prunedWeightsDoNotCount(String criterion) {
        RandomGenerator random = new SplittableRandom(11);
        float[] wi = normal(random, 0.1);
        float[] wf = normal(random, 0.1);
        boolean[] half = new boolean[SIZE];
        float[] keptInitial = new float[SIZE / 2];
        float[] keptFinal = new float[SIZE / 2];
        for (int i = 0; i < SIZE / 2; i++) {
            half[2 * i] = true;
            keptInitial[i] = wi[2 * i];
            keptFinal[i] = wf[2 * i];
            wf[2 * i + 1] = 0;
        }
        float[] initialBefore = wi.clone();
        float[] finalBefore = wf.clone();
        float[] scores = scores(criterion, wi, wf, mask(half));
        float[] alone = scores(criterion, keptInitial, keptFinal, dense(SIZE / 2));
        for (int i = 0; i < SIZE / 2; i++) {
            assertEquals(alone[i], scores[2 * i]);
        }
        assertArrayEquals(initialBefore, wi);
        assertArrayEquals(finalBefore, wf);
    }

    /** Layers have percentiles of their own: a layer a thousand times as small is ranked like the other. */
    @Test
    void percentilesAreThoseOfALayer() {
        RandomGenerator random = new SplittableRandom(12);
        float[] wi = normal(random, 1);
        float[] wf = normal(random, 1);
        Map<String, float[]> initial = new LinkedHashMap<>();
        Map<String, float[]> now = new LinkedHashMap<>();
        initial.put("a", wi);
        initial.put("b", map(wi, w -> w / 1024));
        now.put("a", wf);
        now.put("b", map(wf, w -> w / 1024));
        boolean[] every = new boolean[SIZE];
        Arrays.fill(every, true);
        Mask mask = Mask.of(new MaskLayer("a", new long[] {SIZE}, every), new MaskLayer("b", new long[] {SIZE}, every));
        Map<String, float[]> scores = Criteria.named("large-init-large-final").scores(
            new PruningState(null, new InitialWeights(initial), new InitialWeights(now), mask, Map.of(), null, 1, null));
        assertArrayEquals(scores.get("a"), scores.get("b"));
    }

    /** Those that look at the final weight do not hide that it is none. */
    @ParameterizedTest
    @MethodSource("all")
    void weightsThatAreNoNumbersAreRefused(String criterion) {
        RandomGenerator random = new SplittableRandom(13);
        float[] wi = normal(random, 0.1);
        float[] wf = normal(random, 0.1);
        wf[7] = Float.NaN;
        if (criterion.endsWith("initial-magnitude")) {
            assertEquals(3, count(kept(criterion, wi, wf, dense(SIZE), 3)));
        } else {
            assertTrue(assertThrows(InvalidInputException.class, () -> kept(criterion, wi, wf, dense(SIZE), 3)).getMessage()
                .contains("weight 7 of layer '" + LAYER + "'"));
        }
    }
}
