package org.espalier.study.record;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Preset;
import org.espalier.study.Study;

/**
 * Which runs of a study a reader wants.
 *
 * @param preset   of which preset, if it matters
 * @param settings settings that the runs were started with, {@code key=value,value}; an empty list if it does not matter
 */
public record RunChoice(Optional<Preset> preset, List<String> settings) {
    /** Whatever there is. */
    public static final RunChoice ANY = new RunChoice(Optional.empty(), List.of());

    public RunChoice {
        settings = List.copyOf(settings);
    }

    public static RunChoice of(Preset preset) {
        return new RunChoice(Optional.of(preset), List.of());
    }

    /**
     * The runs among {@code plans} that are wanted; none if a setting is of a parameter that the study does not have.
     *
     * @throws InvalidInputException if a setting cannot be one of the study's parameter
     */
    public List<StoredPlan> among(Study study, List<StoredPlan> plans) {
        List<String> known = study.parameters().stream().map(Parameter::name).toList();
        if (settings.stream().anyMatch(s -> s.indexOf('=') > 0 && !known.contains(s.substring(0, s.indexOf('=')).strip()))) {
            return List.of();
        }
        SortedMap<String, List<Object>> wanted = Overrides.parse(study.parameters(), settings, OptionalInt.empty()).values();
        return plans.stream().filter(p -> preset.isEmpty() || p.plan().preset() == preset.get())
            .filter(p -> wanted.entrySet().stream()
                .allMatch(e -> e.getValue().equals(p.plan().overrides().values().get(e.getKey())))).toList();
    }

    /** " of the preset quick with epochs=1": what a message says was wanted; empty if it does not matter. */
    @Override
    public String toString() {
        return preset.map(p -> " of the preset " + p.label()).orElse("")
            + (settings.isEmpty() ? "" : " with " + String.join(", ", settings));
    }
}
