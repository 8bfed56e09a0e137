package org.espalier.pruning.round;

/** What one training of a ladder is: decides, from what the trials before it left, what is trained and from what. */
@FunctionalInterface
public interface Round {

    /**
     * Decides. May compute with the scene's network and leave anything loaded in it.
     *
     * @throws org.espalier.base.InvalidInputException if it cannot be done; nothing has been trained by then
     */
    RoundStart start(RoundScene scene);
}
