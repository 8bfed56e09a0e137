package org.espalier.rnndynamics.family;

import java.util.OptionalInt;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.UgrnnCell;

/** {@code ugrnn}: gates update, candidate. */
public record Ugrnn() implements TrainableCell {
    @Override
    public String label() {
        return "ugrnn";
    }

    @Override
    public String description() {
        return "One update gate between the state and a candidate (Collins et al. 2017).";
    }

    @Override
    public int gates() {
        return 2;
    }

    @Override
    public int candidate() {
        return 1;
    }

    @Override
    public OptionalInt keeper() {
        return OptionalInt.of(0);
    }

    @Override
    public Cell cell(GateWeights weights) {
        return new UgrnnCell(weights);
    }

    @Override
    public CellKernel kernel(int cells, int steps) {
        return new UgrnnKernel(cells, steps);
    }
}
