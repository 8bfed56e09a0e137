package org.espalier.cli.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.espalier.study.Parameter;
import org.espalier.study.record.Provenance;
import org.espalier.study.record.TrialRecord;

/** Where the numbers come from: settings, versions, machines, times, seeds, checksums. */
final class ProvenanceSection {
    private static final int SHOWN = 20;

    private ProvenanceSection() {}

    static void settings(Html html, StudyResult result) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Parameter parameter : result.study().parameters()) {
            List<Object> values = result.trials().trials().stream()
                .map(t -> t.parameters().values().get(parameter.name())).filter(v -> v != null).distinct().toList();
            if (!values.isEmpty()) {
                facts.put(parameter.name(), list(values.stream().map(Numbers::plain).toList()));
            }
        }
        facts.put("seeds", list(result.trials().trials().stream().flatMap(t -> t.seeds().stream()).distinct().sorted()
            .map(String::valueOf).toList()));
        facts(html, facts);
    }

    static void provenance(Html html, StudyResult result) {
        List<TrialRecord> records = result.records().trials();
        List<Provenance> sources = records.stream().map(TrialRecord::provenance).toList();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Espalier", distinct(sources, Provenance::codeVersion) + "; study version " + result.study().version());
        if (!result.builds().hashes().isEmpty()) {
            facts.put("Code", list(result.builds().hashes().entrySet().stream()
                .map(e -> e.getKey() + " " + String.join(" and ", e.getValue())).toList()));
        }
        Map<String, TreeSet<String>> libraries = new TreeMap<>();
        sources.forEach(s -> s.libraries().forEach((name, version) -> libraries.computeIfAbsent(name, n -> new TreeSet<>()).add(version)));
        facts.put("Libraries", list(libraries.entrySet().stream()
            .map(e -> e.getKey() + " " + String.join(" and ", e.getValue())).toList()));
        facts.put("Java", distinct(sources, Provenance::jvm));
        facts.put("Operating system", distinct(sources, Provenance::os));
        facts.put("Processor", distinct(sources, Provenance::cpu));
        Map<String, TreeSet<String>> data = new TreeMap<>();
        result.trials().trials().forEach(t -> t.data().forEach((name, checksum) -> data.computeIfAbsent(name, n -> new TreeSet<>()).add(
            checksum)));
        if (!data.isEmpty()) {
            facts.put("Data", list(data.entrySet().stream()
                .map(e -> e.getKey() + " (SHA-256 " + String.join(", ", e.getValue()) + ")").toList()));
        }
        if (!sources.isEmpty()) {
            facts.put("Trials started", sources.stream().map(Provenance::started).min(String::compareTo).orElse("")
                + " to " + sources.stream().map(Provenance::started).max(String::compareTo).orElse(""));
            facts.put("Time in trials", Numbers.duration(sources.stream().mapToDouble(Provenance::wallSeconds).sum())
                + " one after the other; " + Numbers.duration(sources.stream().mapToDouble(Provenance::cpuSeconds).sum())
                + " of processor time");
        }
        facts(html, facts);
    }

    private static String distinct(List<Provenance> sources, Function<Provenance, String> what) {
        return list(sources.stream().map(what).distinct().sorted().toList());
    }

    private static String list(Collection<String> values) {
        List<String> shown = new ArrayList<>(values.stream().filter(v -> v != null && !v.isBlank()).toList());
        if (shown.isEmpty()) {
            return "–";
        }
        return shown.size() <= SHOWN ? String.join(", ", shown)
            : String.join(", ", shown.subList(0, SHOWN)) + " and " + (shown.size() - SHOWN) + " more";
    }

    private static void facts(Html html, Map<String, String> facts) {
        html.open("table", "class", "facts").open("tbody");
        facts.forEach((name, value) -> html.open("tr").element("th", name, "scope", "row").element("td", value)
            .close("tr"));
        html.close("tbody").close("table");
    }
}
