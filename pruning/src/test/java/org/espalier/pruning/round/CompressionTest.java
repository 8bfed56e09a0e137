package org.espalier.pruning.round;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.junit.jupiter.api.Test;

class CompressionTest {

    /** By hand: 10 of 20 and 1 of 4 weights kept, the first used 9 times a pass, 2 biases. */
    @Test
    void compressionAndSpeedUpAreShrinkBenchs() {
        boolean[] first = new boolean[20];
        Arrays.fill(first, 0, 10, true);
        Mask mask = Mask.of(new MaskLayer("a", new long[] {20}, first),
            new MaskLayer("b", new long[] {4}, new boolean[] {false, true, false, false}),
            new MaskLayer("c", new long[] {1}, new boolean[1]));
        Map<String, Double> metrics = Compression.of(mask, 2, Map.of("a", 9L, "b", 1L, "c", 1L));
        assertEquals(27 / 13.0, metrics.get("compression_ratio"));
        assertEquals(185 / 91.0, metrics.get("theoretical_speedup"));
        assertEquals(1, metrics.get("collapsed_layers"));
        assertEquals(0.25, metrics.get("density/b"));
    }
}
