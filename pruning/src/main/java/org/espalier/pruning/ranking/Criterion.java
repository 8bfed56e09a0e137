package org.espalier.pruning.ranking;

import java.util.Map;

/**
 * How pruning ranks weights: a number a weight, of which the largest are kept. Found by {@link java.util.ServiceLoader}:
 * one class and one line in {@code META-INF/services/org.espalier.pruning.ranking.Criterion}.
 *
 * <p>A criterion keeps no state. It may load other weights into the network of the state it is given; whoever asked loads
 * again what it computes with.
 */
public interface Criterion {

    /** The name on the command line: {@code magnitude}. */
    String name();

    /** One sentence: what it ranks by and the paper it comes from. */
    String description();

    /** Whether it needs {@link PruningState#movement}: the training before then adds it up step by step. */
    default boolean needsMovement() {
        return false;
    }

    /** Whether it looks at {@link PruningState#initial}: of a network trained elsewhere that may not be known. */
    default boolean needsInitial() {
        return false;
    }

    /**
     * Ranks.
     *
     * @return for each layer of the state's mask, by name, an array of the layer's size: the larger, the better a weight is
     *         kept. Values of weights that the mask does not keep do not matter, none may be NaN
     */
    Map<String, float[]> scores(PruningState state);
}
