package org.espalier.pruning.schedule;

import java.util.Map;

/**
 * One ranking and pruning.
 *
 * @param step training steps before it
 * @param kept weights kept afterwards, by layer; in global scope only their sum counts
 */
public record Rung(long step, Map<String, Integer> kept) {

    /** Weights kept afterwards, all layers together. */
    public long total() {
        return kept.values().stream().mapToLong(Integer::longValue).sum();
    }
}
