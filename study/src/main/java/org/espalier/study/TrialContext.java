package org.espalier.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.base.RandomStreams;

/** What a trial may touch while it runs: its folder, its metrics, its random streams, its predecessors' artifacts. */
public interface TrialContext {

    /** The trial's own folder: artifacts and checkpoints go here. It survives a kill; a resumed trial finds it again. */
    Path folder();

    /** The trial's metrics, appended as it trains. */
    MetricLog metrics();

    /** The named random streams of one of the trial's seeds. */
    RandomStreams streams(long seed);

    /** A file that a trial in {@link Trial#startsFrom()} left in its folder. */
    Path artifact(String trialId, String fileName);

    /**
     * As {@link #artifact(String, String)}; if the file is missing, {@code make} writes it there first, whole or not at all. For
     * what follows from the content of that trial but is kept only where someone asked for it: made now or kept then, it has the
     * same bytes. One process at a time makes it.
     */
    default Path artifact(String trialId, String fileName, Consumer<Path> make) {
        Path file = artifact(trialId, fileName);
        if (!Files.exists(file)) {
            make.accept(file);
        }
        return file;
    }

    /**
     * The trials of the plan that start from this one: what it keeps for them may depend on them, its metrics and what else it
     * leaves may not.
     */
    default List<Trial> dependents() {
        return List.of();
    }

    /**
     * Whether a trial in {@link Trial#startsFrom()} diverged, so that artifacts it leaves at its end are missing. Always false
     * unless the study {@linkplain Study#doesWithoutDiverged does without} such trials.
     */
    boolean diverged(String trialId);

    /** The folder the user named for data sets with {@code --data-dir}, if any. */
    Optional<Path> dataDirectory();

    /** Whether files that no other trial reads are kept, too: networks above all. False where the user asked for none. */
    default boolean keepsEverything() {
        return true;
    }

    /** The run directory, where what the user brought along is kept; empty if the trial is in none. */
    default Optional<Path> runs() {
        return Optional.empty();
    }

    /** Tells how much of the trial is done, 0..1. */
    void progress(double fraction);
}
