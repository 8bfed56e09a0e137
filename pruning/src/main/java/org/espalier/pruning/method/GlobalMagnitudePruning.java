package org.espalier.pruning.method;

import org.espalier.nets.mask.Scope;
import org.espalier.pruning.schedule.PruningSchedule;

/** Iterative magnitude pruning over all layers at once: layers end at different densities, and one may lose every weight. */
public final class GlobalMagnitudePruning extends PruningMethod {
    public GlobalMagnitudePruning() {
        super("global-magnitude-pruning", "magnitude", Scope.GLOBAL, new PruningSchedule.Iterative(0),
            "Iterative magnitude pruning that ranks the weights of all layers together (Blalock et "
                + "al. 2020).");
    }
}
