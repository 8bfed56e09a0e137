package org.espalier.study.execute;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.base.InvalidInputException;

/**
 * How a plan is run.
 *
 * @param jobs          how many trials at a time
 * @param shard         which part of the plan
 * @param dataDirectory where the user keeps data sets, if named
 * @param worker        how a worker process is started
 * @param refreshStale  whether records that another build made are made again
 */
public record ExecutionOptions(int jobs, Shard shard, Optional<Path> dataDirectory, WorkerCommand worker,
                               boolean refreshStale) {
    private static final int MOST_JOBS = 4096;

    public ExecutionOptions {
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new InvalidInputException("--jobs: expected a whole number from 1 to " + MOST_JOBS + ", found "
                + jobs);
        }
    }

    /** Options of a run that keeps the records it finds. */
    public ExecutionOptions(int jobs, Shard shard, Optional<Path> dataDirectory, WorkerCommand worker) {
        this(jobs, shard, dataDirectory, worker, false);
    }

    /** The whole plan, {@code jobs} trials at a time, in workers with this JVM's class path. */
    public static ExecutionOptions of(int jobs) {
        return new ExecutionOptions(jobs, Shard.WHOLE, Optional.empty(), WorkerCommand.standard());
    }

    /** These options with other workers. */
    public ExecutionOptions withWorker(WorkerCommand other) {
        return new ExecutionOptions(jobs, shard, dataDirectory, other, refreshStale);
    }

    /** These options, making records of other builds again. */
    public ExecutionOptions refreshingStale() {
        return new ExecutionOptions(jobs, shard, dataDirectory, worker, true);
    }
}
