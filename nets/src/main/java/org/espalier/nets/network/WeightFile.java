package org.espalier.nets.network;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.safetensors.SafeTensor;
import org.espalier.nets.safetensors.Safetensors;

/**
 * The effective weights of a network and its running statistics as a safetensors file: one tensor a parameter under its name,
 * float32.
 */
public final class WeightFile {
    private WeightFile() {}

    /** Writes what the network is loaded with. @throws InvalidInputException if the file cannot be written */
    public static void write(Path file, Network network) {
        write(file, network, values(network), Map.of());
    }

    /** Copies of what {@link #write(Path, Network)} writes. */
    public static Map<String, float[]> values(Network network) {
        Map<String, float[]> values = new LinkedHashMap<>(network.effective());
        values.putAll(network.normState());
        return values;
    }

    /**
     * Writes arrays of a network's parameters, of all or of some.
     *
     * @param metadata text by key; may be empty
     * @throws InvalidInputException if the file cannot be written, or an array is of no parameter or of another size
     */
    public static void write(Path file, Network network, Map<String, float[]> values, Map<String, String> metadata) {
        Map<String, SafeTensor> tensors = new LinkedHashMap<>();
        values.forEach((name, array) -> tensors.put(name, SafeTensor.of(array, network.parameter(name).shape())));
        Safetensors.write(file, tensors, metadata);
    }

    /**
     * Reads the weights for a network; the values of running statistics, if the file has them, are among them.
     *
     * @throws InvalidInputException if the file cannot be read, or a parameter of the network is missing or has another size
     */
    public static InitialWeights read(Path file, Network network) {
        Map<String, float[]> values = new LinkedHashMap<>();
        Safetensors.read(file).tensors().forEach((name, tensor) -> values.put(name, tensor.floats()));
        InitialWeights weights = new InitialWeights(values);
        try {
            weights.check(network);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + " does not hold the weights of this network: " + e.getMessage(), e);
        }
        return weights;
    }

    /** Loads a network with what was read for it. @throws InvalidInputException if running statistics are missing */
    public static void load(InitialWeights weights, Network network) {
        network.setNormState(weights.values());
        network.load(new FixedWeights(weights), 0);
    }
}
