package org.espalier.pruning.method;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.espalier.base.RandomStreams;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.checkpoint.PassCount;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.method.Found;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.Subnetwork;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.parametrization.MaskedWeights;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.nets.train.TrainingOutcome;
import org.espalier.pruning.ranking.Criterion;
import org.espalier.pruning.ranking.PruningState;
import org.espalier.pruning.schedule.MaskSelection;
import org.espalier.pruning.schedule.Rung;

/**
 * The loop of every pruning method: train to the next rung, rank, prune, go on.
 *
 * <p>Each round is a training of its own: the optimiser starts afresh, so nothing of a pruned weight is left in its state,
 * and pruned weights are exactly zero. A round that starts at step s of the whole sees the orders of the epochs from
 * {@code ceil(s / steps an epoch)} on: no epoch's order comes twice, and where rounds are whole epochs every method sees the
 * batches that dense training sees. The early-stopping step is that of the last round.
 *
 * <p>A checkpoint holds the whole ladder; a run killed at any step of any round ends with the same bits.
 */
public final class LadderTraining {

    /** Where a round starts after its mask has been chosen. */
    public interface Restart {
        /** From the weights as they were trained so far: pruning with fine-tuning. */
        Restart CONTINUE = (round, trained, mask, network) -> trained;

        /**
         * The weights of the next round; those that are not kept are set to 0 afterwards.
         *
         * @param round   number of the ranking just done, counted from 1
         * @param trained the weights at the end of the round before
         * @param mask    what is kept now
         * @param network whose running statistics may be put back
         */
        InitialWeights weights(int round, InitialWeights trained, Mask mask, Network network);

        /** What is kept from now on, where it is not what the ranking chose: for controls. Of the same size. */
        default Mask mask(int round, Mask chosen) {
            return chosen;
        }

        /** State that checkpoints must hold for this. */
        default List<CarriedState> carried() {
            return List.of();
        }

        /** Sees the variables after each step of the whole ladder, and before the first. */
        default void stepped(long step, Parametrization weights, Network network) {}
    }

    private final Network network;
    private final Problem problem;
    private final InitialWeights initial;
    private final List<Rung> rungs;
    private final Criterion criterion;
    private final Scope scope;
    private final TrainingOptions options;
    private final long stepsPerEpoch;
    private final RandomStreams random;
    private final Restart restart;
    private final MovingMask mask;
    private final MovementSum movement;
    private final TicketState ticket = new TicketState();
    private final List<CarriedState> carried = new ArrayList<>();
    private final RoundMonitor monitor;
    private final TrainingMonitor trial;
    private PassCount passes = PassCount.NONE;

    /**
     * @param network   to compute with; left with the found subnetwork loaded
     * @param initial   the weights at step 0
     * @param rungs     in the order of their steps, all below {@code options.steps()}
     * @param options   how the whole ladder is trained; its steps are divided by the rungs; its schedule, if it is not
     *                  constant, starts again in every round
     * @param trial     receives metrics and checkpoints of the whole
     */
    public LadderTraining(Network network, Problem problem, InitialWeights initial, List<Rung> rungs,
                          Criterion criterion, Scope scope, TrainingOptions options, long stepsPerEpoch,
                          RandomStreams random, Restart restart, TrainingMonitor trial) {
        this.network = network;
        this.problem = problem;
        this.initial = initial;
        this.rungs = List.copyOf(rungs);
        this.criterion = criterion;
        this.scope = scope;
        this.options = options;
        this.stepsPerEpoch = stepsPerEpoch;
        this.random = random;
        this.restart = restart;
        this.trial = trial;
        mask = new MovingMask(network.denseMask());
        movement = criterion.needsMovement() ? new MovementSum(mask.mask()) : null;
        carried.add(mask);
        if (movement != null) {
            carried.add(movement);
        }
        carried.addAll(restart.carried());
        carried.add(ticket);
        monitor = new RoundMonitor(trial, options.steps(), (step, weights) -> restart.stepped(step, weights, network));
    }

