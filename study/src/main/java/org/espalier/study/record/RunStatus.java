package org.espalier.study.record;

import java.util.List;
import java.util.Optional;
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
 * @param secondsLeft estimated seconds for the failed and the missing ones, one after the other: their estimates times
 *                    the ratio of measured to estimated time over the finished ones (1 while there are none)
 * @param failures    the records of the failed ones, with their reasons
 */
public record RunStatus(int done, int diverged, int failed, int missing, double secondsLeft,
                        List<TrialRecord> failures) {
    public RunStatus {
        failures = List.copyOf(failures);
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
        List<TrialRecord> failures = new java.util.ArrayList<>();
        for (Trial trial : plan.trials()) {
            double seconds = estimate.applyAsDouble(trial);
            Optional<TrialRecord> record = runs.record(trial);
            if (record.isEmpty() || record.get().status() == TrialResult.Status.FAILED) {
                left += seconds;
                record.ifPresent(failures::add);
                missing += record.isEmpty() ? 1 : 0;
                continue;
            }
            done += record.get().status() == TrialResult.Status.DONE ? 1 : 0;
            diverged += record.get().status() == TrialResult.Status.DIVERGED ? 1 : 0;
            measured += record.get().provenance().wallSeconds();
            estimated += seconds;
        }
        double ratio = estimated > 0 && measured > 0 ? measured / estimated : 1;
        return new RunStatus(done, diverged, failures.size(), missing, left * ratio, failures);
    }

    public int total() {
        return done + diverged + failed + missing;
    }

    public boolean isComplete() {
        return failed == 0 && missing == 0;
    }
}
