package org.espalier.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.espalier.cli.Json;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier doctor}. */
@Command(name = "doctor", description = "Show what works on this machine, and how to mend what does not.")
final class DoctorCommand implements Callable<Integer> {
    private final Streams streams;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "runs",
        description = "The run directory (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where data sets are looked for first.")
    private Path dataDir;

    @Option(names = "--check-engine", description = "Check the tensor engine's results again, though that was done on this "
        + "processor: half a minute or more.")
    private boolean checkEngine;

    @Mixin
    private JsonOption json;

    DoctorCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        List<Checkup.Finding> findings = new Checkup(streams, out, Optional.ofNullable(dataDir), checkEngine).findings();
        if (json.given()) {
            Json.print(findings.stream().map(f -> Json.object("what", f.what(), "ok", f.good(), "state", f.state(), "mend",
                f.mend())).toList(), streams.out());
        } else {
            TextTable table = new TextTable();
            findings.forEach(f -> table.row(f.good() ? "OK" : "PROBLEM", f.what(),
                f.state() + (f.mend().isEmpty() ? "" : "; to mend it: " + f.mend())));
            table.print(streams.out());
        }
        return findings.stream().allMatch(Checkup.Finding::good) ? ExitCode.DONE : ExitCode.FAILED;
    }
}
