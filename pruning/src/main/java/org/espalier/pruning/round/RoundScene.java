package org.espalier.pruning.round;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.espalier.base.InvalidInputException;
import org.espalier.base.RandomStreams;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.method.Problem;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.WeightFile;
import org.espalier.nets.train.Training;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.nets.train.TrainingOptions;
import org.espalier.pruning.ranking.Criterion;
import org.espalier.pruning.ranking.PruningState;
import org.espalier.pruning.schedule.MaskSelection;
import org.espalier.pruning.schedule.Rung;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;

/**
 * Where a round starts: its problem, and what the trials it starts from left. They are named by their place in
 * {@link Trial#startsFrom()}.
 *
 * @param trial   the trial of the round
 * @param network to compute with
 * @param problem the problem
 * @param initial the weights at step 0, those of the dense training of the same seed
 * @param random  the random streams of the trial
 * @param context the trial's context
 */
public record RoundScene(Trial trial, Network network, Problem problem, InitialWeights initial, RandomStreams random,
                         TrialContext context) {

    /** The mask that a predecessor trained with. */
    public Mask mask(int predecessor) {
        return MaskFile.read(artifact(predecessor, RoundTrial.MASK_FILE));
    }

    /** The weights at the end of a predecessor, and its running statistics. */
    public InitialWeights trained(int predecessor) {
        return WeightFile.read(artifact(predecessor, RoundTrial.WEIGHTS_FILE), network);
    }

    /** The state of a predecessor after a step that its parameter {@code kept_steps} names. */
    public Checkpoint state(int predecessor, long step) {
        return Checkpoint.read(artifact(predecessor, RoundTrial.stateFile(step)));
    }

    /**
     * The state of a predecessor after a step at or before its end. Where it was not kept, the training is done again up to that
     * step, to the same bits, and the state is kept for all others that ask.
     *
     * @param training what the predecessor trained, on the problem and with the seed of this round
     */
    public Checkpoint state(int predecessor, long step, Round training) {
        String id = trial.startsFrom().get(predecessor);
        return Checkpoint.read(context.artifact(id, RoundTrial.stateFile(step), file -> train(training, step).write(file)));
    }

    private Checkpoint train(Round training, long step) {
        RoundStart start = training.start(this);
        Checkpoint first = start.masked();
        network.setNormState(first.normState());
        TrainingOptions all = start.options();
        TrainingOptions some = new TrainingOptions(all.optimizer(), all.learningRate(), all.schedule(), all.loss(), step,
            all.batchSize(), all.evaluateEvery(), all.clipNorm(), Double.POSITIVE_INFINITY);
        Checkpoint[] reached = new Checkpoint[1];
        Training.run(network, start.weights(network), problem.data(), some, start.orders(), new TrainingMonitor() {
            @Override
            public void metric(String name, long at, double value) {}

            @Override
            public Optional<Checkpoint> restore() {
                return Optional.of(first);
            }

            @Override
            public void progress(double fraction) {
                context.progress(0);
            }

            @Override
            public void state(long at, Supplier<Checkpoint> state) {
                if (at == step) {
                    reached[0] = state.get();
                }
            }
        });
        if (reached[0] == null) {
            throw new InvalidInputException("the training that this one starts from diverged before step " + step);
        }
        return reached[0];
    }

    /**
     * Ranks the weights a mask keeps by a criterion and keeps the best, layer by layer.
     *
     * @param mask    what is kept so far
     * @param trained the weights that are ranked
     * @param kept    weights kept afterwards, by layer
     * @param ranking number of the ranking, counted from 1: part of the names of its random streams
     */
    public Mask prune(Mask mask, InitialWeights trained, Criterion criterion, Map<String, Integer> kept, int ranking) {
        PruningState state = new PruningState(network, initial, trained, mask, Map.of(), problem.data().train(), ranking,
            random);
        return MaskSelection.prune(mask, criterion.scores(state), new Rung(0, kept), Scope.LAYER);
    }

    private Path artifact(int predecessor, String file) {
        return context.artifact(trial.startsFrom().get(predecessor), file);
    }
}
