package org.espalier.rnndynamics.family;

import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.Leak;
import org.espalier.rnndynamics.cell.VanillaCell;

/** The vanilla network, the one that may be leaky. */
public sealed interface VanillaKind extends TrainableCell permits RnnTanh, RnnRelu {

    /** f. */
    Activation activation();

    @Override
    default String label() {
        return "rnn-" + activation().label();
    }

    @Override
    default int gates() {
        return 1;
    }

    @Override
    default int candidate() {
        return 0;
    }

    @Override
    default Cell cell(GateWeights weights) {
        return new VanillaCell(activation(), weights);
    }

    @Override
    default CellKernel kernel(int cells, int steps) {
        return new VanillaKernel(activation(), cells, steps);
    }

    /** The kernel of the leaky network. */
    default CellKernel kernel(Leak leak, int cells, int steps) {
        return new LeakyKernel(leak, activation(), cells, steps);
    }
}
