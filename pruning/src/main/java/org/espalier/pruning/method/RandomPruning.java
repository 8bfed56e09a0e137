package org.espalier.pruning.method;

import org.espalier.nets.mask.Scope;
import org.espalier.pruning.schedule.PruningSchedule;

/** Iterative pruning of random weights: what training and a ladder give without a criterion. */
public final class RandomPruning extends PruningMethod {
    public RandomPruning() {
        super("random-pruning", "random", Scope.LAYER, new PruningSchedule.Iterative(0),
            "Prunes random weights of each layer in rounds: the control of every criterion (Blalock "
                + "et al. 2020).");
    }
}
