package org.espalier.nets.method;

import org.espalier.nets.train.TrainingOutcome;

/**
 * What a method found and what it cost.
 *
 * @param subnetwork the subnetwork
 * @param outcome    its training: steps, passes, validations, whether it diverged
 */
public record Found(Subnetwork subnetwork, TrainingOutcome outcome) {
}
