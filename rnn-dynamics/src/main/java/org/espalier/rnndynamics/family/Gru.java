package org.espalier.rnndynamics.family;

import java.util.OptionalInt;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.GruCell;

/** {@code gru}: gates reset, update, candidate. */
public record Gru() implements TrainableCell {
    @Override
    public String label() {
        return "gru";
    }

    @Override
    public String description() {
        return "Gated recurrent unit, the reset gate after the matrix: PyTorch's equation.";
    }

    @Override
    public int gates() {
        return 3;
    }

    @Override
    public int candidate() {
        return 2;
    }

    @Override
    public OptionalInt keeper() {
        return OptionalInt.of(1);
    }

    @Override
    public boolean inputApart() {
        return true;
    }

    @Override
    public Cell cell(GateWeights weights) {
        return new GruCell(GruCell.Reset.AFTER, weights);
    }

    @Override
    public CellKernel kernel(int cells, int steps) {
        return new GruKernel(cells, steps);
    }
}
