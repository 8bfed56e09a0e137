package org.espalier.rnndynamics.population;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.study.InvalidInputException;

/**
 * The parameters of one network.
 *
 * @param shape  of the network
 * @param values {@code [shape.size()]}, in the order that {@link NetworkShape} states; kept, not copied
 */
public record NetworkWeights(NetworkShape shape, float[] values) {

    /** @throws InvalidInputException if there are not as many values as the shape has parameters */
    public NetworkWeights {
        if (values.length != shape.size()) {
            throw new InvalidInputException("a network of " + shape + " has " + shape.size() + " parameters, got "
                + values.length);
        }
    }

    /**
     * The cell in double precision, for its fixed points and Jacobians.
     *
     * @throws InvalidInputException if a weight is not finite
     */
    public Cell cell() {
        int rows = shape.gates() * shape.units();
        double[] inner = new double[rows];
        if (shape.innerBias()) {
            System.arraycopy(doubles(shape.innerBiasAt(), shape.units()), 0, inner, rows - shape.units(), shape.units());
        }
        return shape.cell().cell(new GateWeights(shape.gates(), shape.units(), shape.inputs(),
            doubles(shape.inputAt(), rows * shape.inputs()), doubles(shape.recurrentAt(), rows * shape.units()),
            doubles(shape.biasAt(), rows), inner));
    }

    /** V, {@code [O, N]}. */
    public double[] readout() {
        return doubles(shape.readoutAt(), shape.outputs() * shape.units());
    }

    /** c, {@code [O]}. */
    public double[] readoutBias() {
        return doubles(shape.readoutBiasAt(), shape.outputs());
    }

    private double[] doubles(int at, int count) {
        double[] copy = new double[count];
        for (int i = 0; i < count; i++) {
            copy[i] = values[at + i];
        }
        return copy;
    }

    /** The parameters under PyTorch's names, as {@code weights.CellFile} and PyTorch read them. */
    public Map<String, SafeTensor> tensors() {
        int n = shape.units();
        int rows = shape.gates() * n;
        float[] inner = new float[rows];
        if (shape.innerBias()) {
            System.arraycopy(values, shape.innerBiasAt(), inner, rows - n, n);
        }
        Map<String, SafeTensor> tensors = new LinkedHashMap<>();
        tensors.put("rnn.weight_ih_l0", SafeTensor.of(part(shape.inputAt(), rows * shape.inputs()), rows, shape.inputs()));
        tensors.put("rnn.weight_hh_l0", SafeTensor.of(part(shape.recurrentAt(), rows * n), rows, n));
        tensors.put("rnn.bias_ih_l0", SafeTensor.of(part(shape.biasAt(), rows), rows));
        tensors.put("rnn.bias_hh_l0", SafeTensor.of(inner, rows));
        tensors.put("readout.weight", SafeTensor.of(part(shape.readoutAt(), shape.outputs() * n), shape.outputs(), n));
        tensors.put("readout.bias", SafeTensor.of(part(shape.readoutBiasAt(), shape.outputs()), shape.outputs()));
        return tensors;
    }

    private float[] part(int at, int count) {
        return Arrays.copyOfRange(values, at, at + count);
    }
}
