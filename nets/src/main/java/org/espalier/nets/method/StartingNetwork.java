package org.espalier.nets.method;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.nets.imported.ImportedNetwork;
import org.espalier.nets.imported.ImportedNetworks;
import org.espalier.nets.network.InitialWeights;

/**
 * A network trained elsewhere that methods start from in place of newly drawn weights.
 *
 * @param name      what the user calls it
 * @param weights   its parameters; what its own mask does not keep is 0, a weight like any other
 * @param normState its running statistics of batch normalisation
 * @param initial   its parameters before training, where they are known
 */
public record StartingNetwork(String name, InitialWeights weights, Map<String, float[]> normState,
                              Optional<InitialWeights> initial) {

    /**
     * Reads one from the open run directory.
     *
     * @param reference {@code imported:NAME@HASH}
     * @throws org.espalier.base.InvalidInputException if it is not there or is damaged
     */
    public static StartingNetwork read(String reference) {
        ImportedNetwork network = ImportedNetworks.read(reference);
        Map<String, float[]> state = new LinkedHashMap<>();
        Map<String, float[]> weights = new LinkedHashMap<>();
        network.weights().values().forEach((name, values) -> (network.statistics().contains(name) ? state : weights).put(name, values));
        return new StartingNetwork(reference, new InitialWeights(weights), state, network.initial());
    }
}
