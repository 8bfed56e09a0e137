package org.espalier.pruning.method;

import java.util.List;
import org.espalier.nets.network.OwnState;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.parametrization.ForwardingWeights;

/** What a round of a ladder trains, with all that the ladder carries from round to round in its checkpoints. */
final class RoundWeights extends ForwardingWeights {
    private final List<CarriedState> carried;

    RoundWeights(Parametrization weights, List<CarriedState> carried) {
        super(weights);
        this.carried = carried;
    }

    @Override
    public OwnState own() {
        OwnState own = super.own();
        for (CarriedState state : carried) {
            own = own.plus(state.own().under(state.prefix()));
        }
        return own;
    }

    /** The ladder had to take its state back before it could make this round's weights ({@link #giveBack}). */
    @Override
    public void restore(OwnState own) {}

    static void giveBack(OwnState own, List<CarriedState> carried) {
        for (CarriedState state : carried) {
            state.restore(own.of(state.prefix()));
        }
    }
}
