package org.espalier.nets.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;

/**
 * Values of a network's parameters at some step, usually step 0: all but the running statistics.
 *
 * @param values arrays by parameter name, in the network's order. Shared, not copied: who trains copies them first
 */
public record InitialWeights(Map<String, float[]> values) {

    public InitialWeights {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The live array of a parameter. @throws InvalidInputException if there is none of that name */
    public float[] of(String parameter) {
        float[] found = values.get(parameter);
        if (found == null) {
            throw new InvalidInputException("there are no weights for parameter '" + parameter + "'; there are for "
                + values.keySet());
        }
        return found;
    }

    /** @throws InvalidInputException if a parameter of the network is missing or has another size */
    public void check(Network network) {
        for (NetworkParameter p : network.parameters()) {
            if (p.role() != NetworkParameter.Role.NORM_STATE && of(p.name()).length != p.size()) {
                throw new InvalidInputException("weights of '" + p.name() + "' have " + of(p.name()).length
                    + " values, the network needs " + p.size());
            }
        }
    }

    /** Copies of the arrays of some parameters, in the order given. */
    public Map<String, float[]> copies(List<String> names) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        names.forEach(name -> copies.put(name, of(name).clone()));
        return copies;
    }
}
