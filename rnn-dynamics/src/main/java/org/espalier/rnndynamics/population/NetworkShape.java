package org.espalier.rnndynamics.population;

import org.espalier.rnndynamics.cell.Activation;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.Leak;
import org.espalier.rnndynamics.weights.CellKind;
import org.espalier.study.InvalidInputException;

/**
 * A recurrent network with a linear readout, {@code h_t = F(h_{t-1}, x_t)}, {@code h_0 = 0}, {@code y_t = V h_t + c}, and
 * where its parameters lie in one flat array: input weights {@code [G N, I]}, recurrent weights {@code [G N, N]}, biases
 * {@code [G N]}, for a GRU the bias {@code [N]} inside the reset gate, readout weights {@code [O, N]}, readout biases
 * {@code [O]}. Gates lie in PyTorch's order; of PyTorch's two biases a gate only their sum is a parameter, except where a
 * gate comes between them. Where the state of a leaky network is the current, y is read from the rates f(h_t).
 *
 * @param cell    one that can be trained: any but the GRU whose reset gate comes before the matrix
 * @param leak    of a vanilla cell; {@link Leak#NONE} for the others
 * @param units   N
 * @param inputs  I
 * @param outputs O
 */
public record NetworkShape(CellKind cell, Leak leak, int units, int inputs, int outputs) {
    private static final int MOST = 1 << 14;

    /** @throws InvalidInputException if the cell cannot be trained or a size is out of range */
    public NetworkShape {
        if (cell == CellKind.GRU_RESET_BEFORE) {
            throw new InvalidInputException("a population of the cell " + cell.label()
                + " cannot be trained; train " + CellKind.GRU.label() + ", the equation of PyTorch");
        }
        if (!leak.equals(Leak.NONE) && cell != CellKind.RNN_TANH && cell != CellKind.RNN_RELU) {
            throw new InvalidInputException("a leak of " + leak.alpha() + " does not go with the cell " + cell.label()
                + ", expected " + CellKind.RNN_TANH.label() + " or " + CellKind.RNN_RELU.label());
        }
        check("units", units);
        check("inputs", inputs);
        check("outputs", outputs);
    }

    /** A network without a leak. */
    public NetworkShape(CellKind cell, int units, int inputs, int outputs) {
        this(cell, Leak.NONE, units, inputs, outputs);
    }

    /** Whether this is a leaky rate network. */
    boolean leaky() {
        return !leak.equals(Leak.NONE);
    }

    /** Of a vanilla cell's units. */
    Activation activation() {
        return cell == CellKind.RNN_TANH ? Activation.TANH : Activation.RELU;
    }

    /** The cell in double precision. */
    Cell cell(GateWeights weights) {
        return leaky() ? leak.cell(activation(), weights) : cell.cell(weights);
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
        return cell == CellKind.GRU;
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

    /** Number of parameters. */
    public int size() {
        return readoutBiasAt() + outputs;
    }
}
