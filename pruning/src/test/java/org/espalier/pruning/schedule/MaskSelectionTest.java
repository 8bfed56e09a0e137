package org.espalier.pruning.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.Scope;
import org.junit.jupiter.api.Test;

class MaskSelectionTest {
    private static final Mask DENSE = Mask.of(layer("a", true, true, true, true), layer("b", true, true, true));
    private static final Map<String, float[]> SCORES = Map.of("a", new float[] {4, 3, 2, 1}, "b", new float[] {7, 6, 5});

    private static MaskLayer layer(String name, boolean... kept) {
        return new MaskLayer(name, new long[] {kept.length}, kept);
    }

    private static Rung rung(int a, int b) {
        Map<String, Integer> kept = new LinkedHashMap<>();
        kept.put("a", a);
        kept.put("b", b);
        return new Rung(0, kept);
    }

    @Test
    void eachLayerKeepsItsLargestOrTheNetworkDoes() {
        assertEquals(Mask.of(layer("a", true, true, false, false), layer("b", true, false, false)),
            MaskSelection.prune(DENSE, SCORES, rung(2, 1), Scope.LAYER));
        Mask global = MaskSelection.prune(DENSE, SCORES, rung(2, 1), Scope.GLOBAL);
        assertEquals(Mask.of(layer("a", false, false, false, false), layer("b", true, true, true)), global);
        assertEquals(List.of("a"), global.collapsed());
    }

    @Test
    void aPrunedWeightStaysOutHoweverLargeItsScore() {
        Mask mask = Mask.of(layer("a", false, true, true, true), layer("b", true, false, true));
        Map<String, float[]> scores = Map.of("a", new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -2, -3},
            "b", new float[] {1, Float.NaN, 0});
        assertEquals(Mask.of(layer("a", false, true, true, true), layer("b", true, false, false)),
            MaskSelection.prune(mask, scores, rung(3, 1), Scope.LAYER));
    }

    @Test
    void whatCannotBeRankedIsRefused() {
        assertTrue(assertThrows(InvalidInputException.class, () -> MaskSelection.prune(DENSE,
            Map.of("a", new float[] {1, 2, Float.NaN, 3}, "b", new float[3]), rung(1, 1), Scope.LAYER)).getMessage()
            .contains("weight 2 of layer 'a'"));
        assertThrows(InvalidInputException.class, () -> MaskSelection.prune(DENSE, Map.of("a", new float[4]), rung(1, 1),
            Scope.LAYER));
        assertThrows(InvalidInputException.class, () -> MaskSelection.prune(DENSE, SCORES, rung(5, 1), Scope.LAYER));
        assertThrows(InvalidInputException.class, () -> MaskSelection.prune(DENSE, SCORES, rung(5, 3), Scope.GLOBAL));
    }
}
