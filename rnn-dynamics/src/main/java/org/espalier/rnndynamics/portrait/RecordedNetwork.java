package org.espalier.rnndynamics.portrait;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.analysis.dsa.Trajectories;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.StartStates;
import org.espalier.rnndynamics.lyapunov.Drive;

/**
 * A network and what it was seen to do.
 *
 * @param name   for tables and messages
 * @param cell   its map
 * @param states {@code [steps, d]} a trial: the state after each step; no trials where only points of a search are known
 * @param inputs {@code [steps, inputs]} a trial, the input of each step; empty where they are not known
 * @param points {@code [rows, d]}: states that an earlier search ended at; may be empty
 */
public record RecordedNetwork(String name, Cell cell, Trajectories states, Optional<Trajectories> inputs, double[] points) {
    /** How far a state in float32, or one computed on another processor, may be from the map's own. */
    private static final double FOLLOWS = 1e-3;

    /** @throws InvalidInputException if sizes do not fit each other, or nothing was seen at all */
    public RecordedNetwork {
        if (states.units() != cell.stateSize() || points.length % cell.stateSize() != 0) {
            throw new InvalidInputException(name + ": states have " + states.units() + " numbers; the cell " + cell.name()
                + " has " + cell.stateSize());
        }
        if (states.steps() == 0 && points.length == 0) {
            throw new InvalidInputException(name + " has no states, expected at least one step of one trial");
        }
    }

    /** Whose trials are followed from the state of zeros. @param inputs {@code [steps, inputs]} a trial */
    public static RecordedNetwork driven(String name, Cell cell, Trajectories inputs) {
        int d = cell.stateSize();
        requireInputs(name, cell, inputs);
        List<double[]> states = new ArrayList<>();
        for (double[] trial : inputs.trials()) {
            states.add(StartStates.trajectory(cell, new double[d], trial, trial.length / inputs.units()));
        }
        return new RecordedNetwork(name, cell, new Trajectories(d, states), Optional.of(inputs), new double[0]);
    }

    /**
     * With states that were recorded under inputs: each state has to be the one before it moved by the cell under its own
     * input, to within 1e-3 of the largest state. That proves cell, weights, gate order and alignment in time at once.
     *
     * @throws InvalidInputException if they are not, or shapes differ; the message says where
     */
    public static RecordedNetwork recorded(String name, Cell cell, Trajectories states, Trajectories inputs) {
        requireInputs(name, cell, inputs);
        if (states.trials().size() != inputs.trials().size()) {
            throw new InvalidInputException(name + " has " + states.trials().size() + " trials of states and "
                + inputs.trials().size() + " of inputs, expected as many");
        }
        int d = cell.stateSize();
        int width = inputs.units();
        double largest = states.trials().stream().flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
        double[] next = new double[d];
        for (int k = 0; k < states.trials().size(); k++) {
            double[] h = states.trials().get(k);
            double[] x = inputs.trials().get(k);
            if (h.length / d != x.length / width) {
                throw new InvalidInputException(name + ", trial " + k + " has " + h.length / d + " states and "
                    + x.length / width + " inputs, expected one input a step");
            }
            for (int t = 1; t < h.length / d; t++) {
                cell.step(h, (t - 1) * d, x, t * width, next, 0);
                for (int i = 0; i < d; i++) {
                    if (!(Math.abs(next[i] - h[t * d + i]) <= FOLLOWS * Math.max(1, largest))) {
                        throw new InvalidInputException(name + ": in trial " + k + " (from 0) the state after step " + t
                            + " has " + h[t * d + i] + " at place " + i + ", but the cell " + cell.name() + " makes "
                            + next[i] + " of the state before it and the input of that step; expected states[t] = "
                            + "F(states[t-1], inputs[t]): are cell, weights and order of time right?");
                    }
                }
            }
        }
        return new RecordedNetwork(name, cell, states, Optional.of(inputs), new double[0]);
    }

    private static void requireInputs(String name, Cell cell, Trajectories inputs) {
        if (inputs.units() != cell.inputs()) {
            throw new InvalidInputException(name + " has inputs of " + inputs.units() + " numbers, the cell " + cell.name()
                + " with its weights takes " + cell.inputs());
        }
    }

    /** {@code [rows, d]}: all states it was seen in, those of points included. */
    public double[] visited() {
        double[] all = new double[states.steps() * states.units() + points.length];
        int at = 0;
        for (double[] trial : states.trials()) {
            System.arraycopy(trial, 0, all, at, trial.length);
            at += trial.length;
        }
        System.arraycopy(points, 0, all, at, points.length);
        return all;
    }

    /** What the units put out, {@code [steps, N]} a trial: without an LSTM's c, which no other cell has. */
    public Trajectories activities() {
        int d = cell.stateSize();
        int n = cell.units();
        if (d == n) {
            return states;
        }
        return new Trajectories(n, states.trials().stream().map(trial -> {
            double[] h = new double[trial.length / d * n];
            for (int t = 0; t < trial.length / d; t++) {
                System.arraycopy(trial, t * d, h, t * n, n);
            }
            return h;
        }).toList());
    }

    /** Its trials as trajectories under their inputs, from the first known state on; those of two steps at least. */
    List<Drive> drives(int most) {
        int d = cell.stateSize();
        List<Drive> drives = new ArrayList<>();
        for (int k = 0; k < states.trials().size() && drives.size() < most && inputs.isPresent(); k++) {
            double[] h = states.trials().get(k);
            double[] x = inputs.get().trials().get(k);
            int steps = h.length / d - 1;
            if (steps > 0) {
                drives.add(new Drive(Arrays.copyOf(h, d), Arrays.copyOfRange(x, cell.inputs(), x.length), steps));
            }
        }
        return drives;
    }
}
