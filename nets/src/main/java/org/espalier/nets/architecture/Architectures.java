package org.espalier.nets.architecture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.espalier.nets.NetsException;

/** The architectures on the class path, by name. */
public final class Architectures {
    private static final int SUGGESTIONS = 3;

    private Architectures() { }

    /** All of them, sorted by name. */
    public static List<Architecture> all() {
        List<Architecture> found = new ArrayList<>();
        ServiceLoader.load(Architecture.class).forEach(found::add);
        found.sort(Comparator.comparing(Architecture::name));
        return List.copyOf(found);
    }

    /** @throws NetsException if there is none of that name; the message names the nearest */
    public static Architecture named(String name) {
        List<Architecture> all = all();
        return all.stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow(() -> new NetsException(
            "unknown architecture '" + name + "'; the nearest are " + all.stream().map(Architecture::name)
                .sorted(Comparator.comparingInt(candidate -> distance(name, candidate))).limit(SUGGESTIONS)
                .collect(Collectors.joining(", "))));
    }

    /** Levenshtein distance: the fewest insertions, deletions and replacements of a character. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
