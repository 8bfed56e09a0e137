package org.espalier.study.execute;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.espalier.study.Plan;
import org.espalier.study.Trial;
import org.espalier.study.record.RunDirectory;

/**
 * Runs trials in worker JVMs on this machine, {@code --jobs} at a time. A worker that dies fails its trial and is
 * replaced; the others go on. When this process is stopped its workers end at once, and what they were running has no
 * record and is resumed by the next run.
 */
public final class LocalExecutor implements Executor {
    /** A worker that ended by Ctrl-C is no failure if this process turns out to be stopping too. */
    private static final long STOP_GRACE_MILLIS = 3000;

    @Override
    public String name() {
        return "local";
    }

    @Override
    public String description() {
        return "worker processes on this machine, one trial each at a time";
    }

    @Override
    public RunResult execute(Plan plan, RunDirectory runs, ExecutionOptions options, ExecutionListener listener)
        throws InterruptedException {
        Ledger ledger = new Ledger(plan, runs, options, listener);
        Crew crew = new Crew(ledger, runs, options, runs.logFolder(plan.study()));
        Thread onExit = new Thread(crew::stop, "stop-workers");
        Runtime.getRuntime().addShutdownHook(onExit);
        try {
            crew.work(Math.min(options.jobs(), ledger.left()));
        } finally {
            crew.stop();
            removeHook(onExit);
        }
        return ledger.result();
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook runs or has run; both end the workers.
        }
    }

    /** The workers of one run, each served by a thread. */
    private static final class Crew {
        private final Ledger ledger;
        private final RunDirectory runs;
        private final ExecutionOptions options;
        private final Path logs;
        private final Set<WorkerProcess> alive = ConcurrentHashMap.newKeySet();
        private final AtomicReference<RuntimeException> broken = new AtomicReference<>();

        Crew(Ledger ledger, RunDirectory runs, ExecutionOptions options, Path logs) {
            this.ledger = ledger;
            this.runs = runs;
            this.options = options;
            this.logs = logs;
        }

        void work(int size) throws InterruptedException {
            List<Thread> threads = new ArrayList<>();
            for (int i = 1; i <= size; i++) {
                Path log = logs.resolve((options.shard().count() > 1
                    ? "shard-" + options.shard().index() + "-of-" + options.shard().count() + "-" : "")
                    + "worker-" + i + ".log");
                Thread thread = new Thread(() -> serve(log), "worker-" + i);
                threads.add(thread);
                thread.start();
            }
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                stop();
                threads.forEach(Thread::interrupt);
                throw e;
            }
            if (broken.get() != null) {
                throw broken.get();
            }
        }

        private void serve(Path log) {
            WorkerProcess worker = null;
            try {
                for (Optional<Trial> next = ledger.take(); next.isPresent(); next = ledger.take()) {
                    if (worker == null || !worker.isAlive()) {
                        worker = hire(worker, log);
                    }
                    ledger.settle(next.get(), run(worker, next.get()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                if (!ledger.isStopped()) {
                    broken.compareAndSet(null, e);
                }
                ledger.stop();
            } finally {
                if (worker != null) {
                    worker.close();
                }
            }
        }

        private WorkerProcess hire(WorkerProcess dead, Path log) throws InterruptedException {
            if (dead != null) {
                alive.remove(dead);
                dead.close();
            }
            WorkerProcess worker = new WorkerProcess(runs, options, log);
            alive.add(worker);
            if (ledger.isStopped()) {
                worker.kill();
            }
            return worker;
        }

        private Outcome run(WorkerProcess worker, Trial trial) throws InterruptedException {
            try {
                return worker.run(ledger.assignment(trial), fraction -> ledger.progress(trial, fraction));
            } catch (WorkerProcess.Died e) {
                if (e.wasAskedTo()) {
                    ledger.awaitStop(STOP_GRACE_MILLIS);
                }
                return ledger.isStopped() ? new Outcome.Unrecorded("stopped")
                    : ledger.runner().fail(trial, e.getMessage());
            }
        }

        /** Ends every worker at once; trials under way are left to be resumed. */
        void stop() {
            ledger.stop();
            alive.forEach(WorkerProcess::kill);
        }
    }
}
