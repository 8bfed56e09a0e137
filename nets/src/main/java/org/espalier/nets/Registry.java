package org.espalier.nets;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The members of an open family (architectures, data sets, methods) that {@link ServiceLoader} finds on the class path,
 * by name.
 *
 * @param <T> the family's interface
 */
public final class Registry<T> {
    private static final int SUGGESTIONS = 3;

    private final Class<T> family;
    private final String word;
    private final Function<T, String> name;
    /** Read once: the class path does not change, and plans ask for members a thousand times. */
    private @Nullable List<T> members;

    /**
     * @param family the interface that {@code META-INF/services} names
     * @param word   what one member is called in messages: "architecture"
     * @param name   the member's name on the command line
     */
    public Registry(Class<T> family, String word, Function<T, String> name) {
        this.family = family;
        this.word = word;
        this.name = name;
    }

    /**
     * All members, sorted by name.
     *
     * @throws NetsException if two have one name
     */
    public synchronized List<T> all() {
        if (members == null) {
            members = List.copyOf(load().values());
        }
        return members;
    }

    private TreeMap<String, T> load() {
        TreeMap<String, T> found = new TreeMap<>();
        for (T member : ServiceLoader.load(family)) {
            T other = found.put(name.apply(member), member);
            if (other != null) {
                throw new NetsException("two " + word + "s are called '" + name.apply(member) + "': "
                    + other.getClass().getName() + " and " + member.getClass().getName());
            }
        }
        return found;
    }

    /** @throws NetsException if there is none of that name; the message names the nearest */
    public T named(String wanted) {
        List<T> all = all();
        return all.stream().filter(member -> name.apply(member).equals(wanted)).findFirst()
            .orElseThrow(() -> new NetsException("unknown " + word + " '" + wanted + "'; the nearest are "
                + all.stream().map(name).sorted(Comparator.comparingInt(candidate -> distance(wanted, candidate)))
                    .limit(SUGGESTIONS).collect(Collectors.joining(", "))));
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
