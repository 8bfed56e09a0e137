package org.espalier.pruning.round;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.record.Records;
import org.espalier.study.spec.MeanFigure;
import org.espalier.study.spec.Split;
import org.espalier.study.statistics.SeedEffects;

/**
 * The records of {@link FineTuning} by setting: those of one setting differ in nothing but what is pruned and how far. Among them
 * are the dense network as it was pruned and the dense network trained on for as many steps as fine-tuning has.
 */
public final class PrunedOnce {
    private static final Set<String> NAMING = Set.of("architecture", "width");

    private PrunedOnce() {}

    /**
     * One part a setting, in the order of its first fine-tuning; none where there is no fine-tuning. It is called the network
     * and, where the records have several, the settings that tell this one from the others.
     *
     * @param pruning the parameter that says, beside the density, what is pruned
     */
    public static Split by(String pruning) {
        List<String> own = List.of(pruning, FineTuning.DENSITY, RoundTrial.KEPT_STEPS);
        List<String> ownAndSteps = List.of(pruning, FineTuning.DENSITY, RoundTrial.KEPT_STEPS, FineTuning.STEPS);
        return records -> {
            Set<TreeMap<String, Object>> settings = new LinkedHashSet<>();
            records.trials().stream().map(t -> t.trial().parameters()).filter(p -> !FineTuning.isDense(p))
                .forEach(p -> settings.add(without(p.values(), own)));
            Set<String> varied = varied(settings);
            List<Split.Part> parts = new ArrayList<>();
            for (TreeMap<String, Object> setting : settings) {
                TreeMap<String, Object> network = without(setting, List.of(FineTuning.STEPS));
                parts.add(new Split.Part(name(setting, varied), records.where(p -> FineTuning.isDense(p)
                    ? without(p.values(), ownAndSteps).equals(network) : without(p.values(), own).equals(setting))));
            }
            return parts;
        };
    }

    /** The pruned networks of a setting. */
    public static Records pruned(Records setting) {
        return setting.where(p -> !FineTuning.isDense(p) && p.number(FineTuning.DENSITY) < 1);
    }

    /** Test accuracy of the dense network, as it was pruned. */
    public static SeedEffects dense(Records setting) {
        return SeedEffects.of(setting.where(FineTuning::isDense).summary(FineTuning.AFTER));
    }

    /** Test accuracy of the dense network trained on. */
    public static SeedEffects trainedOn(Records setting) {
        return SeedEffects.of(setting.where(p -> !FineTuning.isDense(p) && p.number(FineTuning.DENSITY) == 1)
            .summary(FineTuning.AFTER));
    }

    /**
     * A figure of a setting: test accuracy of pruned networks against density, and that of the dense network they are to be
     * compared with as a dashed line.
     *
     * @param metric {@link FineTuning#BEFORE} or {@link FineTuning#AFTER}
     * @param axis   what the density is of
     */
    public static MeanFigure againstDensity(String id, String title, String caption, String metric, String axis) {
        return MeanFigure.of(id, title, caption).mean(metric, "test accuracy").againstLog(FineTuning.DENSITY, axis)
            .rule("dense network", setting -> MeanRows.mean((metric.equals(FineTuning.BEFORE) ? dense(setting)
                : trainedOn(setting)).bySeed()));
    }

    private static TreeMap<String, Object> without(Map<String, Object> values, List<String> names) {
        TreeMap<String, Object> rest = new TreeMap<>(values);
        names.forEach(rest::remove);
        return rest;
    }

    private static Set<String> varied(Set<TreeMap<String, Object>> settings) {
        Set<String> varied = new TreeSet<>();
        for (TreeMap<String, Object> one : settings) {
            one.keySet().stream().filter(name -> settings.stream().anyMatch(s -> !one.get(name).equals(s.get(name))))
                .forEach(varied::add);
        }
        varied.removeAll(NAMING);
        return varied;
    }

    private static String name(TreeMap<String, Object> setting, Set<String> varied) {
        double width = ((Number) setting.get("width")).doubleValue();
        return setting.get("architecture") + (width == 1 ? "" : ", width " + width)
            + varied.stream().map(v -> ", " + v + " " + setting.get(v)).collect(Collectors.joining());
    }
}
