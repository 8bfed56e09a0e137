package org.espalier.rnndynamics.population;

/**
 * The element-wise part of a cell's step and of its gradient, for the batch of one network; the matrix products around it
 * are {@link Tile}'s. Holds what the way back needs of the way forth, for all steps.
 *
 * <p>Arrays are {@code [batch, units]}, flat. Loops are short and over few arrays, so that the compiler vectorises them.
 */
abstract class CellKernel {
    final int cells;
    final int steps;

    CellKernel(int cells, int steps) {
        this.cells = cells;
        this.steps = steps;
    }

    static CellKernel of(NetworkShape shape, int batch, int steps) {
        int cells = batch * shape.units();
        return switch (shape.cell()) {
            case RNN_TANH, RNN_RELU -> shape.leaky() ? new LeakyKernel(shape.leak(), shape.activation(), cells, steps)
                : new VanillaKernel(shape.activation(), cells, steps);
            case UGRNN -> new UgrnnKernel(cells, steps);
            case GRU -> new GruKernel(cells, steps);
            case LSTM -> new LstmKernel(cells, steps);
            case GRU_RESET_BEFORE -> throw new IllegalArgumentException(shape.cell().label());
        };
    }

    /** Arrays of {@code batch units steps} numbers that the kernel keeps. */
    static int history(NetworkShape shape) {
        return switch (shape.cell()) {
            case RNN_TANH, RNN_RELU -> 0;
            case UGRNN -> 2;
            case GRU -> 4;
            case LSTM -> 6;
            case GRU_RESET_BEFORE -> throw new IllegalArgumentException(shape.cell().label());
        };
    }

    float[] history() {
        return new float[Math.multiplyExact(cells, steps)];
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
    abstract void forward(int t, Rows sums, int row, float[] input, int at, float[] h);

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
    abstract void backward(int t, float[] before, float[] after, float[] gradient, Rows sums, int row, int column);

    /** Forgets the gradient of the last sequence: called before the first {@link #backward}. */
    void startBackward() { }
}
