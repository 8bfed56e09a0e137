package org.espalier.pruning.method;

import org.espalier.nets.mask.Scope;
import org.espalier.pruning.schedule.PruningSchedule;

/** Iterative pruning by the first-order change of the loss. */
public final class GradientPruning extends PruningMethod {
    public GradientPruning() {
        super("gradient-pruning", "gradient-times-weight", Scope.LAYER, new PruningSchedule.Iterative(0),
            "Prunes the weights of each layer whose |gradient x weight| is smallest, in rounds "
                + "(Blalock et al. 2020).");
    }
}
