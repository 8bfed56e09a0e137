package org.espalier.pruning.method;

import org.espalier.nets.mask.Scope;
import org.espalier.pruning.schedule.PruningSchedule;

/** Magnitude pruning in one step, then fine-tuning. */
public final class OneShotPruning extends PruningMethod {
    public OneShotPruning() {
        super("one-shot-pruning", "magnitude", Scope.LAYER, new PruningSchedule.OneShot(),
            "Prunes the smallest weights of each layer once, in the middle of the training (Han et "
                + "al. 2015).");
    }
}
