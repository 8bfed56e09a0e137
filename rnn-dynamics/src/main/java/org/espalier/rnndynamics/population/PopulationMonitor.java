package org.espalier.rnndynamics.population;

import java.util.Optional;

/** Where the training of a population reports to, and where its checkpoints go. */
public interface PopulationMonitor {

    /** Reports nothing, keeps no checkpoints. */
    PopulationMonitor SILENT = (network, name, step, value) -> {};

    /**
     * A metric of one network after {@code step} steps: {@code train_loss} (mean of the batch losses since the last
     * validation, without L2), {@code val_loss}, and {@code val_accuracy} where the targets are classes. After a resume,
     * metrics later than the checkpoint come again, with the same values.
     *
     * @param network its place in the list of members
     */
    void metric(int network, String name, long step, double value);

    /** How much of the training is done, 0..1. */
    default void progress(double fraction) {}

    /** The checkpoint to go on from, if there is one. Asked once, before the first step. */
    default Optional<PopulationCheckpoint> restore() {
        return Optional.empty();
    }

    /** A checkpoint to keep. Its arrays are copies. */
    default void save(PopulationCheckpoint checkpoint) {}
}
