package org.espalier.rnndynamics.family;

import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.GruCell;

/** {@code gru-reset-before}: understood in files and not trained. */
public record GruResetBefore() implements CellKind {
    @Override
    public String label() {
        return "gru-reset-before";
    }

    @Override
    public String description() {
        return "Gated recurrent unit, the reset gate before the matrix (Cho et al. 2014).";
    }

    @Override
    public int gates() {
        return 3;
    }

    @Override
    public Cell cell(GateWeights weights) {
        return new GruCell(GruCell.Reset.BEFORE, weights);
    }
}
