package org.espalier.rnndynamics.lyapunov;

import org.espalier.base.InvalidInputException;

/**
 * A trajectory by where it begins and what drives it. The arrays are kept, not copied, and never modified.
 *
 * @param start  {@code [d]}
 * @param inputs {@code [steps, inputs]}: of each step
 * @param steps  at least 1
 */
public record Drive(double[] start, double[] inputs, int steps) {

    /** @throws InvalidInputException if there are no steps, or the inputs are no whole number a step */
    public Drive {
        if (steps < 1 || inputs.length % steps != 0) {
            throw new InvalidInputException(inputs.length + " input values are not those of " + steps + " steps");
        }
    }

    /** Under one input that is held. */
    public static Drive held(double[] start, double[] input, int steps) {
        double[] inputs = new double[Math.multiplyExact(steps, input.length)];
        for (int t = 0; t < steps; t++) {
            System.arraycopy(input, 0, inputs, t * input.length, input.length);
        }
        return new Drive(start, inputs, steps);
    }
}
