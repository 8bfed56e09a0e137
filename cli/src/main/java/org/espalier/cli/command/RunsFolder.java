package org.espalier.cli.command;

import java.nio.file.Path;
import org.espalier.nets.reference.Brought;
import org.espalier.study.record.RunDirectory;
import picocli.CommandLine.Parameters;

/** The argument {@code [runs]}. */
final class RunsFolder {
    @Parameters(index = "0", arity = "0..1", paramLabel = "runs", defaultValue = "runs",
        description = "The run directory (default: ${DEFAULT-VALUE}).")
    private Path folder;

    /** The run directory, opened for what users brought along too. */
    RunDirectory directory() {
        Brought.open(folder);
        return RunDirectory.at(folder);
    }

    Path folder() {
        return folder;
    }
}
