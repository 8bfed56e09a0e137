package org.espalier.rnndynamics.topology;

import java.util.Arrays;
import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.FixedPoint;

/**
 * Which stable point each pulse leads to from each stable point: one step under the pulse, then steps under the input the
 * points were found under (zero for a flip-flop) until the network has settled.
 *
 * <p>The paper (Maheswaranathan et al. 2019, fig. 1) speaks of a graph of fixed points; its protocol was not to be had, so
 * one step under the pulse is our choice: it is how long the pulses of the task are.
 *
 * @param points   the stable points, in the order in which the search gave them
 * @param pulses   {@code [P, inputs]}, row by row: what the input is for one step
 * @param to       {@code [points, P]}: place in points, or {@link Settling#NOWHERE}
 * @param settling when a state counts as having come to a point
 */
public record TransitionGraph(List<FixedPoint> points, double[] pulses, int[] to, Settling settling) {

    /**
     * Follows every pulse from every stable point. Cost: points x P x steps of the cell.
     *
     * @param found  what a search found under one constant input; what is not a stable fixed point is passed over
     * @param pulses {@code [P, inputs]}, such as {@link #flipFlopPulses}
     * @throws InvalidInputException if there is no fixed point or no pulse, sizes do not fit the cell, or a number is not
     *                               finite. A network whose fixed points are all unstable has an empty graph
     */
    public static TransitionGraph of(Cell cell, List<FixedPoint> found, double[] pulses, Settling settling) {
        List<FixedPoint> stable = Points.fixed(cell, found).stream().filter(Points::isStable).toList();
        int width = cell.inputs();
        if (width == 0 || pulses.length == 0 || pulses.length % width != 0) {
            throw new InvalidInputException(pulses.length + " values cannot be pulses of " + width
                + " numbers each, which the cell " + cell.name() + " has as inputs");
        }
        Points.finite("the array of pulses", pulses);
        int count = pulses.length / width;
        int[] to = new int[stable.size() * count];
        double[] next = new double[cell.stateSize()];
        for (int i = 0; i < stable.size(); i++) {
            FixedPoint from = stable.get(i);
            for (int k = 0; k < count; k++) {
                cell.step(from.state(), 0, pulses, k * width, next, 0);
                to[i * count + k] = settling.restingPlace(cell, next, from.input(), stable);
            }
        }
        return new TransitionGraph(stable, pulses.clone(), to, settling);
    }

    /**
     * The pulses of the flip-flop: -1 and +1 on each input alone.
     *
     * @param bits K, at least 1
     * @return {@code [2K, K]}: row 2b is -1 on input b, row 2b + 1 is +1
     */
    public static double[] flipFlopPulses(int bits) {
        if (bits < 1) {
            throw new InvalidInputException("a flip-flop has " + bits + " bits, expected at least 1");
        }
        double[] pulses = new double[2 * bits * bits];
        for (int bit = 0; bit < bits; bit++) {
            pulses[2 * bit * bits + bit] = -1;
            pulses[(2 * bit + 1) * bits + bit] = 1;
        }
        return pulses;
    }

    /** P; 0 where there is no stable point. */
    public int pulseCount() {
        return points.isEmpty() ? 0 : to.length / points.size();
    }

    /** Where a pulse leads: place in points, or {@link Settling#NOWHERE}. */
    public int to(int from, int pulse) {
        return to[from * pulseCount() + pulse];
    }

    /** How many of all transitions end at no stable point. */
    public int nowhere() {
        return (int) Arrays.stream(to).filter(t -> t == Settling.NOWHERE).count();
    }

    /**
     * The graph without the pulses' names: as many edges from one point to another as there are pulses that lead there,
     * those from a point to itself included; a pulse that leads nowhere is no edge.
     */
    public PointGraph graph() {
        int n = points.size();
        int[] edges = new int[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < pulseCount(); k++) {
                if (to(i, k) != Settling.NOWHERE) {
                    edges[i * n + to(i, k)]++;
                }
            }
        }
        return new PointGraph(new int[n], edges);
    }
}
