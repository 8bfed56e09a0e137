package org.espalier.study.execute;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.espalier.study.Trial;

/**
 * The order in which trials may start: none before all it starts from are done, and of those that may, the one with
 * most time still behind it (its own estimate and the longest chain of those that wait for it) first. That is the
 * critical-path rule of list scheduling (Graham 1969), which leaves the short trials to even out the end.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Schedule {
    private static final double LEAST_SECONDS = 1e-3;

    private final Map<String, Trial> waiting = new LinkedHashMap<>();
    private final Map<String, List<String>> dependents = new HashMap<>();
    private final Map<String, Double> behind = new HashMap<>();
    private final Set<String> finished = new HashSet<>();
    private final Set<String> running = new HashSet<>();
    private final PriorityQueue<String> ready = new PriorityQueue<>(
        Comparator.comparingDouble((String id) -> -behind.get(id)).thenComparing(Comparator.naturalOrder()));

    /**
     * @param trials   the trials to run, predecessors first; predecessors that are not among them count as done
     * @param estimate the expected seconds of a trial
     */
    public Schedule(List<Trial> trials, ToDoubleFunction<Trial> estimate) {
        trials.forEach(trial -> waiting.put(trial.id(), trial));
        for (Trial trial : trials) {
            trial.startsFrom().stream().distinct()
                .forEach(p -> dependents.computeIfAbsent(p, x -> new ArrayList<>()).add(trial.id()));
        }
        for (int i = trials.size() - 1; i >= 0; i--) {
            Trial trial = trials.get(i);
            double longest = dependents.getOrDefault(trial.id(), List.of()).stream()
                .mapToDouble(behind::get).max().orElse(0);
            behind.put(trial.id(), longest + Math.max(LEAST_SECONDS, estimate.applyAsDouble(trial)));
        }
        for (Trial trial : trials) {
            trial.startsFrom().stream().filter(p -> !waiting.containsKey(p)).forEach(finished::add);
        }
        trials.stream().filter(this::mayStart).forEach(trial -> ready.add(trial.id()));
    }

    private boolean mayStart(Trial trial) {
        return finished.containsAll(trial.startsFrom());
    }

    /** Takes the next trial that may start, if one may now. */
    public Optional<Trial> next() {
        String id = ready.poll();
        if (id == null) {
            return Optional.empty();
        }
        running.add(id);
        return Optional.of(waiting.get(id));
    }

    /** A trial taken by {@link #next} is done: those that waited for it alone may start. */
    public void done(Trial trial) {
        take(trial);
        finished.add(trial.id());
        for (String dependent : dependents.getOrDefault(trial.id(), List.of())) {
            if (waiting.containsKey(dependent) && mayStart(waiting.get(dependent))) {
                ready.add(dependent);
            }
        }
    }

    /**
     * A trial taken by {@link #next} gave nothing to start from: those that wait for it, directly or through others,
     * are taken off the schedule and answered, predecessors first. Those that {@code doWithout} it wait for the others they
     * start from, or may start.
     */
    public List<Trial> lost(Trial trial, Predicate<Trial> doWithout) {
        take(trial);
        finished.add(trial.id());
        Set<String> gone = new HashSet<>();
        List<Trial> lost = new ArrayList<>();
        for (Trial candidate : List.copyOf(waiting.values())) {
            boolean startsFromIt = candidate.startsFrom().contains(trial.id());
            if (candidate.startsFrom().stream().anyMatch(gone::contains) || startsFromIt && !doWithout.test(candidate)) {
                gone.add(candidate.id());
                lost.add(candidate);
                waiting.remove(candidate.id());
            } else if (startsFromIt && mayStart(candidate)) {
                ready.add(candidate.id());
            }
        }
        return lost;
    }

    private void take(Trial trial) {
        if (!running.remove(trial.id())) {
            throw new IllegalStateException("trial " + trial.id() + " was not running");
        }
        waiting.remove(trial.id());
    }

    /** How many trials wait or run. */
    public int size() {
        return waiting.size();
    }

    /** Whether nothing waits and nothing runs. */
    public boolean isFinished() {
        return waiting.isEmpty();
    }
}
