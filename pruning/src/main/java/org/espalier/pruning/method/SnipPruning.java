package org.espalier.pruning.method;

import org.espalier.nets.mask.Scope;
import org.espalier.pruning.schedule.PruningSchedule;

/** SNIP: pruning before training, over all layers at once. */
public final class SnipPruning extends PruningMethod {
    public SnipPruning() {
        super("snip", "snip", Scope.GLOBAL, new PruningSchedule.AtInitialisation(1),
            "Prunes the untrained network by connection sensitivity, once, then trains (SNIP; Lee et "
                + "al. 2019).");
    }
}
