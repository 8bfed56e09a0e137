package org.espalier.rnndynamics.topology;

import java.util.Arrays;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;

/**
 * How a state is left to itself, and when it counts as having come to a stable point: after {@code steps} steps under the
 * points' constant input, the nearest stable point if it is within {@code tolerance}, else {@link #NOWHERE}. A state that is
 * seen within a thousandth of the tolerance of a stable point is not followed further: so near, its dynamics are linear.
 *
 * <p>Nowhere means no more than that: the state may rest at an unstable point or at one the search missed, go round a cycle,
 * leave all bounds, or still be on its way. Steps should be many times the longest time constant of the stable points
 * ({@link Spectrum}): what is left of a distance after s steps at time constant T is {@code exp(-s / T)} of it.
 *
 * @param steps     at least 1
 * @param tolerance Euclidean distance of states, above 0. Of several stable points within it the nearest is taken, of
 *                  equally near ones the first; a sensible value is far below the distances between them
 */
public record Settling(int steps, double tolerance) {
    /** 2,000 steps; the distance 1e-3, at which the search tells points apart by default. */
    public static final Settling DEFAULT = new Settling(2000, 1e-3);
    private static final int LOOK_EVERY = 16;
    /** In place of a point's number where no stable point is reached. */
    public static final int NOWHERE = -1;

    /** @throws InvalidInputException if there are no steps or the tolerance is not above 0 */
    public Settling {
        if (steps < 1) {
            throw new InvalidInputException("a state is given " + steps + " steps to settle, expected at least 1");
        }
        if (!(tolerance > 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("the tolerance of settled states is " + tolerance
                + ", expected above 0 and finite");
        }
    }

    /**
     * Where a state comes to rest. Cost: steps of the cell, fewer once it is there.
     *
     * @param state  {@code [d]}, not modified
     * @param input  {@code [inputs]}, held
     * @param points points that are not stable are passed over
     * @return a place in points, or {@link #NOWHERE}
     */
    int restingPlace(Cell cell, double[] state, double[] input, List<FixedPoint> points) {
        double[] h = state.clone();
        double[] next = new double[h.length];
        for (int t = 0; t < steps; t++) {
            if (t % LOOK_EVERY == 0) {
                int reached = nearest(h, points, tolerance / 1000);
                if (reached != NOWHERE) {
                    return reached;
                }
            }
            cell.step(h, 0, input, 0, next, 0);
            if (Arrays.equals(h, next)) {
                break;
            }
            double[] swap = h;
            h = next;
            next = swap;
        }
        return nearest(h, points, tolerance);
    }

    private static int nearest(double[] h, List<FixedPoint> points, double within) {
        int nearest = NOWHERE;
        double distance = within;
        for (int i = 0; i < points.size(); i++) {
            double to = Vectors.distance(h, points.get(i).state());
            if (Points.isStable(points.get(i)) && (to < distance || nearest == NOWHERE && to == distance)) {
                nearest = i;
                distance = to;
            }
        }
        return nearest;
    }
}
