package org.espalier.study.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.HydratorSupplier;
import blue.strategic.parquet.ParquetReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.parquet.schema.PrimitiveType;
import org.espalier.study.finding.Table;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read back with Apache Parquet's own reader. */
class ParquetTest {

    @TempDir
    private Path folder;

    private Path write(Table table) throws IOException {
        Path file = folder.resolve(table.id() + ".parquet");
        try (OutputStream out = Files.newOutputStream(file)) {
            Parquet.write(table, out);
        }
        return file;
    }

    private static Table read(Path file) throws IOException {
        List<String> columns = ParquetReader.readMetadata(file.toFile()).getFileMetaData().getSchema().getColumns()
            .stream().map(c -> c.getPath()[0]).toList();
        Hydrator<List<Object>, List<Object>> rows = new Hydrator<>() {
            @Override
            public List<Object> start() {
                return new ArrayList<>(java.util.Collections.nCopies(columns.size(), null));
            }

            @Override
            public List<Object> add(List<Object> row, String heading, Object value) {
                row.set(columns.indexOf(heading), value);
                return row;
            }

            @Override
            public List<Object> finish(List<Object> row) {
                return row;
            }
        };
        try (Stream<List<Object>> stream = ParquetReader.streamContent(file.toFile(), HydratorSupplier.constantly(rows))) {
            return new Table("read", "R", columns, stream.toList());
        }
    }

    @Test
    void everyTypeIsReadBack() throws IOException {
        Table table = new Table("t", "T", List.of("text", "whole", "number", "flag", "empty", "both"), List.of(
            Arrays.asList("a", 1L, 0.5, true, null, 1L),
            Arrays.asList(null, null, null, null, null, null),
            Arrays.asList("", Long.MIN_VALUE, Double.NaN, false, null, 0.25),
            Arrays.asList("é漢🌳,\"\n", Long.MAX_VALUE, Double.NEGATIVE_INFINITY, true, null, -7L)));
        Table read = read(write(table));
        assertEquals(table.columns(), read.columns());
        for (String column : List.of("text", "whole", "number", "flag", "empty")) {
            assertEquals(table.column(column), read.column(column), column);
        }
        assertEquals(Arrays.asList(1.0, null, 0.25, -7.0), read.column("both"));
    }

    @Test
    void typesAreThoseOfTheFormat() throws IOException {
        Table table = new Table("t", "T", List.of("text", "whole", "number", "flag", "mixed"),
            List.of(Arrays.asList("a", 1L, 0.5, true, 1L), Arrays.asList("b", 2L, 1.5, false, "dense")));
        List<PrimitiveType.PrimitiveTypeName> types = ParquetReader.readMetadata(write(table).toFile())
            .getFileMetaData().getSchema().getColumns().stream().map(c -> c.getPrimitiveType().getPrimitiveTypeName())
            .toList();
        assertEquals(List.of(PrimitiveType.PrimitiveTypeName.BINARY, PrimitiveType.PrimitiveTypeName.INT64,
            PrimitiveType.PrimitiveTypeName.DOUBLE, PrimitiveType.PrimitiveTypeName.BOOLEAN,
            PrimitiveType.PrimitiveTypeName.BINARY), types);
        assertEquals(List.of("1", "dense"), read(write(table)).column("mixed"));
    }

    @Test
    @DisplayName("120,001 rows in three row groups, with random gaps, and 20 columns")
    void manyRowsAndColumnsAreReadBack() throws IOException {
        Random random = new Random(1);
        List<String> columns = new ArrayList<>(List.of("x", "name", "flag"));
        for (int i = 0; i < 17; i++) {
            columns.add("column-" + i);
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int r = 0; r < 120_001; r++) {
            List<Object> row = new ArrayList<>(java.util.Collections.nCopies(20, null));
            row.set(0, random.nextInt(3) == 0 ? null : random.nextGaussian());
            row.set(1, random.nextInt(50) == 0 ? null : "trial-" + r / 100);
            row.set(2, random.nextInt(10) == 0 ? null : random.nextBoolean());
            row.set(3 + r % 17, (long) r);
            rows.add(row);
        }
        Table table = new Table("t", "T", columns, rows);
        Path file = write(table);
        assertEquals(3, ParquetReader.readMetadata(file.toFile()).getBlocks().size());
        assertEquals(table.rows(), read(file).rows());
    }

    @Test
    void aTableWithoutRowsIsReadBack() throws IOException {
        Table read = read(write(new Table("t", "T", List.of("a", "b"), List.of())));
        assertEquals(List.of("a", "b"), read.columns());
        assertEquals(List.of(), read.rows());
    }

    @Test
    void aTableWithoutColumnsIsRefused() {
        assertThrows(IllegalArgumentException.class,
            () -> Parquet.write(new Table("t", "T", List.of(), List.of()), new ByteArrayOutputStream()));
    }

    @Test
    void theSameTableIsTheSameFile() throws IOException {
        Table table = new Table("t", "T", List.of("a"), List.of(List.of(1.5), List.of(2L)));
        ByteArrayOutputStream a = new ByteArrayOutputStream();
        ByteArrayOutputStream b = new ByteArrayOutputStream();
        Parquet.write(table, a);
        Parquet.write(table, b);
        assertArrayEquals(a.toByteArray(), b.toByteArray());
    }
}
