package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.report.ReportWriter;
import org.espalier.cli.report.StudyResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code espalier report}. */
@Command(name = "report", description = "Write the report of the runs: web pages, figures, tables, claims.")
final class ReportCommand implements Callable<Integer> {
    static final String FOLDER = "report";

    private final Streams streams;

    @Mixin
    private RunsFolder runs;

    @Mixin
    private PresetOption preset;

    @Mixin
    private JsonOption json;

    ReportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        List<StudyResult> results = InstalledStudies.results(runs.directory(), preset.chosen(), streams);
        Path page = ReportWriter.write(results, runs.folder().resolve(FOLDER));
        for (StudyResult result : results) {
            streams.err().println(result.id() + ", preset " + result.trials().preset().label() + ": "
                + result.records().trials().size() + " of " + result.status().total() + " trials");
        }
        if (json.given()) {
            Json.print(Json.object("page", page.toString(), "studies", results.stream().map(StudyResult::id).toList()),
                streams.out());
        } else {
            streams.out().println(page);
        }
        return ExitCode.DONE;
    }
}
