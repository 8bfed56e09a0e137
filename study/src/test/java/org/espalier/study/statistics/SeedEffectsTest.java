package org.espalier.study.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;

class SeedEffectsTest {

    @Test
    void differencesArePairedBySeed() {
        SeedEffects effects = SeedEffects.difference(
            new TreeMap<>(Map.of(1L, 0.9, 2L, 0.8, 3L, 0.7, 4L, Double.NaN)),
            new TreeMap<>(Map.of(1L, 0.4, 3L, 0.75, 4L, 0.1, 5L, 0.2)));
        assertEquals(Set.of(1L, 3L), effects.bySeed().keySet());
        assertArrayEquals(new double[] {0.5, -0.05}, effects.values(), 1e-15);
        assertEquals(Set.of(2L, 4L, 5L), effects.leftOut());
    }

    @Test
    void valuesWithoutAFiniteNumberAreLeftOut() {
        TreeMap<Long, Double> values = new TreeMap<>(Map.of(1L, 1.5, 2L, Double.NaN, 3L, Double.NEGATIVE_INFINITY));
        values.put(4L, null);
        SeedEffects effects = SeedEffects.of(values);
        assertEquals(Map.of(1L, 1.5), effects.bySeed());
        assertEquals(Set.of(2L, 3L, 4L), effects.leftOut());
        assertEquals(1, effects.n());
    }

    @Test
    void signsTurnAndWhatIsLeftOutStaysSo() {
        SeedEffects turned = SeedEffects.of(new TreeMap<>(Map.of(1L, 2.0, 2L, Double.NaN, 3L, -4.0))).negated();
        assertEquals(Map.of(1L, -2.0, 3L, 4.0), turned.bySeed());
        assertEquals(Set.of(2L), turned.leftOut());
    }

    @Test
    void theSlopeOfALineIsItsSlope() {
        TreeMap<Double, SortedMap<Long, Double>> levels = new TreeMap<>();
        for (double x : new double[] {-1, 0, 0.5, 8}) {
            levels.put(x, new TreeMap<>(Map.of(1L, 3 - 2 * x, 2L, 1e6 + 0.25 * x, 3L, 7.0)));
        }
        SeedEffects slopes = SeedEffects.slope(levels);
        assertEquals(-2, slopes.bySeed().get(1L), 1e-12);
        assertEquals(0.25, slopes.bySeed().get(2L), 1e-9);
        assertEquals(0, slopes.bySeed().get(3L));
    }

    @Test
    void slopesAgreeWithAnIndependentRegression() {
        Random random = new Random(3);
        TreeMap<Double, SortedMap<Long, Double>> levels = new TreeMap<>();
        SimpleRegression regression = new SimpleRegression();
        for (int i = 0; i < 6; i++) {
            double x = 10 * random.nextDouble();
            double y = random.nextGaussian();
            levels.put(x, new TreeMap<>(Map.of(9L, y)));
            regression.addData(x, y);
        }
        assertEquals(regression.getSlope(), SeedEffects.slope(levels).bySeed().get(9L), 1e-12);
    }

    @Test
    void aSeedWithoutAValueAtOneLevelHasNoSlope() {
        TreeMap<Double, SortedMap<Long, Double>> levels = new TreeMap<>();
        levels.put(1.0, new TreeMap<>(Map.of(1L, 1.0, 2L, 1.0, 3L, 1.0)));
        levels.put(2.0, new TreeMap<>(Map.of(1L, 2.0, 3L, Double.NaN)));
        SeedEffects slopes = SeedEffects.slope(levels);
        assertEquals(Set.of(1L), slopes.bySeed().keySet());
        assertEquals(Set.of(2L, 3L), slopes.leftOut());
    }

    @Test
    void theMeanIsOfTheSeedsThatEveryEffectHas() {
        SeedEffects some = SeedEffects.of(new TreeMap<>(Map.of(1L, 1.0, 2L, 1.0, 3L, Double.NaN)));
        SeedEffects mean = SeedEffects.mean(List.of(some, SeedEffects.of(new TreeMap<>(Map.of(1L, 4.0, 3L, 1.0)))));
        assertEquals(Map.of(1L, 2.5), mean.bySeed());
        assertEquals(Set.of(2L, 3L), mean.leftOut());
        assertEquals(SeedEffects.NONE, SeedEffects.mean(List.of()));
        assertEquals(0, SeedEffects.mean(List.of(some, SeedEffects.NONE)).n());
    }

    @Test
    void aTrendNeedsTwoLevels() {
        TreeMap<Double, SortedMap<Long, Double>> levels = new TreeMap<>();
        assertThrows(IllegalArgumentException.class, () -> SeedEffects.slope(levels));
        levels.put(1.0, new TreeMap<>(Map.of(1L, 1.0)));
        Exception e = assertThrows(IllegalArgumentException.class, () -> SeedEffects.slope(levels));
        assertTrue(e.getMessage().contains("two or more"), e.getMessage());
    }

    @Test
    void effectsThatAreNotFiniteAreRefused() {
        TreeMap<Long, Double> nan = new TreeMap<>(Map.of(3L, Double.NaN));
        Exception e = assertThrows(IllegalArgumentException.class, () -> new SeedEffects(nan, new java.util.TreeSet<>()));
        assertTrue(e.getMessage().contains("seed 3"), e.getMessage());
    }
}
