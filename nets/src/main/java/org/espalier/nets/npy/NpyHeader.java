package org.espalier.nets.npy;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.base.InvalidInputException;

/**
 * What stands before the numbers of a {@code .npy} file: {@code \x93NUMPY}, two bytes of version, the length of a text (2 bytes
 * little-endian in version 1, 4 in 2 and 3), and the text, a Python dictionary with the keys descr, fortran_order and shape.
 *
 * @param descr   NumPy's word for the elements, such as {@code <f4}; a list in brackets for records
 * @param fortran whether the first index runs fastest
 * @param shape   lengths of the axes, none negative; their product may be more than memory holds
 * @param bytes   the length of all this
 */
public record NpyHeader(String descr, boolean fortran, long[] shape, int bytes) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** NumPy's own limit is 10,000. */
    private static final int LONGEST = 65_536;
    private static final int MOST_DIMENSIONS = 32;
    private static final int ALIGNMENT = 64;
    private static final int LONGEST_SHOWN = 100;
    private static final Pattern ENTRY = Pattern.compile(
        "\\s*['\"](\\w+)['\"]\\s*:\\s*(?:['\"]([^'\"]*)['\"]|(True|False)|\\(([\\d\\sL,]*)\\)"
            + "|(\\[.*?\\](?=\\s*,\\s*['\"](?:fortran_order|shape)['\"]|\\s*,?\\s*})))\\s*(,|(?=}))");

    public NpyHeader {
        shape = shape.clone();
    }

    /** A copy. */
    @Override
    public long[] shape() {
        return shape.clone();
    }

    /**
     * Reads it from the start of a file and stops behind it.
     *
     * @throws InvalidInputException if it is damaged; the message is the end of a sentence that begins with the file's name
     */
    public static NpyHeader read(DataInputStream in) throws IOException {
        byte[] start = readFully(in, MAGIC.length + 2);
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new InvalidInputException("is no .npy file: it does not start with \\x93NUMPY");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3) {
            throw new InvalidInputException("has version " + version + " of the format, expected 1, 2 or 3");
        }
        int size = version == 1 ? 2 : 4;
        ByteBuffer length = ByteBuffer.wrap(Arrays.copyOf(readFully(in, size), 4)).order(ByteOrder.LITTLE_ENDIAN);
        long announced = Integer.toUnsignedLong(length.getInt());
        if (announced > LONGEST) {
            throw new InvalidInputException("announces a header of " + announced + " bytes, expected at most " + LONGEST);
        }
        byte[] text = readFully(in, (int) announced);
        return parse(new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1),
            start.length + size + text.length);
    }

    private static byte[] readFully(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        try {
            in.readFully(bytes);
        } catch (EOFException e) {
            throw new InvalidInputException("ends within its header: it is truncated or no .npy file");
        }
        return bytes;
    }

    private static NpyHeader parse(String text, int bytes) {
        String dictionary = text.strip();
        if (!dictionary.startsWith("{") || !dictionary.endsWith("}")) {
            throw new InvalidInputException("has a header that is no Python dictionary");
        }
        Map<String, Object> entries = new HashMap<>();
        Matcher matcher = ENTRY.matcher(dictionary);
        int at = 1;
        while (matcher.region(at, dictionary.length()).lookingAt()) {
            String key = matcher.group(1);
            Object value = matcher.group(2) != null ? matcher.group(2)
                : matcher.group(3) != null ? Boolean.valueOf(matcher.group(3).equals("True"))
                    : matcher.group(4) != null ? shape(matcher.group(4)) : matcher.group(5);
            if (entries.put(key, value) != null) {
                throw new InvalidInputException("has a header that says '" + shown(key) + "' twice");
            }
            at = matcher.end();
        }
        if (!dictionary.substring(at).strip().equals("}") || entries.size() != 3
            || !(entries.get("fortran_order") instanceof Boolean fortran) || !(entries.get("shape") instanceof long[] shape)
            || !(entries.get("descr") instanceof String descr)) {
            throw new InvalidInputException("has a header that is not understood, expected descr, fortran_order and shape");
        }
        return new NpyHeader(descr, fortran, shape, bytes);
    }

    /** Whether the numbers are big-endian. */
    public boolean bigEndian() {
        return descr.startsWith(">");
    }

    /**
     * The type of the elements.
     *
     * @throws InvalidInputException if they are not numbers of a type that is read; the message is the end of a sentence that
     *                       begins with the file's name
     */
    public NpyType type() {
        for (NpyType type : NpyType.values()) {
            boolean simple = type.bytes() == 1;
            if (!descr.isEmpty() && descr.substring(1).equals(type.label()) && "<>=|".indexOf(descr.charAt(0)) >= 0
                && (simple || descr.charAt(0) != '|')) {
                return type;
            }
        }
        String code = descr.length() < 2 ? descr : descr.substring(1);
        throw new InvalidInputException(descr.startsWith("[") ? "holds records (a structured type), expected an array of numbers:"
            + " save each field as an array of its own"
            : code.startsWith("O") ? "holds Python objects, which only running code of the file would bring back, expected an"
                + " array of numbers: convert it (astype) or save its parts one by one"
                : code.matches("[US][0-9]+") ? "holds texts ('" + shown(descr) + "'), expected numbers"
                    : code.startsWith("V") ? "holds elements of raw bytes ('" + shown(descr)
                        + "', as NumPy writes bfloat16), expected numbers:"
                        + " convert them to float32 and save again"
                        : "holds elements of type '" + shown(descr) + "', expected numbers: " + NpyType.labels());
    }

    /** As much of a text of the file as a sentence can hold. */
    private static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "\u2026";
    }

    private static long[] shape(String tuple) {
        String[] parts = tuple.isBlank() ? new String[0] : tuple.strip().split(",");
        if (parts.length > MOST_DIMENSIONS) {
            throw new InvalidInputException("has " + parts.length + " dimensions, expected at most " + MOST_DIMENSIONS);
        }
        long[] shape = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                shape[i] = Long.parseLong(parts[i].strip().replaceAll("L$", ""));
            } catch (NumberFormatException e) {
                throw new InvalidInputException("has a header with the shape (" + shown(tuple) + "), expected whole numbers");
            }
        }
        return shape;
    }

    /** The header of an array as this package writes it: version 1, the numbers starting at a multiple of 64 bytes. */
    static byte[] of(NpyArray array) {
        StringBuilder shape = new StringBuilder("(");
        for (long length : array.shape()) {
            shape.append(length).append(array.shape().length == 1 ? "," : ", ");
        }
        String tuple = shape.toString().replaceAll(", $", "") + ")";
        String text = "{'descr': '" + (array.type().bytes() == 1 ? "|" : "<") + array.type().label()
            + "', 'fortran_order': False, 'shape': " + tuple + ", }";
        int unpadded = MAGIC.length + 4 + text.length() + 1;
        String padded = text + " ".repeat((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT) + "\n";
        ByteBuffer header = ByteBuffer.allocate(MAGIC.length + 4 + padded.length()).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded.length());
        return header.put(padded.getBytes(StandardCharsets.ISO_8859_1)).array();
    }
}
