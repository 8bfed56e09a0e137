package org.espalier.lotteryticket;

import java.util.List;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.method.Problem;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.Parametrization;
import org.espalier.pruning.method.CarriedState;
import org.espalier.pruning.method.LadderTraining;
import org.espalier.pruning.method.PruningMethod;
import org.espalier.pruning.schedule.PruningSchedule;
import org.espalier.pruning.schedule.Rung;

/**
 * Iterative magnitude pruning with rewinding (Frankle and Carbin 2019, sec. 2): train, prune the smallest weights of each
 * layer, rewind the others, again; then train what was found. Its controls differ in what the last round trains from and in
 * nothing before, so that from one seed ticket and controls have the same mask (or the same counts).
 *
 * <p>With r rounds of about 20 % (10 % in the output layer) the budget is divided into r + 1 equal parts: r trainings that
 * find the ticket and the training of the ticket itself, at Adam's constant 1.2e-3. Deviation: in the paper every part is
 * as long as a full training, so a ticket there costs r + 1 times as much as the dense network; at equal steps its last
 * training is shorter than that of a method that prunes before training.
 */
public abstract class LotteryTicket extends PruningMethod {
    private final TicketStart start;
    private final double rewindFraction;

    /** @param rewindFraction the rewind step as a fraction of the first round's steps, in [0, 1) */
    LotteryTicket(String name, TicketStart start, double rewindFraction, PruningSchedule schedule, String description) {
        super(name, "magnitude", Scope.LAYER, schedule, description);
        if (!(rewindFraction >= 0 && rewindFraction < 1)) {
            throw new InvalidInputException("rewind: expected a fraction of the first round in [0, 1), found " + rewindFraction);
        }
        this.start = start;
        this.rewindFraction = rewindFraction;
    }

    @Override
    protected LadderTraining.Restart restart(Problem problem, InitialWeights initial, Network network, List<Rung> rungs,
                                             RandomStreams random) {
        if (rungs.isEmpty()) {
            return LadderTraining.Restart.CONTINUE;
        }
        long firstRung = rungs.get(0).step();
        if (problem.start().isPresent() && rewindFraction > 0) {
            throw new InvalidInputException(name() + " goes back to a step of the training, and " + problem.start().get().name()
                + " was trained elsewhere: its weights between start and end are not known");
        }
        InitialWeights untrained = problem.start().isPresent()
            ? problem.untrainedWeights(network, 1, random) : initial;
        Rewind rewind = new Rewind(untrained, (long) Math.floor(rewindFraction * firstRung), firstRung);
        int last = rungs.size();
        double density = rungs.get(last - 1).total() / (double) network.parameters(NetworkParameter.Role.WEIGHT).stream()
            .mapToLong(NetworkParameter::size).sum();
        InitialWeights redrawn = problem.drawnWeights(network, density, name -> random.stream("ticket/" + name));
        return new LadderTraining.Restart() {
            @Override
            public InitialWeights weights(int round, InitialWeights trained, Mask mask, Network of) {
                InitialWeights ticket = rewind.weights(round, trained, mask, of);
                return round < last ? ticket : start.weights(ticket, redrawn, untrained, mask, random);
            }

            @Override
            public Mask mask(int round, Mask chosen) {
                return round < last ? chosen : start.mask(chosen, random);
            }

            @Override
            public List<CarriedState> carried() {
                return rewind.carried();
            }

            @Override
            public void stepped(long step, Parametrization weights, Network of) {
                rewind.stepped(step, weights, of);
            }
        };
    }
}
