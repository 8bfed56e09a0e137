package org.espalier.analysis.subnetwork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.RandomMask;
import org.junit.jupiter.api.Test;

class ConnectivityTest {
    /** Two convolutions, a flattened image of 2 x 2, two linear layers. */
    private static final Map<String, long[]> CHAIN = new LinkedHashMap<>();

    static {
        CHAIN.put("conv1", new long[] {3, 2, 2, 2});
        CHAIN.put("conv2", new long[] {3, 3, 1, 1});
        CHAIN.put("fc1", new long[] {4, 12});
        CHAIN.put("fc2", new long[] {2, 4});
    }

    /** Every path, one weight of each layer after another. */
    private static void follow(Mask mask, int layer, int unit, List<Integer> weights, List<List<Integer>> paths) {
        if (layer == mask.layers().size()) {
            paths.add(List.copyOf(weights));
            return;
        }
        MaskLayer l = mask.layers().get(layer);
        long[] shape = l.shape();
        int positions = shape.length == 4 ? (int) (shape[2] * shape[3]) : 1;
        boolean flattened = layer > 0 && shape.length == 2 && mask.layers().get(layer - 1).shape().length == 4;
        int fan = flattened ? (int) (shape[1] / mask.layers().get(layer - 1).shape()[0]) : 1;
        for (int w = 0; w < l.size(); w++) {
            int input = w / positions % (int) shape[1];
            if (l.kept(w) && input / fan == unit) {
                weights.add(w);
                follow(mask, layer + 1, w / positions / (int) shape[1], weights, paths);
                weights.remove(weights.size() - 1);
            }
        }
    }

    @Test
    void pathsWeightsOnThemAndDeadUnitsAreThoseOfAllPathsFollowed() {
        SplittableRandom random = new SplittableRandom(1);
        int broken = 0;
        for (double density : new double[] {0.1, 0.2, 0.3, 0.5, 1}) {
            for (int d = 0; d < 8; d++) {
                Mask mask = RandomMask.of(CHAIN, density, random);
                List<List<Integer>> paths = new ArrayList<>();
                for (int input = 0; input < 2; input++) {
                    follow(mask, 0, input, new ArrayList<>(), paths);
                }
                Connectivity c = Connectivity.of(mask);
                assertEquals(BigInteger.valueOf(paths.size()), c.paths());
                assertEquals(Math.log10(paths.size()), c.log10Paths(), 1e-12);
                long all = 0;
                for (int l = 0; l < 4; l++) {
                    Set<Integer> used = new HashSet<>();
                    Set<Integer> outputs = new HashSet<>();
                    for (List<Integer> path : paths) {
                        used.add(path.get(l));
                        outputs.add(path.get(l) / (mask.layers().get(l).size() / (int) mask.layers().get(l).shape()[0]));
                    }
                    assertEquals(used.size(), c.layers().get(l).onPath());
                    assertEquals(c.units().get(l + 1).count() - outputs.size(), c.units().get(l + 1).dead());
                    assertTrue(c.units().get(l + 1).isolated() <= c.units().get(l + 1).dead());
                    all += used.size();
                }
                assertEquals((double) all / mask.size(), c.effectiveDensity(), 1e-15);
                assertEquals(mask.density(), c.density(), 1e-15);
                broken += all < mask.keptCount() ? 1 : 0;
            }
        }
        assertTrue(broken > 10, "the examples have weights off all paths");
    }

    @Test
    void aSmallExample() {
        // Input 1 feeds hidden 0 alone; hidden 1 has no input; hidden 2 has no output; output 1 hears nothing alive.
        Mask mask = Mask.of(new MaskLayer("a", new long[] {4, 2}, bits("01 00 10 00")),
            new MaskLayer("b", new long[] {2, 4}, bits("1100 0100")));
        Connectivity c = Connectivity.of(mask);
        assertEquals(BigInteger.ONE, c.paths());
        assertEquals(2, c.layers().get(0).kept());
        assertEquals(1, c.layers().get(0).onPath());
        assertEquals(1, c.layers().get(1).onPath());
        assertEquals(new Connectivity.Units("input", 2, 1, 0), c.units().get(0));
        assertEquals(new Connectivity.Units("a", 4, 3, 1), c.units().get(1));
        assertEquals(new Connectivity.Units("b", 2, 1, 0), c.units().get(2));
        assertEquals(2.0 / 16, c.effectiveDensity());
        assertEquals(1.0 / 8, c.layers().get(0).effectiveDensity());
        assertEquals(3.0 / 4, c.deadHiddenUnits());
    }

