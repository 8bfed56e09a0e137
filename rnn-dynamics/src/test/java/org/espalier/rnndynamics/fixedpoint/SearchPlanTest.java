package org.espalier.rnndynamics.fixedpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.espalier.rnndynamics.fixedpoint.SearchPlan.Pairing;
import org.espalier.rnndynamics.fixedpoint.SearchPlan.Sampling;
import org.junit.jupiter.api.Test;

class SearchPlanTest {
    /** h' = tanh(2 h + x). */
    private static final Cell CELL = new VanillaCell(Activation.TANH,
        GateWeights.of(1, 1, 1, new double[] {1}, new double[] {2}, null));
    private static final double[] STATES = {-1, -0.3, 0.01, 0.9};

    @Test
    void everyStartIsSearchedUnderEveryInput() {
        double[] inputs = {0, 3, -3};
        FixedPoints found = SearchPlan.of(CELL, STATES, inputs, 3, Pairing.CROSSED, Sampling.ALL)
            .run(CELL, SearchOptions.DEFAULT, StabilityOptions.DEFAULT);
        assertEquals(12, found.starts());
        assertEquals(5, found.points().size());
        assertArrayEquals(new double[] {0, 0, 0, 3, -3}, found.points().stream().mapToDouble(p -> p.input()[0]).toArray());
        for (int i = 0; i < 12; i++) {
            FixedPoint end = found.points().get(found.ends()[i]);
            assertEquals(inputs[i / 4], end.input()[0]);
            assertEquals(Math.tanh(2 * end.state()[0] + end.input()[0]), end.state()[0], 1e-14);
        }
        assertEquals(3, found.sensitivity().get(6).fixed() - 2, "points under other inputs are other points");
    }

    @Test
    void aPairedStartHasItsOwnInput() {
        SearchPlan plan = SearchPlan.of(CELL, STATES, new double[] {3, 0, -3, 3}, 4, Pairing.PAIRED, Sampling.ALL);
        assertEquals(1, plan.groups().size());
        assertArrayEquals(new double[] {3, 0, -3, 3}, plan.groups().get(0).inputs());
        SearchPlan drawn = SearchPlan.of(CELL, STATES, new double[] {3, 0, -3, 3}, 4, Pairing.PAIRED, new Sampling(3, 0, 7));
        for (int i = 0; i < 3; i++) {
            assertEquals(new double[] {3, 0, -3, 3}[drawn.rows()[i]], drawn.groups().get(0).inputs()[i]);
            assertEquals(STATES[drawn.rows()[i]], drawn.groups().get(0).states()[i]);
        }
        assertThrows(InvalidInputException.class,
            () -> SearchPlan.of(CELL, STATES, new double[2], 2, Pairing.PAIRED, Sampling.ALL));
    }

    @Test
    void startsAreDrawnWithoutReplacementByTheSeed() {
        double[] states = IntStream.range(0, 500).mapToDouble(i -> i / 500.0).toArray();
        int[] rows = plan(states, new Sampling(200, 0, 3)).rows();
        assertEquals(200, Arrays.stream(rows).distinct().count());
        assertArrayEquals(rows, plan(states, new Sampling(200, 0, 3)).rows());
        assertNotEquals(Arrays.toString(rows), Arrays.toString(plan(states, new Sampling(200, 0, 4)).rows()));
        // Of 500 places 200 are expected to have a mean of 249.5, give or take 8.
        assertEquals(249.5, Arrays.stream(rows).average().orElseThrow(), 40);
        assertEquals(500, Arrays.stream(plan(states, new Sampling(500, 0, 3)).rows()).distinct().count());
        assertTrue(assertThrows(InvalidInputException.class, () -> plan(states, new Sampling(501, 0, 3))).getMessage()
            .contains("501"));
    }

    @Test
    void noiseHasTheStatedSpreadAndSeed() {
        double[] states = new double[4000];
        double[] noisy = plan(states, new Sampling(0, 0.2, 1)).groups().get(0).states();
        assertEquals(0.2, Math.sqrt(Arrays.stream(noisy).map(x -> x * x).average().orElseThrow()), 0.01);
        assertArrayEquals(noisy, plan(states, new Sampling(0, 0.2, 1)).groups().get(0).states());
        assertArrayEquals(new double[4000], states, "the states given are not modified");
        assertThrows(InvalidInputException.class, () -> new Sampling(0, -1, 0));
        assertThrows(InvalidInputException.class, () -> new Sampling(-1, 0, 0));
    }

    private static SearchPlan plan(double[] states, Sampling sampling) {
        return SearchPlan.of(CELL, states, new double[1], 1, Pairing.CROSSED, sampling);
    }

    @Test
    void moreThanMemoryHoldsIsRefused() {
        double[] inputs = new double[600_000];
        assertTrue(assertThrows(InvalidInputException.class, () -> SearchPlan.of(CELL, new double[1000], inputs, inputs.length,
            Pairing.CROSSED, Sampling.ALL)).getMessage().contains("draw fewer"));
    }
}
