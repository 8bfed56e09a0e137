package org.espalier.pruning.method;

import org.espalier.nets.mask.Scope;
import org.espalier.pruning.schedule.PruningSchedule;

/** SynFlow: a hundred rankings before training, over all layers at once. */
public final class SynFlowPruning extends PruningMethod {
    public SynFlowPruning() {
        super("synflow", "synflow", Scope.GLOBAL, new PruningSchedule.AtInitialisation(100),
            "Prunes the untrained network by synaptic flow in 100 rounds without data, then trains "
                + "(SynFlow; Tanaka et al. 2020).");
    }
}
