package org.espalier.study.finding;

import java.util.List;

/**
 * A tidy table.
 *
 * @param id      file name without ending, unique within a study
 * @param title   one line
 * @param columns column names: words of the CSV header
 * @param rows    one list of cells a row: {@link String}, {@link Long}, {@link Double}, {@link Boolean} or null
 */
public record Table(String id, String title, List<String> columns, List<List<Object>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(r -> java.util.Collections.unmodifiableList(new java.util.ArrayList<>(r))).toList();
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("table " + id + ": a row has " + row.size() + " cells, expected "
                    + columns.size());
            }
        }
    }
}
