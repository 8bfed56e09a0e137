package org.espalier.study.finding;

import java.io.IOException;
import java.util.List;

/**
 * A {@link Table} as CSV: RFC 4180 with a header line, lines ending in {@code \n}.
 *
 * <ul>
 *   <li>Numbers have a dot and as many digits as are needed to read the same number back; infinite ones are
 *       {@code Infinity} and {@code -Infinity}.
 *   <li>null and NaN are empty; text that is empty is {@code ""}.
 *   <li>Text with a comma, a quote or a line end is quoted, its quotes doubled.
 * </ul>
 */
public final class Csv {

    private Csv() {
    }

    /** Writes the table to {@code out}, in UTF-8 where that is a file's writer's charset. */
    public static void write(Table table, Appendable out) throws IOException {
        line(table.columns(), out);
        for (List<Object> row : table.rows()) {
            line(row, out);
        }
    }

    private static void line(List<?> cells, Appendable out) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            String text = Cells.text(cells.get(i));
            out.append(cells.get(i) instanceof String ? quoted(text) : text);
        }
        out.append('\n');
    }

    private static String quoted(String text) {
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
