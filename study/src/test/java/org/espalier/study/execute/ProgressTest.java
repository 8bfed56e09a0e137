package org.espalier.study.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialResult.Status;
import org.espalier.study.record.TrialRecord;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Trial A = trial(10);
    private static final Trial B = trial(20);
    private static final Trial C = trial(30);
    private static final List<Trial> ALL = List.of(A, B, C);

    private long now;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private static Trial trial(int seconds) {
        return new Trial("test/x", 1, Parameters.of(Map.of("seconds", seconds)), List.of(0L), new TreeMap<>(),
            List.of());
    }

    private static TrialRecord record(Trial trial, Status status) {
        return new TrialRecord(trial, status, status == Status.DONE ? "" : "because", Map.<Long, Map<String, Double>>of(), null);
    }

    private Progress progress(int jobs) {
        return new Progress(ALL, t -> t.parameters().integer("seconds"), jobs, () -> now);
    }

    private void pass(double seconds) {
        now += (long) (seconds * 1e9);
    }

    @Test
    void beforeAnythingIsMeasuredTheEstimatesHold() {
        assertEquals(new Progress.Snapshot(3, 0, 0, 0, 0, 60), progress(1).snapshot());
        assertEquals(30, progress(2).snapshot().secondsLeft(), 1e-9);
        assertEquals(30, progress(3).snapshot().secondsLeft(), 1e-9, "the longest trial cannot be split");
    }

    @Test
    void timeLeftFollowsWhatIsMeasured() {
        Progress progress = progress(1);
        progress.started(A);
        pass(40);
        progress.finished(A, record(A, Status.DONE));
        Progress.Snapshot snapshot = progress.snapshot();
        assertEquals(4.0 * 50, snapshot.secondsLeft(), 1e-9);
        assertEquals(10.0 / 60, snapshot.fraction(), 1e-9);
        progress.started(B);
        progress.progress(B, 0);
        pass(20);
        progress.progress(B, 0.5);
        assertEquals((40 + 20) / (10 + 10.0) * (10 + 30), progress.snapshot().secondsLeft(), 1e-9);
        assertEquals(1, progress.snapshot().running());
    }

    @Test
    void aResumedTrialDoesNotLookFast() {
        Progress progress = progress(1);
        progress.started(B);
        pass(1);
        progress.progress(B, 0.5);
        assertEquals(50, progress.snapshot().secondsLeft(), 1e-9);
        pass(20);
        progress.finished(B, record(B, Status.DONE));
        assertEquals(2.0 * 40, progress.snapshot().secondsLeft(), 1e-9);
    }

    @Test
    void keptAndFailedTrialsAreNoWorkLeft() {
        Progress progress = progress(1);
        progress.kept(C, record(C, Status.DONE));
        progress.failed(A, "because");
        Progress.Snapshot snapshot = progress.snapshot();
        assertEquals(List.of(3, 2, 1, 0),
            List.of(snapshot.total(), snapshot.ended(), snapshot.failed(), snapshot.running()));
        assertEquals(40.0 / 60, snapshot.fraction(), 1e-9);
        assertEquals(20, snapshot.secondsLeft(), 1e-9);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private ProgressPrinter printer(boolean terminal) {
        return new ProgressPrinter(out, terminal, progress(1), () -> now);
    }

    @Test
    void aTerminalHasOneLineThatIsDrawnAgain() {
        ProgressPrinter printer = printer(true);
        printer.started(C);
        printer.progress(C, 0);
        pass(15);
        printer.progress(C, 0.5);
        assertFalse(printed().contains("\n"));
        assertTrue(printed().endsWith("\r\u001b[K[#######-----------------------] 0/3 trials, 1 running, about 45 s left"),
            printed());
        int length = printed().length();
        printer.progress(C, 0.6);
        assertEquals(length, printed().length(), "not drawn more often than the eye follows");
        printer.failed(C, "disk full");
        assertTrue(printed().contains("\r\u001b[K1/3 test/x " + C.id() + " (seconds=30, seed 0) FAILED: disk full;"),
            printed());
        printer.finished(A, record(A, Status.DONE));
        printer.finished(B, record(B, Status.DIVERGED));
        printer.close();
        assertTrue(printed().endsWith("[##############################] 3/3 trials, 1 failed" + System.lineSeparator()),
            printed());
    }

    @Test
    void elsewhereThereIsOneLineATrial() {
        ProgressPrinter printer = printer(false);
        printer.kept(A, record(A, Status.DONE));
        printer.started(B);
        printer.progress(B, 0.5);
        printer.finished(B, record(B, Status.DIVERGED));
        printer.started(C);
        printer.finished(C, record(C, Status.DONE));
        printer.close();
        assertEquals("2/3 test/x " + B.id() + " (seconds=20, seed 0) diverged: because; about 30 s left\n"
            + "3/3 test/x " + C.id() + " (seconds=30, seed 0) done\n", printed().replace("\r\n", "\n"));
    }

    @Test
    void timesAreSaidAsAPersonSaysThem() {
        assertEquals(List.of("1 s", "99 s", "2 min", "99 min", "2 h 5 min", "47 h 59 min", "2 d 3 h"),
            java.util.stream.DoubleStream.of(0, 99.4, 100, 99 * 60, 125 * 60, 48 * 3600 - 60, 51 * 3600)
                .mapToObj(ProgressPrinter::duration).toList());
    }
}
