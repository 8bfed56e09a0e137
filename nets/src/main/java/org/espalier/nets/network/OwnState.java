package org.espalier.nets.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.espalier.base.InvalidInputException;

/**
 * Named arrays that a checkpoint has to hold because the training depends on them and its variables do not tell them: the mask
 * of a round, a sum over steps, weights drawn anew.
 *
 * <p>Names are free, may have slashes, and are unique over the three kinds. The arrays are those that were given: a
 * checkpoint takes a {@link #copy}.
 *
 * @param numbers kept to the bit
 * @param flags   masks above all
 * @param counts  steps, draws, states of generators
 */
public record OwnState(Map<String, float[]> numbers, Map<String, boolean[]> flags, Map<String, long[]> counts) {
    public static final OwnState NONE = new OwnState(Map.of(), Map.of(), Map.of());

    /** @throws InvalidInputException if arrays of two kinds have the same name */
    public OwnState {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        for (String name : flags.keySet()) {
            requireNew(name, numbers);
        }
        for (String name : counts.keySet()) {
            requireNew(name, numbers);
            requireNew(name, flags);
        }
    }

    private static void requireNew(String name, Map<String, ?> others) {
        if (others.containsKey(name)) {
            throw new InvalidInputException("a checkpoint cannot hold two arrays named '" + name + "'");
        }
    }

    public static OwnState ofNumbers(Map<String, float[]> numbers) {
        return new OwnState(numbers, Map.of(), Map.of());
    }

    public static OwnState ofFlags(Map<String, boolean[]> flags) {
        return new OwnState(Map.of(), flags, Map.of());
    }

    public boolean isEmpty() {
        return numbers.isEmpty() && flags.isEmpty() && counts.isEmpty();
    }

    /** Both together. @throws InvalidInputException if a name is in both */
    public OwnState plus(OwnState other) {
        return new OwnState(joined(numbers, other.numbers), joined(flags, other.flags), joined(counts, other.counts));
    }

    private static <T> Map<String, T> joined(Map<String, T> some, Map<String, T> more) {
        Map<String, T> all = new LinkedHashMap<>(some);
        more.forEach((name, values) -> {
            requireNew(name, some);
            all.put(name, values);
        });
        return all;
    }

    /** The same arrays under {@code PREFIX/NAME}. */
    public OwnState under(String prefix) {
        return renamed(name -> Optional.of(prefix + "/" + name));
    }

    /** The arrays that {@link #under} put under this prefix, with the names they had before. */
    public OwnState of(String prefix) {
        return renamed(name -> name.startsWith(prefix + "/") ? Optional.of(name.substring(prefix.length() + 1))
            : Optional.empty());
    }

    private OwnState renamed(Function<String, Optional<String>> to) {
        return new OwnState(renamed(numbers, to), renamed(flags, to), renamed(counts, to));
    }

    private static <T> Map<String, T> renamed(Map<String, T> arrays, Function<String, Optional<String>> to) {
        Map<String, T> renamed = new LinkedHashMap<>();
        arrays.forEach((name, values) -> to.apply(name).ifPresent(next -> renamed.put(next, values)));
        return renamed;
    }

    public OwnState copy() {
        return new OwnState(copies(numbers, float[]::clone), copies(flags, boolean[]::clone), copies(counts, long[]::clone));
    }

    private static <T> Map<String, T> copies(Map<String, T> arrays, UnaryOperator<T> copy) {
        Map<String, T> copies = new LinkedHashMap<>();
        arrays.forEach((name, values) -> copies.put(name, copy.apply(values)));
        return copies;
    }

    /** The live array of a name. @throws InvalidInputException if there is none with that many elements */
    public float[] numbers(String name, int size) {
        float[] found = numbers.get(name);
        require(name, size, found == null ? -1 : found.length, "numbers");
        return found;
    }

    /** The live array of a name. @throws InvalidInputException if there is none with that many elements */
    public boolean[] flags(String name, int size) {
        boolean[] found = flags.get(name);
        require(name, size, found == null ? -1 : found.length, "flags");
        return found;
    }

    /** The live array of a name. @throws InvalidInputException if there is none with that many elements */
    public long[] counts(String name, int size) {
        long[] found = counts.get(name);
        require(name, size, found == null ? -1 : found.length, "counts");
        return found;
    }

    private static void require(String name, int size, int found, String kind) {
        if (found != size) {
            throw new InvalidInputException("the checkpoint has " + (found < 0 ? "no" : found) + " " + kind + " named '" + name
                + "', expected " + size);
        }
    }
}
