package org.espalier.study.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** What a record says of the code and the machine it was made by. */
public final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Espalier's version, with the commit it was built from where the build knew it. */
    public static String codeVersion() {
        try (InputStream in = Machine.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            String commit = properties.getProperty("commit", "");
            return properties.getProperty("version") + (commit.isEmpty() ? "" : "+" + commit);
        } catch (IOException e) {
            throw new IllegalStateException("version.properties cannot be read", e);
        }
    }

    public static String jvm() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
    }

    public static String os() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
            + System.getProperty("os.arch");
    }

    /** The processor's name where the system tells it, with its family and model (many have one name), else its architecture. */
    public static String cpu() {
        if (Files.isReadable(CPU_INFO)) {
            try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.ISO_8859_1)) {
                return cpu(lines.takeWhile(l -> !l.isBlank()).toList());
            } catch (IOException | java.io.UncheckedIOException e) {
                return architecture();
            }
        }
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows == null ? architecture() : windows;
    }

    /** As {@link #cpu()}, from the lines on one processor in {@code /proc/cpuinfo}. */
    static String cpu(List<String> lines) {
        String name = value(lines, "model name").orElseGet(Machine::architecture);
        return value(lines, "cpu family").map(family -> name + " (family " + family
            + value(lines, "model").map(m -> ", model " + m).orElse("") + ")").orElse(name);
    }

    private static Optional<String> value(List<String> lines, String name) {
        return lines.stream().filter(l -> l.indexOf(':') > 0 && l.substring(0, l.indexOf(':')).strip().equals(name))
            .map(l -> l.substring(l.indexOf(':') + 1).strip()).filter(v -> !v.isEmpty()).findFirst();
    }

    private static String architecture() {
        return System.getProperty("os.arch");
    }
}
