package org.espalier.base;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The members of an open family (studies, architectures, data sets, methods) that {@link ServiceLoader} finds on the class path,
 * by name.
 *
 * @param <T> the family's interface
 */
public final class Registry<T> {
    private final Class<T> family;
    private final String word;
    private final String plural;
    private final Function<T, String> name;
    /** Read once: the class path does not change, and plans ask for members a thousand times. */
    private TreeMap<String, T> members;

    /**
     * @param family the interface that {@code META-INF/services} names
     * @param word   what one member is called in messages: "architecture"
     * @param plural what several are called: "architectures"
     * @param name   the member's name on the command line
     */
    public Registry(Class<T> family, String word, String plural, Function<T, String> name) {
        this.family = family;
        this.word = word;
        this.plural = plural;
        this.name = name;
    }

    /**
     * All members, sorted by name.
     *
     * @throws InvalidInputException if two have one name
     */
    public List<T> all() {
        return List.copyOf(members().values());
    }

    /** The member of a name, if there is one. */
    public Optional<T> find(String wanted) {
        return Optional.ofNullable(members().get(wanted));
    }

    /** @throws InvalidInputException if there is none of that name; the message names the nearest */
    public T named(String wanted) {
        return find(wanted).orElseThrow(() -> new InvalidInputException(Nearest.unknown(word, wanted, members().keySet())));
    }

    private synchronized TreeMap<String, T> members() {
        if (members == null) {
            TreeMap<String, T> found = new TreeMap<>();
            for (T member : ServiceLoader.load(family)) {
                T other = found.put(name.apply(member), member);
                if (other != null) {
                    throw new InvalidInputException("two " + plural + " are called '" + name.apply(member) + "': "
                        + other.getClass().getName() + " and " + member.getClass().getName());
                }
            }
            members = found;
        }
        return members;
    }
}
