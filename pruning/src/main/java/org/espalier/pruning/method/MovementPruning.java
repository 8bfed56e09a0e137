package org.espalier.pruning.method;

import org.espalier.nets.mask.Scope;
import org.espalier.pruning.schedule.PruningSchedule;

/** Iterative pruning by movement. */
public final class MovementPruning extends PruningMethod {
    public MovementPruning() {
        super("movement-pruning", "movement", Scope.LAYER, new PruningSchedule.Iterative(0),
            "Prunes the weights of each layer that training moves towards zero, in rounds (Sanh et "
                + "al. 2020).");
    }
}
