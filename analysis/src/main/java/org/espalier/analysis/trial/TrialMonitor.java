package org.espalier.analysis.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.train.TrainingMonitor;
import org.espalier.study.TrialContext;

/**
 * Joins a training to its trial: metrics go to the trial's log, checkpoints to its folder.
 *
 * <p>A checkpoint keeps the length of the log, so that a resumed training writes the same file as one never interrupted.
 */
public final class TrialMonitor implements TrainingMonitor {
    private static final String FILE = "checkpoint.safetensors";
    private static final String POSITION = "metrics-position";
    private static final String LAST = "last-";
    /** What a checkpoint holds; one that says nothing was written when masks were among the variables. */
    private static final String LAYOUT = "layout";
    private static final String THIS_LAYOUT = "2";

    private final long seed;
    private final TrialContext context;
    private final Path file;
    private final Map<String, Double> last = new LinkedHashMap<>();

    /** @param seed the seed of the trial that trains */
    public TrialMonitor(long seed, TrialContext context) {
        this.seed = seed;
        this.context = context;
        this.file = context.folder().resolve(FILE);
    }

    @Override
    public void metric(String name, long step, double value) {
        context.metrics().append(seed, name, step, value);
        last.put(name, value);
    }

    @Override
    public void progress(double fraction) {
        context.progress(fraction);
    }

    @Override
    public void save(Checkpoint checkpoint) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(LAYOUT, THIS_LAYOUT);
        notes.put(POSITION, Long.toString(context.metrics().position()));
        last.forEach((name, value) -> notes.put(LAST + name, Double.toString(value)));
        checkpoint.withNotes(notes).write(file);
    }

    /** {@inheritDoc} A checkpoint of an older version counts as none, and standard error says so. */
    @Override
    public Optional<Checkpoint> restore() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Checkpoint checkpoint = Checkpoint.read(file);
        if (!THIS_LAYOUT.equals(checkpoint.notes().get(LAYOUT))) {
            System.err.println(file + " was written by an older version of Espalier, which kept less in it: the trial starts "
                + "again from its first step.");
            return Optional.empty();
        }
        context.metrics().rewind(Long.parseLong(checkpoint.notes().get(POSITION)));
        checkpoint.notes().forEach((key, value) -> {
            if (key.startsWith(LAST)) {
                last.put(key.substring(LAST.length()), Double.valueOf(value));
            }
        });
        return Optional.of(checkpoint);
    }

    /** The last value of each metric that the training logged. */
    public Map<String, Double> last() {
        return last;
    }

    /** Removes the checkpoint of a training that needs it no more. */
    public void finish() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InvalidInputException("cannot remove " + file + ": " + e.getMessage(), e);
        }
    }
}
