package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.cli.report.Numbers;
import org.espalier.study.Study;
import org.espalier.study.record.RunDirectory;
import org.espalier.study.record.RunStatus;
import org.espalier.study.record.StoredPlan;
import org.espalier.study.record.TrialRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier status}. */
@Command(name = "status", description = "Show how far the runs are: done, failed, missing, time left.")
final class StatusCommand implements Callable<Integer> {
    private static final int FAILURES_SHOWN = 10;

    private final Streams streams;

    @Mixin
    private RunsFolder runs;

    @Option(names = "--why", paramLabel = "TRIAL", description = "Say why this trial would run again, or that it would not: what "
        + "differs from the nearest record. The trial's id, or as much of its beginning as is unique.")
    private String why;

    @Mixin
    private JsonOption json;

    StatusCommand(Streams streams) {
        this.streams = streams;
    }

    private Integer why(RunDirectory directory) {
        WhyTrial answer = WhyTrial.of(directory, InstalledStudies.in(directory, streams), why);
        if (json.given()) {
            Json.print(answer.json(), streams.out());
        } else {
            answer.lines().forEach(line -> streams.out().println(TextTable.printable(line)));
        }
        return ExitCode.DONE;
    }

    @Override
    public Integer call() {
        RunDirectory directory = runs.directory();
        if (why != null) {
            return why(directory);
        }
        int jobs = Runtime.getRuntime().availableProcessors();
        TextTable table = new TextTable("study", "preset", "done", "diverged", "failed", "missing",
            "left with " + jobs + (jobs == 1 ? " job" : " jobs"));
        List<Map<String, Object>> rows = new ArrayList<>();
        List<TrialRecord> failures = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Study study : InstalledStudies.in(directory, streams)) {
            for (StoredPlan stored : directory.plans(study.id())) {
                RunStatus status = RunStatus.of(stored.plan(), directory, study::estimateSeconds);
                failures.addAll(status.failures());
                status.warnings().forEach(w -> warnings.add(study.id() + ", preset " + stored.plan().preset().label() + ": " + w));
                double left = status.secondsLeft() / jobs;
                String preset = stored.plan().preset().label();
                table.row(study.id(), preset + (stored.plan().overrides().isEmpty() ? "" : ", changed"), status.done(),
                    status.diverged(), status.failed(), status.missing(), status.isComplete() ? "complete"
                        : "about " + Numbers.duration(left));
                rows.add(Json.object("study", study.id(), "preset", preset, "command", stored.command(), "total",
                    status.total(), "done", status.done(), "diverged", status.diverged(), "failed", status.failed(),
                    "missing", status.missing(), "doubted", status.doubted(), "warnings", status.warnings(), "seconds_left", left, "jobs",
                    jobs, "failures", status.failures().stream()
                        .map(f -> Json.object("trial", f.trial().id(), "reason", f.reason())).toList()));
            }
        }
        if (json.given()) {
            Json.print(rows, streams.out());
            return ExitCode.DONE;
        }
        table.print(streams.out());
        warnings.forEach(streams.err()::println);
        failures.stream().limit(FAILURES_SHOWN).forEach(f -> streams.err().println(
            TextTable.printable("failed: " + f.trial().study() + " " + f.trial().id() + ": " + f.reason())));
        if (failures.size() > FAILURES_SHOWN) {
            streams.err().println("and " + (failures.size() - FAILURES_SHOWN) + " more");
        }
        return ExitCode.DONE;
    }
}
