package org.espalier.study.finding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
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
            json.writeStartArray();
            for (List<Object> row : table.rows()) {
                json.writeRaw('\n');
                json.writeStartObject();
                for (int i = 0; i < row.size(); i++) {
                    json.writeFieldName(table.columns().get(i));
                    cell(row.get(i), json);
                }
                json.writeEndObject();
            }
            json.writeRaw('\n');
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
}
