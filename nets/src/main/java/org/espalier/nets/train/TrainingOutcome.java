package org.espalier.nets.train;

import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.nets.checkpoint.PassCount;
import org.espalier.nets.checkpoint.Validation;

/**
 * What came of a training. The trained variables are in the parametrization, and the network is loaded with them.
 *
 * @param steps      steps whose update was made
 * @param divergedAt the step (counted from 1) whose loss was not finite, if one was, and training stopped before its
 *                   update; or the step after which the validation loss was not
 * @param last       the last validation; empty if training diverged before the first
 * @param earlyStop  the first validation with the smallest loss, picked afterwards: training never stops early
 * @param passes     images passed forward and backward
 */
public record TrainingOutcome(long steps, OptionalLong divergedAt, Optional<Validation> last,
                              Optional<Validation> earlyStop, PassCount passes) {

    public boolean diverged() {
        return divergedAt.isPresent();
    }
}
