package org.espalier.rnndynamics.weights;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.fixedpoint.StartStates;
import org.espalier.study.InvalidInputException;

/**
 * Reads start states: {@code [count, d]} (or {@code [..., d]}, the leading axes taken together) from {@code .npy}, or the
 * only array of a {@code .npz} or {@code .safetensors} file. For an LSTM d = 2N, {@code [h; c]}.
 */
public final class StateFile {
    private StateFile() { }

    /**
     * Reads start states and the constant inputs they are searched under.
     *
     * @param inputs {@code [inputs]} or {@code [1, inputs]}: one for all starts; {@code [count, inputs]}: one a start; none:
     *               zeros
     * @throws InvalidInputException           if shapes do not fit the cell or each other, or a number is not finite
     * @throws org.espalier.nets.NetsException if a file cannot be read
     */
    public static StartStates read(Cell cell, Path states, Optional<Path> inputs) {
        NamedArray h = NamedArray.single(states);
        if (h.columns() != cell.stateSize()) {
            throw new InvalidInputException(h.origin() + " has states of " + h.columns() + " numbers, the cell "
                + cell.name() + " with " + cell.units() + " units needs " + cell.stateSize()
                + (cell.stateSize() == 2 * cell.units() ? " ([h; c])" : ""));
        }
        int count = h.rows();
        if (count < 1) {
            throw new InvalidInputException(h.origin() + " has no states, expected at least one row");
        }
        finite(h);
        if (inputs.isEmpty()) {
            return StartStates.under(new double[cell.inputs()], h.values(), count);
        }
        NamedArray x = NamedArray.single(inputs.get());
        if (x.columns() != cell.inputs() || x.rows() != 1 && x.rows() != count) {
            throw new InvalidInputException(x.origin() + " has " + x.rows() + " inputs of " + x.columns()
                + " numbers, expected 1 or " + count + " (one a start) of " + cell.inputs());
        }
        finite(x);
        return x.rows() == count ? new StartStates(count, h.values(), x.values())
            : StartStates.under(x.values(), h.values(), count);
    }

    private static void finite(NamedArray array) {
        double[] values = array.values();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InvalidInputException(array.origin() + " holds " + values[i] + " in row " + i / array.columns()
                    + ", column " + i % array.columns() + ", expected finite numbers");
            }
        }
    }
}
