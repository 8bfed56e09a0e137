package org.espalier.study;

import java.util.List;
import java.util.function.Supplier;

/**
 * Declares a parameter of a study: what {@code --set name=value} accepts and {@code describe} shows.
 *
 * @param name        the name, a column of {@code results.csv}
 * @param kind        the type of its values
 * @param description one sentence: meaning, unit, usual range
 * @param choices     the values a text parameter may take; an empty list if any (asked when needed, because registered
 *                    plug-ins add to it)
 * @param least       the smallest number allowed, inclusive; {@code -infinity} if any
 * @param most        the largest number allowed, inclusive; {@code +infinity} if any
 */
public record Parameter(String name, Kind kind, String description, Supplier<List<String>> choices,
                        double least, double most) {

    /** The type of a parameter's values. */
    public enum Kind { TEXT, INTEGER, NUMBER, FLAG }

    public static Parameter text(String name, String description, Supplier<List<String>> choices) {
        return new Parameter(name, Kind.TEXT, description, choices, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    public static Parameter integer(String name, String description, long least, long most) {
        return new Parameter(name, Kind.INTEGER, description, List::of, least, most);
    }

    public static Parameter number(String name, String description, double least, double most) {
        return new Parameter(name, Kind.NUMBER, description, List::of, least, most);
    }

    public static Parameter flag(String name, String description) {
        return new Parameter(name, Kind.FLAG, description, () -> List.of("true", "false"),
            Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
}
