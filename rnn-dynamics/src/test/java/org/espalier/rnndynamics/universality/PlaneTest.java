package org.espalier.rnndynamics.universality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaneTest {
    private static final double[][] AXES = {{0.6, 0.8, 0}, {-0.8, 0.6, 0}, {0, 0, 1}};
    private static final double[] DEVIATION = {3, 1, 0.1};

    /** Normal numbers of known deviations along known axes: the plane is theirs, up to the error of a sample. */
    @Test
    void theAxesAreThoseOfTheGreatestVariance() {
        Random random = new Random(1);
        double[] states = new double[3 * 20_000];
        for (int r = 0; r < 20_000; r++) {
            for (int a = 0; a < 3; a++) {
                double value = DEVIATION[a] * random.nextGaussian();
                for (int i = 0; i < 3; i++) {
                    states[3 * r + i] += value * AXES[a][i] + (a == 0 ? 5 : 0);
                }
            }
        }
        Plane plane = Plane.of(states, 3);
        double spread = Math.sqrt(9 + 1 + 0.01);
        assertEquals(spread, plane.spread(), 0.05);
        for (int i = 0; i < 3; i++) {
            assertEquals(5, plane.mean()[i], 0.05);
            assertEquals(AXES[0][i], plane.axes()[0][i], 0.02);
            // Pointed to where its largest number is positive.
            assertEquals(-AXES[1][i], plane.axes()[1][i], 0.02);
        }
        double[] along = {0, 5 + 0.6 * 2, 5 + 0.8 * 2, 5};
        assertEquals(2 / spread, plane.coordinate(0, along, 1), 0.05);
        assertEquals(0, plane.coordinate(1, along, 1), 0.05);
    }

    @Test
    void statesThatDoNotMoveAreInTheMiddle() {
        Plane plane = Plane.of(new double[] {2, 2, 2}, 1);
        assertEquals(0, plane.coordinate(0, new double[] {7}, 0));
        assertEquals(0, plane.coordinate(1, new double[] {7}, 0));
        assertTrue(plane.spread() == 0);
    }
}
