package org.espalier.rnndynamics.universality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.espalier.study.InvalidInputException;
import org.junit.jupiter.api.Test;

class StatePlaneTest {

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
        StatePlane plane = StatePlane.of(states, 3);
        assertArrayEquals(new double[] {0, 1, 2}, plane.mean(), 1e-12);
        assertArrayEquals(axes[0], plane.axes().get(0), 1e-12);
        assertArrayEquals(axes[1], plane.axes().get(1), 1e-12);
        assertEquals(13.0 / 14, plane.share(), 1e-12);
        assertEquals(-3, plane.coordinate(0, states, 0), 1e-12);
        assertEquals(2, plane.coordinate(1, states, 9), 1e-12);
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
        StatePlane plane = StatePlane.of(states, 4);
        assertEquals(1, plane.share(), 1e-12);
        for (int r = 1; r < 20; r++) {
            double away = Math.hypot(plane.coordinate(0, states, 4 * r) - plane.coordinate(0, states, 0),
                plane.coordinate(1, states, 4 * r) - plane.coordinate(1, states, 0));
            assertEquals(Math.hypot(flat[2 * r] - flat[0], flat[2 * r + 1] - flat[1]), away, 1e-12);
        }
    }

    @Test
    void oneNumberAStateAndStillStates() {
        assertEquals(1, StatePlane.of(new double[] {1, 2, 3}, 1).share());
        assertEquals(0, StatePlane.of(new double[4], 2).share());
        assertThrows(InvalidInputException.class, () -> StatePlane.of(new double[0], 2));
        assertThrows(InvalidInputException.class, () -> StatePlane.of(new double[3], 2));
    }
}
