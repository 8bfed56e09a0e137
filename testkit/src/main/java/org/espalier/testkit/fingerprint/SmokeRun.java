package org.espalier.testkit.fingerprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.espalier.study.Overrides;
import org.espalier.study.Plan;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;
import org.espalier.study.execute.ExecutionListener;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.record.Records;
import org.espalier.study.record.RunDirectory;

/** A study's {@code smoke}, run in this process. */
public final class SmokeRun {

    private static final Map<String, Records> RUN = new ConcurrentHashMap<>();

    private SmokeRun() {}

    /** The records, run once in this JVM and kept. @throws IllegalStateException if a trial failed */
    public static Records once(Study study) {
        return RUN.computeIfAbsent(study.id(), id -> {
            try {
                Path folder = Files.createTempDirectory("espalier-smoke-");
                try {
                    return of(study, folder);
                } finally {
                    delete(folder);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * The records, one a trial.
     *
     * @param folder of the run; trials that have a record there are not run again
     * @throws IllegalStateException if a trial failed
     */
    public static Records of(Study study, Path folder) throws InterruptedException {
        Plan plan = Plan.of(study, Preset.SMOKE, Overrides.NONE);
        RunDirectory runs = RunDirectory.at(folder);
        Executor.find("in-process").execute(plan, runs, ExecutionOptions.of(1), new ExecutionListener() {});
        Records records = runs.records(plan);
        if (records.trials().size() < plan.trials().size()) {
            Trial missing = plan.trials().stream().filter(t -> records.trials().stream().noneMatch(r -> r.trial().equals(t)))
                .findFirst().orElseThrow();
            throw new IllegalStateException("trial " + missing.id() + " of the smoke of " + study.id() + " failed: "
                + runs.record(missing).map(r -> r.reason()).orElse("it has no record"));
        }
        return records;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
