package org.espalier.rnndynamics.population;

import java.util.Optional;

/**
 * What came of one network.
 *
 * @param member  its seed, learning rate, L2 strength
 * @param end     how its training ended
 * @param steps   steps whose update was made; where it diverged, the step whose loss, gradient or result was not finite is
 *                the next
 * @param last    its last validation; empty if it diverged before the first
 * @param best    the first validation with the smallest loss
 * @param dead    whether at the last validation each output was the same at every counted step of every trial
 * @param weights after its last update, those of the last step and not of the best validation; where it diverged, they may
 *                hold values that are not finite
 */
public record NetworkOutcome(Member member, End end, long steps, Optional<Score> last, Optional<Score> best, boolean dead,
                             NetworkWeights weights) {

    /** How a training ends. */
    public enum End { FINISHED, STOPPED_EARLY, DIVERGED }
}
