package org.espalier.rnndynamics.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;

/**
 * The states at which a network comes nearest to standing still while its output has a given value, for a row of values: an
 * approximate line attractor, parametrised by what it stores.
 *
 * <pre>for each level o:  min over h of q(h) = 1/2 |F(h, x) - h|^2  subject to  v . h = o</pre>
 *
 * <p>A network that integrates has hardly ever a true line of fixed points: its few fixed points are isolated, and a search
 * for zeros (or minima) of q slides along the line to them. Holding the output keeps each search at its place, makes the
 * points evenly spaced and comparable between networks, and says at each place how fast the state drifts. Whether a point
 * belongs to the attractor is then a question of its speed ({@link #within}); where a network has a few isolated fixed points
 * instead of a line, those between them are fast. Ours; the paper (Maheswaranathan et al. 2019, fig. 3) takes approximate
 * fixed points from unconstrained searches.
 *
 * @param input  {@code [inputs]}: the constant input x
 * @param points one a level, in their order
 */
public record LineAttractor(double[] input, List<Point> points) {
    private static final int MOST_STEPS = 200;
    private static final double FIRST_DAMPING = 1e-2;
    private static final double LEAST_DAMPING = 1e-13;
    private static final double MOST_DAMPING = 1e12;
    private static final double SMALL_STEP = 1e-10;

    /**
     * A point of the line.
     *
     * @param level     its output o, without the readout's bias
     * @param state     {@code [d]}; never modified
     * @param speed     |F(h, x) - h|: how far one step moves it
     * @param drift     {@code v . F(h, x) - o}: how far one step moves its output
     * @param converged whether the search came to a minimum (its last step was below 1e-10 of the state, or none went lower)
     *                  and not to its limit of steps
     */
    public record Point(double level, double[] state, double speed, double drift, boolean converged) {}

    public LineAttractor {
        points = List.copyOf(points);
    }

    /**
     * Finds the points, each on its own from the visited state whose output is nearest (of equally near ones the first), by
     * Levenberg-Marquardt steps within the plane of its output. Cost: some 10 to 30 steps of 3 d^3 operations a level, on all
     * cores; the result does not depend on how many.
     *
     * @param readout {@code [d]}: v, not all zero
     * @param levels  outputs, at least 2, rising
     * @param visited {@code [rows, d]}: states of trajectories under this input
     * @throws InvalidInputException if sizes do not fit the cell, a number is not finite, levels do not rise or the readout
     *                               is zero
     */
    public static LineAttractor of(Cell cell, double[] input, double[] readout, double[] levels, double[] visited) {
        int d = cell.stateSize();
        Points.vector("the input", input, cell.inputs(), cell);
        Points.vector("the readout", readout, d, cell);
        Points.finite("the array of levels", levels);
        Points.finite("the array of visited states", visited);
        if (Vectors.norm(readout) == 0) {
            throw new InvalidInputException("the readout is zero everywhere, so no state has another output than 0");
        }
        if (visited.length == 0 || visited.length % d != 0) {
            throw new InvalidInputException(visited.length + " values are no states of " + d + " numbers each");
        }
        for (int i = 1; i < Math.max(2, levels.length); i++) {
            if (levels.length < 2 || !(levels[i] > levels[i - 1])) {
                throw new InvalidInputException("the levels of a line attractor are " + levels.length
                    + " numbers, expected at least 2 that rise");
            }
        }
        return new LineAttractor(input.clone(), IntStream.range(0, levels.length).parallel()
            .mapToObj(i -> new Search(cell, input, readout, levels[i]).from(nearest(visited, readout, levels[i]))).toList());
    }

    private static double[] nearest(double[] visited, double[] readout, double level) {
        int d = readout.length;
        int best = 0;
        double distance = Double.POSITIVE_INFINITY;
        for (int row = 0; row < visited.length / d; row++) {
            double away = Math.abs(dot(visited, row * d, readout) - level);
            if (away < distance) {
                best = row;
                distance = away;
            }
        }
        return java.util.Arrays.copyOfRange(visited, best * d, (best + 1) * d);
    }

