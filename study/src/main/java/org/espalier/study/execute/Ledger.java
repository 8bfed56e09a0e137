package org.espalier.study.execute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Plan;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult.Status;
import org.espalier.study.record.Freshness;
import org.espalier.study.record.RecordDoubts;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;

/**
 * What every executor keeps while it runs a plan: which trials are left, which may start, what became of the others.
 * Threads share one ledger: {@link #take} waits until a trial may start, {@link #settle} says how one ended.
 */
public final class Ledger {
    private final Schedule schedule;
    private final Study study;
    private final TrialRunner runner;
    private final ExecutionListener listener;
    private final Map<String, List<Trial>> dependents = new HashMap<>();
    private final Set<String> again = new HashSet<>();
    private boolean stopped;
    private int kept;
    private int ofOtherBuilds;
    private int done;
    private int diverged;
    private int failed;

    /**
     * Opens the ledger of a run.
     *
     * @throws InvalidInputException if the study is unknown, the run directory cannot be written or a record in it is
     *                               damaged
     */
    public Ledger(Plan plan, RunDirectory runs, ExecutionOptions options, ExecutionListener listener)
        throws InterruptedException {
        this.listener = listener;
        this.runner = new TrialRunner(runs, options.dataDirectory());
        this.study = Studies.find(plan.study());
        runs.logFolder(plan.study());
        Map<String, String> barred = new HashMap<>();
        Map<String, String> lacking = new HashMap<>();
        List<Trial> left = new ArrayList<>();
        List<Trial> here = options.shard().of(plan);
        Map<String, TrialRecord> records = new HashMap<>();
        here.forEach(t -> runs.record(t).filter(RecordDoubts::keeps).ifPresent(r -> records.put(t.id(), r)));
        Freshness freshness = Freshness.of(study, here, t -> Optional.ofNullable(records.get(t.id())));
        for (Trial trial : here) {
            trial.startsFrom().forEach(p -> dependents.computeIfAbsent(p, i -> new ArrayList<>()).add(trial));
            Optional<TrialRecord> record = Optional.ofNullable(records.get(trial.id()));
            if (options.refreshStale() && freshness.isStale(trial)) {
                again.add(trial.id());
                record = Optional.empty();
            }
            Optional<String> reason = reason(trial, barred)
                .or(() -> study.doesWithoutDiverged(trial) ? Optional.empty() : reason(trial, lacking));
            if (record.isPresent()) {
                kept++;
                ofOtherBuilds += freshness.isStale(trial) ? 1 : 0;
                listener.kept(trial, record.get());
                if (record.get().status() == Status.DIVERGED) {
                    lacking.put(trial.id(), why(trial, record.get().reason(), "diverged"));
                }
            } else if (reason.isPresent()) {
                barred.put(trial.id(), reason.get());
                count(trial, runner.fail(trial, reason.get()));
            } else {
                left.add(trial);
            }
        }
        this.schedule = new Schedule(left, study::estimateSeconds);
    }

    private static Optional<String> reason(Trial trial, Map<String, String> barred) {
        return trial.startsFrom().stream().map(barred::get).filter(r -> r != null).findFirst();
    }

    private static String why(Trial predecessor, String reason, String end) {
        return "it starts from trial " + predecessor.id() + ", which " + end + (reason.isEmpty() ? "" : ": " + reason);
    }

    /** What runs a trial in this JVM, for executors that do. */
    public TrialRunner runner() {
        return runner;
    }

    /** A trial as it is handed to {@link TrialRunner}. */
    public Assignment assignment(Trial trial) {
        return new Assignment(trial, dependents.getOrDefault(trial.id(), List.of()), again.contains(trial.id()));
    }

    /** How many trials are left to run, those that wait for others included. */
    public synchronized int left() {
        return schedule.size();
    }

    /** Takes a trial that may start, waiting for one if need be; empty when nothing is left or the run was stopped. */
    public synchronized Optional<Trial> take() throws InterruptedException {
        while (!stopped && !schedule.isFinished()) {
            Optional<Trial> next = schedule.next();
            if (next.isPresent()) {
                listener.started(next.get());
                return next;
            }
            wait();
        }
        return Optional.empty();
    }

    /** A running trial says how much of it is done. */
    public synchronized void progress(Trial trial, double fraction) {
        listener.progress(trial, fraction);
    }

    /** Says how a trial that was taken ended; those that wait for it may start now, or are failed with the reason. */
    public synchronized void settle(Trial trial, Outcome outcome) throws InterruptedException {
        if (stopped) {
            return;
        }
        Optional<String> lost = count(trial, outcome);
        if (lost.isEmpty()) {
            schedule.done(trial);
        } else {
            for (Trial dependent : schedule.lost(trial, t -> isDiverged(outcome) && study.doesWithoutDiverged(t))) {
                count(dependent, outcome instanceof Outcome.Unrecorded
                    ? new Outcome.Unrecorded(lost.get()) : runner.fail(dependent, lost.get()));
            }
        }
        notifyAll();
    }

    private static boolean isDiverged(Outcome outcome) {
        return outcome instanceof Outcome.Recorded recorded && recorded.record().status() == Status.DIVERGED;
    }

    /** Counts an outcome, tells the listener, and answers why nothing can start from it, if so. */
    private Optional<String> count(Trial trial, Outcome outcome) {
        if (outcome instanceof Outcome.Recorded recorded && recorded.record().status() != Status.FAILED) {
            TrialRecord record = recorded.record();
            boolean isDone = record.status() == Status.DONE;
            done += isDone ? 1 : 0;
            diverged += isDone ? 0 : 1;
            listener.finished(trial, record);
            return isDone ? Optional.empty() : Optional.of(why(trial, record.reason(), "diverged"));
        }
        String reason = outcome instanceof Outcome.Recorded recorded ? recorded.record().reason()
            : ((Outcome.Unrecorded) outcome).reason();
        failed++;
        listener.failed(trial, reason);
        return Optional.of(why(trial, reason, "failed"));
    }

    /** Ends the run: nothing more is handed out, counted or recorded. */
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** Waits up to {@code millis} for the run to be stopped. */
    synchronized void awaitStop(long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; !stopped && left > 0; left = (until - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    public synchronized boolean isStopped() {
        return stopped;
    }

    public synchronized RunResult result() {
        return new RunResult(kept, ofOtherBuilds, done, diverged, failed);
    }
}
