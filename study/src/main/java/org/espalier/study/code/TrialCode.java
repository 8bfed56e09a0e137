package org.espalier.study.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Study;
import org.espalier.study.Trial;

/**
 * The code of a trial: its study's class and the registered classes that its parameters and data sets name.
 *
 * <p>A trial that uses a plug-in has the hash of that plug-in's jar in its content ({@link Trial#code()}), so a plug-in that was
 * built again from other sources is run again. Trials that use none have the ids that they always had.
 */
public final class TrialCode {
    private static final Map<Set<Class<?>>, Build> BUILDS = new ConcurrentHashMap<>();

    private TrialCode() {}

    /** Every registered class by the names that parameters call it; one name may be a method's and a criterion's. */
    private static final class Registered {
        private static final Map<String, List<Class<?>>> BY_NAME = find();

        private static Map<String, List<Class<?>>> find() {
            Map<String, List<Class<?>>> byName = new HashMap<>();
            for (RegisteredParts registry : ServiceLoader.load(RegisteredParts.class)) {
                registry.parts().forEach(p -> byName.computeIfAbsent(p.name(), n -> new ArrayList<>()).add(p.type()));
            }
            return byName;
        }
    }

    /** Study and registered classes that a trial uses, the study's first. */
    private static Set<Class<?>> classes(Study study, Trial trial) {
        Set<Class<?>> classes = new LinkedHashSet<>(Set.of(study.getClass()));
        Set<String> words = new HashSet<>(trial.data().keySet());
        trial.parameters().values().values().stream().filter(String.class::isInstance)
            .forEach(text -> words.addAll(List.of(text.toString().split(","))));
        words.forEach(word -> classes.addAll(Registered.BY_NAME.getOrDefault(word.strip(), List.of())));
        return classes;
    }

    /** The class as its source calls it: classes made at run time (lambdas) have other names in each process. */
    private static String name(Class<?> type) {
        return type.getNestHost().getName();
    }

    private static SortedMap<String, String> plugins(Study study, Trial trial) {
        SortedMap<String, String> plugins = new TreeMap<>();
        classes(study, trial).stream().filter(ClassPath::isPlugin)
            .forEach(type -> plugins.put(name(type), ClassPath.unit(ClassPath.place(type)).hash()));
        return plugins;
    }

    /**
     * The trials of a study with the plug-ins they use in their content.
     *
     * @param trials those a trial starts from before it
     */
    public static List<Trial> withPlugins(Study study, List<Trial> trials) {
        Map<String, String> renamed = new HashMap<>();
        List<Trial> all = new ArrayList<>(trials.size());
        for (Trial trial : trials) {
            SortedMap<String, String> plugins = plugins(study, trial);
            List<String> startsFrom = trial.startsFrom().stream().map(id -> renamed.getOrDefault(id, id)).toList();
            if (plugins.isEmpty() && startsFrom.equals(trial.startsFrom())) {
                all.add(trial);
            } else {
                Trial planned = new Trial(trial.study(), trial.version(), trial.parameters(), trial.seeds(), trial.data(),
                    startsFrom, plugins);
                renamed.put(trial.id(), planned.id());
                all.add(planned);
            }
        }
        return all;
    }

    /** The code that computes a trial in this process. */
    public static Build build(Study study, Trial trial) {
        return BUILDS.computeIfAbsent(classes(study, trial), types -> {
            SortedMap<String, String> parts = new TreeMap<>(ClassPath.modulesOf(types));
            types.stream().filter(ClassPath::isPlugin)
                .forEach(type -> parts.put(name(type), ClassPath.unit(ClassPath.place(type)).hash()));
            return new Build(parts);
        });
    }

    /**
     * Checks that this process has the plug-ins that a trial was planned with.
     *
     * @throws InvalidInputException if one is another
     */
    public static void require(Study study, Trial trial) {
        SortedMap<String, String> here = plugins(study, trial);
        trial.code().forEach((type, hash) -> {
            if (!hash.equals(here.get(type))) {
                throw new InvalidInputException("the trial was planned with build " + hash + " of the plug-in " + type + ", here is "
                    + (here.containsKey(type) ? "build " + here.get(type) : "none") + "; plan it again");
            }
        });
    }
}
