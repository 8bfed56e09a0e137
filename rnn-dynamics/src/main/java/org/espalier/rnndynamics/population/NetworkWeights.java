package org.espalier.rnndynamics.population;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.rnndynamics.cell.Cell;
import org.espalier.rnndynamics.cell.GateWeights;
import org.espalier.rnndynamics.cell.LeakyRateCell;

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
     * Puts together what {@link #tensors} of a network without a leak took apart.
     *
     * @param from names the tensors' origin in messages
     * @throws InvalidInputException if a tensor is missing or has another number of values
     */
    public static NetworkWeights of(NetworkShape shape, Map<String, SafeTensor> tensors, String from) {
        int n = shape.units();
        int rows = shape.gates() * n;
        float[] values = new float[shape.size()];
        copy(required(tensors, "rnn.weight_ih_l0", rows * shape.inputs(), from), values, shape.inputAt());
        copy(required(tensors, "rnn.weight_hh_l0", rows * n, from), values, shape.recurrentAt());
        copy(required(tensors, "rnn.bias_ih_l0", rows, from), values, shape.biasAt());
        if (shape.innerBias()) {
            // Of the other gates it is zeros: their two biases are one parameter.
            float[] inner = required(tensors, "rnn.bias_hh_l0", rows, from);
            System.arraycopy(inner, rows - n, values, shape.innerBiasAt(), n);
        }
        copy(required(tensors, "readout.weight", shape.outputs() * n, from), values, shape.readoutAt());
        copy(required(tensors, "readout.bias", shape.outputs(), from), values, shape.readoutBiasAt());
        return new NetworkWeights(shape, values);
    }

    private static void copy(float[] from, float[] to, int at) {
        System.arraycopy(from, 0, to, at, from.length);
    }

    private static float[] required(Map<String, SafeTensor> tensors, String name, int count, String from) {
        SafeTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new InvalidInputException(from + " has no tensor " + name + ", expected one of " + count + " values");
        }
        float[] values = tensor.floats();
        if (values.length != count) {
            throw new InvalidInputException(from + ": the tensor " + name + " has " + values.length + " values, expected "
                + count);
        }
        return values;
    }

    /** The recurrent weights {@code [G N, N]} as they are stored, in float32; a new array. */
    public float[] recurrentFloats() {
        return part(shape.recurrentAt(), shape.gates() * shape.units() * shape.units());
    }

    /** The same network with some recurrent weights alone, the others 0. @param kept {@code [G N, N]} */
    public NetworkWeights masked(boolean[] kept) {
        float[] pruned = values.clone();
        for (int i = 0; i < kept.length; i++) {
            pruned[shape.recurrentAt() + i] = kept[i] ? pruned[shape.recurrentAt() + i] : 0;
        }
        return new NetworkWeights(shape, pruned);
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
        return shape.cell(new GateWeights(shape.gates(), shape.units(), shape.inputs(),
            doubles(shape.inputAt(), rows * shape.inputs()), doubles(shape.recurrentAt(), rows * shape.units()),
            doubles(shape.biasAt(), rows), inner));
    }

    /** y of a state of {@link #cell}, {@code [O]}. */
    public double[] output(double[] state) {
        double[] rates = shape.leaky() ? shape.leak().rates(shape.activation(), state) : state;
        double[] readout = readout();
        double[] y = readoutBias();
        for (int o = 0; o < y.length; o++) {
            for (int i = 0; i < shape.units(); i++) {
                y[o] += readout[o * shape.units() + i] * rates[i];
            }
        }
        return y;
    }

    /**
     * A network without biases.
     *
     * @param input     {@code [G N, I]}, as the following copied and rounded to float32
     * @param recurrent {@code [G N, N]}
     * @param readout   {@code [O, N]}
     * @throws InvalidInputException if an array has not the length its shape says
     */
    public static NetworkWeights withoutBiases(NetworkShape shape, double[] input, double[] recurrent, double[] readout) {
        NetworkWeights weights = new NetworkWeights(shape, new float[shape.size()]);
        weights.put("input", input, shape.inputAt(), shape.gates() * shape.units() * shape.inputs());
        weights.put("recurrent", recurrent, shape.recurrentAt(), shape.gates() * shape.units() * shape.units());
        weights.put("readout", readout, shape.readoutAt(), shape.outputs() * shape.units());
        return weights;
    }

    /**
     * The same network with other recurrent weights.
     *
     * @param recurrent {@code [G N, N]}, copied and rounded to float32
     * @throws InvalidInputException if the array has not the length the shape says
     */
    public NetworkWeights withRecurrent(double[] recurrent) {
        NetworkWeights other = new NetworkWeights(shape, values.clone());
        other.put("recurrent", recurrent, shape.recurrentAt(), shape.gates() * shape.units() * shape.units());
        return other;
    }

    private void put(String what, double[] from, int at, int count) {
        if (from.length != count) {
            throw new InvalidInputException("the " + what + " weights of a network of " + shape + " have " + from.length
                + " values, expected " + count);
        }
        for (int i = 0; i < count; i++) {
            values[at + i] = (float) from[i];
        }
    }

    /** Input weights, {@code [G N, I]}. */
    public double[] input() {
        return doubles(shape.inputAt(), shape.gates() * shape.units() * shape.inputs());
    }

    /** Recurrent weights, {@code [G N, N]}. */
    public double[] recurrent() {
        return doubles(shape.recurrentAt(), shape.gates() * shape.units() * shape.units());
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

    /**
     * The parameters under PyTorch's names, as {@code weights.CellFile} and PyTorch read them; those of a leaky network, for
     * which PyTorch has no cell, under names that nobody takes for a vanilla network's.
     */
    public Map<String, SafeTensor> tensors() {
        Map<String, SafeTensor> tensors = shape.leaky() ? leakyTensors() : cellTensors();
        tensors.put("readout.weight", SafeTensor.of(part(shape.readoutAt(), shape.outputs() * shape.units()),
            shape.outputs(), shape.units()));
        tensors.put("readout.bias", SafeTensor.of(part(shape.readoutBiasAt(), shape.outputs()), shape.outputs()));
        return tensors;
    }

    private Map<String, SafeTensor> leakyTensors() {
        int n = shape.units();
        String form = shape.leak().form() == LeakyRateCell.Form.CURRENT ? "leaky-current." : "leaky-rate.";
        Map<String, SafeTensor> tensors = new LinkedHashMap<>();
        tensors.put(form + "alpha", SafeTensor.of(new float[] {(float) shape.leak().alpha()}, 1));
        tensors.put(form + "input", SafeTensor.of(part(shape.inputAt(), n * shape.inputs()), n, shape.inputs()));
        tensors.put(form + "recurrent", SafeTensor.of(part(shape.recurrentAt(), n * n), n, n));
        tensors.put(form + "bias", SafeTensor.of(part(shape.biasAt(), n), n));
        return tensors;
    }

    private Map<String, SafeTensor> cellTensors() {
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
        return tensors;
    }

    private float[] part(int at, int count) {
        return Arrays.copyOfRange(values, at, at + count);
    }
}
