package org.espalier.nets.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.base.InvalidInputException;

/**
 * The JSON header: where each tensor lies. What it says is checked here, before anything is allocated for it.
 *
 * @param entries  in the header's order
 * @param metadata text by key
 */
record Header(Map<String, Entry> entries, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";
    // Enough for any network's tensor, and keeps a hostile header from making long arrays.
    private static final int MOST_AXES = 32;
    private static final int LONGEST_NAME_SHOWN = 200;
    private static final JsonFactory JSON = JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** @param begin first byte, counted from the start of the data @param end one past the last byte */
    record Entry(DType dtype, long[] shape, long begin, long end) {}

    /** What is wrong with a header, as the end of a sentence that begins with the file's name. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /** Parses and checks against the number of bytes of data. @param json UTF-8, trailing spaces allowed */
    static Header parse(byte[] json, long dataBytes) throws Malformed {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            expect(parser, parser.nextToken(), JsonToken.START_OBJECT, "the header", "an object");
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (name.equals(METADATA)) {
                    metadata(parser, metadata);
                } else {
                    entries.put(name, entry(parser, name));
                }
            }
            if (parser.nextToken() != null) {
                throw new Malformed("has a header with something after its end, expected only spaces.");
            }
        } catch (IOException e) {
            throw new Malformed("has a header that is not valid JSON ("
                + String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable") + ").");
        }
        checkCover(entries, dataBytes);
        return new Header(entries, metadata);
    }

    private static void metadata(JsonParser parser, Map<String, String> metadata) throws IOException, Malformed {
        expect(parser, parser.nextToken(), JsonToken.START_OBJECT, METADATA, "an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            expect(parser, parser.nextToken(), JsonToken.VALUE_STRING, METADATA + " key " + shortened(key), "text");
            metadata.put(key, parser.getText());
        }
    }

    private static Entry entry(JsonParser parser, String name) throws IOException, Malformed {
        String what = "tensor " + shortened(name);
        DType dtype = null;
        long[] shape = null;
        long[] offsets = null;
        expect(parser, parser.nextToken(), JsonToken.START_OBJECT, what, "an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            switch (key) {
                case "dtype" -> {
                    expect(parser, parser.nextToken(), JsonToken.VALUE_STRING, what + " dtype", "text");
                    dtype = dtype(what, parser.getText());
                }
                case "shape" -> shape = numbers(parser, what + " shape", MOST_AXES);
                case "data_offsets" -> offsets = numbers(parser, what + " data_offsets", 2);
                default -> throw new Malformed("has " + what + " with an unknown key " + shortened(key)
                    + ", expected dtype, shape and data_offsets.");
            }
        }
        if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
            throw new Malformed("has " + what + " without " + (dtype == null ? "a dtype" : shape == null ? "a shape"
                : "two data_offsets") + ".");
        }
        long bytes = SafeTensor.byteCount(dtype, shape);
        if (bytes < 0) {
            throw new Malformed("has " + what + " with shape " + Arrays.toString(shape) + ", which is out of range.");
        }
        if (offsets[0] > offsets[1] || offsets[1] - offsets[0] != bytes) {
            throw new Malformed("has " + what + " with data_offsets " + Arrays.toString(offsets) + ", expected "
                + bytes + " bytes for " + dtype + " " + Arrays.toString(shape) + ".");
        }
        return new Entry(dtype, shape, offsets[0], offsets[1]);
    }

    private static DType dtype(String what, String text) throws Malformed {
        for (DType dtype : DType.values()) {
            if (dtype.name().equals(text)) {
                return dtype;
            }
        }
        throw new Malformed("has " + what + " of type " + shortened(text) + ", expected one of "
            + Arrays.toString(DType.values()) + ".");
    }

    private static long[] numbers(JsonParser parser, String what, int most) throws IOException, Malformed {
        expect(parser, parser.nextToken(), JsonToken.START_ARRAY, what, "an array");
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser, parser.currentToken(), JsonToken.VALUE_NUMBER_INT, what, "whole numbers");
            long number = parser.getLongValue();
            if (number < 0 || numbers.size() == most) {
                throw new Malformed("has " + what + " with " + (number < 0 ? "a negative number" : "more than " + most
                    + " numbers") + ".");
            }
            numbers.add(number);
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static void expect(JsonParser parser, JsonToken found, JsonToken wanted, String what, String description)
        throws IOException, Malformed {
        if (found != wanted) {
            throw new Malformed("has a header where " + what + " is " + (found == null ? "missing"
                : shortened(parser.getText())) + ", expected " + description + ".");
        }
    }

    /** As much of a name as a sentence can hold. */
    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME_SHOWN ? name : name.substring(0, LONGEST_NAME_SHOWN) + "\u2026";
    }

    /** The data must be covered once, from its first byte to its last. */
    private static void checkCover(Map<String, Entry> entries, long dataBytes) throws Malformed {
        List<Map.Entry<String, Entry>> byOffset = new ArrayList<>(entries.entrySet());
        byOffset.sort(Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
        long covered = 0;
        for (Map.Entry<String, Entry> e : byOffset) {
            if (e.getValue().begin() != covered) {
                throw new Malformed("has tensor " + shortened(e.getKey()) + " at byte " + e.getValue().begin()
                    + " of the data, expected " + covered + ": tensors may neither overlap nor leave holes.");
            }
            covered = e.getValue().end();
        }
        if (covered != dataBytes) {
            throw new Malformed("has " + dataBytes + " bytes of data, expected the " + covered
                + " its header speaks of.");
        }
    }

    /**
     * The header of a file to be written. Names keep the map's order; data is laid out by falling element size, so that
     * every tensor is aligned, and in the map's order within a size.
     */
    static Header of(Map<String, SafeTensor> tensors, Map<String, String> metadata) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.equals(METADATA)) {
                throw new InvalidInputException("a tensor cannot be named " + METADATA + ", safetensors keeps that name.");
            }
            entries.put(name, null);
        });
        long begin = 0;
        for (String name : layout(tensors)) {
            SafeTensor tensor = tensors.get(name);
            long end = begin + tensor.data().remaining();
            entries.put(name, new Entry(tensor.dtype(), tensor.shape(), begin, end));
            begin = end;
        }
        return new Header(entries, new TreeMap<>(metadata));
    }

    /** Names in the order of their data. */
    static List<String> layout(Map<String, SafeTensor> tensors) {
        List<String> names = new ArrayList<>(tensors.keySet());
        names.sort(Comparator.comparingInt(name -> -tensors.get(name).dtype().bytes()));
        return names;
    }

    /** UTF-8, padded with spaces to a multiple of 8 bytes. Metadata first, and left out if there is none. */
    byte[] toJson() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(METADATA);
                for (Map.Entry<String, String> e : metadata.entrySet()) {
                    json.writeStringField(e.getKey(), e.getValue());
                }
                json.writeEndObject();
            }
            for (Map.Entry<String, Entry> e : entries.entrySet()) {
                Entry entry = e.getValue();
                json.writeObjectFieldStart(e.getKey());
                json.writeStringField("dtype", entry.dtype().name());
                json.writeFieldName("shape");
                json.writeArray(entry.shape(), 0, entry.shape().length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        while (bytes.size() % 8 != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }
}
