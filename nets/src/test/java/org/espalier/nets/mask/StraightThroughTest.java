package org.espalier.nets.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the formulas by plain loops, at several places of longer arrays. */
class StraightThroughTest {
    private static final int N = 301;

    private static float[] values(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            // Halves: many are equal, some are 0, some -0.
            values[i] = (float) Math.rint(2 * random.nextGaussian()) / 2;
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource(Ranking.class)
    void keepsTheLargestAndOfEqualOnesTheFirst(Ranking ranking) {
        float[] scores = values(1, N);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < N; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> ranking == Ranking.VALUE ? -(scores[i] + 0f) : -Math.abs(scores[i])));
        for (int count : new int[] {0, 1, 100, N - 1, N}) {
            boolean[] kept = new boolean[N];
            new StraightThrough(ranking).select(List.of(scores), count, List.of(kept));
            boolean[] expected = new boolean[N];
            order.subList(0, count).forEach(i -> expected[i] = true);
            assertArrayEquals(expected, kept);
        }
    }

    @ParameterizedTest
    @EnumSource(Ranking.class)
    void writesAndPullsBackInItsPlaceAlone(Ranking ranking) {
        float[] weights = values(2, N);
        for (int from : new int[] {0, 5}) {
            float[] scores = values(3, N + 9);
            boolean[] kept = new boolean[N];
            float[] effective = values(4, N + 9);
            float[] gradient = values(5, N + 9);
            float[] expectedEffective = effective.clone();
            float[] expectedGradient = gradient.clone();
            for (int i = 0; i < N; i++) {
                kept[i] = i % 3 == 0;
                expectedEffective[from + i] = kept[i] ? weights[i] : 0;
                double sign = ranking == Ranking.VALUE ? 1 : Math.signum(scores[from + i]);
                expectedGradient[from + i] = (float) (gradient[from + i] * weights[i] * sign);
            }
            StraightThrough.write(weights, kept, effective, from);
            new StraightThrough(ranking).pullBack(weights, scores, gradient, from);
            for (int i = 0; i < effective.length; i++) {
                // The sign of a zero among the kept weights is theirs, of the others +; of a gradient it does not matter.
                assertEquals(Float.floatToRawIntBits(expectedEffective[i]), Float.floatToRawIntBits(effective[i]), "weight " + i);
                assertEquals(expectedGradient[i] + 0f, gradient[i] + 0f, "gradient " + i);
            }
        }
    }

    /** By magnitude it is the derivative of {@code sum g_i w_i |s_i|}, by value of {@code sum g_i w_i s_i}. */
    @ParameterizedTest
    @EnumSource(Ranking.class)
    void isTheDerivativeWithTheSelectionLeftOut(Ranking ranking) {
        float[] weights = {0.5f, -2, 3};
        float[] scores = {-0.7f, 0.4f, 0.1f};
        float[] gradient = {3, -1, 2};
        float[] found = gradient.clone();
        new StraightThrough(ranking).pullBack(weights, scores, found, 0);
        for (int i = 0; i < 3; i++) {
            double step = 1e-3;
            double above = seen(ranking, scores[i] + step);
            double below = seen(ranking, scores[i] - step);
            assertEquals(gradient[i] * weights[i] * (above - below) / (2 * step), found[i], 1e-6);
        }
    }

    private static double seen(Ranking ranking, double score) {
        return ranking == Ranking.VALUE ? score : Math.abs(score);
    }
}
