package org.espalier.study.code;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The code that computes a trial: the hash of every module and plug-in it uses.
 *
 * @param parts hashes by name of the module ({@code nets}) or of the plug-in's registered class; empty where nothing is known
 */
public record Build(SortedMap<String, String> parts) {
    /** Of records that were made before hashes were kept. */
    public static final Build UNKNOWN = new Build(new TreeMap<>());

    public Build {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    public boolean isKnown() {
        return !parts.isEmpty();
    }

    /** The names whose hashes differ, or that one build has and the other has not. */
    public List<String> differingFrom(Build other) {
        TreeSet<String> names = new TreeSet<>(parts.keySet());
        names.addAll(other.parts.keySet());
        return names.stream().filter(n -> !java.util.Objects.equals(parts.get(n), other.parts.get(n))).toList();
    }
}
