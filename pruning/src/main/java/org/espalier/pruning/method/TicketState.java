package org.espalier.pruning.method;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.nets.network.InitialWeights;

/** What the round that trains now started from, where weights were put back; nothing where training goes on. */
final class TicketState implements CarriedState {
    private Map<String, float[]> values = Map.of();

    void set(InitialWeights start) {
        values = start.values();
    }

    Optional<InitialWeights> weights() {
        return values.isEmpty() ? Optional.empty() : Optional.of(new InitialWeights(values));
    }

    @Override
    public String prefix() {
        return "ticket";
    }

    @Override
    public Map<String, float[]> arrays() {
        return values;
    }

    @Override
    public void restore(Map<String, float[]> arrays) {
        values = new LinkedHashMap<>(arrays);
    }
}
