package org.espalier.rnndynamics.population;

import java.util.Locale;
import org.espalier.base.InvalidInputException;
import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.Leak;
import org.espalier.rnndynamics.family.CellKernel;
import org.espalier.rnndynamics.family.Cells;
import org.espalier.rnndynamics.family.TrainableCell;
import org.espalier.rnndynamics.family.VanillaKind;

/**
 * A recurrent network with a linear readout, {@code h_t = F(h_{t-1}, x_t)}, {@code h_0 = 0}, {@code y_t = V h_t + c}, and
 * where its parameters lie in one flat array: input weights {@code [G N, I]}, recurrent weights {@code [G N, N]}, biases
 * {@code [G N]}, for a GRU the bias {@code [N]} inside the reset gate, readout weights {@code [O, N]}, readout biases
 * {@code [O]}. Gates lie in PyTorch's order; of PyTorch's two biases a gate only their sum is a parameter, except where a
 * gate comes between them. Where the state of a leaky network is the current, y is read from the rates f(h_t).
 *
 * @param cell    what it is made of
 * @param leak    of a vanilla cell; {@link Leak#NONE} for the others
 * @param units   N
 * @param inputs  I
 * @param outputs O
 */
public record NetworkShape(TrainableCell cell, Leak leak, int units, int inputs, int outputs) {
    private static final int MOST = 1 << 14;

    /** @throws InvalidInputException if a leak does not go with the cell or a size is out of range */
    public NetworkShape {
        if (!leak.equals(Leak.NONE) && !(cell instanceof VanillaKind)) {
            throw new InvalidInputException("a leak of " + leak.alpha() + " does not go with the cell " + cell.label()
                + ", expected " + Cells.RNN_TANH.label() + " or " + Cells.RNN_RELU.label());
        }
        check("units", units);
        check("inputs", inputs);
        check("outputs", outputs);
    }

    /** A network without a leak. */
    public NetworkShape(TrainableCell cell, int units, int inputs, int outputs) {
        this(cell, Leak.NONE, units, inputs, outputs);
    }

    /** Whether this is a leaky rate network. */
    boolean leaky() {
        return !leak.equals(Leak.NONE);
    }

    /** Of a vanilla cell's units. */
    Activation activation() {
        return ((VanillaKind) cell).activation();
    }

    /** The cell in double precision. */
    Cell cell(GateWeights weights) {
        return leaky() ? leak.cell(activation(), weights) : cell.cell(weights);
    }

    /** A kernel of one network. */
    CellKernel kernel(int batch, int steps) {
        int cells = Math.multiplyExact(batch, units);
        return leaky() ? ((VanillaKind) cell).kernel(leak, cells, steps) : cell.kernel(cells, steps);
    }

    private static void check(String what, int value) {
        if (value < 1 || value > MOST) {
            throw new InvalidInputException("a network of " + value + " " + what + " was asked for, expected from 1 to "
                + MOST);
        }
    }

    int gates() {
        return cell.gates();
    }

    /** Whether a second bias lies inside a gate. */
    boolean innerBias() {
        return cell.inputApart();
    }

    int inputAt() {
        return 0;
    }

    int recurrentAt() {
        return gates() * units * inputs;
    }

    int biasAt() {
        return recurrentAt() + gates() * units * units;
    }

    int innerBiasAt() {
        return biasAt() + gates() * units;
    }

    int readoutAt() {
        return innerBiasAt() + (innerBias() ? units : 0);
    }

    int readoutBiasAt() {
        return readoutAt() + outputs * units;
    }

    /** First parameter of a part. */
    int from(Trained.Part part) {
        return switch (part) {
            case INPUT -> inputAt();
            case RECURRENT -> recurrentAt();
            case BIAS -> biasAt();
            case READOUT -> readoutAt();
            case READOUT_BIAS -> readoutBiasAt();
        };
    }

    /** The parameter after the last of a part. */
    int to(Trained.Part part) {
        return switch (part) {
            case INPUT -> recurrentAt();
            case RECURRENT -> biasAt();
            case BIAS -> readoutAt();
            case READOUT -> readoutBiasAt();
            case READOUT_BIAS -> size();
        };
    }

    /** Checkpoints hold this text, and go on only where it is the same: it names a cell as it always did. */
    @Override
    public String toString() {
        return "NetworkShape[cell=" + cell.label().toUpperCase(Locale.ROOT).replace('-', '_') + ", leak=" + leak + ", units="
            + units + ", inputs=" + inputs + ", outputs=" + outputs + "]";
    }

    /** Number of parameters. */
    public int size() {
        return readoutBiasAt() + outputs;
    }
}
