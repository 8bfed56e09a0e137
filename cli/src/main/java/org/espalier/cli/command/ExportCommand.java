package org.espalier.cli.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.cli.Streams;
import org.espalier.cli.report.StudyResult;
import org.espalier.nets.reference.Brought;
import org.espalier.study.Studies;
import org.espalier.study.export.Parquet;
import org.espalier.study.finding.Csv;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.LatexTable;
import org.espalier.study.finding.ResultsTable;
import org.espalier.study.finding.Table;
import org.espalier.study.finding.TableJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier export}. */
@Command(name = "export", description = "Write a study's results, or one of its tables, for other programs.")
final class ExportCommand implements Callable<Integer> {
    private static final List<String> FORMATS = List.of("csv", "json", "latex", "parquet");

    private final Streams streams;

    @Parameters(index = "0", paramLabel = "STUDY", description = "The study.")
    private String id;

    @Parameters(index = "1", arity = "0..1", paramLabel = "runs", defaultValue = "runs",
        description = "The run directory (default: ${DEFAULT-VALUE}).")
    private Path runs;

    @Option(names = "--format", paramLabel = "F", required = true, description = "csv, json, latex or parquet.")
    private String format;

    @Option(names = "--table", paramLabel = "T", defaultValue = "results",
        description = "A table or figure of the report by its file's name (default: ${DEFAULT-VALUE}, every number).")
    private String table;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "The file (default: standard output).")
    private Path output;

    @Mixin
    private PresetOption preset;

    ExportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (!FORMATS.contains(format)) {
            throw new InvalidInputException(Nearest.unknown("format", format, FORMATS));
        }
        Brought.open(runs);
        StudyResult result = StudyResult.of(org.espalier.study.record.RunDirectory.at(runs), Studies.find(id),
            preset.chosen());
        InstalledStudies.tell(result, streams);
        Table exported = table(result);
        if (output == null) {
            write(exported, streams.out());
            streams.out().flush();
            return ExitCode.DONE;
        }
        Path draft = output.resolveSibling(output.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
                write(exported, out);
            }
            Files.move(draft, output, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw new InvalidInputException("--output: cannot write " + output + ": " + e.getMessage(), e);
        }
        streams.err().println(output + ": " + exported.rows().size() + " rows");
        return ExitCode.DONE;
    }

    private Table table(StudyResult result) {
        List<Table> tables = new ArrayList<>(List.of(ResultsTable.of(result.records())));
        tables.addAll(result.findings().tables());
        for (Figure figure : result.findings().figures()) {
            tables.add(new Table(figure.id(), figure.title(), figure.data().columns(), figure.data().rows()));
        }
        return tables.stream().filter(t -> t.id().equals(table)).findFirst().orElseThrow(
            () -> new InvalidInputException(Nearest.unknown("table", table, tables.stream().map(Table::id).toList())));
    }

    private void write(Table exported, OutputStream out) throws IOException {
        if (format.equals("parquet")) {
            Parquet.write(exported, out);
            return;
        }
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        switch (format) {
            case "csv" -> Csv.write(exported, text);
            case "json" -> TableJson.write(exported, text);
            default -> LatexTable.write(exported, text);
        }
        text.flush();
    }
}
