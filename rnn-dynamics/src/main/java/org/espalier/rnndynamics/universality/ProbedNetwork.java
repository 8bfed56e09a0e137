package org.espalier.rnndynamics.universality;

import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.StartStates;
import org.espalier.rnndynamics.population.NetworkWeights;
import org.espalier.rnndynamics.task.Task;
import org.espalier.rnndynamics.task.Trials;

/**
 * A trained network and the states it goes through on the probes, in float64. Arrays are kept, not copied, and never
 * modified.
 *
 * @param seed    that the trial names it by
 * @param weights trained
 * @param cell    of these weights
 * @param task    it was trained on
 * @param probes  trials that are the same for all networks of a study
 * @param states  {@code [probes, steps, d]}: the state after each step
 */
public record ProbedNetwork(long seed, NetworkWeights weights, Cell cell, Task task, Trials probes, double[] states) {

    /** Runs the probes from the state of zeros. Cost: probes x steps of the cell. */
    public static ProbedNetwork of(long seed, NetworkWeights weights, Task task, Trials probes) {
        Cell cell = weights.cell();
        int d = cell.stateSize();
        int steps = probes.steps();
        double[] states = new double[probes.count() * steps * d];
        double[] input = new double[steps * probes.inputs()];
        for (int trial = 0; trial < probes.count(); trial++) {
            for (int t = 0; t < steps; t++) {
                for (int i = 0; i < probes.inputs(); i++) {
                    input[t * probes.inputs() + i] = probes.input(t, trial, i);
                }
            }
            System.arraycopy(StartStates.trajectory(cell, new double[d], input, steps), 0, states, trial * steps * d,
                steps * d);
        }
        return new ProbedNetwork(seed, weights, cell, task, probes, states);
    }

    /** Number of states: probes x steps. */
    public int samples() {
        return probes.count() * probes.steps();
    }

    /** One number of a state. */
    public double state(int trial, int step, int i) {
        return states[(trial * probes.steps() + step) * cell.stateSize() + i];
    }

    /**
     * What the readout says at a state, {@code V h + c}; of an LSTM's {@code [h; c]} it reads h.
     *
     * @param state {@code [d]}
     * @return {@code [outputs]}
     */
    public double[] output(double[] state) {
        return weights.output(state);
    }

    /**
     * What networks are compared by: the units' outputs h, {@code [samples, units]} in float32. An LSTM's c is left out: the
     * readout does not see it, and no other cell has one.
     */
    float[] activations() {
        int n = cell.units();
        int d = cell.stateSize();
        float[] activations = new float[samples() * n];
        for (int s = 0; s < samples(); s++) {
            for (int i = 0; i < n; i++) {
                activations[s * n + i] = (float) states[s * d + i];
            }
        }
        return activations;
    }
}
