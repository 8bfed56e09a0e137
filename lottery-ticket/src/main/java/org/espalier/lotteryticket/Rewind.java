package org.espalier.lotteryticket;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.OwnState;
import org.espalier.nets.network.Parametrization;
import org.espalier.pruning.method.CarriedState;
import org.espalier.pruning.method.LadderTraining;

/**
 * Puts the kept weights back to what they were at step k of the first round, bit for bit, with all other parameters and the
 * running statistics of batch normalisation: a ticket is the mask and these weights.
 *
 * <p>k = 0 are the initial weights (Frankle and Carbin 2019, sec. 1); k above 0 is late rewinding (Frankle et al. 2019,
 * "Stabilizing the Lottery Ticket Hypothesis", sec. 2). The optimiser starts afresh and every round trains its full number
 * of steps, so after late rewinding a round ends k steps later than the dense network did.
 */
public final class Rewind implements LadderTraining.Restart {
    private static final String STATISTICS = "statistics/";

    private final InitialWeights initial;
    private final long step;
    private final Map<String, float[]> kept = new LinkedHashMap<>();
    private final Map<String, float[]> statistics = new LinkedHashMap<>();

    /**
     * @param initial   the weights at step 0
     * @param step      k
     * @param firstRung step of the first pruning: k must come before it; 0 for a network that is trained already, and then k
     *                  is 0 too
     * @throws InvalidInputException if k is negative or not before the first pruning
     */
    public Rewind(InitialWeights initial, long step, long firstRung) {
        if (step < 0 || step >= Math.max(firstRung, 1)) {
            throw new InvalidInputException("rewind step: expected one of the first round's, 0 to " + Math.max(firstRung - 1, 0)
                + ", found "
                + step);
        }
        this.initial = initial;
        this.step = step;
    }

    @Override
    public void stepped(long at, Parametrization weights, Network network) {
        if (at == step) {
            if (step > 0) {
                weights.trained().forEach(name -> kept.put(name, weights.variable(name).clone()));
            }
            network.normState().forEach((name, values) -> statistics.put(STATISTICS + name, values));
        }
    }

    @Override
    public InitialWeights weights(int round, InitialWeights trained, Mask mask, Network network) {
        if (step == 0 && statistics.isEmpty()) {
            // Pruned before its first step here: the network before training has fresh statistics.
            network.resetNormState();
            return initial;
        }
        Map<String, float[]> state = new LinkedHashMap<>();
        for (NetworkParameter p : network.parameters(NetworkParameter.Role.NORM_STATE)) {
            state.put(p.name(), statistics.get(STATISTICS + p.name()).clone());
        }
        network.setNormState(state);
        return step == 0 ? initial : new InitialWeights(kept);
    }

    @Override
    public List<CarriedState> carried() {
        return List.of(new CarriedState() {
            @Override
            public String prefix() {
                return "rewind";
            }

            /** Empty until step k has come. */
            @Override
            public OwnState own() {
                return OwnState.ofNumbers(kept).plus(OwnState.ofNumbers(statistics));
            }

            @Override
            public void restore(OwnState own) {
                own.copy().numbers().forEach((name, values) -> (name.startsWith(STATISTICS) ? statistics : kept).put(name, values));
            }
        });
    }
}
