package org.espalier.rnndynamics.family;

import java.util.OptionalInt;

/**
 * A cell that populations are trained of: the equations of {@link #cell} in float64, and the same in float32 with their gradient
 * as a {@link CellKernel}. Laws that every registered one is tested by hold the two together.
 *
 * <p>Each gate g of N units has the sum {@code s_g = W_g x + U_g h + b_g}, and the kernel makes the next state of the sums and
 * the state. h is the state that the matrices and the readout see: the first N numbers of the cell's state.
 */
public interface TrainableCell extends CellKind {

    /** The gate whose sum takes the units' private noise: the candidate's, so that the gates stay what they are. */
    int candidate();

    /** The gate whose bias says how long a state is kept; none in a cell without. */
    default OptionalInt keeper() {
        return OptionalInt.empty();
    }

    /** Where that bias begins, unless an experiment says otherwise. */
    default double keepBias() {
        return 0;
    }

    /** Numbers of a state for each unit: 2 where a cell holds h and c. */
    default int statesAUnit() {
        return 1;
    }

    /**
     * Whether the last gate has its part from the input, and a second bias, apart, because another gate comes between:
     * {@code x = W x + b} beside {@code s = U h + b'}. The kernel then gets x as {@code input}, and puts dL/dx into the N columns
     * before the first gate's.
     */
    default boolean inputApart() {
        return false;
    }

    /**
     * A kernel for one network.
     *
     * @param cells batch times units
     * @param steps of a trial
     */
    CellKernel kernel(int cells, int steps);
}