    /** Trains and prunes to the end, from the trial's checkpoint if it has one. */
    public Found run() {
        Optional<Checkpoint> saved = monitor.resume();
        saved.ifPresent(checkpoint -> RoundWeights.giveBack(checkpoint.own(), carried));
        long resumed = saved.map(checkpoint -> checkpoint.progress().step()).orElse(-1L);
        InitialWeights weights = initial;
        TrainingOutcome outcome = null;
        int done = (int) rungs.stream().filter(rung -> rung.step() < resumed).count();
        long start = done == 0 ? 0 : rungs.get(done - 1).step();
        boolean fresh = resumed < 0;
        while (start < options.steps() && (outcome == null || !outcome.diverged())) {
            if (fresh) {
                int first = done;
                while (done < rungs.size() && rungs.get(done).step() == start) {
                    weights = prune(done++, weights);
                }
                if (done > first) {
                    trial.metric("density", start, mask.mask().density());
                }
            }
            long end = done < rungs.size() ? rungs.get(done).step() : options.steps();
            outcome = train(weights, start, end);
            weights = new InitialWeights(network.effective());
            start = end;
            fresh = true;
        }
        Subnetwork found = new Subnetwork(mask.mask(), weights, initial);
        return new Found(ticket.weights().map(found::withTicket).orElse(found), outcome);
    }

    /** Ranks the weights and takes the next mask. @return where the next round starts, pruned weights 0 */
    private InitialWeights prune(int rung, InitialWeights trained) {
        PruningState state = new PruningState(network, initial, masked(trained),
            mask.mask(), movement == null ? Map.of() : movement.sums(), problem.data().train(), rung + 1, random);
        mask.set(restart.mask(rung + 1,
            MaskSelection.prune(mask.mask(), criterion.scores(state), rungs.get(rung), scope)));
        passes = passes.plus(state.passes());
        if (movement != null) {
            movement.clear();
        }
        InitialWeights start = masked(restart.weights(rung + 1, trained, mask.mask(), network));
        if (restart != Restart.CONTINUE) {
            ticket.set(start);
        }
        return start;
    }

    private InitialWeights masked(InitialWeights weights) {
        Map<String, float[]> values = new LinkedHashMap<>(weights.values());
        for (MaskLayer layer : mask.mask().layers()) {
            float[] copy = values.get(layer.name()).clone();
            layer.apply(copy);
            values.put(layer.name(), copy);
        }
        return new InitialWeights(values);
    }

    private TrainingOutcome train(InitialWeights start, long from, long to) {
        MaskedWeights masked = new MaskedWeights(network, start, mask.mask());
        Parametrization weights = new RoundWeights(movement == null ? masked : movement.watching(masked), carried);
        monitor.round(from, passes);
        TrainingOutcome outcome = Training.run(network, weights, problem.data(), options(from, to),
            ordersFrom((from + stepsPerEpoch - 1) / stepsPerEpoch, random), monitor);
        passes = monitor.before().plus(outcome.passes());
        return new TrainingOutcome(from + outcome.steps(),
            outcome.divergedAt().isPresent() ? OptionalLong.of(from + outcome.divergedAt().getAsLong())
                : OptionalLong.empty(),
            Optional.ofNullable(RoundMonitor.moved(outcome.last().orElse(null), from)),
            Optional.ofNullable(RoundMonitor.moved(outcome.earlyStop().orElse(null), from)), passes);
    }

    private TrainingOptions options(long from, long to) {
        return new TrainingOptions(options.optimizer(), options.learningRate(), options.schedule(), options.loss(),
            to - from, options.batchSize(), options.evaluateEvery(), options.clipNorm(), options.checkpointSeconds());
    }

    /**
     * The orders of images, and what dropout drops, from some epoch on, for a training that follows another; every other
     * stream is unchanged.
     *
     * @param epoch the epoch whose order the first one gets, counted from 0
     */
    public static RandomStreams ordersFrom(long epoch, RandomStreams random) {
        return name -> {
            String[] parts = name.split("/", 3);
            if (parts[0].equals("data-order") || parts[0].equals("dropout")) {
                parts[1] = Long.toString(epoch + Long.parseLong(parts[1]));
            }
            return random.stream(String.join("/", parts));
        };
    }
}
