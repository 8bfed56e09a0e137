package org.espalier.study.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Studies;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult.Status;
import org.espalier.study.record.OpenTrial;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ExecutorTest {
    private static final Executor LOCAL = Executor.find("local");
    private static final Executor IN_PROCESS = Executor.find("in-process");

    /** Workers that start quickly. */
    private static final WorkerCommand WORKER =
        WorkerCommand.standard().withArguments(List.of("-XX:TieredStopAtLevel=1", "-Dtest.stray=true"));

    @TempDir
    private Path folder;
    private RunDirectory runs;
    private final Log log = new Log();

    /** Writes down what the listener is told. */
    private static final class Log implements ExecutionListener {
        private final List<String> events = new ArrayList<>();
        private final Map<String, String> failures = new TreeMap<>();

        @Override
        public void kept(Trial trial, TrialRecord record) {
            events.add("kept " + trial.id());
        }

        @Override
        public void started(Trial trial) {
            events.add("started " + trial.id());
        }

        @Override
        public void finished(Trial trial, TrialRecord record) {
            events.add("ended " + trial.id());
        }

        @Override
        public void failed(Trial trial, String reason) {
            failures.put(trial.id(), reason);
        }
    }

    @BeforeEach
    void open() {
        runs = RunDirectory.at(folder.resolve("runs"));
    }

    private static ExecutionOptions jobs(int jobs) {
        return new ExecutionOptions(jobs, Shard.WHOLE, Optional.empty(), WORKER);
    }

    private RunResult run(Executor executor, Plan plan, RunDirectory where, ExecutionOptions options)
        throws InterruptedException {
        return executor.execute(plan, where, options, log);
    }

    private static void assertSame(Plan plan, RunDirectory a, RunDirectory b) throws Exception {
        for (Trial trial : plan.trials()) {
            TrialRecord one = a.record(trial).orElseThrow();
            TrialRecord other = b.record(trial).orElseThrow();
            assertEquals(one.status(), other.status());
            assertEquals(one.reason(), other.reason());
            assertEquals(one.summary(), other.summary());
            for (String file : List.of("metrics.csv", "final.txt", "trial.json")) {
                assertEquals(-1, Files.mismatch(a.trialFolder(trial).resolve(file), b.trialFolder(trial).resolve(file)));
            }
        }
        assertEquals(a.records(plan).observations(), b.records(plan).observations());
    }

    /** A record of another build is kept and told of, or made again with all that starts from it. */
    @Test
    void recordsOfAnotherBuildAreToldOfAndMadeAgain() throws Exception {
        Plan plan = ArithmeticStudy.plan(3, "fine");
        RunDirectory runs = RunDirectory.at(folder.resolve("runs"));
        run(LOCAL, plan, runs, jobs(2));
        Trial middle = plan.trials().stream().filter(t -> t.parameters().integer("link") == 1).findFirst().orElseThrow();
        Path record = runs.trialFolder(middle).resolve("record.json");
        String made = Files.readString(record);
        String hash = runs.record(middle).orElseThrow().provenance().build().parts().get("study");
        assertTrue(hash.matches("[0-9a-f]{16}"), hash);
        Files.writeString(record, made.replace(hash, "0123456789abcdef"));
        assertEquals(new RunResult(6, 2, 0, 0, 0), run(LOCAL, plan, runs, jobs(2)), "it, and the one that starts from it");
        assertTrue(Files.readString(record).contains("0123456789abcdef"), "kept");
        for (Executor executor : List.of(LOCAL, IN_PROCESS)) {
            Files.writeString(record, made.replace(hash, "0123456789abcdef"));
            assertEquals(new RunResult(4, 0, 2, 0, 0), run(executor, plan, runs, jobs(2).refreshingStale()));
            assertEquals(hash, runs.record(middle).orElseThrow().provenance().build().parts().get("study"));
            assertEquals(new RunResult(6, 0, 0, 0, 0), run(executor, plan, runs, jobs(2).refreshingStale()), "now they are fresh");
        }
    }

    /** A plug-in that was replaced after planning: the trial is not run under a name that is not its own. */
    @Test
    void aTrialPlannedWithAnotherBuildOfAPluginIsNotRun() throws Exception {
        Study study = Studies.find(ArithmeticStudy.ID);
        Trial trial = Plan.of(study, Preset.SMOKE, Overrides.NONE).trials().get(0);
        assertEquals(Set.of(ArithmeticStudy.class.getName()), trial.code().keySet(), "the tests are no module: a plug-in");
        Trial other = new Trial(trial.study(), trial.version(), trial.parameters(), trial.seeds(), trial.data(), trial.startsFrom(),
            new TreeMap<>(Map.of(ArithmeticStudy.class.getName(), "0123456789abcdef")));
        RunDirectory runs = RunDirectory.at(folder.resolve("runs"));
        run(LOCAL, new Plan(study.id(), Preset.SMOKE, Overrides.NONE, List.of(trial, other)), runs, jobs(1));
        assertEquals(Status.DONE, runs.record(trial).orElseThrow().status());
        assertEquals(Status.FAILED, runs.record(other).orElseThrow().status());
        assertTrue(runs.record(other).orElseThrow().reason().contains("planned with build 0123456789abcdef of the plug-in "
            + ArithmeticStudy.class.getName()), runs.record(other).orElseThrow().reason());
    }

    /** Records of earlier versions have no hash: they are read, and are of a build that is not known. */
    @Test
    void aRecordWithoutABuildIsReadAndStale() throws Exception {
        Plan plan = ArithmeticStudy.plan(1, "fine");
        RunDirectory runs = RunDirectory.at(folder.resolve("runs"));
        run(IN_PROCESS, plan, runs, jobs(1));
        for (Trial trial : plan.trials()) {
            Path record = runs.trialFolder(trial).resolve("record.json");
            Files.writeString(record, Files.readString(record).replaceAll("(?s),\\s*\"build\"\\s*:\\s*\\{[^}]*}", ""));
            assertFalse(runs.record(trial).orElseThrow().provenance().build().isKnown());
        }
        assertEquals(new RunResult(2, 2, 0, 0, 0), run(IN_PROCESS, plan, runs, jobs(1)));
        assertEquals(new RunResult(0, 0, 2, 0, 0), run(IN_PROCESS, plan, runs, jobs(1).refreshingStale()));
    }

    @Test
    void everyExecutorLeavesTheSameRecords() throws Exception {
        Plan plan = ArithmeticStudy.plan(3, "fine");
        RunDirectory other = RunDirectory.at(folder.resolve("other"));
        RunDirectory again = RunDirectory.at(folder.resolve("again"));
        assertEquals(new RunResult(0, 0, 6, 0, 0), run(LOCAL, plan, runs, jobs(2)));
        assertEquals(new RunResult(0, 0, 6, 0, 0), run(IN_PROCESS, plan, other, jobs(1)));
        assertEquals(new RunResult(0, 0, 6, 0, 0), run(IN_PROCESS, plan, again, jobs(1)));
        assertSame(plan, runs, other);
        assertSame(plan, other, again);
        assertEquals(40 * 2 * 6, runs.records(plan).observations().size());
    }

    @Test
    void trialsStartAfterThoseTheyStartFrom() throws Exception {
        Plan plan = ArithmeticStudy.plan(3, "fine");
        run(LOCAL, plan, runs, jobs(3));
        for (Trial trial : plan.trials()) {
            for (String predecessor : trial.startsFrom()) {
                assertTrue(log.events.indexOf("ended " + predecessor) < log.events.indexOf("started " + trial.id()));
            }
        }
    }

    @Test
    void whatIsDoneIsNotRepeated() throws Exception {
        Plan plan = ArithmeticStudy.plan(2, "diverge");
        assertEquals(new RunResult(0, 0, 0, 2, 2), run(IN_PROCESS, plan, runs, jobs(1)));
        assertEquals(new RunResult(2, 0, 0, 0, 2), run(LOCAL, plan, runs, jobs(2)));
        Plan fine = ArithmeticStudy.plan(2, "fine");
        run(IN_PROCESS, fine, runs, jobs(1));
        assertEquals(new RunResult(4, 0, 0, 0, 0), run(LOCAL, fine, runs, jobs(2)));
        for (Plan any : List.of(plan, fine)) {
            for (Trial trial : any.trials()) {
                Path attempts = runs.trialFolder(trial).resolve("attempts.txt");
                boolean waited = any == plan && !trial.startsFrom().isEmpty();
                assertEquals(waited ? 0 : 1, Files.exists(attempts) ? Files.size(attempts) : 0);
            }
        }
    }

    @Test
    void whatStartsFromATrialThatDidNotFinishFailsWithTheReason() throws Exception {
        Plan plan = ArithmeticStudy.plan(3, "throw");
        assertEquals(new RunResult(0, 0, 0, 0, 6), run(LOCAL, plan, runs, jobs(2)));
        for (Trial trial : plan.trials()) {
            TrialRecord record = runs.record(trial).orElseThrow();
            assertEquals(Status.FAILED, record.status());
            assertTrue(record.reason().endsWith("java.lang.IllegalStateException: thrown on purpose"), record.reason());
            assertEquals(!trial.startsFrom().isEmpty(), record.reason().startsWith("it starts from trial "));
            assertEquals(record.reason(), log.failures.get(trial.id()));
        }
    }

    private static Trial walk(String behaviour, int scale, Trial... startsFrom) {
        return new Trial(ArithmeticStudy.ID, 1,
            Parameters.of(Map.of("steps", 40, "scale", (double) scale, "link", 0, "behaviour", behaviour)), List.of(1L),
            new TreeMap<>(), Arrays.stream(startsFrom).map(Trial::id).toList());
    }

    @Test
    void whatDoesWithoutDivergedTrialsIsRun() throws Exception {
        Trial diverges = walk("diverge", 1);
        Trial fine = walk("fine", 2);
        Trial throwing = walk("throw", 3);
        Trial waits = walk("do-without", 4, fine, diverges);
        Trial after = walk("fine", 5, waits);
        Trial cannot = walk("fine", 6, fine, diverges);
        Trial afterFailure = walk("do-without", 7, fine, throwing);
        Trial alone = walk("do-without", 8, diverges);
        List<Trial> trials = List.of(diverges, fine, throwing, waits, after, cannot, afterFailure, alone);
        Plan plan = new Plan(ArithmeticStudy.ID, Preset.SMOKE, Overrides.NONE, trials);
        assertEquals(new RunResult(0, 0, 4, 1, 3), run(LOCAL, plan, runs, jobs(2)));
        Map<Trial, Status> expected = Map.of(diverges, Status.DIVERGED, fine, Status.DONE, throwing, Status.FAILED, waits,
            Status.DONE, after, Status.DONE, cannot, Status.FAILED, afterFailure, Status.FAILED, alone, Status.DONE);
        expected.forEach((trial, status) -> assertEquals(status, runs.record(trial).orElseThrow().status(),
            trial.parameters().toString()));
        // One that was there before it ran is counted as kept; what goes on without the diverged trial is not barred by it.
        RunDirectory other = RunDirectory.at(folder.resolve("other"));
        Plan first = new Plan(ArithmeticStudy.ID, Preset.SMOKE, Overrides.NONE, List.of(diverges));
        assertEquals(new RunResult(0, 0, 0, 1, 0), run(IN_PROCESS, first, other, jobs(1)));
        assertEquals(new RunResult(1, 0, 4, 0, 3), run(IN_PROCESS, plan, other, jobs(1)));
        assertEquals(runs.record(waits).orElseThrow().summary(), other.record(waits).orElseThrow().summary());
    }

    @Test
    void aFailedTrialIsTriedAgainAndGoesOnWhereItWas() throws Exception {
        Plan plan = ArithmeticStudy.plan(2, "throw-once");
        assertEquals(new RunResult(0, 0, 0, 0, 4), run(IN_PROCESS, plan, runs, jobs(1)));
        assertEquals(new RunResult(0, 0, 4, 0, 0), run(IN_PROCESS, plan, runs, jobs(1)));
        assertEquals(2, Files.size(runs.trialFolder(plan.trials().get(0)).resolve("attempts.txt")));
        assertEquals(40 * 2 * 4, runs.records(plan).observations().size());
    }

    @Test
    void aWorkerThatDiesFailsItsTrialAndIsReplaced() throws Exception {
        List<Trial> trials = new ArrayList<>();
        for (String end : List.of("die", "killed", "no-memory")) {
            trials.add(ArithmeticStudy.plan(1, end).trials().get(0));
        }
        trials.addAll(ArithmeticStudy.plan(2, "fine").trials());
        Plan plan = new Plan(ArithmeticStudy.ID, Preset.SMOKE, Overrides.NONE, trials);
        assertEquals(new RunResult(0, 0, 4, 0, 3), run(LOCAL, plan, runs, jobs(1)));
        Path workerLog = runs.studyFolder(ArithmeticStudy.ID).resolve("logs/worker-1.log");
        assertEquals(List.of("its worker process ended with exit code 42; see " + workerLog,
            "its worker process ended with exit code 137 (killed, perhaps for lack of memory); see " + workerLog,
            "java.lang.OutOfMemoryError: on purpose"),
            trials.subList(0, 3).stream().map(t -> runs.record(t).orElseThrow().reason()).toList());
        String printed = Files.readString(workerLog);
        assertTrue(printed.contains(trials.get(0).id()));
        assertTrue(printed.contains("stray output of Java") && printed.contains("stray output of native code"));
    }

    @Test
    void shardsTogetherAreThePlan() throws Exception {
        Plan plan = ArithmeticStudy.plan(2, "fine");
        RunDirectory whole = RunDirectory.at(folder.resolve("whole"));
        run(IN_PROCESS, plan, whole, jobs(1));
        int done = 0;
        for (int i = 1; i <= 3; i++) {
            done += run(IN_PROCESS, plan, runs, new ExecutionOptions(1, new Shard(i, 3), Optional.empty(),
                WORKER)).done();
        }
        assertEquals(4, done);
        assertSame(plan, whole, runs);
    }

    @Test
    void aTrialHeldByAnotherProcessIsLeftAlone() throws Exception {
        Trial held = ArithmeticStudy.plan(1, "fine").trials().get(0);
        TrialRunner runner = new TrialRunner(runs, Optional.empty(), Duration.ofMillis(100));
        try (OpenTrial open = OpenTrial.open(runs, held, Duration.ZERO)) {
            String busy = "trial " + held.id() + " is being run by another process";
            assertEquals(new Outcome.Unrecorded(busy), runner.run(Assignment.of(held), fraction -> {}));
            assertEquals(new Outcome.Unrecorded("because (not recorded: " + busy + ")"), runner.fail(held, "because"));
            assertTrue(runs.record(held).isEmpty());
            assertFalse(Files.exists(open.folder().resolve("attempts.txt")));
        }
        assertTrue(runner.run(Assignment.of(held), fraction -> {}) instanceof Outcome.Recorded r
            && r.record().status() == Status.DONE);
    }

    @Test
    void aTrialOfAnotherVersionIsNotRun() throws Exception {
        Trial now = ArithmeticStudy.plan(1, "fine").trials().get(0);
        Trial old = new Trial(now.study(), 7, now.parameters(), now.seeds(), now.data(), List.of());
        Plan plan = new Plan(ArithmeticStudy.ID, Preset.SMOKE, Overrides.NONE, List.of(old));
        assertEquals(new RunResult(0, 0, 0, 0, 1), run(IN_PROCESS, plan, runs, jobs(1)));
        assertEquals("the trial is of version 7 of test/arithmetic, this is version 1; plan it again",
            log.failures.get(old.id()));
    }

    /** A limit on file sizes is what a full disk is to a process; it can be set without being root. */
    @Test
    void aFullDiskFailsTheTrialAndLosesNothing() throws Exception {
        assumeTrue(Files.exists(Path.of("/bin/sh")));
        Path java = folder.resolve("java-with-little-disk");
        WorkerCommand command = WORKER.withArguments(List.of("-XX:-UsePerfData"));
        Files.writeString(java, "#!/bin/sh\nulimit -f 400\nexec '" + command.java() + "' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Plan plan = ArithmeticStudy.plan(1, "fine", 5000);
        ExecutionOptions little = new ExecutionOptions(2, Shard.WHOLE, Optional.empty(),
            new WorkerCommand(java.toString(), command.classPath(), command.jvmArguments(), Map.of()));
        assertEquals(new RunResult(0, 0, 0, 0, 2), run(LOCAL, plan, runs, little));
        for (Trial trial : plan.trials()) {
            assertEquals("cannot write " + runs.trialFolder(trial).resolve("metrics.csv") + ": File too large",
                runs.record(trial).orElseThrow().reason());
        }
        assertEquals(new RunResult(0, 0, 2, 0, 0), run(LOCAL, plan, runs, jobs(2)));
        RunDirectory whole = RunDirectory.at(folder.resolve("whole"));
        run(IN_PROCESS, plan, whole, jobs(1));
        assertSame(plan, whole, runs);
    }

    @Test
    void whatCannotWorkAtAllIsOneSentence() throws Exception {
        Plan plan = ArithmeticStudy.plan(1, "fine");
        ExecutionOptions flags = new ExecutionOptions(2, Shard.WHOLE, Optional.empty(),
            WORKER.withArguments(List.of("-XX:NoSuchFlag")));
        String message = assertThrows(InvalidInputException.class, () -> run(LOCAL, plan, runs, flags)).getMessage();
        assertTrue(message.startsWith("worker processes cannot work here: the first ended at once with exit code 1"),
            message);
        assertTrue(plan.trials().stream().allMatch(t -> runs.record(t).isEmpty()));
        ExecutionOptions noJava = new ExecutionOptions(1, Shard.WHOLE, Optional.empty(),
            new WorkerCommand(folder.resolve("nowhere").toString(), "", List.of(), Map.of()));
        assertThrows(InvalidInputException.class, () -> run(LOCAL, plan, runs, noJava));
        RunDirectory file = RunDirectory.at(Files.writeString(folder.resolve("file"), "x"));
        assertThrows(InvalidInputException.class, () -> run(LOCAL, plan, file, jobs(1)));
        assertEquals("unknown executor 'locl'; did you mean local?",
            assertThrows(InvalidInputException.class, () -> Executor.find("locl")).getMessage());
    }
}
