package org.espalier.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;
import org.espalier.cli.Streams;
import org.espalier.cli.TextTable;
import org.espalier.cli.report.FindingsFailedException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a person is told when a command cannot be carried out: one sentence, and no stack trace unless asked for. Where
 * the fault is ours, the trace goes to a file.
 */
final class Errors {
    private final Streams streams;
    private final BooleanSupplier verbose;

    Errors(Streams streams, BooleanSupplier verbose) {
        this.streams = streams;
        this.verbose = verbose;
    }

    /** Words that the command line does not understand. */
    int usage(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        String message = error.getMessage();
        if (error instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            Set<String> subcommands = command.getSubcommands().keySet();
            message = word.startsWith("-") ? Nearest.unknown("option", word, command.getCommandSpec().optionsMap().keySet())
                : subcommands.isEmpty() ? "unexpected word '" + word + "'" : Nearest.unknown("command", word, subcommands);
        }
        say(message);
        streams.err().println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
        trace(error);
        return ExitCode.USAGE;
    }

    /** Anything thrown by a command. */
    int execution(Exception error, CommandLine command, ParseResult parsed) {
        if (error instanceof InvalidInputException) {
            say(error.getMessage());
            trace(error);
            return ExitCode.USAGE;
        }
        if (error instanceof FindingsFailedException) {
            say(error.getMessage());
            trace(error);
            return ExitCode.FAILED;
        }
        if (error instanceof InterruptedException) {
            say("stopped; the same command goes on where it was");
            return ExitCode.FAILED;
        }
        say("something went wrong inside (" + error.getClass().getSimpleName()
            + (error.getMessage() == null ? "" : ": " + error.getMessage()) + "); the details are in " + log(error));
        trace(error);
        return ExitCode.FAILED;
    }

    private void say(String message) {
        streams.err().println("espalier: " + TextTable.printable(message));
    }

    private void trace(Exception error) {
        if (verbose.getAsBoolean()) {
            error.printStackTrace(streams.err());
        }
    }

    private static String log(Exception error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace, true));
        try {
            Path file = Files.createTempFile("espalier-error-", ".log");
            Files.writeString(file, trace.toString());
            return file.toString();
        } catch (IOException e) {
            return "no file (" + e.getMessage() + "); see them with --verbose";
        }
    }
}
