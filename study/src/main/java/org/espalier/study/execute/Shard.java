package org.espalier.study.execute;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.base.InvalidInputException;
import org.espalier.study.Plan;
import org.espalier.study.Trial;

/**
 * One of {@code count} parts of a plan, for as many machines. Trials and those they start from are on one shard; which
 * one follows from their ids alone, so machines need not talk to each other.
 *
 * @param index the part, from 1
 * @param count the number of parts
 */
public record Shard(int index, int count) {
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    public Shard {
        if (index < 1 || index > count) {
            throw new InvalidInputException("--shard: expected i/n with i from 1 to n, found " + index + "/" + count);
        }
    }

    /**
     * Reads {@code i/n}.
     *
     * @throws InvalidInputException if it is something else
     */
    public static Shard parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidInputException("--shard: expected i/n, e.g. 1/4, found '" + text + "'");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** The trials of a plan that are on this shard, in the plan's order. */
    public List<Trial> of(Plan plan) {
        Map<String, Set<String>> neighbours = new HashMap<>();
        for (Trial trial : plan.trials()) {
            String id = trial.id();
            neighbours.computeIfAbsent(id, i -> new HashSet<>());
            for (String predecessor : trial.startsFrom()) {
                neighbours.get(id).add(predecessor);
                neighbours.computeIfAbsent(predecessor, i -> new HashSet<>()).add(id);
            }
        }
        Map<String, Boolean> mine = new HashMap<>();
        List<Trial> trials = new ArrayList<>();
        for (Trial trial : plan.trials()) {
            String id = trial.id();
            if (!mine.containsKey(id)) {
                Set<String> component = reachable(id, neighbours);
                long key = Long.parseUnsignedLong(component.stream().min(String::compareTo).orElseThrow(), 16);
                boolean here = Long.remainderUnsigned(key, count) == index - 1;
                component.forEach(member -> mine.put(member, here));
            }
            if (mine.get(id)) {
                trials.add(trial);
            }
        }
        return trials;
    }

    private static Set<String> reachable(String start, Map<String, Set<String>> neighbours) {
        Set<String> seen = new HashSet<>(Set.of(start));
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            for (String next : neighbours.get(open.pop())) {
                if (seen.add(next)) {
                    open.push(next);
                }
            }
        }
        return seen;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
