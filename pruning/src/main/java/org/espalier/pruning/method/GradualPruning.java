package org.espalier.pruning.method;

import org.espalier.nets.mask.Scope;
import org.espalier.pruning.schedule.PruningSchedule;

/** Gradual magnitude pruning on a cubic schedule (Zhu and Gupta 2017). */
public final class GradualPruning extends PruningMethod {
    public GradualPruning() {
        super("gradual-pruning", "magnitude", Scope.LAYER, new PruningSchedule.Gradual(20),
            "Prunes the smallest weights of each layer in 20 small steps on a cubic schedule (Zhu "
                + "and Gupta 2017).");
    }
}
