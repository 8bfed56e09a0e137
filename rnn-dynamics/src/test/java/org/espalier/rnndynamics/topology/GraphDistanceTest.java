package org.espalier.rnndynamics.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.espalier.base.InvalidInputException;
import org.junit.jupiter.api.Test;

class GraphDistanceTest {
    private static final PointGraph EMPTY = new PointGraph(new int[0], new int[0]);

    private static PointGraph random(Random random, int nodes) {
        return new PointGraph(random.ints(nodes, 0, 3).toArray(),
            random.ints(nodes * nodes, 0, 4).map(x -> Math.max(0, x - 1)).toArray());
    }

    private static PointGraph relabelled(PointGraph graph, Random random) {
        int n = graph.nodes();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        int[] unstable = new int[n];
        int[] edges = new int[n * n];
        for (int i = 0; i < n; i++) {
            unstable[order.get(i)] = graph.unstable()[i];
            for (int j = 0; j < n; j++) {
                edges[order.get(i) * n + order.get(j)] = graph.edges(i, j);
            }
        }
        return new PointGraph(unstable, edges);
    }

    /** By trying every permutation of both graphs padded to one size; a padding node has the number -1. */
    private static long bruteForce(PointGraph a, PointGraph b) {
        int n = Math.max(a.nodes(), b.nodes());
        return tryAll(a, b, new ArrayList<>(), n);
    }

    private static long tryAll(PointGraph a, PointGraph b, List<Integer> order, int n) {
        if (order.size() == n) {
            long cost = 0;
            for (int i = 0; i < n; i++) {
                cost += Math.abs(kind(a, i) - kind(b, order.get(i)));
                for (int j = 0; j < n; j++) {
                    cost += Math.abs(edge(a, i, j) - edge(b, order.get(i), order.get(j)));
                }
            }
            return cost;
        }
        long best = Long.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            if (!order.contains(i)) {
                order.add(i);
                best = Math.min(best, tryAll(a, b, order, n));
                order.remove(order.size() - 1);
            }
        }
        return best;
    }

    private static int kind(PointGraph graph, int i) {
        return i < graph.nodes() ? graph.unstable()[i] : -1;
    }

    private static int edge(PointGraph graph, int i, int j) {
        return i < graph.nodes() && j < graph.nodes() ? graph.edges(i, j) : 0;
    }

    @Test
    void theEditDistanceIsTheLeastOverAllMatchings() {
        Random random = new Random(11);
        for (int trial = 0; trial < 60; trial++) {
            PointGraph a = random(random, random.nextInt(6));
            PointGraph b = random(random, random.nextInt(6));
            assertEquals(bruteForce(a, b), GraphDistance.edit(a, b));
        }
    }

    @Test
    void bothAreDistancesThatNamesDoNotChange() {
        Random random = new Random(12);
        for (int trial = 0; trial < 40; trial++) {
            PointGraph a = random(random, 1 + random.nextInt(6));
            PointGraph b = random(random, 1 + random.nextInt(6));
            PointGraph c = random(random, 1 + random.nextInt(6));
            long ab = GraphDistance.edit(a, b);
            double spectralAb = GraphDistance.spectral(a, b);
            assertEquals(0, GraphDistance.edit(a, relabelled(a, random)));
            assertEquals(0, GraphDistance.spectral(a, relabelled(a, random)), 1e-12);
            assertEquals(ab, GraphDistance.edit(relabelled(b, random), relabelled(a, random)));
            assertEquals(spectralAb, GraphDistance.spectral(relabelled(b, random), relabelled(a, random)), 1e-12);
            assertTrue(GraphDistance.edit(a, c) <= ab + GraphDistance.edit(b, c), "triangle");
            assertTrue(GraphDistance.spectral(a, c) <= spectralAb + GraphDistance.spectral(b, c) + 1e-12, "triangle");
            assertTrue(spectralAb <= ab + 1e-12, "a lower bound: " + spectralAb + " of " + ab);
        }
    }

    @Test
    void knownDistances() {
        PointGraph one = new PointGraph(new int[1], new int[1]);
        PointGraph saddle = new PointGraph(new int[] {2}, new int[1]);
        assertEquals(0, GraphDistance.edit(EMPTY, EMPTY));
        assertEquals(1, GraphDistance.edit(EMPTY, one));
        assertEquals(3, GraphDistance.edit(saddle, EMPTY));
        assertEquals(2, GraphDistance.edit(one, saddle));
        assertEquals(1, GraphDistance.spectral(EMPTY, one), 1e-12);
        assertEquals(0, GraphDistance.spectral(EMPTY, EMPTY));
        PointGraph path = new PointGraph(new int[3], new int[] {0, 1, 0, 0, 0, 1, 0, 0, 0});
        PointGraph cycle = new PointGraph(new int[3], new int[] {0, 0, 1, 1, 0, 0, 0, 1, 0});
        assertEquals(1, GraphDistance.edit(path, cycle));
        // One plus the shift has the singular values 2 cos(k pi / 7), one plus the cycle |1 + exp(2 pi i k / 3)| = 2, 1, 1.
        double sum = Math.pow(2 - 2 * Math.cos(Math.PI / 7), 2) + Math.pow(1 - 2 * Math.cos(2 * Math.PI / 7), 2)
            + Math.pow(1 - 2 * Math.cos(3 * Math.PI / 7), 2);
        assertEquals(Math.sqrt(sum), GraphDistance.spectral(path, cycle), 1e-12);
    }

    @Test
    void theSpectralDistanceDoesNotSeeAllEdgesTurnedRound() {
        PointGraph out = new PointGraph(new int[3], new int[] {0, 1, 1, 0, 0, 0, 0, 0, 0});
        PointGraph in = new PointGraph(new int[3], new int[] {0, 0, 0, 1, 0, 0, 1, 0, 0});
        assertEquals(0, GraphDistance.spectral(out, in), 1e-12);
        assertEquals(2, GraphDistance.edit(out, in), "one edge taken away, one put in the other way");
    }

    @Test
    void badGraphsAreRefused() {
        assertThrows(InvalidInputException.class, () -> new PointGraph(new int[2], new int[3]));
        assertThrows(InvalidInputException.class, () -> new PointGraph(new int[] {-1}, new int[1]));
        assertThrows(InvalidInputException.class, () -> new PointGraph(new int[1], new int[] {-1}));
        PointGraph eleven = new PointGraph(new int[11], new int[121]);
        assertTrue(assertThrows(InvalidInputException.class, () -> GraphDistance.edit(EMPTY, eleven)).getMessage()
            .contains("up to 10 nodes, got 11"));
        assertEquals(Math.sqrt(11), GraphDistance.spectral(EMPTY, eleven), 1e-12);
    }
}
