package org.espalier.pruning.method;

import java.util.List;
import org.espalier.base.RandomStreams;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.method.Budget;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.SubnetworkMethod;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.optimise.Adam;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.pruning.ranking.Criterion;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.pruning.schedule.PruningSchedule;
import org.espalier.pruning.schedule.Rung;

/**
 * A pruning method: a criterion, a scope and a schedule. All train the same number of steps with the same optimiser and
 * meet the density to the weight; at density 1 each is dense training, bit for bit the same.
 *
 * <p>Adam at a constant 1.2e-3, the setting of 784-300-100-10 in Frankle and Carbin 2019, fig. 2; a validation an epoch
 * and at every round's end. The ladder prunes 20 % a round and, layer by layer, 10 % of the output layer. How the budget's steps are divided
 * is the schedule's: {@link PruningSchedule}. Where the problem starts from a network trained elsewhere, there is no training
 * before the first pruning.
 */
public abstract class PruningMethod implements SubnetworkMethod {
    /** Fraction of a layer's remaining weights pruned a round; the output layer loses half of it. */
    public static final double RATE = 0.2;
    private static final double LEARNING_RATE = 1.2e-3;

    private final String name;
    private final String criterion;
    private final Scope scope;
    private final PruningSchedule schedule;
    private final String description;

    /**
     * @param name        the name on the command line
     * @param criterion   what it ranks by
     * @param scope       among which weights
     * @param schedule    when, and how many
     * @param description one sentence
     */
    protected PruningMethod(String name, String criterion, Scope scope, PruningSchedule schedule, String description) {
        this.name = name;
        this.criterion = criterion;
        this.scope = scope;
        this.schedule = schedule;
        this.description = description;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean selects() {
        return true;
    }

    @Override
    public boolean trains() {
        return true;
    }

    /** What it ranks by. */
    public Criterion criterion() {
        return Criteria.named(criterion);
    }

    @Override
    public void requirePossible(List<Long> layers, double density, long steps) {
        schedule.rungs(scope == Scope.LAYER ? PruningLadder.of(layers, RATE) : PruningLadder.global(layers, RATE), density, steps);
    }

    @Override
    public Found find(Network network, Problem problem, double density, Budget budget, RandomStreams random,
                      TrainingMonitor monitor) {
        int images = problem.data().train().count();
        TrainingOptions options = TrainingOptions.of(Adam.of(0), LEARNING_RATE, budget.steps(images), budget.batchSize(),
            budget.stepsPerEpoch(images));
        return find(network, problem, density, options, budget.stepsPerEpoch(images), random, monitor);
    }

    /** As {@link #find(Network, Problem, double, Budget, RandomStreams, TrainingMonitor)}, trained in another way. */
    public final Found find(Network network, Problem problem, double density, TrainingOptions options,
                            long stepsPerEpoch, RandomStreams random, TrainingMonitor monitor) {
        PruningLadder ladder = scope == Scope.LAYER ? PruningLadder.of(network, RATE)
            : PruningLadder.global(network, RATE);
        // Movement is added up while training: it ranks nothing before the first step.
        List<Rung> rungs = problem.start().isPresent() && !criterion().needsMovement()
            ? schedule.rungsOfTrained(ladder, density, options.steps()) : schedule.rungs(ladder, density, options.steps());
        InitialWeights initial = problem.initialWeights(network, density, random);
        LadderTraining.Restart restart = restart(problem, initial, network, rungs, random);
        return new LadderTraining(network, problem, initial, rungs, criterion(), scope, options, stepsPerEpoch, random,
            restart, monitor).run();
    }

    /**
     * Where a round starts after its mask has been chosen; from the trained weights unless a method says otherwise.
     *
     * @throws org.espalier.base.InvalidInputException if the rungs do not allow it; called before any training
     */
    protected LadderTraining.Restart restart(Problem problem, InitialWeights initial, Network network, List<Rung> rungs,
                                             RandomStreams random) {
        return LadderTraining.Restart.CONTINUE;
    }
}
