package org.espalier.testkit.fingerprint;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.espalier.nets.engine.Engine;
import org.espalier.nets.engine.remedy.EngineChoice;
import org.espalier.nets.engine.remedy.Remedy;

/**
 * What the last bits of a number depend on beside the code: processor, its vector instructions, the engine's natives with the
 * remedy in use, the Java runtime. Within one kind the same trial has the same bits; between two kinds nothing is promised.
 *
 * @param name all of it in one line
 */
public record ComputingKind(String name) implements Comparable<ComputingKind> {
    /** Of a processor's flags those by which natives choose their kernels; the others come and go with the kernel's version. */
    private static final List<String> VECTOR_FLAGS = List.of("sse4", "avx", "fma", "f16c", "amx", "asimd", "sve", "bf16");

    public ComputingKind {
        if (name.isBlank() || name.contains("\n")) {
            throw new IllegalArgumentException("a kind is named in one line");
        }
    }

    /** The kind of this process. Checks the engine where that was not done yet. */
    public static ComputingKind here() {
        EngineChoice choice = Engine.choice(said -> {});
        SortedMap<String, String> facts = choice.key().processor().facts();
        String processor = facts.containsKey("cpu family") ? facts.getOrDefault("vendor_id", "?") + " family "
            + facts.get("cpu family") + " model " + facts.getOrDefault("model", "?") : String.join(" ", facts.getOrDefault(
                "CPU implementer", facts.getOrDefault("model name", "?")), facts.getOrDefault("CPU part", ""));
        String vector = Arrays.stream(facts.getOrDefault("flags", facts.getOrDefault("Features", "")).split("\\s+"))
            .filter(flag -> VECTOR_FLAGS.stream().anyMatch(flag::startsWith)).collect(Collectors.joining(" "));
        SortedMap<String, String> users = choice.key().environment();
        return new ComputingKind(String.join("; ", facts.get("system") + " " + facts.get("architecture"), processor.strip(),
            vector, choice.key().natives().toString(), choice.remedy().map(Remedy::describe).orElse("no remedy"),
            System.getProperty("java.vm.name") + " " + Runtime.version().feature()) + (users.isEmpty() ? "" : "; " + users));
    }

    @Override
    public int compareTo(ComputingKind other) {
        return name.compareTo(other.name);
    }
}
