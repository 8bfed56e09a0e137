package org.espalier.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.espalier.base.InvalidInputException;

/** Orders trials so that those a trial starts from come before it (Kahn 1962), else as they were given. */
final class TrialOrder {
    private TrialOrder() {}

    /**
     * The keys of {@code startsFrom}, predecessors first.
     *
     * @param startsFrom the predecessors of every id
     * @throws InvalidInputException if a predecessor is not among the keys, or trials wait for each other in a circle
     */
    static List<String> predecessorsFirst(Map<String, List<String>> startsFrom) {
        List<String> ids = new ArrayList<>(startsFrom.keySet());
        Map<String, Integer> place = new HashMap<>();
        ids.forEach(id -> place.put(id, place.size()));
        Map<String, List<String>> dependents = new HashMap<>();
        Map<String, Integer> waitsFor = new HashMap<>();
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        startsFrom.forEach((id, predecessors) -> {
            List<String> distinct = predecessors.stream().distinct().toList();
            for (String predecessor : distinct) {
                if (!place.containsKey(predecessor)) {
                    throw new InvalidInputException("trial " + id + " starts from trial " + predecessor
                        + ", which is not in the plan");
                }
                dependents.computeIfAbsent(predecessor, p -> new ArrayList<>()).add(id);
            }
            waitsFor.put(id, distinct.size());
            if (distinct.isEmpty()) {
                ready.add(place.get(id));
            }
        });
        List<String> order = new ArrayList<>(ids.size());
        while (!ready.isEmpty()) {
            String id = ids.get(ready.poll());
            order.add(id);
            for (String dependent : dependents.getOrDefault(id, List.of())) {
                if (waitsFor.merge(dependent, -1, Integer::sum) == 0) {
                    ready.add(place.get(dependent));
                }
            }
        }
        if (order.size() < ids.size()) {
            ids.removeAll(new java.util.HashSet<>(order));
            throw new InvalidInputException("trials start from each other in a circle: " + String.join(", ", ids));
        }
        return order;
    }
}
