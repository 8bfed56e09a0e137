package org.espalier.rnndynamics.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.Eigenvalue;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPointSearch;
import org.espalier.rnndynamics.fixedpoint.FixedPoints;
import org.espalier.rnndynamics.fixedpoint.PointClass;
import org.espalier.rnndynamics.fixedpoint.SearchOptions;
import org.espalier.rnndynamics.fixedpoint.StartStates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransitionGraphTest {
    private static final Settling SETTLING = new Settling(200, 1e-6);

    private static TransitionGraph graph(Cell cell, List<FixedPoint> points, int bits) {
        return TransitionGraph.of(cell, points, TransitionGraph.flipFlopPulses(bits), SETTLING);
    }

    private static CubeComparison compare(TransitionGraph graph, int bits) {
        double[] identity = new double[bits * bits];
        for (int i = 0; i < bits; i++) {
            identity[i * bits + i] = 1;
        }
        return CubeComparison.of(graph, bits, CubeComparison.outputs(graph.points(), identity, new double[bits]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void independentBistableUnitsAreTheCubeFromTheSearchOn(int bits) {
        Cell cell = Networks.bistable(bits, 3);
        double[] grid = new double[(int) Math.pow(3, bits) * bits];
        List<FixedPoint> known = Networks.points(bits);
        for (int i = 0; i < known.size(); i++) {
            for (int j = 0; j < bits; j++) {
                grid[i * bits + j] = Math.signum(known.get(i).state()[j]);
            }
        }
        FixedPoints found = FixedPointSearch.run(cell, StartStates.under(new double[bits], grid, known.size()),
            SearchOptions.DEFAULT);
        TransitionGraph graph = graph(cell, found.points(), bits);
        assertEquals(1 << bits, graph.points().size());
        assertEquals(2 * bits, graph.pulseCount());
        assertEquals(0, graph.nowhere());
        for (int i = 0; i < graph.points().size(); i++) {
            for (int bit = 0; bit < bits; bit++) {
                for (int sign = -1; sign <= 1; sign += 2) {
                    double[] expected = graph.points().get(i).state().clone();
                    expected[bit] = sign * Networks.REST;
                    int to = graph.to(i, 2 * bit + (sign + 1) / 2);
                    assertArrayEquals(expected, graph.points().get(to).state(), 1e-9);
                }
            }
        }
        CubeComparison cube = compare(graph, bits);
        assertTrue(cube.exact(), cube.toString());
        assertEquals(1 << bits, cube.corners());
        PointGraph edges = graph.graph();
        for (int i = 0; i < edges.nodes(); i++) {
            assertEquals(bits, edges.edges(i, i), "a pulse that repeats what is held leads back");
        }
    }

    @Test
    void pulsesTooWeakToFlipLeaveEveryPointWhereItIs() {
        TransitionGraph graph = graph(Networks.bistable(2, 0.5), Networks.points(2), 2);
        for (int i = 0; i < 4; i++) {
            assertEquals(4, graph.graph().edges(i, i));
        }
        CubeComparison cube = compare(graph, 2);
        assertFalse(cube.exact());
        assertEquals(4, cube.corners());
        assertEquals(8, cube.wrong().size(), "of 4 pulses at each of 4 points the 2 that should flip a bit");
    }

    @Test
    void anInputThatFlipsTwoBitsIsNoCube() {
        Cell cell = Networks.bistable(2, new double[] {3, 0, 3, 3});
        CubeComparison cube = compare(graph(cell, Networks.points(2), 2), 2);
        assertEquals(4, cube.corners());
        // Pulse s on input 0 sets both bits to s: wrong where bit 1 was not s, for 2 of 4 points and both signs.
        assertEquals(4, cube.wrong().size(), cube.toString());
        assertTrue(cube.wrong().stream().allMatch(t -> t.pulse() < 2));
        assertFalse(cube.exact());
    }

    @Test
    void twoPointsOfOneSignPatternAreNoCube() {
        TransitionGraph graph = graph(Networks.bistable(2, 3), Networks.points(2), 2);
        // The readout sees unit 0 twice: two corners of four, each with two points.
        CubeComparison cube = CubeComparison.of(graph, 2,
            CubeComparison.outputs(graph.points(), new double[] {1, 0, 1, 0}, new double[2]));
        assertEquals(0, cube.corners());
        assertFalse(cube.exact());
        // An output of 0 has no sign.
        double[] outputs = CubeComparison.outputs(graph.points(), new double[] {1, 0, 0, 0}, new double[2]);
        assertEquals(0, CubeComparison.of(graph, 2, outputs).corners());
    }

    @Test
    void aSecondStablePointAtACornerIsNoCubeThoughEveryTransitionIsRight() {
        List<FixedPoint> points = new ArrayList<>(Networks.points(2));
        points.add(points.get(0));
        CubeComparison cube = compare(graph(Networks.bistable(2, 3), points, 2), 2);
        assertEquals(5, cube.points());
        assertEquals(3, cube.corners());
        assertEquals(List.of(), cube.wrong());
        assertFalse(cube.exact());
    }

    @Test
    void theBiasOfTheReadoutCounts() {
        TransitionGraph graph = graph(Networks.bistable(2, 3), Networks.points(2), 2);
        double[] outputs = CubeComparison.outputs(graph.points(), new double[] {1, 0, 0, 1}, new double[] {0, 2});
        CubeComparison cube = CubeComparison.of(graph, 2, outputs);
        assertEquals(0, cube.corners(), "output 1 is positive everywhere");
        assertFalse(cube.exact());
    }

    @Test
    void whatReachesNoKnownStablePointGoesNowhere() {
        Cell cell = Networks.bistable(1, 3);
        List<FixedPoint> withoutPlus = Networks.points(1).stream().filter(p -> p.state()[0] <= 0).toList();
        TransitionGraph graph = graph(cell, withoutPlus, 1);
        assertEquals(1, graph.points().size());
        assertArrayEquals(new int[] {0, Settling.NOWHERE}, graph.to());
        assertEquals(1, graph.nowhere());
        assertFalse(compare(graph, 1).exact());
        // Too few steps: what is within 1e-6 after 200 steps is not after one. -1 leads to tanh(tanh(-2 h* - 3) * 2).
        TransitionGraph early = TransitionGraph.of(cell, Networks.points(1), new double[] {-1, 1}, new Settling(1, 1e-6));
        assertEquals(4, early.nowhere());
        double away = Math.abs(Math.tanh(2 * Math.tanh(-2 * Networks.REST - 3)) + Networks.REST);
        Settling wide = new Settling(1, away * 1.001);
        assertEquals(0, TransitionGraph.of(cell, withoutPlus, new double[] {-1}, wide).to(0, 0));
        Settling narrow = new Settling(1, away * 0.999);
        assertEquals(Settling.NOWHERE, TransitionGraph.of(cell, withoutPlus, new double[] {-1}, narrow).to(0, 0));
    }

    @Test
    void theOrderOfThePointsChangesNamesAlone() {
        Cell cell = Networks.bistable(3, 3);
        TransitionGraph graph = graph(cell, Networks.points(3), 3);
        List<FixedPoint> shuffled = new ArrayList<>(Networks.points(3));
        Collections.shuffle(shuffled, new Random(5));
        TransitionGraph other = graph(cell, shuffled, 3);
        assertFalse(java.util.Arrays.equals(graph.to(), other.to()), "the shuffle does something");
        assertTrue(compare(other, 3).exact());
        assertEquals(0, GraphDistance.edit(graph.graph(), other.graph()));
        assertEquals(0, GraphDistance.spectral(graph.graph(), other.graph()), 1e-12);
    }

    @Test
    void oneFixedPointIsAGraphOfOneNode() {
        Cell cell = Networks.tanh(1, 1, new double[] {3}, 0.5);
        List<FixedPoint> origin = List.of(Networks.point(new double[1], new double[1], List.of(new Eigenvalue(0.5, 0))));
        TransitionGraph graph = graph(cell, origin, 1);
        assertArrayEquals(new int[] {0, 0}, graph.to());
        CubeComparison cube = compare(graph, 1);
        assertFalse(cube.exact());
        assertEquals(0, cube.corners(), "its output is 0");
        PointGraph bit = graph(Networks.bistable(1, 3), Networks.points(1), 1).graph();
        // Loops 2 against 1, one loop and two edges more, one node more.
        assertEquals(5, GraphDistance.edit(graph.graph(), bit));
        // Spectra {3, 0} and {3, 1}.
        assertEquals(1, GraphDistance.spectral(graph.graph(), bit), 1e-12);
        assertEquals(0, SaddleGraph.of(cell, origin, 1e-4, SETTLING).edges().size());
    }

    @Test
    void withoutStablePointsTheGraphIsEmpty() {
        Cell cell = Networks.bistable(1, 3);
        List<FixedPoint> saddle = Networks.points(1).stream().filter(p -> p.unstable() > 0).toList();
        TransitionGraph graph = graph(cell, saddle, 1);
        assertEquals(0, graph.points().size());
        assertEquals(0, graph.graph().nodes());
        assertFalse(compare(graph, 1).exact());
    }

    @Test
    void slowPointsAreNoNodes() {
        List<FixedPoint> points = new ArrayList<>(Networks.points(1));
        points.add(new FixedPoint(PointClass.SLOW, new double[] {Networks.REST}, new double[1], 1e-9, 0, 0, 1,
            List.of(new Eigenvalue(0.9, 0))));
        assertEquals(2, graph(Networks.bistable(1, 3), points, 1).points().size());
    }

    @Test
    void badInputsAreRefusedInOneSentence() {
        Cell cell = Networks.bistable(2, 3);
        List<FixedPoint> points = Networks.points(2);
        double[] pulses = TransitionGraph.flipFlopPulses(2);
        refused("at least one fixed point", () -> graph(cell, List.of(), 2));
        refused("state of fixed point 0 has 1 numbers", () -> graph(cell, Networks.points(1), 2));
        refused("cannot be pulses", () -> TransitionGraph.of(cell, points, new double[3], SETTLING));
        refused("cannot be pulses", () -> TransitionGraph.of(cell, points, new double[0], SETTLING));
        refused("NaN at place 1", () -> TransitionGraph.of(cell, points, new double[] {1, Double.NaN}, SETTLING));
        refused("NaN at place 1", () -> graph(cell, List.of(Networks.point(new double[] {0, Double.NaN}, new double[2],
            points.get(0).eigenvalues())), 2));
        refused("0 eigenvalues", () -> graph(cell, List.of(Networks.point(new double[2], new double[2], List.of())), 2));
        refused("different inputs", () -> graph(cell, List.of(points.get(0), Networks.point(new double[2],
            new double[] {0, 1}, points.get(0).eigenvalues())), 2));
        refused("as inputs", () -> TransitionGraph.of(Networks.tanh(1, 0, new double[0], 0.5),
            List.of(Networks.point(new double[1], new double[0], List.of(new Eigenvalue(0.5, 0)))), pulses, SETTLING));
        refused("0 steps", () -> new Settling(0, 1e-3));
        refused("tolerance", () -> new Settling(1, Double.NaN));
        refused("0 bits", () -> TransitionGraph.flipFlopPulses(0));
        TransitionGraph graph = graph(cell, points, 2);
        refused("3 outputs", () -> CubeComparison.of(graph, 2, new double[3]));
        refused("NaN", () -> CubeComparison.of(graph, 2, new double[] {1, 1, 1, 1, 1, 1, 1, Double.NaN}));
        refused("flip-flop of 1 bits", () -> CubeComparison.of(graph, 1, new double[4]));
        refused("0 bits", () -> CubeComparison.of(graph, 0, new double[0]));
        refused("whole number", () -> CubeComparison.outputs(points, new double[3], new double[2]));
        refused("only 2 numbers", () -> CubeComparison.outputs(points, new double[6], new double[2]));
    }

    private static void refused(String part, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(InvalidInputException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
