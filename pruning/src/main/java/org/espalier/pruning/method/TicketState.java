package org.espalier.pruning.method;

import java.util.Map;
import java.util.Optional;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.OwnState;

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
    public OwnState own() {
        return OwnState.ofNumbers(values);
    }

    @Override
    public void restore(OwnState own) {
        values = own.copy().numbers();
    }
}
