package org.espalier.cli.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A plug-in as its author builds it: one source, compiled against the class path of this JVM, and one registration line. */
final class PluginJar {
    private PluginJar() {}

    /**
     * Compiles and packs.
     *
     * @param family the interface that the class is registered for
     * @param source the whole source of the class
     * @param time   the time stamp of the jar's entries
     */
    static Path build(Path jar, String family, String className, String source, long time) throws IOException {
        Path work = Files.createTempDirectory(jar.getParent(), "plugin");
        Path file = work.resolve("src").resolve(className.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        Path classes = work.resolve("classes");
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-cp", System.getProperty("java.class.path"), "-d",
            classes.toString(), file.toString());
        if (code != 0) {
            throw new AssertionError("the plug-in " + className + " does not compile");
        }
        Path service = classes.resolve("META-INF/services/" + family);
        Files.createDirectories(service.getParent());
        Files.write(service, List.of(className), StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream zip = new JarOutputStream(out);
            Stream<Path> files = Files.walk(classes)) {
            for (Path content : files.filter(Files::isRegularFile).sorted().toList()) {
                JarEntry entry = new JarEntry(classes.relativize(content).toString().replace('\\', '/'));
                entry.setTime(time);
                zip.putNextEntry(entry);
                zip.write(Files.readAllBytes(content));
            }
        }
        return jar;
    }
}
