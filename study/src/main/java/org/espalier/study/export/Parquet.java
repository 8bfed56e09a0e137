package org.espalier.study.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.espalier.study.finding.Cells;
import org.espalier.study.finding.Table;

/**
 * A {@link Table} as an Apache Parquet file: flat, every column optional, not compressed.
 *
 * <p>A column of whole numbers is INT64, one of numbers DOUBLE (whole numbers among them converted), one of flags
 * BOOLEAN, any other a UTF-8 string. null is null and NaN stays NaN, so that nothing is lost.
 *
 * <p>Written here because every library for it brings Hadoop or stand-ins for Hadoop's classes, which would meet the real
 * ones under Spark. It takes the smallest part of the format that every reader knows: data pages of version 1, PLAIN
 * values, one page a column and row group (Parquet format 2.10: "File format", "Data pages", "Encodings"). Cost: one row
 * group of {@value #GROUP} rows in memory.
 */
public final class Parquet {

    private static final int GROUP = 50_000;
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int OPTIONAL = 1;
    private static final int UTF8 = 0;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int UNCOMPRESSED = 0;
    private static final int DATA_PAGE = 0;

    /** A column's type; the number is its code in the format. */
    private enum Type {
        BOOLEAN(0), INT64(2), DOUBLE(5), TEXT(6);

        private final int code;

        Type(int code) {
            this.code = code;
        }
    }

    private record Column(String name, Type type) {}

    private record Chunk(Column column, long offset, long bytes, int rows) {}

    private record Group(List<Chunk> chunks, int rows) {}

    private final OutputStream out;
    private long written;

    private Parquet(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes the table to {@code out}, which stays open.
     *
     * @throws IllegalArgumentException if it has no column: the format has no such table
     */
    public static void write(Table table, OutputStream out) throws IOException {
        if (table.columns().isEmpty()) {
            throw new IllegalArgumentException("table " + table.id() + " has no column; expected at least one");
        }
        new Parquet(out).file(table);
    }

    private void file(Table table) throws IOException {
        List<Column> columns = new ArrayList<>();
        for (String name : table.columns()) {
            columns.add(new Column(name, type(table.column(name))));
        }
        bytes(MAGIC);
        List<Group> groups = new ArrayList<>();
        for (int from = 0; from < table.rows().size(); from += GROUP) {
            List<List<Object>> rows = table.rows().subList(from, Math.min(from + GROUP, table.rows().size()));
            List<Chunk> chunks = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                chunks.add(chunk(columns.get(c), c, rows));
            }
            groups.add(new Group(chunks, rows.size()));
        }
        byte[] footer = footer(columns, groups, table.rows().size());
        bytes(footer);
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        littleEndian(end, footer.length, 4);
        end.writeBytes(MAGIC);
        bytes(end.toByteArray());
        out.flush();
    }

    private void bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    private Chunk chunk(Column column, int index, List<List<Object>> rows) throws IOException {
        List<Object> cells = new ArrayList<>(rows.size());
        rows.forEach(row -> cells.add(row.get(index)));
        byte[] page = page(column.type(), cells);
        byte[] header = ThriftCompact.struct(fields -> fields
            .i32(1, DATA_PAGE)
            .i32(2, page.length)
            .i32(3, page.length)
            .struct(5, data -> data.i32(1, cells.size()).i32(2, PLAIN).i32(3, RLE).i32(4, RLE)));
        long offset = written;
        bytes(header);
        bytes(page);
        return new Chunk(column, offset, written - offset, rows.size());
    }

    /** Definition levels (1 where a value is, as run lengths) and the values that are. */
    private static byte[] page(Type type, List<Object> cells) {
        ByteArrayOutputStream levels = new ByteArrayOutputStream();
        for (int from = 0; from < cells.size();) {
            int to = from + 1;
            while (to < cells.size() && (cells.get(to) == null) == (cells.get(from) == null)) {
                to++;
            }
            ThriftCompact.varint(levels, (long) (to - from) << 1);
            levels.write(cells.get(from) == null ? 0 : 1);
            from = to;
        }
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        littleEndian(page, levels.size(), 4);
        page.writeBytes(levels.toByteArray());
        if (type == Type.BOOLEAN) {
            flags(page, cells);
            return page.toByteArray();
        }
        for (Object cell : cells) {
            if (cell != null) {
                switch (type) {
                    case INT64 -> littleEndian(page, (Long) cell, 8);
                    case DOUBLE -> littleEndian(page, Double.doubleToRawLongBits(((Number) cell).doubleValue()), 8);
                    default -> {
                        byte[] text = (cell instanceof String s ? s : Cells.text(cell)).getBytes(StandardCharsets.UTF_8);
                        littleEndian(page, text.length, 4);
                        page.writeBytes(text);
                    }
                }
            }
        }
        return page.toByteArray();
    }

    private static void flags(ByteArrayOutputStream page, List<Object> cells) {
        int bits = 0;
        int count = 0;
        for (Object cell : cells) {
            if (cell != null) {
                bits |= (Boolean) cell ? 1 << count % 8 : 0;
                if (++count % 8 == 0) {
                    page.write(bits);
                    bits = 0;
                }
            }
        }
        if (count % 8 != 0) {
            page.write(bits);
        }
    }

    private static byte[] footer(List<Column> columns, List<Group> groups, int rows) {
        // The schema is a tree in depth-first order: null stands for its root.
        List<Column> schema = new ArrayList<>(Collections.singletonList(null));
        schema.addAll(columns);
        return ThriftCompact.struct(file -> file
            .i32(1, 1)
            .structs(2, schema, (element, column) -> {
                if (column == null) {
                    element.text(4, "table").i32(5, columns.size());
                } else {
                    element.i32(1, column.type().code).i32(3, OPTIONAL).text(4, column.name());
                    if (column.type() == Type.TEXT) {
                        element.i32(6, UTF8).struct(10, logical -> logical.struct(1, string -> {}));
                    }
                }
            })
            .i64(3, rows)
            .structs(4, groups, (element, group) -> element
                .structs(1, group.chunks(), Parquet::describe)
                .i64(2, group.chunks().stream().mapToLong(Chunk::bytes).sum())
                .i64(3, group.rows()))
            .text(6, "Espalier"));
    }

    private static void describe(ThriftCompact element, Chunk chunk) {
        element.i64(2, chunk.offset()).struct(3, data -> data
            .i32(1, chunk.column().type().code)
            .integers(2, List.of(PLAIN, RLE))
            .texts(3, List.of(chunk.column().name()))
            .i32(4, UNCOMPRESSED)
            .i64(5, chunk.rows())
            .i64(6, chunk.bytes())
            .i64(7, chunk.bytes())
            .i64(9, chunk.offset()));
    }

    private static Type type(List<Object> cells) {
        Set<Class<?>> classes = new HashSet<>();
        cells.forEach(cell -> classes.add(cell == null ? null : cell.getClass()));
        classes.remove(null);
        if (classes.equals(Set.of(Boolean.class))) {
            return Type.BOOLEAN;
        }
        if (classes.equals(Set.of(Long.class))) {
            return Type.INT64;
        }
        return !classes.isEmpty() && Set.of(Long.class, Double.class).containsAll(classes) ? Type.DOUBLE : Type.TEXT;
    }

    private static void littleEndian(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> 8 * i));
        }
    }
}
