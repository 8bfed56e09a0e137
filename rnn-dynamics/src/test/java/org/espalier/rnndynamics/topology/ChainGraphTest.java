package org.espalier.rnndynamics.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.junit.jupiter.api.Test;

class ChainGraphTest {

    private static List<double[]> line(double... places) {
        return DoubleStream.of(places).mapToObj(x -> new double[] {x, 2 * x, -x}).toList();
    }

    private static void refused(String part, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(InvalidInputException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void pointsOnALineOrACurveInTheirOrderAreThePerfectChain() {
        assertEquals(0, ChainGraph.of(line(0, 1, 2, 3, 4)).fromChain());
        // No step as long as the two on its other side together.
        assertEquals(0, ChainGraph.of(line(0, 1, 2.5, 3.8, 5)).fromChain());
        // Three quarters of a circle, the other way round too.
        List<double[]> circle = new ArrayList<>(IntStream.range(0, 30)
            .mapToObj(i -> new double[] {Math.cos(0.16 * i), Math.sin(0.16 * i)}).toList());
        ChainGraph chain = ChainGraph.of(circle);
        assertEquals(0, chain.missing() + chain.extra());
        java.util.Collections.reverse(circle);
        assertEquals(0, ChainGraph.of(circle).fromChain());
        ChainGraph perfect = ChainGraph.perfect(30);
        assertEquals(58, IntStream.range(0, 900).filter(i -> perfect.edges()[i]).count());
    }

    @Test
    void twoPlacesExchangedHaveTheEdgesCountedByHand() {
        // 0>2, 1>2, 1>3, 2>0, 2>1, 3>1 against 0>1, 1>0, 1>2, 2>1, 2>3, 3>2: two of ten in common.
        ChainGraph graph = ChainGraph.of(line(0, 2, 1, 3));
        assertEquals(4, graph.missing());
        assertEquals(4, graph.extra());
        assertEquals(0.8, graph.fromChain(), 1e-15);
        assertTrue(graph.edge(0, 2) && graph.edge(1, 3) && !graph.edge(0, 1));
    }

    @Test
    void aPlaceWithoutAPointMissesItsEdges() {
        List<double[]> points = new ArrayList<>(line(0, 1, 2, 3, 4));
        points.set(2, null);
        // 0>1, 1>0, 1>3, 3>4, 3>1, 4>3 against eight: four in common, two extra, four missing.
        ChainGraph graph = ChainGraph.of(points);
        assertEquals(4, graph.missing());
        assertEquals(2, graph.extra());
        assertEquals(0.6, graph.fromChain(), 1e-15);
        ChainGraph empty = ChainGraph.of(Arrays.asList(null, new double[] {1}, null));
        assertEquals(1, empty.fromChain());
        assertEquals(0, ChainGraph.distance(empty, empty));
    }

    @Test
    void equallyNearPointsAreTakenInTheirOrder() {
        ChainGraph graph = ChainGraph.of(List.of(new double[] {0, 0}, new double[] {1, 0}, new double[] {0, 1},
            new double[] {-1, 0}));
        assertTrue(graph.edge(0, 1) && !graph.edge(0, 2) && !graph.edge(0, 3));
    }

    @Test
    void theDistanceIsAMetricFromZeroToOne() {
        SplittableRandom random = new SplittableRandom(4);
        List<ChainGraph> graphs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            List<double[]> points = new ArrayList<>();
            for (int k = 0; k < 9; k++) {
                // From an exact line to hardly one, some places empty.
                points.add(random.nextInt(8) == 0 ? null : new double[] {k + random.nextDouble() * i, i * random.nextDouble()});
            }
            graphs.add(ChainGraph.of(points));
        }
        graphs.add(ChainGraph.perfect(9));
        for (ChainGraph a : graphs) {
            assertEquals(0, ChainGraph.distance(a, a));
            assertEquals(a.fromChain(), (double) (a.missing() + a.extra()) / (16 + a.extra()), 1e-15);
            for (ChainGraph b : graphs) {
                double ab = ChainGraph.distance(a, b);
                assertTrue(ab >= 0 && ab <= 1);
                assertEquals(ab == 0, Arrays.equals(a.edges(), b.edges()));
                assertEquals(ab, ChainGraph.distance(b, a));
                for (ChainGraph c : graphs) {
                    assertTrue(ab <= ChainGraph.distance(a, c) + ChainGraph.distance(c, b) + 1e-12);
                }
            }
        }
    }

    @Test
    void badChainsAreRefused() {
        refused("a chain of 1 places", () -> ChainGraph.of(List.of(new double[] {1})));
        refused("a chain of 0 places", () -> ChainGraph.perfect(0));
        refused("a chain of 100000 places", () -> ChainGraph.perfect(100_000));
        refused("point 1 of a chain has 2 numbers", () -> ChainGraph.of(List.of(new double[1], new double[2])));
        refused("NaN", () -> ChainGraph.of(List.of(new double[1], new double[] {Double.NaN})));
        refused("edge to itself", () -> new ChainGraph(2, new boolean[] {true, false, false, false}));
        refused("4 possible edges, got 3", () -> new ChainGraph(2, new boolean[3]));
        refused("chains of 2 and 3 places", () -> ChainGraph.distance(ChainGraph.perfect(2), ChainGraph.perfect(3)));
    }

    private static List<Eigenvalue> pair(double modulus, double angle) {
        return List.of(new Eigenvalue(0.2, 0), new Eigenvalue(modulus * Math.cos(angle), -modulus * Math.sin(angle)),
            new Eigenvalue(modulus * Math.cos(angle), modulus * Math.sin(angle)), new Eigenvalue(0.1, 0.3),
            new Eigenvalue(0.1, -0.3));
    }

    @Test
    void frequenciesAreComparedWithTheirTargets() {
        double[] targets = {0.1, 0.2, 0.3, 0.4};
        FrequencyMatch exact = FrequencyMatch.of(targets, List.of(pair(1.1, 0.1), pair(0.9, 0.2), pair(1, 0.3), pair(1, 0.4)));
        assertEquals(4, exact.leading());
        assertEquals(1, exact.rank(), 1e-12);
        assertEquals(1, exact.linear(), 1e-12);
        assertEquals(0, exact.medianRelativeError(), 1e-12);
        // Errors 0.1, 0.5, 0.5 of the target; one point with real eigenvalues alone, one whose greatest is real.
        FrequencyMatch found = FrequencyMatch.of(targets, List.of(pair(1.1, 0.11), List.of(new Eigenvalue(2, 0)),
            List.of(new Eigenvalue(3, 0), pair(1, 0.15).get(1), pair(1, 0.15).get(2)), pair(1, 0.2)));
        assertEquals(4, found.points());
        assertEquals(3, found.compared());
        assertEquals(2, found.leading());
        assertEquals(1, found.rank(), 1e-12);
        // Pearson's by hand: x = (-1/6, 1/30, 2/15), y = (-13, -1, 14) / 300.
        double xy = (13 / 6.0 - 1 / 30.0 + 28 / 15.0) / 300;
        double xx = 1 / 36.0 + 1 / 900.0 + 4 / 225.0;
        double yy = (169 + 1 + 196) / 90_000.0;
        assertEquals(xy / Math.sqrt(xx * yy), found.linear(), 1e-12);
        assertEquals(0.5, found.medianRelativeError(), 1e-12);
    }

    @Test
    void withoutOscillationsThereIsNothingToCompare() {
        FrequencyMatch none = FrequencyMatch.of(new double[] {1, 2}, List.of(List.of(new Eigenvalue(1, 0)),
            List.of(new Eigenvalue(-1, 0))));
        assertEquals(0, none.compared());
        assertTrue(Double.isNaN(none.rank()) && Double.isNaN(none.linear()) && Double.isNaN(none.medianRelativeError()));
        assertTrue(Double.isNaN(FrequencyMatch.of(new double[] {1, 2, 3},
            List.of(pair(1, 0.5), pair(1, 0.5), pair(1, 0.5))).rank()), "a constant has no rank correlation");
        refused("2 target frequencies for 1 points", () -> FrequencyMatch.of(new double[2], List.of(pair(1, 1))));
        refused("target frequency 0 is 0.0", () -> FrequencyMatch.of(new double[1], List.of(pair(1, 1))));
        refused("needs eigenvalues", () -> FrequencyMatch.frequency(List.of()));
    }

    @Test
    void meanModuliAreSortedPointByPoint() {
        double[] mean = Spectrum.meanModuli(List.of(List.of(new Eigenvalue(0.1, 0), new Eigenvalue(0, -1)),
            List.of(new Eigenvalue(0.6, 0.8), new Eigenvalue(0, 0.5))));
        assertEquals(1, mean[0], 1e-15);
        assertEquals(0.3, mean[1], 1e-15);
        refused("at least one point", () -> Spectrum.meanModuli(List.of()));
        refused("spectra of 1 and 5", () -> Spectrum.meanModuli(List.of(List.of(new Eigenvalue(1, 0)), pair(1, 1))));
    }
}
