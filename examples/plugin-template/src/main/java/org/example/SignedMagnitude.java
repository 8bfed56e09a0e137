package org.example;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.pruning.ranking.Criterion;
import org.espalier.pruning.ranking.PruningState;

/** A criterion: a number a weight, of which the largest are kept. */
public final class SignedMagnitude implements Criterion {
    @Override
    public String name() {
        return "signed-magnitude";
    }

    @Override
    public String description() {
        return "The weight itself: negative ones are pruned first.";
    }

    @Override
    public Map<String, float[]> scores(PruningState state) {
        Map<String, float[]> scores = new LinkedHashMap<>();
        state.mask().names().forEach(layer -> scores.put(layer, state.weights().of(layer).clone()));
        return scores;
    }
}
