package org.espalier.pruning.method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * round, and a checkpoint holds the whole ladder.
 *
 * <p>The round need not be stored: it is the one whose steps the checkpoint's step lies in. A step on a rung belongs to
 * the round before it, so that a ladder killed between two rounds ranks again, from the same state.
 */
final class RoundMonitor implements TrainingMonitor {
    private static final String LADDER = "ladder/";

    private final TrainingMonitor trial;
    private final List<CarriedState> carried;
    private final long steps;
    private final BiConsumer<Long, Parametrization> everyStep;
    private long offset;
    private PassCount before = PassCount.NONE;
    private Checkpoint pending;

    /**
     * @param steps     of the whole ladder
     * @param everyStep sees every step of the whole ladder first
     */
    RoundMonitor(TrainingMonitor trial, List<CarriedState> carried, long steps,
                 BiConsumer<Long, Parametrization> everyStep) {
        this.trial = trial;
        this.carried = carried;
        this.steps = steps;
        this.everyStep = everyStep;
    }

    /**
     * Asks the trial for its checkpoint, once, and gives every carried state its arrays back.
     *
     * @return the step of the whole ladder it was made at; -1 if there is none
     */
    long resume() {
        Optional<Checkpoint> saved = trial.restore();
        if (saved.isEmpty()) {
            return -1;
        }
        pending = saved.get();
        for (CarriedState state : carried) {
            String prefix = LADDER + state.prefix() + "/";
            Map<String, float[]> arrays = new LinkedHashMap<>();
            pending.variables().forEach((name, values) -> {
                if (name.startsWith(prefix)) {
                    arrays.put(name.substring(prefix.length()), values);
                }
            });
            state.restore(arrays);
        }
        return pending.progress().step();
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
        Map<String, float[]> variables = new LinkedHashMap<>(c.variables());
        Map<String, float[][]> slots = new LinkedHashMap<>(c.slots());
        variables.keySet().removeIf(name -> name.startsWith(LADDER));
        slots.keySet().removeIf(name -> name.startsWith(LADDER));
        return Optional.of(new Checkpoint(moved(c.progress(), -offset, PassCount.NONE), variables, slots, c.normState(),
            c.notes()));
    }

    @Override
    public void save(Checkpoint c) {
        Map<String, float[]> variables = new LinkedHashMap<>(c.variables());
        Map<String, float[][]> slots = new LinkedHashMap<>(c.slots());
        for (CarriedState state : carried) {
            state.arrays().forEach((name, values) -> {
                variables.put(LADDER + state.prefix() + "/" + name, values.clone());
                slots.put(LADDER + state.prefix() + "/" + name, new float[0][]);
            });
        }
        trial.save(new Checkpoint(moved(c.progress(), offset, before), variables, slots, c.normState(), c.notes()));
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
    public void progress(double fraction) { }

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
