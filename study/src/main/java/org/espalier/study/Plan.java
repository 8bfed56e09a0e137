package org.espalier.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.espalier.base.InvalidInputException;
import org.espalier.study.code.TrialCode;

/**
 * What one {@code espalier run} of a study is to do: its trials, those a trial starts from before it.
 *
 * @param study     the study's id
 * @param preset    the preset it was made from
 * @param overrides what the user changed of the preset
 * @param trials    every trial once, predecessors first
 */
public record Plan(String study, Preset preset, Overrides overrides, List<Trial> trials) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    /**
     * @throws InvalidInputException if a trial is there twice, belongs to another study, starts from one that is not in
     *                               the plan, or trials start from each other in a circle
     */
    public Plan {
        Studies.requireId(study);
        Map<String, Trial> byId = new LinkedHashMap<>();
        Map<String, List<String>> startsFrom = new LinkedHashMap<>();
        for (Trial trial : trials) {
            String id = trial.id();
            if (!trial.study().equals(study)) {
                throw new InvalidInputException("trial " + id + " of " + trial.study() + " is in a plan of " + study);
            }
            if (byId.put(id, trial) != null) {
                throw new InvalidInputException("trial " + id + " is in the plan of " + study + " twice");
            }
            startsFrom.put(id, trial.startsFrom());
        }
        trials = TrialOrder.predecessorsFirst(startsFrom).stream().map(byId::get).toList();
    }

    /**
     * The plan of a study.
     *
     * @throws InvalidInputException if the overrides leave nothing to run, or no trial takes up a value they give
     */
    public static Plan of(Study study, Preset preset, Overrides overrides) {
        List<Trial> trials = TrialCode.withPlugins(study, study.trials(preset, overrides));
        String of = study.id() + ", preset " + preset.label();
        if (trials.isEmpty()) {
            throw new InvalidInputException("nothing to run: " + of + ", has no trials with these settings");
        }
        overrides.values().forEach((name, values) -> values.forEach(value -> {
            if (trials.stream().noneMatch(t -> value.equals(t.parameters().values().get(name)))) {
                throw new InvalidInputException("--set " + name + "=" + value + " has no effect: no trial of " + of
                    + ", takes that value");
            }
        }));
        return new Plan(study.id(), preset, overrides, trials);
    }

    /** The command that makes the same plan again, ready for a shell. */
    public String commandLine() {
        List<String> words = new ArrayList<>(List.of("espalier", "run", study, "--preset", preset.label()));
        overrides.seeds().ifPresent(n -> words.addAll(List.of("--seeds", Integer.toString(n))));
        overrides.settings().forEach(s -> words.addAll(List.of("--set", s)));
        return String.join(" ", words.stream().map(Plan::quoted).toList());
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
