package org.espalier.study.execute;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.DoubleConsumer;
import org.espalier.study.record.RunDirectory;

/**
 * The main class of a worker JVM: runs the trials that it reads from standard input, one at a time. It halts as soon as
 * standard input ends, in the middle of a trial too: then the run that started it is gone, and the next one must be
 * able to take the trial's lock.
 */
public final class Worker {
    private static final long PROGRESS_EVERY_NANOS = 200_000_000;

    private Worker() {}

    /**
     * @param args the run directory, and the folder of data sets or an empty text
     */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        InputStream in = System.in;
        System.setOut(System.err);
        System.setIn(InputStream.nullInputStream());
        BlockingQueue<Assignment> trials = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(in, trials), "trials");
        reader.setDaemon(true);
        reader.start();
        RunDirectory runs = RunDirectory.at(Path.of(args[0]));
        Optional<Path> data = args[1].isEmpty() ? Optional.empty() : Optional.of(Path.of(args[1]));
        TrialRunner runner = new TrialRunner(runs, data);
        Wire.send(out, Wire.of(Wire.READY, true));
        boolean leaving = false;
        while (!leaving) {
            leaving = run(trials.take(), runner, out);
        }
        System.exit(1);
    }

    private static void read(InputStream in, BlockingQueue<Assignment> trials) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Wire.message(line).ifPresent(message -> trials.add(Assignment.read(message, "standard input")));
            }
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
        }
        Runtime.getRuntime().halt(0);
    }

    /** Runs a trial and answers whether this JVM can no longer be trusted. */
    private static boolean run(Assignment assignment, TrialRunner runner, PrintStream out) throws InterruptedException {
        System.err.println(Instant.now() + " trial " + assignment.trial().id() + " of " + assignment.trial().study());
        Outcome outcome = runner.run(assignment, throttled(out));
        JsonNode answer;
        boolean leaving = false;
        if (outcome instanceof Outcome.Recorded recorded) {
            recorded.cause().ifPresent(Throwable::printStackTrace);
            leaving = recorded.cause().filter(c -> c instanceof VirtualMachineError).isPresent();
            answer = Wire.ended(leaving);
        } else {
            answer = Wire.of(Wire.UNRECORDED, ((Outcome.Unrecorded) outcome).reason());
        }
        System.err.flush();
        Wire.send(out, answer);
        return leaving;
    }

    private static DoubleConsumer throttled(PrintStream out) {
        long[] last = {System.nanoTime() - PROGRESS_EVERY_NANOS};
        return fraction -> {
            long now = System.nanoTime();
            if (now - last[0] >= PROGRESS_EVERY_NANOS) {
                last[0] = now;
                Wire.send(out, Wire.of(Wire.PROGRESS, fraction));
            }
        };
    }
}
