package org.espalier.rnndynamics.population;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.study.TrialContext;

/**
 * The checkpoint of a population in the folder of its trial. With it is kept how long the trial's log was, so that a trial
 * that goes on from it writes the same log as one never interrupted.
 */
public final class TrialCheckpoint {
    private static final String FILE = "checkpoint.safetensors";
    private static final String POSITION = "metrics-position";

    private final TrialContext context;
    private final Path file;

    public TrialCheckpoint(TrialContext context) {
        this.context = context;
        file = context.folder().resolve(FILE);
    }

    /**
     * Keeps a checkpoint in place of the one before.
     *
     * @param notes what else the trial has to remember; found again in {@link PopulationCheckpoint#notes}
     */
    public void save(PopulationCheckpoint checkpoint, Map<String, String> notes) {
        Map<String, String> all = new LinkedHashMap<>(notes);
        all.put(POSITION, Long.toString(context.metrics().position()));
        checkpoint.write(file, all);
    }

    /** The checkpoint if there is one; the log is cut to where it was then. */
    public Optional<PopulationCheckpoint> restore() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        PopulationCheckpoint checkpoint = PopulationCheckpoint.read(file);
        context.metrics().rewind(Long.parseLong(checkpoint.notes().get(POSITION)));
        return Optional.of(checkpoint);
    }

    /**
     * Removes the checkpoint of a trial that needs it no more.
     *
     * @throws InvalidInputException if it cannot be removed
     */
    public void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InvalidInputException("cannot remove " + file + ": " + e.getMessage(), e);
        }
    }
}
