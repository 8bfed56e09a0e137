package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.espalier.base.InvalidInputException;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.report.ReportWriter;
import org.espalier.cli.report.StudyResult;
import org.espalier.nets.data.DataSets;
import org.espalier.study.Studies;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.execute.RunResult;
import org.espalier.study.execute.Shard;
import org.espalier.study.record.RunChoice;
import org.espalier.study.record.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier demo}: a small study of every module on real data, then the report. */
@Command(name = "demo", description = "Run a small study of every module on real data, then write the report; at most ten "
    + "minutes on two cores.")
final class DemoCommand implements Callable<Integer> {
    private static final String PREFERRED = "fashion-mnist";
    private static final String EMBEDDED = "digits";

    private final Streams streams;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "runs",
        description = "The run directory (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--jobs", paramLabel = "N", description = "Trials at a time (default: the number of cores).")
    private Integer jobs;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where data sets are looked for first.")
    private Path dataDir;

    @Mixin
    private JsonOption json;

    DemoCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        ExecutionOptions options = new ExecutionOptions(jobs == null ? Runtime.getRuntime().availableProcessors() : jobs,
            Shard.WHOLE, Optional.ofNullable(dataDir), EngineReadiness.workers(streams));
        String dataSet = dataSet(new DataAccess(streams, options.dataDirectory()));
        RunDirectory runs = RunDirectory.at(out);
        Executor executor = Executor.find("local");
        int failed = 0;
        List<String> sentences = new ArrayList<>();
        List<StudyRun> parts = DemoPart.all().stream().map(part -> planned(part, dataSet)).toList();
        for (StudyRun run : parts) {
            RunResult result = run.execute(executor, runs, options, streams);
            failed += result.failed();
            sentences.add(StudyRun.sentence(run.study().id(), result));
        }
        sentences.forEach(streams.err()::println);
        List<StudyResult> results = InstalledStudies.results(runs, RunChoice.ANY, streams);
        Path page = ReportWriter.write(results, out.resolve(ReportCommand.FOLDER));
        if (json.given()) {
            Json.print(Json.object("page", page.toString(), "data_set", dataSet, "failed", failed), streams.out());
        } else {
            ClaimsCommand.print(results, streams.out());
            streams.err().println();
            streams.err().println("The report:");
            streams.out().println(page);
        }
        return failed > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static StudyRun planned(DemoPart part, String dataSet) {
        List<String> settings = new ArrayList<>(part.settings());
        if (dataSet.equals(EMBEDDED)) {
            settings.addAll(part.embedded());
        }
        return StudyRun.of(List.of(Studies.find(part.study())), part.preset(), settings, part.seeds()).get(0);
    }

    private String dataSet(DataAccess data) {
        try {
            data.provide(DataSets.named(PREFERRED));
            return PREFERRED;
        } catch (InvalidInputException e) {
            streams.err().println();
            streams.err().println("NOTE: " + e.getMessage());
            streams.err().println("NOTE: the demo therefore uses " + EMBEDDED + " (1,797 images of 8 x 8) in place of "
                + PREFERRED + ". Its numbers say less.");
            streams.err().println();
            return EMBEDDED;
        }
    }
}
