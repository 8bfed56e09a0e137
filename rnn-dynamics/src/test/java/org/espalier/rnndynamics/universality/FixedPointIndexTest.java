package org.espalier.rnndynamics.universality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.FixedPointSearch;
import org.espalier.rnndynamics.fixedpoint.SearchOptions;
import org.espalier.rnndynamics.fixedpoint.StartStates;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedPointIndexTest {

    /** In one dimension the index is half the change of sign(h - F(h)) from just below the point to just above it. */
    @ParameterizedTest
    @CsvSource({"2, 0", "0.5, 1", "-2, 1", "1.5, 0"})
    void onAKinkItIsThatOfBothSides(double weight, int index) {
        Cell cell = new VanillaCell(Activation.RELU, GateWeights.of(1, 1, 0, new double[0], new double[] {weight}, null));
        List<FixedPoint> found = FixedPointSearch.run(cell, StartStates.under(new double[0], new double[] {0.1}, 1),
            SearchOptions.DEFAULT).points();
        double below = -1e-3 - cell.step(new double[] {-1e-3}, new double[0], 1)[0];
        double above = 1e-3 - cell.step(new double[] {1e-3}, new double[0], 1)[0];
        assertEquals(index, (Math.signum(above) - Math.signum(below)) / 2);
        assertEquals(index, FixedPointIndex.sum(found));
    }
}
