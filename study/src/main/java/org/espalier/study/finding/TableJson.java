package org.espalier.study.finding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * A {@link Table} as JSON: {@code [{"column":value,...},...]}, one row a line, columns in the table's order. Numbers
 * that JSON does not have (NaN, infinite) are null.
 */
public final class TableJson {

    private static final JsonFactory JSON = JsonFactory.builder()
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
        .build();

    private TableJson() {
    }

    /** Writes the table to {@code out}, which stays open. */
    public static void write(Table table, Writer out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.setPrettyPrinter(new RowALine());
            json.writeStartArray();
            for (List<Object> row : table.rows()) {
                json.writeStartObject();
                for (int i = 0; i < row.size(); i++) {
                    json.writeFieldName(table.columns().get(i));
                    cell(row.get(i), json);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeRaw('\n');
        }
    }

    private static void cell(Object cell, JsonGenerator json) throws IOException {
        if (cell instanceof Double d && Double.isFinite(d)) {
            json.writeNumber(d);
        } else if (cell instanceof Long l) {
            json.writeNumber(l);
        } else if (cell instanceof Boolean b) {
            json.writeBoolean(b);
        } else if (cell instanceof String s) {
            json.writeString(s);
        } else {
            json.writeNull();
        }
    }

    /** Breaks lines between rows and nowhere else. */
    private static final class RowALine extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void beforeArrayValues(JsonGenerator json) throws IOException {
            json.writeRaw('\n');
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(",\n");
        }

        @Override
        public void writeEndArray(JsonGenerator json, int rows) throws IOException {
            json.writeRaw("\n]");
        }
    }
}
