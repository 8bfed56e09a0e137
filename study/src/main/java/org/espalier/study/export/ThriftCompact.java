package org.espalier.study.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes one struct in Thrift's compact protocol, the encoding of Parquet's metadata: as much of it as that needs.
 *
 * <p>Fields are written in ascending order of their numbers, by one call each. Source: Apache Thrift, "Thrift compact
 * protocol".
 */
final class ThriftCompact {

    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    private final ByteArrayOutputStream out;
    private int last;

    private ThriftCompact(ByteArrayOutputStream out) {
        this.out = out;
    }

    /** The bytes of a struct whose fields {@code fields} writes. */
    static byte[] struct(Consumer<ThriftCompact> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        nested(out, fields);
        return out.toByteArray();
    }

    ThriftCompact i32(int field, int value) {
        header(field, I32);
        varint(out, zigzag(value));
        return this;
    }

    ThriftCompact i64(int field, long value) {
        header(field, I64);
        varint(out, zigzag(value));
        return this;
    }

    ThriftCompact text(int field, String value) {
        header(field, BINARY);
        binary(value);
        return this;
    }

    ThriftCompact struct(int field, Consumer<ThriftCompact> fields) {
        header(field, STRUCT);
        nested(out, fields);
        return this;
    }

    <T> ThriftCompact structs(int field, List<T> values, BiConsumer<ThriftCompact, T> fields) {
        listHeader(field, values.size(), STRUCT);
        values.forEach(value -> nested(out, struct -> fields.accept(struct, value)));
        return this;
    }

    ThriftCompact integers(int field, List<Integer> values) {
        listHeader(field, values.size(), I32);
        values.forEach(value -> varint(out, zigzag(value)));
        return this;
    }

    ThriftCompact texts(int field, List<String> values) {
        listHeader(field, values.size(), BINARY);
        values.forEach(this::binary);
        return this;
    }

    /** Seven bits a byte, the lowest first; also Parquet's form of run lengths. */
    static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static void nested(ByteArrayOutputStream out, Consumer<ThriftCompact> fields) {
        fields.accept(new ThriftCompact(out));
        out.write(0);
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private void header(int field, int type) {
        if (field <= last || field - last > 15) {
            throw new IllegalStateException("field " + field + " after field " + last);
        }
        out.write(field - last << 4 | type);
        last = field;
    }

    private void listHeader(int field, int size, int type) {
        header(field, LIST);
        if (size < 15) {
            out.write(size << 4 | type);
        } else {
            out.write(0xf0 | type);
            varint(out, size);
        }
    }

    private void binary(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }
}
