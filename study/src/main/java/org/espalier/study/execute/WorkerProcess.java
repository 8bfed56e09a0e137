package org.espalier.study.execute;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Trial;
import org.espalier.study.record.RunDirectory;

/** A worker JVM as the run sees it. */
final class WorkerProcess implements AutoCloseable {
    private final RunDirectory runs;
    private final Path log;
    private final Process process;
    private final PrintStream toWorker;
    private final BufferedReader fromWorker;

    /** The worker ended in the middle of a trial. */
    static final class Died extends Exception {
        private static final long serialVersionUID = 1L;
        private final int exitCode;

        Died(int exitCode, Path log) {
            super("its worker process ended with exit code " + exitCode + meaning(exitCode) + "; see " + log);
            this.exitCode = exitCode;
        }

        /** Whether it ended by a signal that asks to stop: Ctrl-C reaches the run and its workers alike. */
        boolean wasAskedTo() {
            return exitCode == 128 + 2 || exitCode == 128 + 15;
        }

        private static String meaning(int exitCode) {
            return switch (exitCode) {
                case 128 + 6 -> " (aborted, e.g. by native code)";
                case 128 + 9 -> " (killed, perhaps for lack of memory)";
                case 128 + 11 -> " (crashed in native code)";
                default -> "";
            };
        }
    }

    /**
     * Starts a worker and waits until it is ready.
     *
     * @throws InvalidInputException if it cannot be started, or ends at once
     */
    WorkerProcess(RunDirectory runs, ExecutionOptions options, Path log) throws InterruptedException {
        this.runs = runs;
        this.log = log;
        ProcessBuilder builder = options.worker().process();
        builder.command().addAll(List.of(runs.root().toString(), options.dataDirectory().map(Path::toString)
            .orElse("")));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new InvalidInputException("a worker process cannot be started: " + e.getMessage(), e);
        }
        toWorker = new PrintStream(process.getOutputStream(), false, StandardCharsets.UTF_8);
        fromWorker = process.inputReader(StandardCharsets.UTF_8);
        try {
            receive();
        } catch (Died e) {
            throw new InvalidInputException("worker processes cannot work here: the first ended at once with exit code "
                + e.exitCode + "; see " + log, e);
        }
    }

    /** Has the worker run a trial. */
    Outcome run(Assignment assignment, DoubleConsumer progress) throws Died, InterruptedException {
        Trial trial = assignment.trial();
        Wire.send(toWorker, assignment.write());
        while (true) {
            JsonNode message = receive();
            if (message.has(Wire.PROGRESS)) {
                progress.accept(message.get(Wire.PROGRESS).asDouble());
            } else if (message.has(Wire.UNRECORDED)) {
                return new Outcome.Unrecorded(message.get(Wire.UNRECORDED).asText());
            } else {
                if (message.path(Wire.LEAVING).asBoolean()) {
                    process.waitFor();
                }
                return runs.record(trial).<Outcome>map(r -> new Outcome.Recorded(r, Optional.empty())).orElseGet(
                    () -> new Outcome.Unrecorded("its record is gone from " + runs.trialFolder(trial)));
            }
        }
    }

    private JsonNode receive() throws Died, InterruptedException {
        try {
            for (String line = fromWorker.readLine(); line != null; line = fromWorker.readLine()) {
                Optional<JsonNode> message = Wire.message(line);
                if (message.isPresent()) {
                    return message.get();
                }
                if (!line.isEmpty()) {
                    Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            }
        } catch (IOException e) {
            process.destroyForcibly();
        }
        throw new Died(process.waitFor(), log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Ends an idle worker: it halts when its input does. */
    @Override
    public void close() {
        toWorker.close();
    }
}
