package org.espalier.study.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.espalier.base.AtomicFile;
import org.espalier.study.MetricLog;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.code.Build;

/**
 * A trial's folder, opened to write by the one process that holds its lock.
 *
 * <p>The order of writes: {@code trial.json}, then metrics and artifacts while the trial runs, all of them forced to
 * disk, and last {@code record.json} by atomic rename. A trial killed at any moment leaves a folder that the next
 * attempt resumes from; a trial that failed is resumed once, and after the next failure started anew from an empty
 * folder, because what it resumes from may be what fails.
 */
public final class OpenTrial implements AutoCloseable {
    private static final double SAVE_TIME_EVERY_SECONDS = 5;
    private static final Set<String> KEPT_ON_FRESH_START = Set.of(RunFiles.LOCK, RunFiles.TIME, RunFiles.TRIAL,
        RunFiles.RECORD);

    private final Trial trial;
    private final Path folder;
    private final TrialLock lock;
    private final Instant started = Instant.now();
    private final long startNanos = System.nanoTime();
    private final double startCpu = TimeSpent.processSeconds();
    private double savedAt;
    private TimeSpent before = TimeSpent.NONE;
    private Build build = Build.UNKNOWN;
    private MetricFile metrics;

    private OpenTrial(Trial trial, Path folder, TrialLock lock) {
        this.trial = trial;
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the trial's lock.
     *
     * @param patience how long to wait for another process (a killed run's worker may take a moment to end)
     * @throws TrialBusyException                       if another process still holds it
     * @throws org.espalier.base.InvalidInputException if the folder cannot be made
     */
    public static OpenTrial open(RunDirectory runs, Trial trial, Duration patience)
        throws TrialBusyException, InterruptedException {
        Path folder = RunFiles.makeFolder(runs.root(), runs.trialFolder(trial));
        try {
            return new OpenTrial(trial, folder, TrialLock.take(folder, trial.id(), patience));
        } catch (IOException e) {
            throw unwritable(e, folder.resolve(RunFiles.LOCK));
        }
    }

    public Path folder() {
        return folder;
    }

    /** Says which code computes the trial, for its record. */
    public void computedBy(Build code) {
        build = code;
    }

    /** The record of a trial that needs no further attempt: done or diverged, and to be relied on. */
    public Optional<TrialRecord> kept() {
        return recorded().filter(RecordDoubts::keeps);
    }

    private Optional<TrialRecord> recorded() {
        Path file = folder.resolve(RunFiles.RECORD);
        return RunFiles.isFile(file)
            ? Optional.of(RecordFile.read(file, trial.study(), trial.id()).record()) : Optional.empty();
    }

    /**
     * Begins an attempt: drops the record of a failed one, and all of one that is not to be relied on, and opens the metrics.
     *
     * @throws UncheckedIOException if the folder cannot be written
     */
    public MetricLog begin() {
        return begin(recorded().flatMap(RecordDoubts::of).isPresent());
    }

    /** As {@link #begin}, and drops all of an earlier attempt whatever came of it. */
    public MetricLog beginAnew() {
        return begin(recorded().isPresent());
    }

    private MetricLog begin(boolean anew) {
        Path file = folder.resolve(RunFiles.TRIAL);
        try {
            if (anew) {
                // The record last: killed in between, the next attempt still knows.
                empty();
                Files.deleteIfExists(folder.resolve(RunFiles.TIME));
                Files.delete(folder.resolve(RunFiles.RECORD));
            }
            before = TimeSpent.read(folder.resolve(RunFiles.TIME));
            if (Files.deleteIfExists(folder.resolve(RunFiles.RECORD)) && before.failures() % 2 == 0
                || MetricFile.isWithoutLabels(folder.resolve(RunFiles.METRICS))) {
                // Rows of both kinds do not go into one file: what began before metrics had labels begins again.
                empty();
            }
            AtomicFile.write(file, RecordFile.pretty(TrialJson.write(trial)));
        } catch (IOException e) {
            throw unwritable(e, file);
        }
        metrics = new MetricFile(folder.resolve(RunFiles.METRICS), trial, this::keepTime);
        return metrics;
    }

    private void empty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!KEPT_ON_FRESH_START.contains(file.getFileName().toString())) {
                    deleteAll(file);
                }
            }
        }
    }

    private static void deleteAll(Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.list(file)) {
                for (Path inner : files.toList()) {
                    deleteAll(inner);
                }
            }
        }
        Files.delete(file);
    }

    /** Keeps the time spent so far, every few seconds, so that a killed attempt's time is not lost. */
    public void keepTime() {
        if ((System.nanoTime() - startNanos) * 1e-9 - savedAt > SAVE_TIME_EVERY_SECONDS) {
            saveTime();
        }
    }

    private void saveTime() {
        savedAt = (System.nanoTime() - startNanos) * 1e-9;
        Path file = folder.resolve(RunFiles.TIME);
        try {
            spent().write(file);
        } catch (IOException e) {
            throw unwritable(e, file);
        }
    }

    private TimeSpent spent() {
        return before.plus((System.nanoTime() - startNanos) * 1e-9, TimeSpent.processSeconds() - startCpu);
    }

    /** Writes the record of a trial that ended in a result. */
    public TrialRecord finish(TrialResult result, SortedMap<String, String> libraries) {
        for (long seed : result.summary().keySet()) {
            if (!trial.seeds().contains(seed)) {
                throw new IllegalArgumentException("the summary has seed " + seed + ", the trial has not");
            }
        }
        return result.status() == TrialResult.Status.FAILED ? fail(result.reason(), libraries)
            : write(result, libraries, spent());
    }

    /** Writes the record of a trial that failed; the next run tries it again. */
    public TrialRecord fail(String reason, SortedMap<String, String> libraries) {
        if (metrics == null) {
            before = TimeSpent.read(folder.resolve(RunFiles.TIME));
        }
        return write(TrialResult.failed(reason), libraries,
            spent().failedAgain());
    }

    private TrialRecord write(TrialResult result, SortedMap<String, String> libraries, TimeSpent spent) {
        Path file = folder.resolve(RunFiles.RECORD);
        try {
            boolean failed = result.status() == TrialResult.Status.FAILED;
            MetricReader.Checksum checksum = new MetricReader.Checksum(0, "");
            if (!failed) {
                metrics.position();
                checksum = MetricReader.checksum(folder.resolve(RunFiles.METRICS));
                forceFiles();
            }
            spent.write(folder.resolve(RunFiles.TIME));
            TrialRecord record = new TrialRecord(trial, result.status(), result.reason(),
                MetricNames.of(trial.study()).read(result.summary()),
                new Provenance(Machine.codeVersion(), libraries, Machine.jvm(), Machine.os(), Machine.cpu(),
                    started.truncatedTo(ChronoUnit.SECONDS).toString(), spent.wallSeconds(), spent.cpuSeconds(), build));
            new RecordFile(record, checksum).write(file);
            return record;
        } catch (IOException e) {
            throw unwritable(e, file);
        }
    }

    /** A record on disk must not point to artifacts that a power failure can still take away. */
    private void forceFiles() throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.filter(RunFiles::isFile).filter(f -> !f.endsWith(RunFiles.LOCK)).toList();
        }
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    private static UncheckedIOException unwritable(IOException e, Path file) {
        return new UncheckedIOException("cannot write " + RunFiles.reason(e, file), e);
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        try {
            if (metrics != null) {
                metrics.close();
            }
        } finally {
            lock.close();
        }
    }
}
