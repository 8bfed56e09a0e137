package org.espalier.pruning.round;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.espalier.study.Parameters;
import org.espalier.study.record.Records;

/**
 * The records of {@link FineTuning} of one setting: they differ in nothing but what is pruned and how far.
 *
 * @param name      the network and, where the records have several, the settings that tell this one from the others
 * @param dense     the dense training, by seed
 * @param trainedOn the dense network trained on for as many steps as fine-tuning has, by seed
 * @param pruned    the pruned networks
 */
public record PrunedOnce(String name, Records dense, Records trainedOn, Records pruned) {
    private static final Set<String> NAMING = Set.of("architecture", "width");

    /**
     * Takes records apart.
     *
     * @param pruning parameters that say what is pruned and how far; one of them is {@code density}, 1 where nothing is
     * @return one a setting, in the order of its first fine-tuning; none where there is no fine-tuning
     */
    public static List<PrunedOnce> of(Records records, String... pruning) {
        List<String> own = new ArrayList<>(Arrays.asList(pruning));
        own.add(RoundTrial.KEPT_STEPS);
        Set<TreeMap<String, Object>> settings = new LinkedHashSet<>();
        records.trials().stream().map(t -> t.trial().parameters()).filter(p -> !FineTuning.isDense(p))
            .forEach(p -> settings.add(without(p, own)));
        Set<String> varied = varied(settings);
        List<String> ownAndSteps = new ArrayList<>(own);
        ownAndSteps.add(FineTuning.STEPS);
        List<PrunedOnce> groups = new ArrayList<>();
        for (TreeMap<String, Object> setting : settings) {
            TreeMap<String, Object> network = new TreeMap<>(setting);
            network.remove(FineTuning.STEPS);
            Records fineTuned = records.where(p -> without(p, own).equals(setting));
            groups.add(new PrunedOnce(name(setting, varied),
                records.where(p -> FineTuning.isDense(p) && without(p, ownAndSteps).equals(network)),
                fineTuned.where(p -> p.number("density") == 1), fineTuned.where(p -> p.number("density") < 1)));
        }
        return groups;
    }

    /** An ending for ids that are made once a setting: empty where there is one setting. */
    public String ending(int settings) {
        return settings == 1 ? "" : "-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** Test accuracy of the dense network by seed, as it was pruned. */
    public SortedMap<Long, Double> denseAccuracy() {
        return dense.summary("test_accuracy");
    }

    /** Test accuracy by seed of the dense network trained on. */
    public SortedMap<Long, Double> trainedOnAccuracy() {
        return trainedOn.summary("test_accuracy");
    }

    private static TreeMap<String, Object> without(Parameters p, List<String> names) {
        TreeMap<String, Object> rest = new TreeMap<>(p.values());
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
