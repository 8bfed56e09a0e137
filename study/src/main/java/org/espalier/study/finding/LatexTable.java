package org.espalier.study.finding;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A {@link Table} as a LaTeX {@code tabular} with the rules of the package {@code booktabs}: columns of numbers to the
 * right, others to the left, all text escaped. Numbers are written in full; null and NaN are empty.
 */
public final class LatexTable {

    private LatexTable() {
    }

    /** Writes the table to {@code out}; the document needs {@code \}{@code usepackage{booktabs}}. */
    public static void write(Table table, Appendable out) throws IOException {
        String alignment = IntStream.range(0, table.columns().size())
            .mapToObj(i -> numeric(table, i) ? "r" : "l").collect(Collectors.joining());
        out.append("% ").append(table.title().replaceAll("[\\r\\n]+", " ")).append('\n');
        out.append("\\begin{tabular}{").append(alignment).append("}\n\\toprule\n");
        line(table.columns(), out);
        out.append("\\midrule\n");
        for (List<Object> row : table.rows()) {
            line(row, out);
        }
        out.append("\\bottomrule\n\\end{tabular}\n");
    }

    private static boolean numeric(Table table, int column) {
        return table.rows().stream().map(row -> row.get(column)).allMatch(c -> c == null || c instanceof Number)
            && table.rows().stream().anyMatch(row -> row.get(column) != null);
    }

    private static void line(List<?> cells, Appendable out) throws IOException {
        String text = cells.stream().map(c -> escaped(Cells.text(c))).collect(Collectors.joining(" & "));
        // A line that begins with a bracket would be read as the option of the \\ before it.
        out.append(text.startsWith("[") ? "{}" + text : text).append(" \\\\\n");
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\textbackslash{}");
                case '~' -> out.append("\\textasciitilde{}");
                case '^' -> out.append("\\textasciicircum{}");
                case '<' -> out.append("\\textless{}");
                case '>' -> out.append("\\textgreater{}");
                case '|' -> out.append("\\textbar{}");
                case '&', '%', '$', '#', '_', '{', '}' -> out.append('\\').append((char) c);
                case '\n', '\r', '\t' -> out.append(' ');
                default -> out.append((char) c);
            }
        });
        return out.toString();
    }
}
