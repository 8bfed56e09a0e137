package org.espalier.study.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.espalier.base.InvalidInputException;

/** The fields of a JSON object from a file, read with checks; what is wrong is told with the file and the field. */
record Fields(JsonNode node, String file, String path) {
    static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** Reads a JSON object of at most {@code most} bytes. */
    static Fields read(Path file, long most) {
        String name = file.toString();
        try {
            long size = Files.size(file);
            if (size > most) {
                throw new InvalidInputException(name + " is damaged: " + size + " bytes, expected at most " + most);
            }
            return of(JSON.readTree(Files.readAllBytes(file)), name);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(name + " is damaged: not JSON at line "
                + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()), e);
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + RunFiles.reason(e, file), e);
        }
    }

    static Fields of(JsonNode node, String file) {
        Fields fields = new Fields(node, file, "");
        if (node == null || !node.isObject()) {
            throw fields.damaged("expected a JSON object");
        }
        return fields;
    }

    InvalidInputException damaged(String what) {
        return new InvalidInputException(file + " is damaged: " + (path.isEmpty() ? "" : "'" + path + "': ") + what);
    }

    private Fields child(String name, String wanted, java.util.function.Predicate<JsonNode> is) {
        JsonNode child = node.get(name);
        Fields fields = new Fields(child, file, path.isEmpty() ? name : path + "." + name);
        if (child == null || !is.test(child)) {
            throw fields.damaged("expected " + wanted + (child == null ? ", found nothing" : ""));
        }
        return fields;
    }

    Fields object(String name) {
        return child(name, "an object", JsonNode::isObject);
    }

    String text(String name) {
        return child(name, "text", JsonNode::isTextual).node.textValue();
    }

    long integer(String name) {
        return child(name, "a whole number", n -> n.isIntegralNumber() && n.canConvertToLong()).node.longValue();
    }

    double number(String name) {
        Fields child = child(name, "a number", n -> n.isNumber() || n.isTextual());
        return child.number();
    }

    /** This value as a number; numbers that are not finite are written as text in JSON. */
    double number() {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (node.asText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw damaged("expected a number");
        };
    }

    /** This value as that of a parameter: text, flag, whole number or finite number. */
    Object plainValue() {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isFloatingPointNumber() && Double.isFinite(node.doubleValue())) {
            return node.doubleValue();
        }
        throw damaged("expected text, a flag or a finite number");
    }

    List<Fields> list(String name) {
        Fields array = child(name, "a list", JsonNode::isArray);
        List<Fields> items = new ArrayList<>(array.node.size());
        for (int i = 0; i < array.node.size(); i++) {
            items.add(new Fields(array.node.get(i), file, array.path + "[" + i + "]"));
        }
        return items;
    }

    List<String> texts(String name) {
        return list(name).stream().map(Fields::ownText).toList();
    }

    String ownText() {
        if (!node.isTextual()) {
            throw damaged("expected text");
        }
        return node.textValue();
    }

    long ownInteger() {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw damaged("expected a whole number");
        }
        return node.longValue();
    }

    /** The entries of this object, each read by {@code read} from its key and its value. */
    <T> SortedMap<String, T> entries(BiFunction<String, Fields, T> read) {
        if (!node.isObject()) {
            throw damaged("expected an object");
        }
        SortedMap<String, T> entries = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            entries.put(entry.getKey(),
                read.apply(entry.getKey(), new Fields(entry.getValue(), file, path + "." + entry.getKey())));
        }
        return entries;
    }

    /** The names of the entries of this object, in the file's order. */
    List<String> names() {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** The texts of an object, in the file's order. */
    Map<String, String> orderedTexts(String name) {
        Fields object = object(name);
        Map<String, String> texts = new LinkedHashMap<>();
        object.names().forEach(key -> texts.put(key, object.text(key)));
        return texts;
    }

    SortedMap<String, String> textEntries(String name) {
        return object(name).entries((key, value) -> value.ownText());
    }
}
