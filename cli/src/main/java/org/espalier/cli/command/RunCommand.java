package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.nets.reference.Brought;
import org.espalier.study.Studies;
import org.espalier.study.Trial;
import org.espalier.study.execute.ExecutionOptions;
import org.espalier.study.execute.Executor;
import org.espalier.study.execute.RunResult;
import org.espalier.study.execute.Shard;
import org.espalier.study.execute.WorkerCommand;
import org.espalier.study.record.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier run}. */
@Command(name = "run", description = "Run the trials of studies that have no record yet; a stopped run goes on where it "
    + "was.")
final class RunCommand implements Callable<Integer> {
    private static final String STALE = "stale";

    private final Streams streams;

    @Parameters(arity = "1..*", paramLabel = "STUDY", description = "The studies; 'espalier list studies' shows them.")
    private List<String> studies;

    @Option(names = "--preset", paramLabel = "P", defaultValue = "quick",
        description = "smoke, quick, standard or paper (default: ${DEFAULT-VALUE}); 'describe' tells what each costs.")
    private String preset;

    @Option(names = "--seeds", paramLabel = "N", description = "The number of seeds (default: the preset's).")
    private Integer seeds;

    @Option(names = "--set", paramLabel = "KEY=VALUE", arity = "1",
        description = "Replace a parameter's values: --set density=0.1,0.5. May be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--jobs", paramLabel = "N", description = "Trials at a time (default: the number of cores).")
    private Integer jobs;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "runs",
        description = "The run directory (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--executor", paramLabel = "E", defaultValue = "local",
        description = "Who runs trials (default: ${DEFAULT-VALUE}); 'espalier list executors' shows them.")
    private String executor;

    @Option(names = "--shard", paramLabel = "I/N", defaultValue = "1/1",
        description = "Run only part I of N, on N machines that share nothing.")
    private String shard;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where data sets are looked for first.")
    private Path dataDir;

    @Option(names = "--no-networks", description = "Keep no networks but those that other trials start from: saves disk, and "
        + "'export-network' has nothing to export.")
    private boolean noNetworks;

    @Option(names = "--refresh", paramLabel = "WHAT", description = "stale: run again the trials whose records another build made, "
        + "or that start from such (default: records are kept, whatever build made them).")
    private String refresh;

    @Option(names = "--dry-run", description = "Show what would be run, and start nothing.")
    private boolean dryRun;

    @Mixin
    private JsonOption json;

    RunCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws InterruptedException {
        Brought.open(out);
        List<StudyRun> planned = StudyRun.of(studies.stream().distinct().map(Studies::find).toList(),
            PresetOption.of(preset), settings, seeds == null ? OptionalInt.empty() : OptionalInt.of(seeds));
        Executor chosen = Executor.find(executor);
        ExecutionOptions options = new ExecutionOptions(jobs == null ? Runtime.getRuntime().availableProcessors() : jobs,
            Shard.parse(shard), Optional.ofNullable(dataDir), WorkerCommand.standard());
        if (refresh != null) {
            if (!refresh.equals(STALE)) {
                throw new InvalidInputException("--refresh: " + Nearest.unknown("word", refresh, List.of(STALE)));
            }
            options = options.refreshingStale();
        }
        if (dryRun) {
            return dryRun(planned, options);
        }
        WorkerCommand worker = EngineReadiness.workers(streams);
        options = options.withWorker(noNetworks ? worker.withoutNetworks() : worker);
        Brought.keepAll();
        new DataAccess(streams, options.dataDirectory()).provide(planned.stream().map(StudyRun::plan).toList());
        List<Map<String, Object>> results = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        int failed = 0;
        for (StudyRun run : planned) {
            RunResult result = run.execute(chosen, RunDirectory.at(out), options, streams);
            failed += result.failed();
            sentences.add(StudyRun.sentence(run.study().id(), result));
            results.add(Json.object("study", run.study().id(), "preset", preset, "kept", result.kept(), "of_other_builds",
                result.ofOtherBuilds(), "done", result.done(), "diverged", result.diverged(), "failed", result.failed(), "runs",
                out.toString()));
        }
        end(sentences, failed);
        if (json.given()) {
            Json.print(results, streams.out());
        }
        return failed > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void end(List<String> sentences, int failed) {
        String runs = out.equals(Path.of("runs")) ? "" : " " + out;
        sentences.forEach(streams.err()::println);
        streams.err().println("The records are in " + out + ". " + (failed > 0
            ? "The same command tries the failed trials again; './espalier status" + runs + "' shows why they failed."
            : "Next: ./espalier report" + runs));
    }

    private int dryRun(List<StudyRun> planned, ExecutionOptions options) {
        List<Map<String, Object>> plans = new ArrayList<>();
        TextTable table = new TextTable("study", "preset", "trials", "on this shard", "have a record", "of another build",
            "minutes at " + options.jobs() + (options.jobs() == 1 ? " job" : " jobs") + " (estimated)");
        for (StudyRun run : planned) {
            double minutes = Cost.minutes(run.study(), run.plan(), options.jobs());
            List<Trial> shardTrials = options.shard().of(run.plan());
            int here = shardTrials.size();
            Reuse reuse = Reuse.of(run.study(), shardTrials, RunDirectory.at(out));
            table.row(run.study().id(), preset, run.plan().trials().size(), here, reuse.records(), reuse.ofOtherBuilds(),
                Cost.rounded(minutes));
            plans.add(Json.object("study", run.study().id(), "preset", preset, "trials", run.plan().trials().stream()
                .map(t -> Json.object("id", t.id(), "parameters", t.parameters().values(), "seeds", t.seeds(), "seconds",
                    run.study().estimateSeconds(t))).toList(), "on_this_shard", here, "kept", reuse.records(), "of_other_builds",
                reuse.ofOtherBuilds(), "jobs", options.jobs(), "minutes", minutes));
        }
        if (json.given()) {
            Json.print(plans, streams.out());
        } else {
            table.print(streams.out());
        }
        return ExitCode.DONE;
    }
}
