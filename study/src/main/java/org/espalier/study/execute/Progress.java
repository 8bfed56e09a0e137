package org.espalier.study.execute;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.espalier.study.Trial;
import org.espalier.study.record.TrialRecord;

/**
 * How far a run is and how long it will still take.
 *
 * <p>A study's estimates are corrected by what is measured: with the estimated seconds {@code e} of work seen so far and
 * the seconds {@code m} it took, the time left is {@code (m / e) max(sum of what is left / jobs, largest that is left)}.
 * Of a running trial only the part seen between two of its reports counts, so that one resumed at 60 % does not look
 * fast. Before anything is measured the estimates are taken as they are.
 */
public final class Progress implements ExecutionListener {

    /**
     * A look at a run.
     *
     * @param total       trials of the run's shard
     * @param ended       trials that ended, those that were kept and those that failed included
     * @param failed      trials that failed
     * @param running     trials under way
     * @param fraction    how much of the work is done, by estimated time, 0..1
     * @param secondsLeft the time left
     */
    public record Snapshot(int total, int ended, int failed, int running, double fraction, double secondsLeft) {}

    private static final double LEAST_SECONDS = 1e-3;

    private final Map<String, Double> estimates = new HashMap<>();
    private final Map<String, Running> running = new HashMap<>();
    private final SortedSet<String> varying = new TreeSet<>();
    private final int total;
    private final int jobs;
    private final LongSupplier nanoTime;
    private final double work;
    private int failed;
    private double measured;
    private double estimated;

    /** A trial under way: the report (or the start) from which it is timed, and how far it was and is. */
    private static final class Running {
        private long since;
        private double from;
        private double now;
        private boolean reported;
    }

    /**
     * @param trials   the trials of the run's shard
     * @param estimate the expected seconds of a trial
     * @param jobs     how many run at a time
     * @param nanoTime the clock, {@code System::nanoTime}
     */
    public Progress(List<Trial> trials, ToDoubleFunction<Trial> estimate, int jobs, LongSupplier nanoTime) {
        trials.forEach(t -> estimates.put(t.id(), Math.max(LEAST_SECONDS, estimate.applyAsDouble(t))));
        Map<String, Object> first = new HashMap<>();
        for (Trial trial : trials) {
            trial.parameters().values().forEach((name, value) -> {
                Object other = first.putIfAbsent(name, value);
                if (other != null && !other.equals(value)) {
                    varying.add(name);
                }
            });
        }
        this.total = trials.size();
        this.jobs = jobs;
        this.nanoTime = nanoTime;
        this.work = estimates.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Names of the parameters that tell the trials of this run apart. */
    SortedSet<String> varying() {
        return varying;
    }

    @Override
    public void kept(Trial trial, TrialRecord record) {
        estimates.remove(trial.id());
    }

    @Override
    public void started(Trial trial) {
        Running start = new Running();
        start.since = nanoTime.getAsLong();
        running.put(trial.id(), start);
    }

    @Override
    public void progress(Trial trial, double fraction) {
        Running state = running.get(trial.id());
        if (state == null) {
            return;
        }
        if (!state.reported) {
            state.reported = true;
            state.from = fraction;
            state.since = nanoTime.getAsLong();
        }
        state.now = fraction;
    }

    @Override
    public void finished(Trial trial, TrialRecord record) {
        Running state = running.remove(trial.id());
        Double estimate = estimates.remove(trial.id());
        if (state != null && estimate != null) {
            measured += seconds(state);
            estimated += estimate * (1 - state.from);
        }
    }

    @Override
    public void failed(Trial trial, String reason) {
        failed++;
        running.remove(trial.id());
        estimates.remove(trial.id());
    }

    private double seconds(Running state) {
        return (nanoTime.getAsLong() - state.since) * 1e-9;
    }

    /** How things stand now. */
    public Snapshot snapshot() {
        double took = measured;
        double expected = estimated;
        for (Map.Entry<String, Running> entry : running.entrySet()) {
            Running state = entry.getValue();
            if (state.now > state.from) {
                took += seconds(state);
                expected += estimates.get(entry.getKey()) * (state.now - state.from);
            }
        }
        double sum = 0;
        double largest = 0;
        for (Map.Entry<String, Double> entry : estimates.entrySet()) {
            Running state = running.get(entry.getKey());
            double left = entry.getValue() * (1 - (state == null ? 0 : state.now));
            sum += left;
            largest = Math.max(largest, left);
        }
        double ratio = expected > 0 && took > 0 ? took / expected : 1;
        return new Snapshot(total, total - estimates.size(), failed, running.size(),
            work > 0 ? Math.min(1, 1 - sum / work) : 1, ratio * Math.max(sum / jobs, largest));
    }
}
