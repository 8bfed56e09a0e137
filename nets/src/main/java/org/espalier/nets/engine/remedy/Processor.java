package org.espalier.nets.engine.remedy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What tells one kind of processor from another, as far as the engine's choice of instructions goes.
 *
 * @param facts name -> value: vendor, family, model, stepping, name, flags where the system tells them, else its architecture
 */
public record Processor(SortedMap<String, String> facts) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final List<String> TOLD = List.of("vendor_id", "cpu family", "model", "model name", "stepping", "flags",
        "CPU implementer", "CPU architecture", "CPU variant", "CPU part", "Features");

    public Processor {
        facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /** The processor of this machine. */
    public static Processor here() {
        try {
            if (Files.isReadable(CPU_INFO)) {
                return of(Files.readString(CPU_INFO, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException | UncheckedIOException e) {
            // Then the system's own properties have to do.
        }
        return of("");
    }

    /** The first processor of the text of {@code /proc/cpuinfo}. */
    static Processor of(String cpuInfo) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String line : cpuInfo.lines().takeWhile(l -> !l.isBlank()).toList()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                all.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            }
        }
        SortedMap<String, String> facts = new TreeMap<>();
        TOLD.stream().filter(all::containsKey).forEach(name -> facts.put(name, sorted(name, all.get(name))));
        facts.put("architecture", System.getProperty("os.arch"));
        facts.put("system", System.getProperty("os.name"));
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        if (windows != null) {
            facts.put("model name", windows);
        }
        return new Processor(facts);
    }

    /** A kernel may list flags in another order. */
    private static String sorted(String name, String value) {
        if (!name.equals("flags") && !name.equals("Features")) {
            return value;
        }
        String[] flags = value.split("\\s+");
        Arrays.sort(flags);
        return String.join(" ", flags);
    }

    /** For a person: {@code AMD EPYC, AuthenticAMD family 25 model 1}. */
    public String describe() {
        String name = facts.getOrDefault("model name", facts.get("architecture"));
        return facts.containsKey("cpu family") ? name + ", " + facts.getOrDefault("vendor_id", "") + " family "
            + facts.get("cpu family") + " model " + facts.getOrDefault("model", "?") : name;
    }
}
