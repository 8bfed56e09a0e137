package org.espalier.edgepopup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.base.RandomStreams;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.InitialWeights;
import org.junit.jupiter.api.Test;

class SupermaskScoresTest {

    private static SupermaskScores one(float[] weights, float[] scores, boolean rescaled, long seed) {
        SupermaskScores made = new SupermaskScores(
            List.of(new PopupScores.Scored("w", new long[] {weights.length}, weights, scores)),
            new InitialWeights(Map.of("b", new float[] {7})), rescaled, RandomStreams.of(seed)::stream);
        made.prepare(0);
        return made;
    }

    private static float[] effective(SupermaskScores made, int size) {
        float[] effective = new float[size];
        Arrays.fill(effective, Float.NaN);
        made.writeEffective("w", effective);
        return effective;
    }

    private static float[] filled(int size, float value) {
        float[] array = new float[size];
        Arrays.fill(array, value);
        return array;
    }

    @Test
    void certainScoresKeepAndDropAndOtherParametersAreConstant() {
        SupermaskScores made = one(new float[] {1, -2, 3, 4}, new float[] {200, -200, 200, -200}, false, 1);
        assertArrayEquals(new float[] {1, 0, 3, 0}, effective(made, 4));
        float[] bias = new float[1];
        made.writeEffective("b", bias);
        assertEquals(7, bias[0]);
    }

    @Test
    void rescalingMultipliesByAllOverKept() {
        SupermaskScores made = one(new float[] {1, -2, 3, 4, 5}, new float[] {200, 200, -200, -200, -200}, true, 1);
        assertArrayEquals(new float[] {2.5f, -5, 0, 0, 0}, effective(made, 5));
    }

    @Test
    void aLayerOfWhichNothingIsDrawnIsZeroAndFinite() {
        assertArrayEquals(new float[2], effective(one(new float[] {1, 2}, new float[] {-200, -200}, true, 1), 2));
    }

    /** P(kept) = sigmoid(s): the frequency lies within five standard deviations of sigmoid(s), for three s. */
    @Test
    void weightsAreKeptAsOftenAsTheSigmoidSays() {
        int n = 200_000;
        for (double s : new double[] {-2, 0, 1}) {
            MaskLayer layer = one(filled(n, 1), filled(n, (float) s), false, 3).mask().layer("w");
            double p = 1 / (1 + Math.exp(-s));
            assertEquals(p, layer.density(), 5 * Math.sqrt(p * (1 - p) / n));
        }
    }

    @Test
    void theMaskOfAStepDependsOnSeedAndStepAlone() {
        SupermaskScores a = one(filled(1000, 1), new float[1000], false, 5);
        var first = a.mask();
        a.prepare(1);
        assertNotEquals(first, a.mask());
        a.prepare(0);
        assertEquals(first, a.mask());
        assertEquals(first, one(filled(1000, 1), new float[1000], false, 5).mask());
        assertNotEquals(first, one(filled(1000, 1), new float[1000], false, 6).mask());
    }

    /**
     * With the draw as the identity the loss depends on the score through m = sigmoid(s): central differences of a loss
     * linear in w_eff = w r sigmoid(s), r held.
     */
    @Test
    void gradientIsThatOfTheMaskReplacedByItsProbability() {
        float[] weights = {1.5f, -2, 0.5f};
        float[] scores = {0.3f, -1.2f, 2};
        float[] slopes = {10, 20, -30};
        for (boolean rescaled : new boolean[] {false, true}) {
            SupermaskScores made = one(weights, scores, rescaled, 2);
            int kept = made.mask().layer("w").keptCount();
            double r = rescaled && kept > 0 ? 3.0 / kept : 1;
            float[] gradient = slopes.clone();
            made.pullBack("w", gradient);
            for (int i = 0; i < 3; i++) {
                double h = 1e-5;
                double expected = slopes[i] * weights[i] * r * (1 / (1 + Math.exp(-scores[i] - h))
                    - 1 / (1 + Math.exp(-scores[i] + h))) / (2 * h);
                assertEquals(expected, gradient[i], 1e-5 * Math.abs(expected) + 1e-6);
            }
        }
    }
}
