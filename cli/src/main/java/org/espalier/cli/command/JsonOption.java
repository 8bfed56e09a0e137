package org.espalier.cli.command;

import picocli.CommandLine.Option;

/** The option {@code --json}. */
final class JsonOption {
    @Option(names = "--json", description = "Machine-readable output.")
    private boolean json;

    boolean given() {
        return json;
    }
}