    /**
     * The states that belong to the attractor, one entry a level: null where the speed is above a limit.
     *
     * @param speed the greatest |F(h, x) - h|, above 0
     */
    public List<double[]> within(double speed) {
        if (!(speed > 0)) {
            throw new InvalidInputException("the greatest speed on a line attractor is " + speed + ", expected above 0");
        }
        List<double[]> states = new ArrayList<>();
        points.forEach(p -> states.add(p.speed() <= speed ? p.state() : null));
        return states;
    }

    private static double dot(double[] a, int at, double[] b) {
        double sum = 0;
        for (int i = 0; i < b.length; i++) {
            sum += a[at + i] * b[i];
        }
        return sum;
    }

    /** The search at one level. */
    private static final class Search {
        private final Cell cell;
        private final double[] input;
        private final double[] readout;
        private final double level;
        private final int d;
        private final double[] unit;
        private final DMatrixRMaj a;
        private final DMatrixRMaj normal;
        private final DMatrixRMaj damped;
        private final DMatrixRMaj gradient;
        private final DMatrixRMaj step;
        private final LinearSolverDense<DMatrixRMaj> solver;

        Search(Cell cell, double[] input, double[] readout, double level) {
            this.cell = cell;
            this.input = input;
            this.readout = readout;
            this.level = level;
            d = cell.stateSize();
            double length = Vectors.norm(readout);
            unit = java.util.Arrays.stream(readout).map(r -> r / length).toArray();
            a = new DMatrixRMaj(d, d);
            normal = new DMatrixRMaj(d, d);
            damped = new DMatrixRMaj(d, d);
            gradient = new DMatrixRMaj(d, 1);
            step = new DMatrixRMaj(d, 1);
            solver = LinearSolverFactory_DDRM.chol(d);
        }

        Point from(double[] start) {
            double[] h = start.clone();
            project(h);
            double[] residual = residual(h);
            double damping = FIRST_DAMPING;
            boolean linearised = false;
            boolean converged = false;
            for (int k = 0; k < MOST_STEPS && !converged; k++) {
                if (!linearised) {
                    linearise(h, residual);
                    linearised = true;
                }
                double[] moved = moved(h, damping);
                double[] there = residual(moved);
                boolean lower = Vectors.norm(there) < Vectors.norm(residual);
                converged = lower ? Vectors.distance(h, moved) <= SMALL_STEP * Math.max(1, Vectors.norm(h))
                    : damping >= MOST_DAMPING || Vectors.distance(h, moved) <= SMALL_STEP * Math.max(1, Vectors.norm(h));
                if (lower) {
                    h = moved;
                    residual = there;
                    linearised = false;
                }
                damping = lower ? Math.max(LEAST_DAMPING, damping / 5) : damping * 4;
            }
            return new Point(level, h, Vectors.norm(residual), dot(residual, 0, readout), converged);
        }

        /** Onto the plane of the output. */
        private void project(double[] h) {
            double length = Vectors.norm(readout);
            double away = (level - dot(h, 0, readout)) / length;
            for (int i = 0; i < d; i++) {
                h[i] += away * unit[i];
            }
        }

        private double[] residual(double[] h) {
            double[] next = new double[d];
            cell.step(h, 0, input, 0, next, 0);
            for (int i = 0; i < d; i++) {
                next[i] -= h[i];
            }
            return next;
        }

        /** A = (dF/dh - I) P, P taking away the readout's direction; A^T A + u u^T, so that no direction is without. */
        private void linearise(double[] h, double[] residual) {
            cell.stateJacobian(h, input, a.data);
            for (int i = 0; i < d; i++) {
                a.data[i * d + i] -= 1;
                double along = dot(a.data, i * d, unit);
                for (int j = 0; j < d; j++) {
                    a.data[i * d + j] -= along * unit[j];
                }
            }
            CommonOps_DDRM.multInner(a, normal);
            CommonOps_DDRM.multTransA(a, DMatrixRMaj.wrap(d, 1, residual), gradient);
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    normal.data[i * d + j] += unit[i] * unit[j];
                }
            }
        }

        private double[] moved(double[] h, double damping) {
            damped.setTo(normal);
            for (int i = 0; i < d; i++) {
                damped.data[i * d + i] += damping;
            }
            double[] moved = h.clone();
            if (solver.setA(damped)) {
                solver.solve(gradient, step);
                for (int i = 0; i < d; i++) {
                    moved[i] -= step.data[i];
                }
                project(moved);
            }
            return moved;
        }
    }
}
