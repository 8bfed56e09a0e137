package org.espalier.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Nearest;

/** Reads {@code key=value,value} and checks it against the declared parameters. */
final class Settings {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,19}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private Settings() {}

    static SortedMap<String, List<Object>> parse(List<Parameter> parameters, List<String> settings) {
        Map<String, Parameter> byName = new LinkedHashMap<>();
        parameters.forEach(p -> byName.put(p.name(), p));
        SortedMap<String, List<Object>> values = new TreeMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new InvalidInputException("--set: expected key=value or key=value,value, found '" + setting
                    + "'");
            }
            String name = setting.substring(0, equals).strip();
            Parameter parameter = byName.get(name);
            if (parameter == null) {
                throw new InvalidInputException(Nearest.unknown("parameter", name, byName.keySet()));
            }
            if (values.put(name, list(parameter, setting.substring(equals + 1))) != null) {
                throw new InvalidInputException("--set: parameter '" + name
                    + "' is given twice; give all its values at once, separated by commas");
            }
        }
        return withImplied(byName, values);
    }

    /** Adds the values that go with those from outside. */
    private static SortedMap<String, List<Object>> withImplied(Map<String, Parameter> byName,
                                                               SortedMap<String, List<Object>> given) {
        SortedMap<String, List<Object>> all = new TreeMap<>(given);
        given.forEach((name, values) -> values.forEach(value -> implied(byName.get(name), value).forEach((other, wanted) -> {
            if (!byName.containsKey(other)) {
                return;
            }
            List<Object> found = all.putIfAbsent(other, List.of(wanted));
            if (found != null && !found.equals(List.of(wanted))) {
                throw new InvalidInputException("--set " + name + "=" + value + " goes with " + other + "=" + wanted + ", found "
                    + other + "=" + found.stream().map(Object::toString).collect(Collectors.joining(",")));
            }
        })));
        return all;
    }

    private static Map<String, Object> implied(Parameter parameter, Object value) {
        return value instanceof String text ? parameter.sources().stream().filter(s -> s.takes(text)).findFirst()
            .map(s -> s.implies().apply(text)).orElse(Map.of()) : Map.of();
    }

    private static List<Object> list(Parameter parameter, String text) {
        LinkedHashSet<Object> values = new LinkedHashSet<>();
        for (String word : text.split(",", -1)) {
            values.add(value(parameter, word.strip()));
        }
        return new ArrayList<>(values);
    }

    private static Object value(Parameter parameter, String word) {
        Object value = switch (parameter.kind()) {
            case TEXT -> choice(parameter, word);
            case FLAG -> word.equals("true") ? Boolean.TRUE : word.equals("false") ? Boolean.FALSE : null;
            case INTEGER -> integer(parameter, word);
            case NUMBER -> number(parameter, word);
        };
        if (value == null) {
            throw new InvalidInputException("parameter '" + parameter.name() + "': expected " + expected(parameter)
                + ", found '" + word + "'");
        }
        return value;
    }

    private static String choice(Parameter parameter, String word) {
        for (Parameter.Source source : parameter.sources()) {
            if (source.takes(word)) {
                return source.read().apply(word);
            }
        }
        List<String> choices = parameter.choices().get();
        if (choices.isEmpty() && !parameter.sources().isEmpty()) {
            throw new InvalidInputException("parameter '" + parameter.name() + "': expected " + sources(parameter)
                + ", found '" + word + "'");
        }
        if (!choices.isEmpty() && !choices.contains(word)) {
            throw new InvalidInputException(Nearest.unknown("value of parameter '" + parameter.name() + "':", word, choices)
                + (parameter.sources().isEmpty() ? "" : "; or " + sources(parameter)));
        }
        return word.isEmpty() ? null : word;
    }

    private static String sources(Parameter parameter) {
        return String.join(" or ", parameter.sources().stream().map(Parameter.Source::shown).toList());
    }

    private static Long integer(Parameter parameter, String word) {
        if (!INTEGER.matcher(word).matches()) {
            return null;
        }
        try {
            long value = Long.parseLong(word);
            return value >= parameter.least() && value <= parameter.most() ? value : null;
        } catch (NumberFormatException beyondLong) {
            return null;
        }
    }

    private static Double number(Parameter parameter, String word) {
        if (!NUMBER.matcher(word).matches()) {
            return null;
        }
        double value = Double.parseDouble(word);
        return Double.isFinite(value) && value >= parameter.least() && value <= parameter.most() ? value : null;
    }

    private static String expected(Parameter parameter) {
        return switch (parameter.kind()) {
            case TEXT -> "a word";
            case FLAG -> "true or false";
            case INTEGER -> "a whole number" + range(parameter, Settings::whole);
            case NUMBER -> "a number" + range(parameter, Settings::plain);
        };
    }

    private static String range(Parameter parameter, java.util.function.DoubleFunction<String> show) {
        boolean below = Double.isFinite(parameter.least());
        boolean above = Double.isFinite(parameter.most());
        if (below && above) {
            return " from " + show.apply(parameter.least()) + " to " + show.apply(parameter.most());
        }
        return below ? " of at least " + show.apply(parameter.least())
            : above ? " of at most " + show.apply(parameter.most()) : "";
    }

    private static String whole(double value) {
        return Long.toString((long) value);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? whole(value) : Double.toString(value);
    }
}
