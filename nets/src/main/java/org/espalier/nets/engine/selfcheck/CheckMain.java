package org.espalier.nets.engine.selfcheck;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** The main class of a process that checks the engine. */
final class CheckMain {

    private CheckMain() {}

    /** @param arguments the file that the report is written to */
    public static void main(String[] arguments) throws IOException {
        new ObjectMapper().writeValue(Path.of(arguments[0]).toFile(), SelfCheck.run());
        // Natives' threads, if any, are not waited for.
        System.exit(0);
    }
}
