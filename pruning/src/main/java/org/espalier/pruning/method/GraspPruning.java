package org.espalier.pruning.method;

import org.espalier.nets.mask.Scope;
import org.espalier.pruning.schedule.PruningSchedule;

/** GraSP: pruning before training, over all layers at once. */
public final class GraspPruning extends PruningMethod {
    public GraspPruning() {
        super("grasp", "grasp", Scope.GLOBAL, new PruningSchedule.AtInitialisation(1),
            "Prunes the untrained network so that gradient flow is preserved, once, then trains "
                + "(GraSP; Wang et al. 2020).");
    }
}
