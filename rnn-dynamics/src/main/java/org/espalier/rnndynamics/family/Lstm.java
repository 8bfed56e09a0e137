package org.espalier.rnndynamics.family;

import java.util.OptionalInt;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.LstmCell;

/** {@code lstm}: gates input, forget, candidate, output. */
public record Lstm() implements TrainableCell {
    @Override
    public String label() {
        return "lstm";
    }

    @Override
    public String description() {
        return "Long short-term memory; its state is [h; c].";
    }

    @Override
    public int gates() {
        return 4;
    }

    @Override
    public int candidate() {
        return 2;
    }

    @Override
    public OptionalInt keeper() {
        return OptionalInt.of(1);
    }

    /** The forget gate begins open (reverse-engineering-neural-networks). */
    @Override
    public double keepBias() {
        return 1;
    }

    @Override
    public int statesAUnit() {
        return 2;
    }

    @Override
    public Cell cell(GateWeights weights) {
        return new LstmCell(weights);
    }

    @Override
    public CellKernel kernel(int cells, int steps) {
        return new LstmKernel(cells, steps);
    }
}
