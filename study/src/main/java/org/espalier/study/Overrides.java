package org.espalier.study;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.espalier.base.InvalidInputException;

/**
 * What the user changed of a preset: values of parameters ({@code --set name=v1,v2}) and the number of seeds.
 *
 * @param values the values that replace a parameter's, by its name, each in the canonical form of {@link Parameters}
 * @param seeds  the number of seeds, if the user gave one
 */
public record Overrides(SortedMap<String, List<Object>> values, OptionalInt seeds) {

    public static final Overrides NONE = new Overrides(new TreeMap<>(), OptionalInt.empty());

    public Overrides {
        TreeMap<String, List<Object>> copy = new TreeMap<>();
        values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        values = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Reads what the user gave on the command line.
     *
     * @param parameters what the study accepts
     * @param settings   texts {@code key=value} or {@code key=value,value,...}
     * @param seeds      the number of seeds, if given
     * @throws InvalidInputException if a key is unknown or given twice, or a value is not what its parameter expects
     */
    public static Overrides parse(List<Parameter> parameters, List<String> settings, OptionalInt seeds) {
        if (seeds.isPresent() && seeds.getAsInt() < 1) {
            throw new InvalidInputException("--seeds: expected a whole number of at least 1, found "
                + seeds.getAsInt());
        }
        return new Overrides(Settings.parse(parameters, settings), seeds);
    }

    public boolean isEmpty() {
        return values.isEmpty() && seeds.isEmpty();
    }

    /**
     * For parameters whose values a study does not compare with each other.
     *
     * @throws InvalidInputException if the user gave one of them several values
     */
    public void requireOneValue(String study, Collection<String> names) {
        for (String name : names) {
            List<Object> given = values.getOrDefault(name, List.of());
            if (given.size() > 1) {
                throw new InvalidInputException("--set " + name + "=" + given.stream().map(Object::toString)
                    .collect(Collectors.joining(",")) + ": expected one value; " + study + " does not compare values of " + name);
            }
        }
    }

    /** The texts that {@link #parse} reads back as {@link #values}: {@code density=0.1,0.5}. */
    public List<String> settings() {
        return values.entrySet().stream().map(e -> e.getKey() + "="
            + e.getValue().stream().map(Object::toString).collect(Collectors.joining(","))).toList();
    }

    /** The seeds {@code 0, 1, ...}: as many as the user gave, else {@code count}. */
    public List<Long> seedsOr(int count) {
        return LongStream.range(0, seeds.orElse(count)).boxed().toList();
    }
}
