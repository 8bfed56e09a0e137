package org.espalier.pruning.method;

import org.espalier.nets.mask.Scope;
import org.espalier.pruning.schedule.PruningSchedule;

/** Iterative magnitude pruning with fine-tuning (Han et al. 2015), layer by layer. */
public final class MagnitudePruning extends PruningMethod {
    public MagnitudePruning() {
        super("magnitude-pruning", "magnitude", Scope.LAYER, new PruningSchedule.Iterative(0),
            "Trains, prunes the smallest weights of each layer and goes on, in rounds of about 20 % "
                + "(Han et al. 2015).");
    }
}
