package org.espalier.rnndynamics.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.study.InvalidInputException;

/**
 * Reads a cell from a PyTorch {@code state_dict} stored as {@code .safetensors} or {@code .npz}.
 *
 * <p>Names: {@code weight_ih_l0 [G N, I]}, {@code weight_hh_l0 [G N, N]}, {@code bias_ih_l0 [G N]}, {@code bias_hh_l0
 * [G N]}, with or without a prefix ({@code rnn.weight_ih_l0}) and with or without the layer ({@code weight_ih} of a single
 * cell). Gates lie one below the other in PyTorch's order, see {@link GateWeights}. Biases may be missing, both together.
 */
public final class CellFile {
    private CellFile() { }

    /**
     * Reads a cell.
     *
     * @throws InvalidInputException               if names are missing or ambiguous, the network has more than one layer or
     *                                             two directions, or a shape does not fit
     * @throws org.espalier.nets.NetsException     if the file cannot be read
     */
    public static Cell read(Path file, CellKind kind) {
        Map<String, NamedArray> arrays = NamedArray.all(file);
        String recurrentName = only(file, arrays, "weight_hh");
        String prefix = recurrentName.substring(0, recurrentName.lastIndexOf("weight_hh"));
        String suffix = recurrentName.substring(prefix.length() + "weight_hh".length());
        NamedArray recurrent = arrays.get(recurrentName);
        int units = recurrent.columns();
        long rows = (long) kind.gates() * units;
        if (units < 1) {
            throw new InvalidInputException(recurrent.origin() + " has no columns, expected one a unit");
        }
        double[] hh = recurrent.expect(rows, units);
        NamedArray input = arrays.get(prefix + "weight_ih" + suffix);
        if (input == null) {
            throw new InvalidInputException(file + " has " + recurrentName + " but no " + prefix + "weight_ih" + suffix);
        }
        int inputs = input.columns();
        double[] ih = input.expect(rows, inputs);
        NamedArray inputBias = arrays.get(prefix + "bias_ih" + suffix);
        NamedArray recurrentBias = arrays.get(prefix + "bias_hh" + suffix);
        if ((inputBias == null) != (recurrentBias == null)) {
            throw new InvalidInputException(file + " has only one of " + prefix + "bias_ih" + suffix + " and " + prefix
                + "bias_hh" + suffix + ", expected both or none");
        }
        double[] zeros = new double[(int) rows];
        return kind.cell(new GateWeights(kind.gates(), units, inputs, ih, hh,
            inputBias == null ? zeros : inputBias.expect(rows),
            recurrentBias == null ? zeros : recurrentBias.expect(rows)));
    }

    private static String only(Path file, Map<String, NamedArray> arrays, String part) {
        List<String> names = new ArrayList<>();
        for (String name : arrays.keySet()) {
            String last = name.substring(name.lastIndexOf('.') + 1);
            if (last.equals(part) || last.startsWith(part + "_")) {
                names.add(name);
            }
        }
        if (names.isEmpty()) {
            throw new InvalidInputException(file + " has no " + part + "_l0 (with or without a prefix); it holds "
                + arrays.keySet());
        }
        if (names.size() > 1) {
            throw new InvalidInputException(file + " holds several recurrent matrices " + names
                + ", expected one layer in one direction");
        }
        return names.get(0);
    }
}
