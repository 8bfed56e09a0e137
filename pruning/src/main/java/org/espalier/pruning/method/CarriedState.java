package org.espalier.pruning.method;

import java.util.Map;

/**
 * State of a ladder beside the training's own that its checkpoints must hold: the mask, the movement, weights to rewind to.
 * It travels as further variables of the checkpoint, {@code ladder/PREFIX/NAME}, which every monitor stores.
 */
public interface CarriedState {

    /** Unique among the states of one ladder, without a slash. */
    String prefix();

    /** What to keep, by name; the arrays are copied before this ladder goes on. */
    Map<String, float[]> arrays();

    /** Takes back what {@link #arrays} gave at the checkpoint. */
    void restore(Map<String, float[]> arrays);
}
