package org.espalier.edgepopup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.Ranking;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.network.InitialWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopupScoresTest {
    private static final InitialWeights NO_CONSTANTS = new InitialWeights(Map.of());

    private static PopupScores.Scored tensor(String name, float[] weights, float[] scores) {
        return new PopupScores.Scored(name, new long[] {1, weights.length}, weights, scores);
    }

    private static PopupScores one(float[] weights, float[] scores, double density, Ranking ranking) {
        PopupScores popup = new PopupScores(List.of(tensor("w", weights, scores)), NO_CONSTANTS, density, ranking,
            Scope.LAYER);
        popup.prepare(0);
        return popup;
    }

    private static float[] effective(PopupScores popup, String name, int size) {
        float[] effective = new float[size];
        java.util.Arrays.fill(effective, Float.NaN);
        popup.writeEffective(name, effective);
        return effective;
    }

    @Test
    void magnitudeKeepsLargeNegativeScoresAndValueDropsThem() {
        float[] weights = {1, 2, 3, 4};
        float[] scores = {-9, 1, 2, -0.5f};
        assertArrayEquals(new float[] {1, 0, 3, 0}, effective(one(weights, scores, 0.5, Ranking.MAGNITUDE), "w", 4));
        assertArrayEquals(new float[] {0, 2, 3, 0}, effective(one(weights, scores, 0.5, Ranking.VALUE), "w", 4));
    }

    @Test
    void gradientOfAScoreIsTheWeightsGradientTimesTheWeightTimesTheScoresSign() {
        float[] weights = {1, -2, 3, -4};
        float[] scores = {-0.1f, 0.2f, 0, 5};
        float[] gradient = {10, 20, 30, 40};
        one(weights, scores, 0.25, Ranking.MAGNITUDE).pullBack("w", gradient);
        assertArrayEquals(new float[] {-10, -40, 0, -160}, gradient);
        gradient = new float[] {10, 20, 30, 40};
        one(weights, scores, 0.25, Ranking.VALUE).pullBack("w", gradient);
        assertArrayEquals(new float[] {10, -40, 90, -160}, gradient);
    }

    @Test
    void aDroppedEdgeGetsAGradientAndCanPopUpAgain() {
        float[] weights = {1, 1};
        float[] scores = {0.2f, 0.1f};
        PopupScores popup = one(weights, scores, 0.5, Ranking.MAGNITUDE);
        assertArrayEquals(new float[] {1, 0}, effective(popup, "w", 2));
        float[] gradient = {0, -1};
        popup.pullBack("w", gradient);
        popup.variable("w")[1] -= 0.5f * gradient[1];
        popup.prepare(1);
        assertArrayEquals(new float[] {0, 1}, effective(popup, "w", 2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.2, 0.3, 0.37, 0.5, 0.7, 0.9, 1.0})
    void keepsExactlyTheCountInEveryLayerAndZeroesTheRest(double density) {
        SplittableRandom random = new SplittableRandom(5);
        List<PopupScores.Scored> tensors = new ArrayList<>();
        for (int size : new int[] {1, 7, 100, 1001}) {
            float[] weights = new float[size];
            float[] scores = new float[size];
            for (int i = 0; i < size; i++) {
                weights[i] = (float) random.nextDouble(0.5, 1);
                // Few distinct values: most of the ranking is ties.
                scores[i] = random.nextInt(-2, 3);
            }
            tensors.add(tensor("w" + size, weights, scores));
        }
        PopupScores popup = new PopupScores(tensors, NO_CONSTANTS, density, Ranking.MAGNITUDE, Scope.LAYER);
        popup.prepare(0);
        for (MaskLayer layer : popup.mask().layers()) {
            assertEquals(KeptCount.of(layer.size(), density), layer.keptCount(), layer.name());
            float[] effective = effective(popup, layer.name(), layer.size());
            for (int i = 0; i < effective.length; i++) {
                assertEquals(layer.kept(i), effective[i] != 0);
                assertTrue(layer.kept(i) || Float.floatToRawIntBits(effective[i]) == 0, "a pruned weight is +0 exactly");
            }
        }
    }

    @Test
    void globalScopeRanksAllLayersTogether() {
        PopupScores popup = new PopupScores(List.of(tensor("a", new float[] {1, 1}, new float[] {5, 4}),
            tensor("b", new float[] {1, 1}, new float[] {1, 2})), NO_CONSTANTS, 0.5, Ranking.MAGNITUDE, Scope.GLOBAL);
        popup.prepare(0);
        assertArrayEquals(new float[] {1, 1}, effective(popup, "a", 2));
        assertArrayEquals(new float[] {0, 0}, effective(popup, "b", 2));
    }

    @Test
    void parametersWithoutScoresStayAsTheyWere() {
        PopupScores popup = new PopupScores(List.of(tensor("w", new float[] {1}, new float[] {1})),
            new InitialWeights(Map.of("bias", new float[] {7, 8})), 1, Ranking.MAGNITUDE, Scope.LAYER);
        popup.prepare(0);
        assertArrayEquals(new float[] {7, 8}, effective(popup, "bias", 2));
        assertEquals(List.of("w"), popup.trained());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesADensityOutsideItsRange(double density) {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> one(new float[2], new float[2], density,
            Ranking.MAGNITUDE));
        assertTrue(e.getMessage().contains("density") && e.getMessage().contains("(0, 1]"), e.getMessage());
    }
}
