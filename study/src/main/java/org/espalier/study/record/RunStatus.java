package org.espalier.study.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.espalier.study.Plan;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;

/**
 * How far a plan is.
 *
 * @param done        trials that are done
 * @param diverged    trials whose training left the finite numbers: outcomes too
 * @param failed      trials that failed and that the next run tries again
 * @param missing     trials without a record
 * @param secondsLeft estimated seconds for the failed, the missing and the doubted ones, one after the other: their estimates times
 *                    the ratio of measured to estimated time over the finished ones (1 while there are none)
 * @param failures    the records of the failed ones, with their reasons
 * @param doubts      trials that ended but whose records are not to be relied on, so that the next run makes them again: how many
 *                    by reason
 */
public record RunStatus(int done, int diverged, int failed, int missing, double secondsLeft,
                        List<TrialRecord> failures, SortedMap<String, Integer> doubts) {
    public RunStatus {
        failures = List.copyOf(failures);
        doubts = Collections.unmodifiableSortedMap(new TreeMap<>(doubts));
    }

    /**
     * Reads a plan's status from its run directory.
     *
     * @param estimate the expected seconds of a trial, {@code Study::estimateSeconds}
     */
    public static RunStatus of(Plan plan, RunDirectory runs, ToDoubleFunction<Trial> estimate) {
        int done = 0;
        int diverged = 0;
        int missing = 0;
        double measured = 0;
        double estimated = 0;
        double left = 0;
        List<TrialRecord> failures = new ArrayList<>();
        SortedMap<String, Integer> doubts = new TreeMap<>();
        for (Trial trial : plan.trials()) {
            double seconds = estimate.applyAsDouble(trial);
            Optional<TrialRecord> record = runs.record(trial);
            if (record.isEmpty() || record.get().status() == TrialResult.Status.FAILED) {
                left += seconds;
                record.ifPresent(failures::add);
                missing += record.isEmpty() ? 1 : 0;
                continue;
            }
            Optional<String> doubt = RecordDoubts.of(record.get());
            if (doubt.isPresent()) {
                left += seconds;
                doubts.merge(doubt.get(), 1, Integer::sum);
                continue;
            }
            done += record.get().status() == TrialResult.Status.DONE ? 1 : 0;
            diverged += record.get().status() == TrialResult.Status.DIVERGED ? 1 : 0;
            measured += record.get().provenance().wallSeconds();
            estimated += seconds;
        }
        double ratio = estimated > 0 && measured > 0 ? measured / estimated : 1;
        return new RunStatus(done, diverged, failures.size(), missing, left * ratio, failures, doubts);
    }

    /** How many trials have records that are not to be relied on. */
    public int doubted() {
        return doubts.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int total() {
        return done + diverged + failed + missing + doubted();
    }

    public boolean isComplete() {
        return failed == 0 && missing == 0 && doubts.isEmpty();
    }

    /** A sentence for each reason of doubt. */
    public List<String> warnings() {
        return doubts.entrySet().stream().map(d -> d.getValue() + (d.getValue() == 1 ? " trial was " : " trials were ") + d.getKey()
            + "; the next run makes " + (d.getValue() == 1 ? "it" : "them") + " again").toList();
    }
}
