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
public enum CellKind implements CellModel {
    GRU("gru", "Gated recurrent unit, the reset gate after the matrix: PyTorch's equation.", 3,
        w -> new GruCell(GruCell.Reset.AFTER, w)),
    GRU_RESET_BEFORE("gru-reset-before", "Gated recurrent unit, the reset gate before the matrix (Cho et al. 2014).", 3,
        w -> new GruCell(GruCell.Reset.BEFORE, w)),
    LSTM("lstm", "Long short-term memory; its state is [h; c].", 4, LstmCell::new),
    RNN_TANH("rnn-tanh", "h' = tanh(U h + W x + b).", 1, w -> new VanillaCell(Activation.TANH, w)),
    RNN_RELU("rnn-relu", "h' = max(0, U h + W x + b).", 1, w -> new VanillaCell(Activation.RELU, w)),
    UGRNN("ugrnn", "One update gate between the state and a candidate (Collins et al. 2017).", 2, UgrnnCell::new);

    private final String label;
    private final String description;
    private final int gates;
    private final Function<GateWeights, Cell> make;

    CellKind(String label, String description, int gates, Function<GateWeights, Cell> make) {
        this.label = label;
        this.description = description;
        this.gates = gates;
        this.make = make;
    }

    @Override
    public String label() {
        return label;
    }

    /** One sentence. */
    public String description() {
        return description;
    }

    @Override
    public int gates() {
        return gates;
    }

    @Override
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
