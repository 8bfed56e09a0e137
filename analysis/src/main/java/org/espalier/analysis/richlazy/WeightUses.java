package org.espalier.analysis.richlazy;

import org.espalier.base.InvalidInputException;

/**
 * Where one weight matrix W {@code [outputs, inputs]} is used in computing some outputs of a network, and how each output
 * depends on each use: all that the tangent kernel needs of W.
 *
 * <p>A row is one output for one sample (and one time step). In each use s of W, {@code z_s = W x_s}; the derivative of a row
 * r by W is {@code sum_s delta_s x_s^T}, where {@code delta_s = dr/dz_s}. A linear layer has one use a row, a recurrent weight
 * one a time step before the row's, a convolution one a position.
 *
 * @param rows     of the kernel
 * @param outputs  of W
 * @param inputs   of W
 * @param row      {@code [uses]}: the row that each use belongs to, not falling
 * @param signals  {@code [uses, outputs]}: delta
 * @param input    {@code [uses]}: which of the activities goes in
 * @param activity {@code [activities, inputs]}: the x, each once however many rows share it
 */
public record WeightUses(int rows, int outputs, int inputs, int[] row, double[] signals, int[] input, double[] activity) {

    /** Takes the arrays as they are: they are large. @throws InvalidInputException if shapes or indices do not fit */
    public WeightUses {
        int uses = row.length;
        if (rows < 1 || outputs < 1 || inputs < 1 || input.length != uses || (long) uses * outputs != signals.length
            || activity.length % inputs != 0) {
            throw new InvalidInputException(uses + " uses of a weight of " + outputs + " x " + inputs + " have " + input.length
                + " inputs, " + signals.length + " signals and " + activity.length + " activities; expected one input, "
                + outputs + " signals a use and " + inputs + " numbers an activity");
        }
        for (int u = 0; u < uses; u++) {
            if (row[u] < 0 || row[u] >= rows || u > 0 && row[u] < row[u - 1] || input[u] < 0
                || input[u] >= activity.length / inputs) {
                throw new InvalidInputException("use " + u + " (counted from 0) is of row " + row[u] + " and activity "
                    + input[u] + "; expected rows 0 to " + (rows - 1) + " that do not fall, and activities 0 to "
                    + (activity.length / inputs - 1));
            }
        }
        if (signals.length > 0) {
            Matrices.check("signals", signals, uses, outputs);
            Matrices.check("activities", activity, activity.length / inputs, inputs);
        }
    }

    /** Number of uses. */
    public int uses() {
        return row.length;
    }
}
