package org.espalier.study.finding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A tidy table.
 *
 * @param id      file name without ending, unique within a study
 * @param title   one line
 * @param columns column names, each once: words of the CSV header
 * @param rows    one list of cells a row: {@link String}, {@link Long}, {@link Double}, {@link Boolean} or null;
 *                smaller whole numbers become {@link Long}, {@link Float} becomes {@link Double}
 */
public record Table(String id, String title, List<String> columns, List<List<Object>> rows) {

    /** @throws IllegalArgumentException if the id is no file name, a column is there twice, or a row or a cell is not as stated */
    public Table {
        checkId("table", id);
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        for (String column : columns) {
            if (!names.add(column)) {
                throw new IllegalArgumentException("table " + id + ": the column '" + column + "' is there twice");
            }
        }
        List<List<Object>> copy = new ArrayList<>(rows.size());
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("table " + id + ": a row has " + row.size() + " cells, expected "
                    + columns.size());
            }
            List<Object> cells = new ArrayList<>(row.size());
            for (int i = 0; i < row.size(); i++) {
                cells.add(canonical(id, columns.get(i), row.get(i)));
            }
            copy.add(Collections.unmodifiableList(cells));
        }
        rows = Collections.unmodifiableList(copy);
    }

    /**
     * The cells of a column, from the first row to the last.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public List<Object> column(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("table " + id + " has no column '" + name + "'; it has "
                + String.join(", ", columns));
        }
        List<Object> cells = new ArrayList<>(rows.size());
        rows.forEach(row -> cells.add(row.get(index)));
        return Collections.unmodifiableList(cells);
    }

    /** An id names files of a report: nothing in it may lead to another folder. */
    static void checkId(String what, String id) {
        if (id == null || !id.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(what + " id '" + id
                + "'; expected letters, digits, dots, hyphens and underscores, the first a letter or a digit");
        }
    }

    private static Object canonical(String id, String column, Object cell) {
        if (cell == null || cell instanceof String || cell instanceof Boolean || cell instanceof Long
            || cell instanceof Double) {
            return cell;
        }
        if (cell instanceof Integer || cell instanceof Short || cell instanceof Byte) {
            return ((Number) cell).longValue();
        }
        if (cell instanceof Float number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("table " + id + ", column '" + column + "': a cell is a "
            + cell.getClass().getSimpleName() + "; expected text, a number, a flag or null");
    }
}
