package org.espalier.rnndynamics.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPointSearch;
import org.espalier.rnndynamics.fixedpoint.SearchOptions;
import org.espalier.rnndynamics.fixedpoint.StartStates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaddleGraphTest {
    private static final Settling SETTLING = new Settling(200, 1e-6);

    private static SaddleGraph graph(Cell cell, List<FixedPoint> points) {
        return SaddleGraph.of(cell, points, SaddleGraph.DEFAULT_STEP, SETTLING);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void saddlesWithOneUnstableDimensionLieBetweenThePairsThatDifferInOneBit(int bits) {
        List<FixedPoint> points = Networks.points(bits);
        SaddleGraph graph = graph(Networks.bistable(bits, 3), points);
        TreeSet<SaddleGraph.Pair> expected = new TreeSet<>();
        for (int i = 0; i < points.size(); i++) {
            for (int j = i + 1; j < points.size(); j++) {
                if (points.get(i).unstable() == 0 && points.get(j).unstable() == 0) {
                    int differ = 0;
                    for (int bit = 0; bit < bits; bit++) {
                        differ += points.get(i).state()[bit] != points.get(j).state()[bit] ? 1 : 0;
                    }
                    if (differ == 1) {
                        expected.add(new SaddleGraph.Pair(i, j));
                    }
                }
            }
        }
        assertEquals(bits * (1 << bits - 1), expected.size(), "the edges of a cube");
        assertEquals(expected, graph.connected(1));
        // Two directions an unstable dimension, on either side of the saddle.
        assertEquals(points.stream().mapToInt(FixedPoint::unstable).sum() * 2, graph.edges().size());
        for (SaddleGraph.Edge e : graph.edges()) {
            FixedPoint saddle = points.get(e.saddle());
            if (saddle.unstable() == 1) {
                assertEquals(0, points.get(e.to()).unstable());
            } else {
                // Along one axis a symmetric network comes to rest at a saddle between, which is no stable point.
                assertEquals(Settling.NOWHERE, e.to());
            }
        }
        assertEquals(0, graph.connected(2).size());
    }

    @Test
    void coupledUnitsLeaveTheOriginAlongTheDiagonal() {
        // Eigenvalues 1.7 along (1, 1) and 0.7 along (1, -1): two stable points +-(s, s), s = tanh(1.7 s).
        Cell cell = Networks.tanh(2, 0, new double[0], 1.2, 0.5, 0.5, 1.2);
        double s = Networks.rest(1.7);
        double slope = 1 - s * s;
        List<Eigenvalue> stable = List.of(new Eigenvalue(1.7 * slope, 0), new Eigenvalue(0.7 * slope, 0));
        List<FixedPoint> points = List.of(Networks.point(new double[] {s, s}, new double[0], stable),
            Networks.point(new double[2], new double[0], List.of(new Eigenvalue(1.7, 0), new Eigenvalue(0.7, 0))),
            Networks.point(new double[] {-s, -s}, new double[0], stable));
        SaddleGraph graph = graph(cell, points);
        assertEquals(List.of(1, 1), graph.edges().stream().map(SaddleGraph.Edge::saddle).toList());
        assertEquals(new TreeSet<>(List.of(new SaddleGraph.Pair(0, 2))), graph.connected(1));
        assertEquals(1, graph.graph().edges(1, 0));
        assertEquals(1, graph.graph().edges(1, 2));
        assertEquals(0, graph.graph().edges(0, 1));
        // 1.7^t 1e-4 is still below 0.03 after 10 steps.
        assertEquals(2, SaddleGraph.of(cell, points, 1e-4, new Settling(10, 1e-6)).nowhere());
    }

    @Test
    void whatEndsInACycleGoesNowhere() {
        // tanh(-2 h) flips between +-h*.
        Cell flips = Networks.tanh(1, 0, new double[0], -2);
        SaddleGraph two = graph(flips, List.of(Networks.point(new double[1], new double[0],
            List.of(new Eigenvalue(-2, 0)))));
        assertEquals(2, two.nowhere());
        // A spiral: one complex pair, four directions.
        double c = 1.5 * Math.cos(1);
        double s = 1.5 * Math.sin(1);
        Cell spiral = Networks.tanh(3, 0, new double[0], c, -s, 0, s, c, 0, 0, 0, 2);
        double stable = 2 * (1 - Networks.REST * Networks.REST);
        List<FixedPoint> points = List.of(Networks.point(new double[] {0, 0, Networks.REST}, new double[0],
            List.of(new Eigenvalue(c, s), new Eigenvalue(c, -s), new Eigenvalue(stable, 0))));
        SaddleGraph four = graph(spiral, points);
        assertEquals(4, four.edges().size());
        assertEquals(4, four.nowhere());
        assertEquals(List.of(SaddleGraph.Part.REAL, SaddleGraph.Part.REAL, SaddleGraph.Part.IMAGINARY,
            SaddleGraph.Part.IMAGINARY), four.edges().stream().map(SaddleGraph.Edge::part).toList());
    }

    @Test
    void theOrderOfThePointsChangesNamesAlone() {
        Cell cell = Networks.bistable(2, 3);
        List<FixedPoint> shuffled = new ArrayList<>(Networks.points(2));
        Collections.shuffle(shuffled, new Random(2));
        PointGraph a = graph(cell, Networks.points(2)).graph();
        PointGraph b = graph(cell, shuffled).graph();
        assertEquals(9, a.nodes());
        assertEquals(0, GraphDistance.edit(a, b));
        assertEquals(0, GraphDistance.spectral(a, b), 1e-12);
    }

    @Test
    void badInputsAreRefusedInOneSentence() {
        Cell cell = Networks.bistable(1, 3);
        for (double step : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertTrue(assertThrows(InvalidInputException.class, () -> SaddleGraph.of(cell, Networks.points(1), step,
                SETTLING)).getMessage().contains("step off a saddle is " + step));
        }
        assertThrows(InvalidInputException.class, () -> graph(cell, List.of()));
        assertThrows(InvalidInputException.class, () -> graph(cell, Networks.points(2)));
    }

    /** h' = max(0, 2 h): at 0 the slope above the kink leads away, for good, and below it there is nothing to lead anywhere. */
    @Test
    void aPointOnAKinkIsASaddleWhoseUpperSideIsFollowed() {
        Cell cell = new VanillaCell(Activation.RELU, GateWeights.of(1, 1, 0, new double[0], new double[] {2}, null));
        List<FixedPoint> found = FixedPointSearch.run(cell, StartStates.under(new double[0], new double[] {0.1}, 1),
            SearchOptions.DEFAULT).points();
        SaddleGraph graph = SaddleGraph.of(cell, found, SaddleGraph.DEFAULT_STEP, Settling.DEFAULT);
        assertEquals(1, graph.points().size());
        assertEquals(2, graph.edges().size());
        assertEquals(2, graph.nowhere());
        assertEquals(1, graph.graph().unstable()[0]);
        assertEquals(0, TransitionGraph.of(ONE_INPUT, FixedPointSearch.run(ONE_INPUT,
            StartStates.under(new double[1], new double[] {0.1}, 1), SearchOptions.DEFAULT).points(), new double[] {1},
            Settling.DEFAULT).points().size(), "no stable point");
    }

    private static final Cell ONE_INPUT = new VanillaCell(Activation.RELU,
        GateWeights.of(1, 1, 1, new double[] {1}, new double[] {2}, null));
}
