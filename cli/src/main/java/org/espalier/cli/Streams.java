package org.espalier.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes and what it is told by its surroundings.
 *
 * @param out         results, and nothing else
 * @param err         what is meant for a person
 * @param terminal    whether a person watches {@code err}
 * @param environment the environment's variables
 */
public record Streams(PrintStream out, PrintStream err, boolean terminal, Map<String, String> environment) {

    /** Those of this process: UTF-8 whatever the locale. */
    static Streams ofProcess() {
        return new Streams(stream(FileDescriptor.out), stream(FileDescriptor.err),
            Boolean.getBoolean("espalier.terminal"), System.getenv());
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
