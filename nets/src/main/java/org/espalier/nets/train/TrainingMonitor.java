package org.espalier.nets.train;

import java.util.Optional;
import java.util.function.Supplier;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.checkpoint.Validation;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.Parametrization;

/** Where a training reports to, and where its checkpoints go. */
public interface TrainingMonitor {

    /** Reports nothing, keeps no checkpoints. */
    TrainingMonitor SILENT = (name, step, value) -> {};

    /**
     * A metric after {@code step} steps: {@code train_loss} (mean of the batch losses since the last validation),
     * {@code val_loss}, {@code val_accuracy}. After a resume, metrics later than the checkpoint come again, with the same
     * values.
     */
    void metric(String name, long step, double value);

    /** How much of the training is done, 0..1. */
    default void progress(double fraction) {}

    /** The checkpoint to go on from, if there is one. Asked once, before the first step. */
    default Optional<Checkpoint> restore() {
        return Optional.empty();
    }

    /** A checkpoint to keep. Its arrays are copies. */
    default void save(Checkpoint checkpoint) {}

    /**
     * The variables after {@code step} steps, for those who keep them at some step (rewinding); also before the first
     * step, with 0. After a resume, steps later than the checkpoint come again.
     *
     * @param weights live: read, do not keep
     */
    default void stepped(long step, Parametrization weights) {}

    /**
     * The whole state of the training after {@code step} steps, for those who want to go on from there later; also before
     * the first step, with 0. After a resume, steps later than the checkpoint come again, with the same state.
     *
     * @param state copies the state when asked, now or never
     */
    default void state(long step, Supplier<Checkpoint> state) {}

    /**
     * A validation.
     *
     * @param best    whether it is the best so far, and so the early-stopping step until a better one comes
     * @param network loaded with the effective weights that were validated
     */
    default void validated(Validation validation, boolean best, Network network) {}
}
