package org.espalier.rnndynamics.topology;

import java.util.Arrays;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;
import org.espalier.rnndynamics.fixedpoint.PointClass;

/** Which of the points a search found are the nodes of graphs. */
final class Points {
    private Points() {}

    /** Neutral directions, and a kink of which some side is not stable, make a point that is not. */
    static boolean isStable(FixedPoint p) {
        return p.stable();
    }

    /**
     * The fixed points among what a search found, in the same order: slow points and what did not converge are no nodes.
     *
     * @throws InvalidInputException if there are none, they do not fit the cell, a number is not finite, eigenvalues are
     *                               missing, or they were found under different inputs
     */
    static List<FixedPoint> fixed(Cell cell, List<FixedPoint> found) {
        List<FixedPoint> fixed = found.stream().filter(p -> p.found() == PointClass.FIXED).toList();
        if (fixed.isEmpty()) {
            throw new InvalidInputException("a graph needs at least one fixed point, got none among " + found.size()
                + " points");
        }
        for (int i = 0; i < fixed.size(); i++) {
            FixedPoint p = fixed.get(i);
            vector("the state of fixed point " + i, p.state(), cell.stateSize(), cell);
            vector("the input of fixed point " + i, p.input(), cell.inputs(), cell);
            if (p.eigenvalues().size() != cell.stateSize()) {
                throw new InvalidInputException("fixed point " + i + " has " + p.eigenvalues().size()
                    + " eigenvalues, expected " + cell.stateSize() + " (FixedPoints.points has them, FixedPoints.all not)");
            }
            if (!Arrays.equals(p.input(), fixed.get(0).input())) {
                throw new InvalidInputException("fixed points 0 and " + i
                    + " were found under different inputs, expected those of one constant input");
            }
        }
        return fixed;
    }

    /** @throws InvalidInputException unless the values are finite and as many as the cell needs */
    static void vector(String what, double[] values, int expected, Cell cell) {
        if (values.length != expected) {
            throw new InvalidInputException(what + " has " + values.length + " numbers, the cell " + cell.name() + " with "
                + cell.units() + " units needs " + expected);
        }
        finite(what, values);
    }

    static void finite(String what, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InvalidInputException(what + " has " + values[i] + " at place " + i
                    + ", expected finite numbers");
            }
        }
    }
}
