package org.espalier.pruning;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.nets.checkpoint.Checkpoint;
import org.espalier.nets.train.TrainingMonitor;

/**
 * Keeps metrics and the newest checkpoint (in a file, and with notes of its own as a trial's monitor does), and can end the
 * run when a checkpoint of some step is kept, as a kill would.
 */
public final class RecordingMonitor implements TrainingMonitor {

    /** The end of an interrupted run. */
    public static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Path file;
    private final long killAt;
    private final boolean resume;
    public final List<String> metrics = new ArrayList<>();
    public Checkpoint last;

    private RecordingMonitor(Path file, long killAt, boolean resume) {
        this.file = file;
        this.killAt = killAt;
        this.resume = resume;
    }

    public static RecordingMonitor inMemory() {
        return new RecordingMonitor(null, -1, false);
    }

    public static RecordingMonitor killedAt(Path file, long step) {
        return new RecordingMonitor(file, step, false);
    }

    public static RecordingMonitor resuming(Path file) {
        return new RecordingMonitor(file, -1, true);
    }

    @Override
    public void metric(String name, long step, double value) {
        metrics.add(name + " " + step + " " + value);
    }

    @Override
    public void save(Checkpoint checkpoint) {
        last = checkpoint;
        if (file != null && checkpoint.progress().step() == killAt) {
            checkpoint.withNotes(Map.of("metrics", Integer.toString(metrics.size()))).write(file);
            throw new Killed();
        }
    }

    @Override
    public Optional<Checkpoint> restore() {
        return resume ? Optional.of(Checkpoint.read(file)) : Optional.empty();
    }
}
