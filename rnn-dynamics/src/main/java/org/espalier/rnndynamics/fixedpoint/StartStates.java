package org.espalier.rnndynamics.fixedpoint;

import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Cell;

/**
 * Where searches start, and under which constant input. Arrays are kept, not copied, and never modified.
 *
 * @param count  of starts
 * @param states {@code [count, d]}
 * @param inputs {@code [count, inputs of the cell]}
 */
public record StartStates(int count, double[] states, double[] inputs) {

    /** @throws InvalidInputException if a value is not finite, or the arrays cannot be split into so many rows */
    public StartStates {
        if (count < 1 || states.length % count != 0 || inputs.length % count != 0) {
            throw new InvalidInputException(states.length + " state values and " + inputs.length
                + " input values cannot be rows of " + count + " starts");
        }
        finite("start state", states, states.length / count);
        finite("input", inputs, inputs.length / count);
    }

    private static void finite(String what, double[] values, int columns) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InvalidInputException("the " + what + " in row " + i / columns + ", column " + i % columns
                    + " is " + values[i] + ", expected finite numbers");
            }
        }
    }

    /** All states under one input. @param input {@code [inputs]} */
    public static StartStates under(double[] input, double[] states, int count) {
        double[] inputs = new double[count * input.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(input, 0, inputs, i * input.length, input.length);
        }
        return new StartStates(count, states, inputs);
    }

    /**
     * States drawn from visited ones, uniformly and with replacement, each number plus normal noise.
     *
     * @param visited {@code [rows, d]}, such as {@link #trajectory}'s
     * @param count   how many to draw
     * @param noise   standard deviation, 0 for none
     */
    public static StartStates sample(double[] visited, int d, int count, double noise, double[] input,
                                     RandomGenerator random) {
        if (d < 1 || visited.length < d || visited.length % d != 0) {
            throw new InvalidInputException(visited.length + " values are no states of " + d + " numbers each");
        }
        if (!(noise >= 0)) {
            throw new InvalidInputException("the noise of the start states is " + noise + ", expected 0 or more");
        }
        double[] states = new double[Math.multiplyExact(count, d)];
        for (int i = 0; i < count; i++) {
            System.arraycopy(visited, random.nextInt(visited.length / d) * d, states, i * d, d);
        }
        for (int i = 0; noise > 0 && i < states.length; i++) {
            states[i] += noise * random.nextGaussian();
        }
        return under(input, states, count);
    }

    /**
     * The states a network goes through.
     *
     * @param initial {@code [d]}
     * @param inputs  {@code [steps, inputs of the cell]}
     * @return {@code [steps, d]}: the state after each step
     */
    public static double[] trajectory(Cell cell, double[] initial, double[] inputs, int steps) {
        int d = cell.stateSize();
        double[] states = new double[(steps + 1) * d];
        System.arraycopy(initial, 0, states, 0, d);
        for (int t = 0; t < steps; t++) {
            cell.step(states, t * d, inputs, t * cell.inputs(), states, (t + 1) * d);
        }
        return java.util.Arrays.copyOfRange(states, d, states.length);
    }

    /** @throws InvalidInputException unless rows are as long as the cell's states and inputs */
    void check(Cell cell) {
        if (states.length / count != cell.stateSize()) {
            throw new InvalidInputException("the start states have " + states.length / count + " numbers each, the cell "
                + cell.name() + " with " + cell.units() + " units needs " + cell.stateSize());
        }
        if (inputs.length / count != cell.inputs()) {
            throw new InvalidInputException("the inputs have " + inputs.length / count + " numbers each, the cell "
                + cell.name() + " needs " + cell.inputs());
        }
    }
}
