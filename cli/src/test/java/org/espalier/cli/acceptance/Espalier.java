package org.espalier.cli.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.espalier.cli.Main;

/** The command in a process of its own, as a user starts it, with this JVM's class path. */
record Espalier(Process process, Path output) {

    static Espalier start(Path folder, Object... words) throws IOException {
        return with(List.of(), folder, words);
    }

    /** The command with jars in {@code plugins/}: they come last on the class path, as the launcher has it. */
    static Espalier with(List<Path> plugins, Path folder, Object... words) throws IOException {
        String classPath = System.getProperty("java.class.path")
            + plugins.stream().map(p -> java.io.File.pathSeparator + p).collect(Collectors.joining());
        Path output = Files.createTempFile(folder, "output", ".txt");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath,
            Main.class.getName()));
        for (Object word : words) {
            command.add(word.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // Workers are JVMs of their own and inherit this: a checkpoint after every step, so that kills land on them.
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Despalier.checkpoint.seconds=0");
        return new Espalier(builder.start(), output);
    }

    int end() throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            kill();
            throw new AssertionError("did not end in five minutes");
        }
        return process.exitValue();
    }

    /** SIGKILL, first to the command or first to its workers, as the machine's end would have it in any order. */
    void kill() throws InterruptedException {
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroyForcibly();
        workers.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }

    String text() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
