package org.espalier.cli;

import java.util.List;
import org.espalier.cli.command.Espalier;

/** Starts the command {@code espalier}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Streams streams = Streams.ofProcess();
        int code = Espalier.run(List.of(arguments), streams);
        streams.out().flush();
        streams.err().flush();
        System.exit(code);
    }
}
