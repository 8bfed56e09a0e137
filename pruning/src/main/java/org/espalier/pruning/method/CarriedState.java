package org.espalier.pruning.method;

import org.espalier.nets.network.OwnState;

/**
 * State of a ladder beside the training's own that its checkpoints must hold: the mask, the movement, weights to rewind to.
 * What every round trains offers it as its own ({@link org.espalier.nets.network.Parametrization#own}), under
 * {@code PREFIX/NAME}.
 */
public interface CarriedState {

    /** Unique among the states of one ladder, without a slash. */
    String prefix();

    /** What to keep, by name, live. */
    OwnState own();

    /** Takes back what {@link #own} gave at the checkpoint. */
    void restore(OwnState own);
}
