package org.espalier.study;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

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
}
