package org.espalier.study;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;

/**
 * The parameters of a trial: an immutable map, sorted by name, from names to text, integers, numbers or flags.
 *
 * <p>Integers are held as {@link Long}, numbers as finite {@link Double}, so that equal content has one form and one
 * hash.
 *
 * @param values the parameters by name
 */
public record Parameters(SortedMap<String, Object> values) {

    /**
     * @throws IllegalArgumentException if a value is not a {@link String}, a {@link Boolean}, a whole number or a
     *                                  finite number
     */
    public Parameters {
        TreeMap<String, Object> copy = new TreeMap<>();
        values.forEach((name, value) -> copy.put(name, canonical(name, value)));
        values = Collections.unmodifiableSortedMap(copy);
    }

    /** Parameters with the entries of {@code values}. */
    public static Parameters of(Map<String, ?> values) {
        return new Parameters(new TreeMap<>(values));
    }

    /** These parameters with {@code name} set to {@code value}. */
    public Parameters with(String name, Object value) {
        TreeMap<String, Object> copy = new TreeMap<>(values);
        copy.put(name, value);
        return new Parameters(copy);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public String text(String name) {
        return get(name, String.class);
    }

    public long integer(String name) {
        return get(name, Long.class);
    }

    /** The number {@code name}; an integer is read as a number too. */
    public double number(String name) {
        return get(name, Number.class).doubleValue();
    }

    public boolean flag(String name) {
        return get(name, Boolean.class);
    }

    private <T> T get(String name, Class<T> type) {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw new InvalidInputException("parameter '" + name + "': expected " + type.getSimpleName() + ", found "
                + (value == null ? "nothing" : "'" + value + "'"));
        }
        return type.cast(value);
    }

    private static Object canonical(String name, Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("parameter '" + name + "' has a value that cannot be stored: " + value);
    }
}
