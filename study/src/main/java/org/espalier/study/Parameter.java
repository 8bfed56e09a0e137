package org.espalier.study;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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
 * @param sources     ways to give a text from outside, beside the choices; an empty list if there are none
 */
public record Parameter(String name, Kind kind, String description, Supplier<List<String>> choices,
                        double least, double most, List<Source> sources) {

    /**
     * A way to give a value by where it is: {@code arrays:PATH}. What a trial holds is not the place but what
     * {@code read} makes of it, a text that says what the content is, so that a trial's id depends on the content alone.
     *
     * @param scheme  what stands before the colon
     * @param shown   how it is written, for people: {@code arrays:FILE.npz}
     * @param read    from the whole word to the text a trial holds; of such a text, itself. It throws with one sentence where
     *                the word leads nowhere
     * @param implies from such a text to the values that go with it of other parameters, by name: where a study has them they are
     *                set, and another value of the user's is refused
     */
    public record Source(String scheme, String shown, UnaryOperator<String> read,
                         Function<String, Map<String, Object>> implies) {

        /** A source that says nothing of other parameters. */
        public Source(String scheme, String shown, UnaryOperator<String> read) {
            this(scheme, shown, read, text -> Map.of());
        }

        boolean takes(String word) {
            return word.startsWith(scheme + ":");
        }
    }

    public Parameter {
        sources = List.copyOf(sources);
    }

    /** A parameter whose values come from nowhere else. */
    public Parameter(String name, Kind kind, String description, Supplier<List<String>> choices, double least, double most) {
        this(name, kind, description, choices, least, most, List.of());
    }

    /** This parameter, whose values may also be given by where they are. */
    public Parameter from(Source... more) {
        return new Parameter(name, kind, description, choices, least, most, List.of(more));
    }

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
