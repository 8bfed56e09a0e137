package org.espalier.nets.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.base.InvalidInputException;

/** A JSON object whose keys are read one by one: a wrong type, a missing key and an unknown one are refused by their place. */
final class JsonFields {
    private final JsonNode object;
    private final String where;
    private final Set<String> known = new TreeSet<>();

    /** @param where the object's place, as errors name it: {@code layers[3]}; empty at the top */
    JsonFields(JsonNode object, String where) {
        this.object = object;
        this.where = where;
        if (!object.isObject()) {
            throw new InvalidInputException((where.isEmpty() ? "the file" : where) + ": expected an object, found "
                + kind(object));
        }
    }

    /** The place of a key. */
    String place(String key) {
        return where.isEmpty() ? key : where + "." + key;
    }

    boolean has(String key) {
        known.add(key);
        return object.has(key);
    }

    /** The value of a key that must be there. */
    JsonNode get(String key) {
        known.add(key);
        JsonNode value = object.get(key);
        if (value == null) {
            throw new InvalidInputException(place(key) + ": missing");
        }
        return value;
    }

    String text(String key) {
        return typed(key, JsonNodeType.STRING, "a text").textValue();
    }

    boolean flag(String key) {
        return typed(key, JsonNodeType.BOOLEAN, "true or false").booleanValue();
    }

    boolean flag(String key, boolean otherwise) {
        return has(key) ? flag(key) : otherwise;
    }

    double number(String key) {
        return typed(key, JsonNodeType.NUMBER, "a number").doubleValue();
    }

    double number(String key, double otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    int integer(String key) {
        return integer(get(key), place(key));
    }

    long whole(String key) {
        JsonNode value = get(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new InvalidInputException(place(key) + ": expected a whole number, found " + shown(value));
        }
        return value.longValue();
    }

    /** An array of so many whole numbers. */
    int[] integers(String key, int count) {
        JsonNode array = array(key);
        if (array.size() != count) {
            throw new InvalidInputException(place(key) + ": expected " + count + " whole numbers, found " + array.size());
        }
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = integer(array.get(i), place(key) + "[" + i + "]");
        }
        return values;
    }

    /** An array of two whole numbers, or one that stands for both. */
    int[] pair(String key) {
        JsonNode value = get(key);
        if (value.isArray()) {
            return integers(key, 2);
        }
        if (!value.isIntegralNumber()) {
            throw new InvalidInputException(place(key) + ": expected a whole number or an array of two, found " + shown(value));
        }
        int both = integer(value, place(key));
        return new int[] {both, both};
    }

    double[] numbers(String key) {
        JsonNode array = array(key);
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            if (!array.get(i).isNumber()) {
                throw new InvalidInputException(place(key) + "[" + i + "]: expected a number, found " + shown(array.get(i)));
            }
            values[i] = array.get(i).doubleValue();
        }
        return values;
    }

    JsonNode array(String key) {
        return typed(key, JsonNodeType.ARRAY, "an array");
    }

    /** Refuses every key that was not asked for. */
    void refuseOthers() {
        for (Iterator<String> names = object.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new InvalidInputException(place(name) + ": unknown, expected one of " + String.join(", ", known));
            }
        }
    }

    private JsonNode typed(String key, JsonNodeType type, String expected) {
        JsonNode value = get(key);
        if (value.getNodeType() != type) {
            throw new InvalidInputException(place(key) + ": expected " + expected + ", found " + shown(value));
        }
        return value;
    }

    private static int integer(JsonNode value, String place) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new InvalidInputException(place + ": expected a whole number, found " + shown(value));
        }
        return value.intValue();
    }

    private static String kind(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static String shown(JsonNode value) {
        String text = value.isContainerNode() ? kind(value) : value.toString();
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
