package org.espalier.cli.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.espalier.cli.Streams;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself: its subcommands, and how every one of them ends. */
@Command(name = "espalier", synopsisSubcommandLabel = "COMMAND",
    description = "Comparative studies of what is inside neural networks.",
    footer = {"", "Exit code: 0 done; 1 a trial or a check failed; 2 usage or bad input.",
        "Help on one: espalier COMMAND --help"})
public final class Espalier {

    @Option(names = {"-v", "--verbose"}, scope = ScopeType.INHERIT,
        description = "Show the stack trace of an error.")
    private boolean verbose;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli asks for a place to write to
    private boolean help;

    private Espalier() {}

    /**
     * Runs a command.
     *
     * @param arguments as on the command line
     * @param streams   where it writes
     * @return the exit code
     */
    public static int run(List<String> arguments, Streams streams) {
        Espalier root = new Espalier();
        CommandLine line = new CommandLine(root);
        for (Object command : List.of(new DemoCommand(streams), new ListCommand(streams), new DescribeCommand(streams),
            new RunCommand(streams), new StatusCommand(streams), new ReportCommand(streams), new ClaimsCommand(streams),
            new ExportCommand(streams), new ExportNetworkCommand(streams), new ImportNetworkCommand(streams),
            CompareCommand.withParts(streams), new FixedPointsCommand(streams), new DynamicsCommand(streams), new DataCommand(streams),
            new DoctorCommand(streams))) {
            line.addSubcommand(command);
        }
        OptionSections.showIn(line);
        Errors errors = new Errors(streams, () -> root.verbose);
        line.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
            .setParameterExceptionHandler(errors::usage).setExecutionExceptionHandler(errors::execution)
            .setUsageHelpWidth(100).setAbbreviatedOptionsAllowed(false).setCaseInsensitiveEnumValuesAllowed(false);
        if (arguments.isEmpty()) {
            line.usage(line.getErr());
            return ExitCode.USAGE;
        }
        return line.execute(arguments.toArray(String[]::new));
    }
}
