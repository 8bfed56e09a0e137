package org.espalier.rnndynamics.fixedpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.ExampleCells;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.GruCell;
import org.espalier.rnndynamics.cell.UgrnnCell;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gates and units six times as steep as usual: many searches come to the bound |h| = 1. Ends are verified by q alone. In the
 * long valleys that such gates make 200 steps are too few for some; these have 2,000.
 */
class SaturatedCellTest {
    private static final double BY = 1e-6;
    private static final double TOLERANCE = 1e-6;
    private static final SearchOptions PATIENT = new SearchOptions(1e-24, 1e-9, 1e-8, 1e-3, 2000, true);

    static List<Cell> cells() {
        return List.of(new GruCell(GruCell.Reset.AFTER, steep(3, 8, 5)), new GruCell(GruCell.Reset.AFTER, steep(3, 12, 6)),
            new UgrnnCell(steep(2, 8, 7)));
    }

    private static GateWeights steep(int gates, int units, long seed) {
        GateWeights w = ExampleCells.weights(gates, units, 2, 1, seed);
        for (double[] part : new double[][] {w.input(), w.recurrent(), w.inputBias(), w.recurrentBias()}) {
            for (int i = 0; i < part.length; i++) {
                part[i] *= 6;
            }
        }
        return w;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void noSearchEndsWhereQFallsInsideTheBounds(Cell cell) {
        int d = cell.stateSize();
        double[] inputs = ExampleCells.normal(new SplittableRandom(3), 60 * 2, 1);
        double[] visited = StartStates.trajectory(cell, new double[d], inputs, 60);
        for (double[] input : new double[][] {{0, 0}, {0.5, -0.5}, {-1, 0.3}}) {
            FixedPoints found = FixedPointSearch.run(cell, StartStates.under(input, visited, 60), PATIENT);
            assertEquals(60, found.points().stream().mapToInt(FixedPoint::starts).sum());
            found.points().forEach(p -> verify(cell, p));
        }
    }

    private static void verify(Cell cell, FixedPoint p) {
        double sum = 0;
        for (int i = 0; i < p.state().length; i++) {
            double h = p.state()[i];
            double slope = (q(cell, p, i, BY) - q(cell, p, i, -BY)) / (2 * BY);
            boolean outward = Math.abs(h) >= 1 && slope * h < 0;
            sum += outward ? 0 : slope * slope;
        }
        assertTrue(Math.sqrt(sum) < TOLERANCE, "projected gradient " + Math.sqrt(sum) + " at " + p + " "
            + Arrays.toString(p.state()));
    }

    private static double q(Cell cell, FixedPoint p, int at, double by) {
        double[] state = p.state().clone();
        state[at] += by;
        double[] next = cell.step(state, p.input(), 1);
        double sum = 0;
        for (int i = 0; i < next.length; i++) {
            sum += (next[i] - state[i]) * (next[i] - state[i]) / 2;
        }
        return sum;
    }
}
