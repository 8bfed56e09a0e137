package org.espalier.rnndynamics.cell;

import org.espalier.base.InvalidInputException;

/**
 * The weights of a cell with G gates of N units each, the gates one below the other as in PyTorch's {@code weight_ih_l0},
 * {@code weight_hh_l0}, {@code bias_ih_l0}, {@code bias_hh_l0}. Arrays are kept, not copied, and never modified.
 *
 * @param gates         G: 1 (vanilla), 2 (UGRNN: update, candidate), 3 (GRU: reset, update, candidate), 4 (LSTM: input,
 *                      forget, candidate, output)
 * @param units         N
 * @param inputs        I
 * @param input         {@code [G N, I]}
 * @param recurrent     {@code [G N, N]}
 * @param inputBias     {@code [G N]}
 * @param recurrentBias {@code [G N]}: on the recurrent product (it matters only where a gate multiplies that product)
 */
public record GateWeights(int gates, int units, int inputs, double[] input, double[] recurrent, double[] inputBias,
                          double[] recurrentBias) {

    /** @throws InvalidInputException if an array has another length or holds a value that is not finite */
    public GateWeights {
        if (gates < 1 || units < 1 || inputs < 0) {
            throw new InvalidInputException("a cell needs at least one gate, one unit and no negative number of inputs; got "
                + gates + " gates, " + units + " units, " + inputs + " inputs");
        }
        int rows = Math.multiplyExact(gates, units);
        check("input weights", input, Math.multiplyExact(rows, inputs));
        check("recurrent weights", recurrent, Math.multiplyExact(rows, units));
        check("input bias", inputBias, rows);
        check("recurrent bias", recurrentBias, rows);
    }

    /** Weights with one bias a gate and unit, or none. @param bias {@code [G N]}, or null for zeros */
    public static GateWeights of(int gates, int units, int inputs, double[] input, double[] recurrent, double[] bias) {
        return new GateWeights(gates, units, inputs, input, recurrent, bias == null ? new double[gates * units] : bias,
            new double[gates * units]);
    }

    private static void check(String what, double[] values, int expected) {
        if (values.length != expected) {
            throw new InvalidInputException("the " + what + " have " + values.length + " values, expected " + expected);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InvalidInputException("the " + what + " hold " + values[i] + " at position " + i
                    + ", expected finite numbers");
            }
        }
    }

    /** @throws InvalidInputException unless there are this many gates */
    public GateWeights expect(String cell, int expectedGates) {
        if (gates != expectedGates) {
            throw new InvalidInputException("the cell " + cell + " needs the weights of " + expectedGates + " gates, got "
                + gates);
        }
        return this;
    }

    /** W, {@code [G N, I]}. */
    public GateMatrix inputMatrix() {
        return new GateMatrix(gates, units, inputs, input);
    }

    /** U, {@code [G N, N]}. */
    public GateMatrix recurrentMatrix() {
        return new GateMatrix(gates, units, units, recurrent);
    }

    /** Both biases together, {@code [G N]}; a new array. */
    public double[] biasSum() {
        double[] sum = inputBias.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += recurrentBias[i];
        }
        return sum;
    }
}
