package org.espalier.study.execute;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import org.espalier.base.InvalidInputException;
import org.espalier.study.MetricLog;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.espalier.study.code.TrialCode;
import org.espalier.study.record.OpenTrial;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialBusyException;
import org.espalier.study.record.TrialRecord;

/** Runs one trial in this JVM and leaves its record: the one place where {@link Study#run} is called. */
public final class TrialRunner {
    /** How long a trial's lock is waited for: the worker of a killed run ends within this time. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RunDirectory runs;
    private final Optional<Path> dataDirectory;
    private final Duration patience;

    public TrialRunner(RunDirectory runs, Optional<Path> dataDirectory) {
        this(runs, dataDirectory, PATIENCE);
    }

    TrialRunner(RunDirectory runs, Optional<Path> dataDirectory, Duration patience) {
        this.runs = runs;
        this.dataDirectory = dataDirectory;
        this.patience = patience;
    }

    /**
     * Runs a trial, unless it has a record that is kept and not to be replaced.
     *
     * @param progress told how much of the trial is done, 0..1
     * @return how it ended; an exception of the trial is an outcome, never thrown
     */
    public Outcome run(Assignment assignment, DoubleConsumer progress) throws InterruptedException {
        try (OpenTrial open = OpenTrial.open(runs, assignment.trial(), patience)) {
            Optional<TrialRecord> kept = assignment.again() ? Optional.empty() : open.kept();
            return kept.isPresent() ? new Outcome.Recorded(kept.get(), Optional.empty())
                : attempt(assignment, open, progress);
        } catch (TrialBusyException | InvalidInputException | UncheckedIOException e) {
            return new Outcome.Unrecorded(e.getMessage());
        }
    }

    private Outcome attempt(Assignment assignment, OpenTrial open, DoubleConsumer progress) throws InterruptedException {
        Trial trial = assignment.trial();
        SortedMap<String, String> libraries = new TreeMap<>();
        try {
            Study study = Studies.find(trial.study());
            if (study.version() != trial.version()) {
                throw new InvalidInputException("the trial is of version " + trial.version() + " of " + study.id()
                    + ", this is version " + study.version() + "; plan it again");
            }
            TrialCode.require(study, trial);
            open.computedBy(TrialCode.build(study, trial));
            libraries = study.libraries();
            MetricLog metrics = assignment.again() ? open.beginAnew() : open.begin();
            TrialResult result = study.run(trial, new RunningTrial(assignment, open, metrics, runs, dataDirectory, progress));
            return new Outcome.Recorded(open.finish(result, libraries), Optional.empty());
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            return failed(open, reason(e), libraries, e);
        }
    }

    private static Outcome failed(OpenTrial open, String reason, SortedMap<String, String> libraries, Throwable cause) {
        try {
            return new Outcome.Recorded(open.fail(reason, libraries), Optional.of(cause));
        } catch (UncheckedIOException | InvalidInputException e) {
            return new Outcome.Unrecorded(reason + " (and its record could not be written: " + e.getMessage() + ")");
        }
    }

    /** The sentence alone where it was written for a person; Java's own exceptions need their name to be understood. */
    private static String reason(Throwable e) {
        boolean plain = e instanceof UncheckedIOException || !e.getClass().getName().startsWith("java.");
        return plain && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    /**
     * Records that a trial failed without having been run here: its worker ended, or one it starts from did.
     *
     * @return as {@link #run}; a record that another process finished meanwhile is kept
     */
    public Outcome fail(Trial trial, String reason) throws InterruptedException {
        try (OpenTrial open = OpenTrial.open(runs, trial, patience)) {
            Optional<TrialRecord> kept = open.kept();
            return new Outcome.Recorded(kept.isPresent() ? kept.get() : open.fail(reason, new TreeMap<>()),
                Optional.empty());
        } catch (TrialBusyException | InvalidInputException | UncheckedIOException e) {
            return new Outcome.Unrecorded(reason + " (not recorded: " + e.getMessage() + ")");
        }
    }
}
