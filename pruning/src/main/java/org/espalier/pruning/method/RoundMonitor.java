package org.espalier.pruning.method;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.checkpoint.PassCount;
import org.espalier.nets.checkpoint.TrainingProgress;
import org.espalier.nets.checkpoint.Validation;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.train.TrainingMonitor;

/**
 * Lets the several trainings of a ladder look like one to the monitor of a trial: steps and images count on from round to
 * round.
 *
 * <p>The round need not be stored: it is the one whose steps the checkpoint's step lies in. A step on a rung belongs to
 * the round before it, so that a ladder killed between two rounds ranks again, from the same state.
 */
final class RoundMonitor implements TrainingMonitor {
    private final TrainingMonitor trial;
    private final long steps;
    private final BiConsumer<Long, Parametrization> everyStep;
    private long offset;
    private PassCount before = PassCount.NONE;
    private Checkpoint pending;

    /**
     * @param steps     of the whole ladder
     * @param everyStep sees every step of the whole ladder first
     */
    RoundMonitor(TrainingMonitor trial, long steps, BiConsumer<Long, Parametrization> everyStep) {
        this.trial = trial;
        this.steps = steps;
        this.everyStep = everyStep;
    }

    /** Asks the trial, once, for the checkpoint to go on from; its steps are those of the whole ladder. */
    Optional<Checkpoint> resume() {
        pending = trial.restore().orElse(null);
        return Optional.ofNullable(pending);
    }

    /**
     * A round begins.
     *
     * @param start  its first step in the whole ladder
     * @param passed images passed before it; ignored by a round that goes on from a checkpoint, which holds them
     */
    void round(long start, PassCount passed) {
        offset = start;
        before = passed;
    }

    @Override
    public Optional<Checkpoint> restore() {
        if (pending == null) {
            return Optional.empty();
        }
        Checkpoint c = pending;
        pending = null;
        before = PassCount.NONE;
        return Optional.of(c.at(moved(c.progress(), -offset, PassCount.NONE)));
    }

    @Override
    public void save(Checkpoint c) {
        trial.save(c.at(moved(c.progress(), offset, before)));
    }

    private static TrainingProgress moved(TrainingProgress p, long by, PassCount passes) {
        return new TrainingProgress(p.step() + by, p.lossSum(), p.batches(), moved(p.last(), by),
            moved(p.earlyStop(), by), p.passes().plus(passes));
    }

    static Validation moved(Validation validation, long by) {
        return validation == null ? null : new Validation(validation.step() + by, validation.loss(),
            validation.accuracy());
    }

    /** Images passed before the round in hand, as its own count does not include them. */
    PassCount before() {
        return before;
    }

    @Override
    public void metric(String name, long step, double value) {
        trial.metric(name, offset + step, value);
    }

    @Override
    public void progress(double fraction) {}

    @Override
    public void stepped(long step, Parametrization weights) {
        if (step > 0 || offset == 0) {
            everyStep.accept(offset + step, weights);
            trial.stepped(offset + step, weights);
        }
        trial.progress((offset + step) / (double) steps);
    }

    @Override
    public void validated(Validation validation, boolean isBest, Network network) {
        trial.validated(moved(validation, offset), isBest, network);
    }
}
