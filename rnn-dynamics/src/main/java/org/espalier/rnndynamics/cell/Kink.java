package org.espalier.rnndynamics.cell;

/**
 * A corner of a cell's map: a sum s of one unit at which the slope of its non-linearity jumps, as ReLU's does from 0 to 1 at
 * s = 0. On either side the map has a derivative of its own, and they differ by a matrix of rank one:
 *
 * <pre>dF/dh above = dF/dh below + column row^T,   dF/dx above = dF/dx below + column inputRow^T,   row = ds/dh</pre>
 *
 * The arrays are kept, not copied, and never modified.
 *
 * @param unit     whose sum lies on the corner, from 0
 * @param column   {@code [d]}: what the unit's activity moves, times the jump of the slope
 * @param row      {@code [d]}: what of the state the sum sees
 * @param inputRow {@code [inputs]}: what of the input it sees
 * @param above    whether {@link Cell#stateJacobian} takes the derivative above the corner in this state (rounding decides)
 */
public record Kink(int unit, double[] column, double[] row, double[] inputRow, boolean above) {

    /** Whether the two derivatives by the state differ: not where nothing of the state reaches the unit, or it sends nothing. */
    boolean bends() {
        return !zero(row) && !zero(column);
    }

    /**
     * Makes derivatives on one side those on the other.
     *
     * @param up       whether from below to above
     * @param byState  {@code [d, d]}, modified
     * @param byInput  {@code [d, inputs]}, modified; may be empty where it is not wanted
     */
    public void cross(boolean up, double[] byState, double[] byInput) {
        add(up ? 1 : -1, row, byState);
        if (byInput.length > 0) {
            add(up ? 1 : -1, inputRow, byInput);
        }
    }

    private void add(int sign, double[] by, double[] matrix) {
        for (int i = 0; i < column.length; i++) {
            for (int j = 0; column[i] != 0 && j < by.length; j++) {
                matrix[i * by.length + j] += sign * column[i] * by[j];
            }
        }
    }

    private static boolean zero(double[] v) {
        for (double x : v) {
            if (x != 0) {
                return false;
            }
        }
        return true;
    }
}
