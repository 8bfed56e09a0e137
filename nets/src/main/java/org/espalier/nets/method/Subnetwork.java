package org.espalier.nets.method;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.network.InitialWeights;

/**
 * A subnetwork of an architecture: which weights are kept, what they are, and what they were.
 *
 * @param mask    which weights are kept; all of them for a dense network
 * @param weights the weights as found; only the kept ones count
 * @param initial the weights of the same network before any training; of a method that draws random weights anew while it
 *                searches, those it had drawn last
 * @param ticket  what the last training started from, of a method that puts weights back; empty where that is no other than
 *                {@code initial} or what was trained before
 * @param scores  what was learnt in place of weights, by the weight's name; empty where weights were
 */
public record Subnetwork(Mask mask, InitialWeights weights, InitialWeights initial, Optional<InitialWeights> ticket,
                         Map<String, float[]> scores) {

    public Subnetwork {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /** One whose weights were trained from the initial ones, or chosen among them. */
    public Subnetwork(Mask mask, InitialWeights weights, InitialWeights initial) {
        this(mask, weights, initial, Optional.empty(), Map.of());
    }

    /** The same, of a method that learns scores. */
    public Subnetwork withScores(Map<String, float[]> learnt) {
        return new Subnetwork(mask, weights, initial, ticket, learnt);
    }

    /** The same, of a method that put weights back before its last training. */
    public Subnetwork withTicket(InitialWeights start) {
        return new Subnetwork(mask, weights, initial, Optional.of(start), scores);
    }
}
