package org.espalier.cli.command;

import org.espalier.cli.Streams;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code espalier compare}: files of any framework with each other. */
@Command(name = "compare", synopsisSubcommandLabel = "masks|representations",
    description = "Compare masks or representations, in files that any framework wrote.")
final class CompareCommand {

    private CompareCommand() {}

    static CommandLine withParts(Streams streams) {
        return new CommandLine(new CompareCommand()).addSubcommand(new CompareMasksCommand(streams))
            .addSubcommand(new CompareRepresentationsCommand(streams));
    }
}
