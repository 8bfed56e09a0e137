package org.espalier.rnndynamics.universality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlaneTest {

    @Test
    void findsTheDirectionsThatStatesWereMadeAlong() {
        // Variances 9, 4, 1 along three orthonormal directions, about a mean.
        double s = Math.sqrt(0.5);
        double[][] axes = {{s, -s, 0}, {0, 0, 1}, {s, s, 0}};
        double[] sizes = {3, 2, 1};
        double[] states = new double[6 * 3];
        for (int a = 0; a < 3; a++) {
            for (int sign = 0; sign < 2; sign++) {
                for (int i = 0; i < 3; i++) {
                    states[(2 * a + sign) * 3 + i] = i + (2 * sign - 1) * sizes[a] * axes[a][i];
                }
            }
        }
        Plane plane = Plane.of(states, 3);
        assertArrayEquals(new double[] {0, 1, 2}, plane.mean(), 1e-12);
        assertArrayEquals(axes[0], plane.axes()[0], 1e-12);
        assertArrayEquals(axes[1], plane.axes()[1], 1e-12);
        // The mean of 9, 4 and 1, each met twice in six states.
        double spread = Math.sqrt(14 / 3.0);
        assertEquals(spread, plane.spread(), 1e-12);
        assertEquals(-3 / spread, plane.coordinate(0, states, 0), 1e-12);
        assertEquals(2 / spread, plane.coordinate(1, states, 9), 1e-12);
        assertEquals(0, plane.coordinate(1, states, 15), 1e-12);
    }

    @Test
    void aPlaneKeepsDistancesOfPlanarStates() {
        SplittableRandom random = new SplittableRandom(8);
        double[][] basis = {{0.6, 0.8, 0, 0}, {0, 0, 0.8, -0.6}};
        double[] flat = random.doubles(40).toArray();
        double[] states = new double[80];
        for (int r = 0; r < 20; r++) {
            for (int i = 0; i < 4; i++) {
                states[r * 4 + i] = flat[2 * r] * basis[0][i] + flat[2 * r + 1] * basis[1][i];
            }
        }
        Plane plane = Plane.of(states, 4);
        for (int r = 1; r < 20; r++) {
            double away = Math.hypot(plane.coordinate(0, states, 4 * r) - plane.coordinate(0, states, 0),
                plane.coordinate(1, states, 4 * r) - plane.coordinate(1, states, 0));
            assertEquals(Math.hypot(flat[2 * r] - flat[0], flat[2 * r + 1] - flat[1]), away * plane.spread(), 1e-12);
        }
    }

    @Test
    void oneNumberAStateAndStillStates() {
        Plane line = Plane.of(new double[] {1, 2, 3}, 1);
        assertEquals(1 / line.spread(), line.coordinate(0, new double[] {3}, 0), 1e-12);
        assertEquals(0, line.coordinate(1, new double[] {3}, 0));
        assertEquals(0, Plane.of(new double[4], 2).coordinate(0, new double[] {1, 1}, 0));
    }
}
