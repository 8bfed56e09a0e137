package org.espalier.study.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.base.AtomicFile;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Metric;
import org.espalier.study.MetricLog;
import org.espalier.study.Overrides;
import org.espalier.study.Parameters;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Summary;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static final SortedMap<String, String> LIBRARIES = new TreeMap<>(Map.of("library", "1.2"));
    private static final Trial TRIAL = trial(0.1);

    @TempDir
    private Path folder;
    private RunDirectory runs;

    @BeforeEach
    void open() {
        runs = RunDirectory.at(folder.resolve("runs"));
    }

    private static Trial trial(double density) {
        return new Trial("test/x", 3, Parameters.of(Map.of("density", density, "steps", 7, "name", "a \"b\", c",
            "rewind", true, "whole", 1.0)), List.of(-1L, 5L), new TreeMap<>(Map.of("digits", "abc")), List.of());
    }

    private static Plan plan(Trial... trials) {
        return new Plan("test/x", Preset.QUICK, Overrides.NONE, List.of(trials));
    }

    private OpenTrial lock(Trial trial) {
        try {
            return OpenTrial.open(runs, trial, Duration.ofMillis(100));
        } catch (TrialBusyException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static TrialResult result(TrialResult.Status status) {
        SortedMap<Long, SortedMap<String, Double>> summary = new TreeMap<>();
        summary.put(5L, new TreeMap<>(Map.of("accuracy", 0.1, "nan", Double.NaN, "low", Double.NEGATIVE_INFINITY)));
        return new TrialResult(status, status == TrialResult.Status.DONE ? "" : "because", summary);
    }

    private TrialRecord complete(Trial trial, TrialResult.Status status) {
        try (OpenTrial open = lock(trial)) {
            MetricLog metrics = open.begin();
            metrics.append(5, "loss", 1, 0.25);
            metrics.append(-1, "loss", 2, Double.POSITIVE_INFINITY);
            metrics.append(-1, "loss", 3, Double.NaN);
            return open.finish(result(status), LIBRARIES);
        }
    }

    @Test
    void recordsReadBackAsTheyWereWritten() {
        TrialRecord written = complete(TRIAL, TrialResult.Status.DONE);
        assertEquals(written, runs.record(TRIAL).orElseThrow());
        Records records = runs.records(plan(TRIAL));
        assertEquals(List.of(written), records.trials());
        assertEquals(List.of(
            new Observation(TRIAL.id(), 5, TRIAL.parameters(), "loss", 1, 0.25),
            new Observation(TRIAL.id(), -1, TRIAL.parameters(), "loss", 2, Double.POSITIVE_INFINITY),
            new Observation(TRIAL.id(), -1, TRIAL.parameters(), "loss", 3, Double.NaN)), records.observations());
        Provenance from = written.provenance();
        assertEquals(LIBRARIES, from.libraries());
        assertTrue(from.codeVersion().matches("\\d+\\.\\d+\\.\\d+.*"), from.codeVersion());
        assertFalse(from.cpu().isBlank() || from.os().isBlank() || from.jvm().isBlank());
        assertTrue(Instant.parse(from.started()).isBefore(Instant.now().plusSeconds(1)));
    }

    @Test
    void failedTrialsAreNoRecordsForFindings() {
        complete(TRIAL, TrialResult.Status.FAILED);
        complete(trial(0.2), TrialResult.Status.DIVERGED);
        Plan plan = plan(TRIAL, trial(0.2), trial(0.3));
        assertEquals(List.of(trial(0.2)), runs.records(plan).trials().stream().map(TrialRecord::trial).toList());
        RunStatus status = RunStatus.of(plan, runs, t -> 10);
        assertEquals(List.of(0, 1, 1, 1), List.of(status.done(), status.diverged(), status.failed(), status.missing()));
        assertEquals("because", status.failures().get(0).reason());
        double measured = runs.record(trial(0.2)).orElseThrow().provenance().wallSeconds();
        assertEquals(2 * measured, status.secondsLeft(), 1e-9);
        assertEquals(20, RunStatus.of(plan(TRIAL, trial(0.3)), runs, t -> 10).secondsLeft());
    }

    @Test
    void keptRecordsAreDoneOrDiverged() {
        complete(TRIAL, TrialResult.Status.FAILED);
        try (OpenTrial open = lock(TRIAL)) {
            assertTrue(open.kept().isEmpty());
        }
        complete(TRIAL, TrialResult.Status.DIVERGED);
        try (OpenTrial open = lock(TRIAL)) {
            assertEquals("because", open.kept().orElseThrow().reason());
        }
    }

    /** Something is found out about how a record was made: its trial is run again, from nothing, and until then it is named. */
    @Test
    void aRecordThatIsNotReliedOnIsNamedAndMadeAgain() throws Exception {
        SortedMap<String, String> doubtful = new TreeMap<>(LIBRARIES);
        doubtful.put(DoubtfulLibrary.NAME, "1");
        for (TrialResult.Status end : List.of(TrialResult.Status.DONE, TrialResult.Status.DIVERGED)) {
            try (OpenTrial open = lock(TRIAL)) {
                new TimeSpent(100, 50, 1).write(open.folder().resolve("time.json"));
                open.begin();
                Files.writeString(open.folder().resolve("checkpoint"), "of wrong numbers");
                open.finish(result(end), doubtful);
            }
            RunStatus status = RunStatus.of(plan(TRIAL, trial(0.2)), runs, t -> 10);
            assertEquals(List.of(0, 0, 0, 1, 1, 2), List.of(status.done(), status.diverged(), status.failed(), status.missing(),
                status.doubted(), status.total()));
            assertEquals(20, status.secondsLeft());
            assertFalse(status.isComplete());
            assertEquals(List.of("1 trial was made with a doubtful library; the next run makes it again"), status.warnings());
            // Until then findings have it.
            assertEquals(1, runs.records(plan(TRIAL)).trials().size());
            try (OpenTrial open = lock(TRIAL)) {
                assertTrue(open.kept().isEmpty());
                open.begin();
                assertFalse(Files.exists(open.folder().resolve("checkpoint")));
                assertTrue(open.finish(result(end), LIBRARIES).provenance().wallSeconds() < 50);
                assertTrue(open.kept().isPresent());
            }
            assertTrue(RunStatus.of(plan(TRIAL), runs, t -> 10).isComplete());
            Files.delete(runs.trialFolder(TRIAL).resolve("record.json"));
        }
    }

    @Test
    void theProcessorsFamilyIsNamed() {
        assertEquals("AMD EPYC (family 25, model 1)", Machine.cpu(List.of("cpu family\t: 25", "model\t\t: 1",
            "model name\t: AMD EPYC")));
        assertEquals("Some CPU", Machine.cpu(List.of("model name : Some CPU")));
        assertEquals(System.getProperty("os.arch"), Machine.cpu(List.of()));
    }

    @Test
    void aLockHoldsAndIsGivenBack() {
        try (OpenTrial open = lock(TRIAL)) {
            assertThrows(TrialBusyException.class, () -> OpenTrial.open(runs, TRIAL, Duration.ofMillis(120)));
            assertThrows(TrialBusyException.class, () -> OpenTrial.open(runs, TRIAL, Duration.ZERO));
            lock(trial(0.2)).close();
            assertTrue(open.folder().endsWith(TRIAL.id()));
        }
        lock(TRIAL).close();
    }

    @Test
    void timeAccumulatesOverAttempts() throws Exception {
        try (OpenTrial open = lock(TRIAL)) {
            new TimeSpent(100, 50, 0).write(open.folder().resolve("time.json"));
            open.begin();
            Provenance first = open.fail("on purpose", LIBRARIES).provenance();
            assertTrue(first.wallSeconds() > 100 && first.wallSeconds() < 130);
            assertTrue(first.cpuSeconds() >= 50 && first.cpuSeconds() < 80);
        }
        TrialRecord second = complete(TRIAL, TrialResult.Status.DONE);
        assertTrue(second.provenance().wallSeconds() > 100);
    }

    @Test
    void aFailedTrialIsResumedOnceThenStartedAnew() throws Exception {
        for (int attempt = 1; attempt <= 4; attempt++) {
            try (OpenTrial open = lock(TRIAL)) {
                open.begin();
                Path checkpoint = open.folder().resolve("deep/checkpoint");
                assertEquals(attempt == 2 || attempt == 4, Files.exists(checkpoint), "attempt " + attempt);
                Files.createDirectories(checkpoint.getParent());
                Files.writeString(checkpoint, "x");
                open.fail("on purpose", LIBRARIES);
            }
        }
    }

    @Test
    void plansAreFoundAgainTheLatestFirst() {
        Overrides some = Overrides.parse(
            List.of(org.espalier.study.Parameter.number("density", "", 0, 1)), List.of("density=0.1"), OptionalInt.of(2));
        Plan quick = plan(TRIAL, trial(0.2));
        Plan changed = new Plan("test/x", Preset.QUICK, some, List.of(TRIAL));
        Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
        assertTrue(runs.save(quick, now).endsWith("test/x/plans/quick.json"));
        Path other = runs.save(changed, now.plusSeconds(1));
        assertTrue(other.getFileName().toString().matches("quick-[0-9a-f]{8}\\.json"), other.toString());
        assertEquals(List.of("test/x"), runs.studies());
        assertEquals(new StoredPlan(changed, now.plusSeconds(1),
            "espalier run test/x --preset quick --seeds 2 --set density=0.1"), runs.latestPlan("test/x").orElseThrow());
        runs.save(quick, now.plusSeconds(2));
        assertEquals(List.of(quick, changed), runs.plans("test/x").stream().map(StoredPlan::plan).toList());
        assertTrue(runs.latestPlan("test/y").isEmpty());
    }

    private String refused(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(InvalidInputException.class, action).getMessage();
    }

    @Test
    void damagedRecordsAreNamed() throws Exception {
        complete(TRIAL, TrialResult.Status.DONE);
        Path file = runs.trialFolder(TRIAL).resolve("record.json");
        String good = Files.readString(file);
        for (String bad : List.of("", "{", "[]", "{}", "null", good.substring(0, good.length() / 2), good + "{}",
            good.replace("\"done\"", "\"won\""), good.replace("\"density\" : 0.1", "\"density\" : 0.2"),
            good.replace("\"steps\" : 7", "\"steps\" : 70000000000000000000000"),
            good.replace("\"5\" : [", "\"6\" : ["), good.replace("\"NaN\"", "\"none\""),
            good.replace("[ -1, 5 ]", "[ 5, -1 ]"), good.replace("\"format\" : 2", "\"format\" : 3"),
            good.replace("\"version\" : 3", "\"version\" : 3000000000"), "[".repeat(100_000))) {
            assertFalse(bad.equals(good), "nothing was damaged");
            Files.writeString(file, bad);
            String message = refused(() -> runs.record(TRIAL));
            assertTrue(message.startsWith(file + " is damaged: "), message);
            assertFalse(message.contains("\n"), message);
        }
        Files.writeString(file, good);
        Files.createDirectories(runs.trialFolder(trial(0.2)));
        Files.copy(file, runs.trialFolder(trial(0.2)).resolve("record.json"));
        assertTrue(refused(() -> runs.record(trial(0.2))).contains("it is the record of trial " + TRIAL.id()));
        try (java.io.RandomAccessFile large = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1L << 33);
        }
        assertTrue(refused(() -> runs.record(TRIAL)).contains("expected at most"));
    }

    @Test
    void damagedMetricsAreNamed() throws Exception {
        complete(TRIAL, TrialResult.Status.DONE);
        Path file = runs.trialFolder(TRIAL).resolve("metrics.csv");
        byte[] good = Files.readAllBytes(file);
        assertEquals("seed,metric,labels,step,value\n5,loss,,1,0.25\n-1,loss,,2,Infinity\n-1,loss,,3,NaN\n",
            new String(good, java.nio.charset.StandardCharsets.UTF_8));
        Files.write(file, java.util.Arrays.copyOf(good, good.length - 12));
        assertTrue(refused(() -> runs.records(plan(TRIAL))).startsWith(file + " is damaged: "));
        byte[] other = good.clone();
        other[good.length - 2] = 'M';
        Files.write(file, other);
        assertTrue(refused(() -> runs.records(plan(TRIAL))).startsWith(file + " is damaged: its SHA-256"));
        Files.delete(file);
        assertTrue(refused(() -> runs.records(plan(TRIAL))).startsWith(file + " is missing"));
    }

    @Test
    void forgedLabelsAreNamedWithTheirLine() throws Exception {
        Path file = folder.resolve("metrics.csv");
        for (String bad : List.of("5,loss,1,0\n", "5,loss,layer,1,0\n", "5,loss,layer=,1,0\n", "5,loss,=a,1,0\n",
            "5,loss,a=1;a=2,1,0\n", "5,loss,a=1;,1,0\n", "6,loss,,1,0\n", "5,,,1,0\n")) {
            Files.writeString(file, "seed,metric,labels,step,value\n5,loss,a=1;b=2,0,1\n" + bad);
            MetricReader.Checksum sum = MetricReader.checksum(file);
            assertTrue(refused(() -> MetricReader.read(file, TRIAL, sum)).startsWith(file + ", line 3: expected "), bad);
        }
    }

    @Test
    void labelsComeBackInTheirOrder() throws Exception {
        Metric cka = Metric.of("cka").with("layer", "conv10").with("a", "x=1;2").with("b", "50 % of it");
        Map<Metric, Double> values = new LinkedHashMap<>();
        for (String layer : List.of("conv1", "conv2", "conv10", "fc1")) {
            values.put(Metric.of("rank").with("layer", layer), 1.0);
        }
        values.put(cka, 0.5);
        TreeMap<Long, Summary> summary = new TreeMap<>(Map.of(5L, Summary.of(values)));
        try (OpenTrial open = OpenTrial.open(runs, TRIAL, Duration.ZERO)) {
            open.begin().append(5, cka, 3, 0.25);
            open.finish(new TrialResult(TrialResult.Status.DONE, "", summary), new TreeMap<>());
        }
        Records records = runs.records(plan(TRIAL));
        assertEquals(List.copyOf(values.keySet()), List.copyOf(records.trials().get(0).summary().get(5L).metrics()));
        assertEquals(List.of("conv1", "conv2", "conv10", "fc1"), records.labels("rank", "layer"));
        assertEquals(cka, records.observations().get(0).metric());
        assertEquals(Map.of(5L, 0.5), records.labelled("layer", "conv10").labelled("a", "x=1;2").summary(
            Metric.of("cka").with("b", "50 % of it")));
        assertTrue(records.labelled("layer", "none").observations().isEmpty());
    }

    @Test
    void recordsMadeBeforeMetricsHadLabelsAreRead() throws Exception {
        complete(TRIAL, TrialResult.Status.DONE);
        Path folderOf = runs.trialFolder(TRIAL);
        Files.writeString(folderOf.resolve("metrics.csv"), "seed,metric,step,value\n5,loss,1,0.25\n5,old/fc1/b,2,1.5\n");
        MetricReader.Checksum sum = MetricReader.checksum(folderOf.resolve("metrics.csv"));
        String now = Files.readString(folderOf.resolve("record.json"));
        String old = now.replace("\"format\" : 2", "\"format\" : 1")
            .replaceAll("(?s)\"summary\" : \\{.*?\\n  \\},", "\"summary\" : { \"5\" : { \"loss\" : 0.25, \"old/fc1/b\" : 2.5 } },")
            .replaceAll("\"bytes\" : \\d+", "\"bytes\" : " + sum.bytes()).replaceAll("\"sha256\" : \"\\w+\"", "\"sha256\" : \"" + sum
                .sha256() + "\"");
        Files.writeString(folderOf.resolve("record.json"), old);
        Records records = runs.records(plan(TRIAL));
        Metric metric = Metric.of("old").with("part1", "fc1").with("part2", "b");
        assertEquals(List.of(Metric.of("loss"), metric), records.observations().stream().map(Observation::metric).toList());
        assertEquals(Map.of(5L, 2.5), records.summary(metric));
    }

    @Test
    void forgedMetricsAreNamedWithTheirLine() throws Exception {
        Path file = folder.resolve("metrics.csv");
        for (String bad : List.of("5,loss,1\n", "6,loss,1,0\n", "5,loss,x,0\n", "5,loss,1,0", "5,loss,1,0,0\n",
            "\n", "5,,1,0\n", "5,a\"b,1,0\n")) {
            Files.writeString(file, "seed,metric,step,value\n5,loss,0,1\n" + bad);
            MetricReader.Checksum sum = MetricReader.checksum(file);
            assertTrue(refused(() -> MetricReader.read(file, TRIAL, sum)).startsWith(file + ", line 3: expected "), bad);
        }
        Files.writeString(file, "seed;metric\n");
        MetricReader.Checksum sum = MetricReader.checksum(file);
        assertTrue(refused(() -> MetricReader.read(file, TRIAL, sum)).startsWith(file + ", line 1: "));
    }

    @Test
    void damagedPlansAreNamed() throws Exception {
        Path file = runs.save(plan(TRIAL), Instant.now());
        String good = Files.readString(file);
        for (String bad : List.of(good.substring(9), good.replace("\"quick\"", "\"quack\""),
            good.replaceAll("\"created\" : \"[^\"]*\"", "\"created\" : \"today\""),
            good.replace("\"values\" : { }", "\"values\" : { \"a\" : 3 }"),
            good.replace("\"study\" : \"test/x\"", "\"study\" : \"../../x\""),
            good.replace("\"startsFrom\" : [ ]", "\"startsFrom\" : [ \"../../../etc\" ]"))) {
            assertFalse(bad.equals(good), "nothing was damaged");
            Files.writeString(file, bad);
            assertTrue(refused(() -> runs.latestPlan("test/x")).contains(file.toString()), bad);
        }
    }

    @Test
    void nothingLeadsOutOfTheFolder() throws Exception {
        for (String id : List.of("..", "../..", "", "0123456789abcdeF", "0123456789abcdef/", "/0123456789abcde")) {
            assertThrows(InvalidInputException.class, () -> runs.trialFolder("test/x", id));
        }
        complete(TRIAL, TrialResult.Status.DONE);
        for (String name : List.of("..", ".", "a/b", "../trial.json", "", ".hidden", "a\\b", "a\0")) {
            assertThrows(InvalidInputException.class, () -> runs.artifact("test/x", TRIAL.id(), name));
        }
        assertTrue(Files.exists(runs.artifact("test/x", TRIAL.id(), "trial.json")));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(runs.trialFolder(TRIAL).resolve("link.txt"), outside.resolve("secret.txt"));
        assertThrows(InvalidInputException.class, () -> runs.artifact("test/x", TRIAL.id(), "link.txt"));
        Files.createSymbolicLink(runs.trialFolder(trial(0.2)), outside);
        assertTrue(refused(() -> lock(trial(0.2))).contains("leads out of the run directory"));
        assertArrayEquals(new String[] {"secret.txt"}, outside.toFile().list());
        Path victim = Files.writeString(outside.resolve("victim"), "unharmed");
        Files.createDirectories(runs.trialFolder(trial(0.3)));
        Files.createSymbolicLink(runs.trialFolder(trial(0.3)).resolve("metrics.csv"), victim);
        try (OpenTrial open = lock(trial(0.3))) {
            assertThrows(UncheckedIOException.class, open::begin);
        }
        assertEquals("unharmed", Files.readString(victim));
    }

    @Test
    void aFileWhereAFolderIsExpectedIsOneSentence() throws Exception {
        Files.writeString(runs.root(), "a file");
        String message = refused(() -> runs.save(plan(TRIAL), Instant.now()));
        assertTrue(message.matches("cannot make the folder .*: a file is where a folder is expected"), message);
        assertThrows(InvalidInputException.class, () -> lock(TRIAL));
        assertThrows(InvalidInputException.class, () -> runs.studies());
    }

    @Test
    void anAtomicFileStaysWholeWhenWritingFails() throws Exception {
        Path file = folder.resolve("file");
        AtomicFile.write(file, "old".getBytes());
        assertThrows(java.io.IOException.class, () -> AtomicFile.write(file, out -> {
            out.write(1);
            throw new java.io.IOException("on purpose");
        }));
        assertEquals("old", Files.readString(file));
        AtomicFile.write(file, "new".getBytes());
        assertEquals("new", Files.readString(file));
        assertArrayEquals(new String[] {"file"}, folder.toFile().list());
    }
}
