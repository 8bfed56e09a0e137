package org.espalier.nets.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class MaskTest {
    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);

    @Test
    void countsAndDensities() {
        Mask mask = Mask.of(layer("a", true, false, true, false), layer("b", false, false));
        assertEquals(6, mask.size());
        assertEquals(2, mask.keptCount());
        assertEquals(1 / 3.0, mask.density());
        assertEquals(Map.of("a", 0.5, "b", 0.0), mask.densities());
        assertEquals(List.of("a", "b"), List.copyOf(mask.densities().keySet()));
        assertEquals(List.of("b"), mask.collapsed());
        assertEquals(mask.layers().get(1), mask.layer("b"));
    }

    @Test
    void aPrefixIsWhatAloneTellsTheNamesOfOneFromThoseOfTheOther() {
        Mask plain = Mask.of(layer("0.weight", true, false), layer("2.weight", true));
        Mask nested = Mask.of(layer("model.0.weight", true, false), layer("model.2.weight", true));
        assertEquals(Optional.of("model."), nested.prefixBeside(plain));
        assertEquals(plain, nested.withoutPrefix("model."));
        assertEquals(Optional.empty(), plain.prefixBeside(nested));
        assertEquals(Optional.empty(), plain.prefixBeside(plain));
        for (Mask other : List.of(Mask.of(layer("model.0.weight", true, false)),
            Mask.of(layer("model.0.weight", true, false), layer("other.2.weight", true)),
            Mask.of(layer("10.weight", true, false), layer("12.weight", true)),
            Mask.of(layer("model.2.weight", true), layer("model.0.weight", true, false)))) {
            assertEquals(Optional.empty(), other.prefixBeside(plain), other.names().toString());
        }
        assertThrows(InvalidInputException.class, () -> plain.withoutPrefix("model."));
    }

    @Test
    void setAlgebra() {
        Mask a = RandomMask.of(shapes(), 0.3, random);
        Mask b = RandomMask.of(shapes(), 0.6, random);
        assertEquals(a, a.complement().complement());
        assertEquals(a.size(), a.keptCount() + a.complement().keptCount());
        assertEquals(0, a.intersection(a.complement()).keptCount());
        assertEquals(a.intersection(b), b.intersection(a));
        assertEquals(a, a.intersection(a));
        assertEquals(a, a.intersection(Mask.dense(shapes())));
        assertNotEquals(a, b);
        assertNotEquals(a, Mask.of(a.layers().get(1), a.layers().get(0)));
    }

    @Test
    void isImmutable() {
        long[] shape = {2};
        boolean[] kept = {true, false};
        MaskLayer layer = new MaskLayer("w", shape, kept);
        MaskLayer same = new MaskLayer("w", shape, kept);
        shape[0] = 3;
        kept[1] = true;
        layer.kept()[0] = false;
        layer.shape()[0] = 9;
        assertEquals(same, layer);
        assertEquals(same.hashCode(), layer.hashCode());
        assertArrayEquals(new boolean[] {true, false}, layer.kept());
        assertThrows(UnsupportedOperationException.class, () -> Mask.of(layer).layers().clear());
    }

    @Test
    void appliesToWeightsAndRemovesEvenNaN() {
        float[] weights = {1, Float.NaN, -3};
        layer("w", true, false, true).apply(weights);
        assertArrayEquals(new float[] {1, 0, -3}, weights);
        assertThrows(IllegalArgumentException.class, () -> layer("w", true).apply(weights));
    }

    @Test
    void refusesWhatIsNoMask() {
        assertThrows(InvalidInputException.class, () -> new Mask(List.of()));
        assertThrows(InvalidInputException.class, () -> Mask.of(layer("a", true), layer("a", true)));
        assertThrows(InvalidInputException.class, () -> new MaskLayer("a", new long[] {3}, new boolean[2]));
        assertThrows(InvalidInputException.class, () -> new MaskLayer("a", new long[] {0}, new boolean[0]));
        assertThrows(InvalidInputException.class, () -> new MaskLayer("a", new long[] {-1, -1}, new boolean[1]));
        assertThrows(InvalidInputException.class, () -> new MaskLayer("a", new long[] {1L << 32, 1L << 32}, new boolean[1]));
        assertThrows(InvalidInputException.class, () -> new MaskLayer("", new long[] {1}, new boolean[1]));
        assertTrue(assertThrows(InvalidInputException.class, () -> Mask.of(layer("a", true)).layer("b")).getMessage()
            .contains("[a]"));
        assertTrue(assertThrows(InvalidInputException.class,
            () -> Mask.of(layer("a", true)).intersection(Mask.of(layer("a", true, true)))).getMessage()
            .contains("a[1], of the other a[2]"));
    }

    @Test
    void keptCountIsTheCeilingOfTheDecimalProduct() {
        for (int size : new int[] {1, 7, 10, 300, 1000, 266_200, 4_300_992}) {
            for (int percent = 0; percent <= 1000; percent++) {
                double density = percent / 1000.0;
                int expected = new BigDecimal(percent).movePointLeft(3).multiply(BigDecimal.valueOf(size))
                    .setScale(0, RoundingMode.CEILING).intValueExact();
                assertEquals(expected, KeptCount.of(size, density), size + " x " + density);
                // A density that went through arithmetic.
                assertEquals(expected, KeptCount.of(size, Math.max(0, 1 - (1 - density))));
            }
        }
        double ladder = 1;
        for (int level = 1; level <= 20; level++) {
            ladder *= 0.8;
            assertEquals(BigDecimal.valueOf(8, 1).pow(level).multiply(BigDecimal.valueOf(266_200))
                .setScale(0, RoundingMode.CEILING).intValueExact(), KeptCount.of(266_200, ladder));
        }
        assertEquals(512, KeptCount.of(1000, 0.8 * 0.8 * 0.8));
        assertEquals(1, KeptCount.of(1000, 1e-20));
        assertEquals(0, KeptCount.of(0, 0.5));
        assertEquals(Integer.MAX_VALUE, KeptCount.of(Integer.MAX_VALUE, 1));
    }

    @Test
    void keptCountRefusesWhatIsNoDensity() {
        for (double density : new double[] {-1e-9, 1.0000001, 50, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(InvalidInputException.class, () -> KeptCount.of(10, density));
        }
        assertThrows(InvalidInputException.class, () -> KeptCount.of(-1, 0.5));
    }

    @Test
    void randomMasksHaveExactCountsAndAreReproducible() {
        Mask mask = RandomMask.of(shapes(), 0.35, random);
        assertEquals(List.of("first", "second"), mask.names());
        assertEquals(KeptCount.of(12, 0.35), mask.layer("first").keptCount());
        assertEquals(KeptCount.of(40, 0.35), mask.layer("second").keptCount());
        Mask like = RandomMask.like(mask, random);
        for (String name : mask.names()) {
            assertEquals(mask.layer(name).keptCount(), like.layer(name).keptCount());
        }
        assertNotEquals(mask, like);
        RandomGeneratorFactory<RandomGenerator> factory = RandomGeneratorFactory.of("L64X128MixRandom");
        assertEquals(RandomMask.of(shapes(), 0.5, factory.create(1)), RandomMask.of(shapes(), 0.5, factory.create(1)));
        assertEquals(1, RandomMask.of(shapes(), 1, random).density());
        assertEquals(0, RandomMask.of(shapes(), 0, random).density());
    }

    @Test
    void randomMasksAreUniform() {
        // All 10 masks of 2 in 5: chi-squared with 9 degrees of freedom stays below 33.7 with probability 0.9999.
        int[] counts = new int[32];
        int draws = 20_000;
        for (int d = 0; d < draws; d++) {
            MaskLayer layer = RandomMask.of(Map.of("w", new long[] {5}), 0.4, random).layer("w");
            int code = 0;
            for (int i = 0; i < 5; i++) {
                code |= layer.kept(i) ? 1 << i : 0;
            }
            counts[code]++;
        }
        double chiSquared = 0;
        int masks = 0;
        for (int code = 0; code < 32; code++) {
            if (Integer.bitCount(code) == 2) {
                chiSquared += Math.pow(counts[code] - draws / 10.0, 2) / (draws / 10.0);
                masks++;
            } else {
                assertEquals(0, counts[code]);
            }
        }
        assertEquals(10, masks);
        assertTrue(chiSquared < 33.7, "chi-squared " + chiSquared);
        assertFalse(chiSquared < 0.5, "chi-squared suspiciously small: " + chiSquared);
    }

    private static Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("first", new long[] {3, 4});
        shapes.put("second", new long[] {2, 5, 2, 2});
        return shapes;
    }

    private static MaskLayer layer(String name, boolean... kept) {
        return new MaskLayer(name, new long[] {kept.length}, kept);
    }
}
