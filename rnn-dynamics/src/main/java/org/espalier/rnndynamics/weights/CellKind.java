package org.espalier.rnndynamics.weights;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.GruCell;
import org.espalier.rnndynamics.cell.LstmCell;
import org.espalier.rnndynamics.cell.UgrnnCell;
import org.espalier.rnndynamics.cell.VanillaCell;
import org.espalier.study.InvalidInputException;
import org.espalier.study.Nearest;

/** Cells that weights from a file can be read into. */
public enum CellKind {
    GRU("gru", 3, w -> new GruCell(GruCell.Reset.AFTER, w)),
    GRU_RESET_BEFORE("gru-reset-before", 3, w -> new GruCell(GruCell.Reset.BEFORE, w)),
    LSTM("lstm", 4, LstmCell::new),
    RNN_TANH("rnn-tanh", 1, w -> new VanillaCell(Activation.TANH, w)),
    RNN_RELU("rnn-relu", 1, w -> new VanillaCell(Activation.RELU, w)),
    UGRNN("ugrnn", 2, UgrnnCell::new);

    private final String label;
    private final int gates;
    private final Function<GateWeights, Cell> make;

    CellKind(String label, int gates, Function<GateWeights, Cell> make) {
        this.label = label;
        this.gates = gates;
        this.make = make;
    }

    public String label() {
        return label;
    }

    public int gates() {
        return gates;
    }

    public Cell cell(GateWeights weights) {
        return make.apply(weights);
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(CellKind::label).toList();
    }

    /** @throws InvalidInputException if there is none of this name; the message names the nearest */
    public static CellKind of(String label) {
        return Arrays.stream(values()).filter(k -> k.label.equals(label)).findFirst().orElseThrow(
            () -> new InvalidInputException(Nearest.unknown("cell", label, labels())));
    }
}
