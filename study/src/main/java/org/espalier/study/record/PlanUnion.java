package org.espalier.study.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;

/**
 * Trials of several plans as those of one: no seed twice at a point of the grid.
 *
 * <p>A population of three seeds and one of five are two trials; so are a comparison of three networks and one of five. Of two
 * trials at one point that share a seed the one that holds the other stands for both: it has all its seeds, and starts from all
 * that the other starts from. One with a record is never given up for one without.
 */
final class PlanUnion {
    private final Map<String, Trial> trials = new LinkedHashMap<>();
    private final Predicate<Trial> hasRecord;

    /** @param hasRecord whether a trial has a result */
    PlanUnion(List<Trial> first, Predicate<Trial> hasRecord) {
        this.hasRecord = hasRecord;
        first.forEach(t -> trials.put(t.id(), t));
    }

    /** A seed at a point. */
    private record Place(Parameters point, long seed) {}

    /** The trials, those a trial starts from before it. */
    List<Trial> trials() {
        return List.copyOf(trials.values());
    }

    boolean contains(List<Trial> others) {
        return others.stream().allMatch(t -> trials.containsKey(t.id()));
    }

    /**
     * Takes in the trials of another plan, or changes nothing and answers why that cannot be.
     *
     * @param others those a trial starts from before it
     */
    Optional<String> add(List<Trial> others) {
        Map<String, Trial> all = new LinkedHashMap<>(trials);
        others.forEach(t -> all.putIfAbsent(t.id(), t));
        Set<String> dropped = new HashSet<>();
        Map<Place, Trial> taken = new HashMap<>();
        for (Trial trial : all.values()) {
            for (long seed : trial.seeds()) {
                Trial other = taken.put(new Place(trial.parameters(), seed), trial);
                if (other == null || other == trial || dropped.contains(other.id()) || dropped.contains(trial.id())) {
                    continue;
                }
                Optional<Trial> less = less(other, trial, all);
                if (less.isEmpty()) {
                    return Optional.of("its trial " + trial.id() + " and trial " + other.id() + " are both at one point with seed "
                        + seed);
                }
                dropped.add(less.get().id());
                if (less.get() == trial) {
                    taken.put(new Place(trial.parameters(), seed), other);
                }
            }
        }
        List<Trial> kept = all.values().stream().filter(t -> !dropped.contains(t.id())).toList();
        Optional<Trial> orphan = kept.stream().filter(t -> t.startsFrom().stream().anyMatch(dropped::contains)).findFirst();
        if (orphan.isPresent()) {
            return Optional.of("trial " + orphan.get().id() + " starts from trials that the others stand for in another form");
        }
        trials.clear();
        kept.forEach(t -> trials.put(t.id(), t));
        return Optional.empty();
    }

    /** Of two trials at one point the one that the other stands for. */
    private Optional<Trial> less(Trial a, Trial b, Map<String, Trial> all) {
        boolean aHolds = holds(a, b, all);
        boolean bHolds = holds(b, a, all);
        if (hasRecord.test(a) != hasRecord.test(b)) {
            return aHolds || bHolds ? Optional.of(hasRecord.test(a) ? b : a) : Optional.empty();
        }
        return aHolds ? Optional.of(b) : bHolds ? Optional.of(a) : Optional.empty();
    }

    private static boolean holds(Trial a, Trial b, Map<String, Trial> all) {
        return a.data().equals(b.data()) && a.code().equals(b.code()) && new LinkedHashSet<>(a.seeds()).containsAll(b.seeds())
            && starts(a, all).containsAll(starts(b, all));
    }

    private static Set<Place> starts(Trial trial, Map<String, Trial> all) {
        Set<Place> starts = new HashSet<>();
        for (String id : new ArrayList<>(trial.startsFrom())) {
            Trial predecessor = all.get(id);
            predecessor.seeds().forEach(seed -> starts.add(new Place(predecessor.parameters(), seed)));
        }
        return starts;
    }
}
