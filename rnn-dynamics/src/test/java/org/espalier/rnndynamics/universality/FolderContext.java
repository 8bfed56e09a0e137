package org.espalier.rnndynamics.universality;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.base.RandomStreams;
import org.espalier.study.Metric;
import org.espalier.study.MetricLog;
import org.espalier.study.TrialContext;

/** A trial's folder with its log in memory, as after a kill: the log keeps what was written, the process ends at an append. */
public final class FolderContext implements TrialContext, MetricLog {
    private final Path folder;
    private final StringBuilder log;
    private final int killAtRow;
    private boolean begun;

    /** Thrown in place of a kill. */
    static final class Killed extends RuntimeException {}

    public FolderContext(Path folder) {
        this(folder, new StringBuilder(), Integer.MAX_VALUE);
    }

    private FolderContext(Path folder, StringBuilder log, int killAtRow) {
        this.folder = folder;
        this.log = log;
        this.killAtRow = killAtRow;
    }

    /** The next attempt in the same folder, killed when the log has so many rows. */
    FolderContext again(int rows) {
        return new FolderContext(folder, log, rows);
    }

    String text() {
        return log.toString();
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public MetricLog metrics() {
        return this;
    }

    @Override
    public RandomStreams streams(long seed) {
        return RandomStreams.of(seed);
    }

    @Override
    public Path artifact(String trialId, String fileName) {
        return folder.resolveSibling(trialId).resolve(fileName);
    }

    @Override
    public boolean diverged(String trialId) {
        return false;
    }

    @Override
    public Optional<Path> dataDirectory() {
        return Optional.empty();
    }

    @Override
    public void progress(double fraction) {}

    @Override
    public void append(long seed, Metric metric, long step, double value) {
        if (!begun) {
            rewind(0);
        }
        if (log.chars().filter(c -> c == '\n').count() == killAtRow) {
            throw new Killed();
        }
        log.append(seed).append(',').append(metric.flat()).append(',').append(step).append(',').append(value).append('\n');
    }

    @Override
    public long position() {
        return log.length();
    }

    @Override
    public void rewind(long position) {
        begun = true;
        log.setLength((int) position);
    }
}
