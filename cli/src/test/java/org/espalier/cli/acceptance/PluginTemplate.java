package org.espalier.cli.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The folder {@code examples/plugin-template}, taken elsewhere and made a jar of, as its own pom does it. */
final class PluginTemplate {
    private static final Path TEMPLATE = Path.of("..", "examples", "plugin-template").toAbsolutePath().normalize();

    private PluginTemplate() {}

    /** Copies the template into an empty folder, compiles it against the suite alone, and answers the jar. */
    static Path jar(Path folder) throws IOException {
        Path copy = folder.resolve("my-plugin");
        copy(TEMPLATE, copy);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-Xlint:all,-processing,-serial", "-Werror", "-proc:none",
            "-cp", System.getProperty("java.class.path"), "-d", classes.toString()));
        files(copy.resolve("src/main/java")).forEach(file -> arguments.add(file.toString()));
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (failed != 0) {
            throw new AssertionError("the template does not compile");
        }
        copy(copy.resolve("src/main/resources"), classes);
        Path jar = folder.resolve("my-plugin-1.jar");
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
            for (Path file : files(classes)) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        return jar;
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).filter(file -> !folder.relativize(file).startsWith("target")).toList();
        }
    }
}
