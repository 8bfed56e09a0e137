package org.espalier.study.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.espalier.study.Overrides;
import org.espalier.study.Parameter;
import org.espalier.study.Preset;
import org.espalier.study.Study;
import org.espalier.study.Trial;

/**
 * The axes whose values a study compares, told from its grids.
 *
 * <p>A parameter is one if trials of a preset's own grid differ in it and in no other parameter that can be set, and if giving it
 * one of its values makes another grid. The first leaves out what goes with another parameter (the epochs of each architecture),
 * the second what has its values for other reasons (a dense network has no steps of fine-tuning, all others have equally many).
 */
final class ComparedAxes {
    private final Study study;
    private final List<String> settable;
    private final Map<Preset, Optional<List<Trial>>> grids = new HashMap<>();
    private final Map<String, Boolean> known = new HashMap<>();

    ComparedAxes(Study study) {
        this.study = study;
        this.settable = study.parameters().stream().map(Parameter::name).toList();
    }

    boolean isCompared(Preset preset, String name) {
        return known.computeIfAbsent(preset.label() + " " + name, k -> grids.computeIfAbsent(preset, p -> grid(p, Overrides.NONE))
            .filter(grid -> differsAlone(name, grid) && isAxis(preset, name, grid)).isPresent());
    }

    /** What a preset plans, unless the study refuses these settings. */
    private Optional<List<Trial>> grid(Preset preset, Overrides overrides) {
        try {
            return Optional.of(study.trials(preset, overrides));
        } catch (RuntimeException refused) {
            // A preset that needs settings has no grid of its own; a value that cannot be given is none of an axis.
            return Optional.empty();
        }
    }

    private boolean differsAlone(String name, List<Trial> grid) {
        Map<Map<String, Object>, Object> seen = new HashMap<>();
        for (Trial trial : grid) {
            Map<String, Object> rest = new TreeMap<>(trial.parameters().values());
            Object value = rest.remove(name);
            rest.keySet().retainAll(settable);
            Object other = value == null ? null : seen.putIfAbsent(rest, value);
            if (other != null && !other.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAxis(Preset preset, String name, List<Trial> grid) {
        Set<String> all = ids(grid);
        return grid.stream().map(t -> t.parameters().values().get(name)).filter(v -> v != null).distinct()
            .map(v -> grid(preset, new Overrides(new TreeMap<>(Map.of(name, List.of(v))), OptionalInt.empty())))
            .flatMap(Optional::stream).map(ComparedAxes::ids).noneMatch(Predicate.isEqual(all));
    }

    private static Set<String> ids(List<Trial> trials) {
        return trials.stream().map(Trial::id).collect(Collectors.toSet());
    }
}
