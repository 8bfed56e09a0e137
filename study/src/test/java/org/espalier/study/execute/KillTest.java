package org.espalier.study.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.espalier.study.Plan;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult.Status;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is killed with signal 9 again and again, alone or with its workers, and ends as if nothing had happened. */
@Tag("slow")
class KillTest {
    private static final int LINKS = 3;
    private static final int KILLS = 4;

    @TempDir
    private Path folder;

    private Process start(Path runs, int stepMillis) throws IOException {
        return new ProcessBuilder(WorkerCommand.standard().java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
            System.getProperty("java.class.path"), KilledRun.class.getName(), runs.toString(),
            Integer.toString(stepMillis), Integer.toString(LINKS)).inheritIO().start();
    }

    private static void assertGone(List<ProcessHandle> workers) throws Exception {
        for (ProcessHandle worker : workers) {
            worker.onExit().get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void aKilledRunEndsAsOneThatWasNot() throws Exception {
        Plan plan = ArithmeticStudy.plan(LINKS, "fine");
        RunDirectory calm = RunDirectory.at(folder.resolve("calm"));
        new InProcessExecutor().execute(plan, calm, ExecutionOptions.of(1), new ExecutionListener() {});

        RunDirectory runs = RunDirectory.at(folder.resolve("runs"));
        long seed = new Random().nextLong();
        System.out.println("kills are drawn from the seed " + seed);
        Random random = new Random(seed);
        int inTheMiddle = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process run = start(runs.root(), 25);
            awaitTrial(plan, runs, run);
            Thread.sleep(random.nextInt(700));
            List<ProcessHandle> workers = run.toHandle().descendants().toList();
            if (kill % 2 == 1) {
                workers.forEach(ProcessHandle::destroyForcibly);
            }
            run.destroyForcibly().waitFor();
            assertGone(workers);
            inTheMiddle += attempts(plan, runs) > attemptsDone(plan, runs) ? 1 : 0;
        }
        assertTrue(inTheMiddle > 0, "no kill hit a trial");
        Process last = start(runs.root(), 0);
        assertTrue(last.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, last.exitValue());
        for (Trial trial : plan.trials()) {
            TrialRecord expected = calm.record(trial).orElseThrow();
            TrialRecord found = runs.record(trial).orElseThrow();
            assertEquals(Status.DONE, found.status());
            assertEquals(expected.summary(), found.summary());
            for (String file : List.of("metrics.csv", "final.txt")) {
                assertEquals(-1,
                    Files.mismatch(calm.trialFolder(trial).resolve(file), runs.trialFolder(trial).resolve(file)));
            }
        }
        assertEquals(calm.records(plan).observations(), runs.records(plan).observations());
    }

    /**
     * Ctrl-C reaches a run and its workers; a service manager's stop perhaps only the run. Neither is a trial's fault.
     * (Signal 15 stands for both here: signal 2 is ignored by processes that a shell started in the background.)
     */
    @Test
    void aStoppedRunRecordsNoFailure() throws Exception {
        Plan plan = ArithmeticStudy.plan(LINKS, "fine");
        for (boolean workersToo : new boolean[] {true, false}) {
            RunDirectory runs = RunDirectory.at(folder.resolve(workersToo ? "interrupted" : "terminated"));
            Process run = start(runs.root(), 100);
            awaitTrial(plan, runs, run);
            List<ProcessHandle> workers = run.toHandle().descendants().toList();
            if (workersToo) {
                for (ProcessHandle worker : workers) {
                    terminate(worker);
                }
                assertGone(workers);
                Thread.sleep(300);
            }
            terminate(run.toHandle());
            assertTrue(run.waitFor(20, TimeUnit.SECONDS));
            assertGone(workers);
            assertTrue(plan.trials().stream().allMatch(t -> runs.record(t).isEmpty()));
            assertTrue(attempts(plan, runs) > 0);
        }
    }

    private static void terminate(ProcessHandle process) throws Exception {
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
    }

    private static void awaitTrial(Plan plan, RunDirectory runs, Process run) throws Exception {
        for (int i = 0; i < 400 && attempts(plan, runs) <= attemptsDone(plan, runs) && run.isAlive(); i++) {
            Thread.sleep(25);
        }
    }

    private static int attempts(Plan plan, RunDirectory runs) throws IOException {
        int count = 0;
        for (Trial trial : plan.trials()) {
            count += Files.exists(runs.trialFolder(trial).resolve("attempts.txt")) ? 1 : 0;
        }
        return count;
    }

    private static int attemptsDone(Plan plan, RunDirectory runs) {
        return (int) plan.trials().stream().filter(t -> runs.record(t).isPresent()).count();
    }
}