    private static boolean[] bits(String text) {
        String digits = text.replace(" ", "");
        boolean[] bits = new boolean[digits.length()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = digits.charAt(i) == '1';
        }
        return bits;
    }

    @Test
    void theDenseNetworkHasTheProductOfItsWidths() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        int[] widths = {784, 300, 300, 300, 300, 300, 300, 300, 300, 10};
        BigInteger product = BigInteger.ONE;
        for (int l = 0; l < widths.length; l++) {
            product = product.multiply(BigInteger.valueOf(widths[l]));
            if (l > 0) {
                shapes.put("fc" + l, new long[] {widths[l], widths[l - 1]});
            }
        }
        Connectivity c = Connectivity.of(Mask.dense(shapes));
        assertEquals(product, c.paths());
        assertEquals(Math.log10(784) + 8 * Math.log10(300) + 1, c.log10Paths(), 1e-11);
        assertEquals(1, c.effectiveDensity());
        assertEquals(0, c.deadHiddenUnits());
        assertEquals(0, Connectivity.of(Mask.dense(Map.of("a", new long[] {4, 2}))).deadHiddenUnits(), "no hidden unit");
        Connectivity none = Connectivity.of(Mask.dense(shapes).complement());
        assertEquals(0, none.effectiveDensity());
        assertEquals(Double.NEGATIVE_INFINITY, none.log10Paths());
        assertEquals(784, none.units().get(0).isolated());
    }

    @Test
    void layersThatAreNoChainAreRefused() {
        Mask branch = Mask.dense(Map.of("a", new long[] {4, 2}));
        MaskLayer first = branch.layers().get(0);
        assertThrows(InvalidInputException.class,
            () -> Connectivity.of(Mask.of(first, new MaskLayer("b", new long[] {1, 3}, new boolean[3]))));
        // Several inputs a unit come from a flattened image, not from a linear layer.
        assertThrows(InvalidInputException.class,
            () -> Connectivity.of(Mask.of(first, new MaskLayer("b", new long[] {1, 8}, new boolean[8]))));
        String message = assertThrows(InvalidInputException.class,
            () -> Connectivity.of(Mask.of(first, new MaskLayer("v", new long[] {3}, new boolean[3])))).getMessage();
        assertTrue(message.contains("v") && message.contains("[3]"), message);
    }

    @Test
    void degreesOfAConvolutionCountEveryPosition() {
        Degrees degrees = Degrees.of(new MaskLayer("c", new long[] {2, 3, 1, 2}, bits("11 00 10 00 01 01")));
        assertEquals(List.of(3, 2), List.of(degrees.in()[0], degrees.in()[1]));
        assertEquals(List.of(2, 1, 2), List.of(degrees.out()[0], degrees.out()[1], degrees.out()[2]));
        assertTrue(Double.isNaN(Degrees.of(Mask.dense(CHAIN).layers().get(0)).inDispersion()));
    }

    @Test
    void theDispersionIsOneByChanceMoreWithHubsAndLessWhenEven() {
        Map<String, long[]> shapes = Map.of("w", new long[] {12, 9});
        SplittableRandom random = new SplittableRandom(2);
        int draws = 4000;
        double in = 0;
        double out = 0;
        double squares = 0;
        for (int d = 0; d < draws; d++) {
            Degrees degrees = Degrees.of(RandomMask.of(shapes, 0.3, random).layers().get(0));
            in += degrees.inDispersion() / draws;
            out += degrees.outDispersion() / draws;
            squares += degrees.outDispersion() * degrees.outDispersion() / draws;
        }
        // Five standard errors; the spread of the mean over 9 units is the larger one.
        double error = 5 * Math.sqrt((squares - out * out) / draws);
        assertEquals(1, in, error);
        assertEquals(1, out, error);
        boolean[] hub = new boolean[108];
        boolean[] even = new boolean[108];
        for (int i = 0; i < 108; i++) {
            hub[i] = i < 36; // four outputs have all
            even[i] = i % 3 == i / 9 % 3; // three each
        }
        assertTrue(Degrees.of(new MaskLayer("w", new long[] {12, 9}, hub)).inDispersion() > 5);
        assertEquals(0, Degrees.of(new MaskLayer("w", new long[] {12, 9}, even)).inDispersion(), 1e-15);
    }
}
