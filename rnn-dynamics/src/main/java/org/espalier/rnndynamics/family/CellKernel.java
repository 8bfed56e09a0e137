package org.espalier.rnndynamics.family;

/**
 * The element-wise part of a cell's step and of its gradient, for the batch of one network; the matrix products around it
 * are done for it ({@code population.Tile}). Holds what the way back needs of the way forth, for all steps.
 *
 * <p>Arrays are {@code [batch, units]}, flat. Keep loops short and over few arrays, so that the compiler vectorises them.
 * Trials begin at the state 0, always at step 0. A network's numbers may depend on nothing but its own.
 */
public abstract class CellKernel {
    /** Batch times units. */
    protected final int cells;
    /** Of a trial. */
    protected final int steps;
    private int histories;

    protected CellKernel(int cells, int steps) {
        this.cells = cells;
        this.steps = steps;
    }

    /** A new array for all steps, the numbers of step t from {@code t cells} on. */
    protected final float[] history() {
        histories++;
        return new float[Math.multiplyExact(cells, steps)];
    }

    /** How many arrays of all steps it keeps. */
    public final int histories() {
        return histories;
    }

    /**
     * One step.
     *
     * @param sums  the gates' sums, gate g in the columns from {@code g units} on
     * @param row   first row of this network in {@code sums}
     * @param input the candidate's part from the input, where a gate comes between it and the part from the state; else null
     * @param at    first number of this network and step in {@code input}
     * @param h     the state before, and after the call the state after
     */
    public abstract void forward(int t, Rows sums, int row, float[] input, int at, float[] h);

    /**
     * The gradient of one step.
     *
     * @param before   the state before the step
     * @param after    the state after it
     * @param gradient dL/d(after), and after the call the part of dL/d(before) that does not pass through a matrix
     * @param sums     receives dL/d(sums)
     * @param row      first row of this network and step in {@code sums}
     * @param column   of the first gate
     */
    public abstract void backward(int t, float[] before, float[] after, float[] gradient, Rows sums, int row, int column);

    /** Forgets the gradient of the last sequence: called before the first {@link #backward}. */
    public void startBackward() {}
}
