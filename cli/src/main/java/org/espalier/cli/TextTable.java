package org.espalier.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table for a terminal: columns of equal width, the last one wrapped with its lines indented. */
public final class TextTable {
    private static final int WIDTH = 110;
    private static final int LEAST = 30;
    private static final String GAP = "  ";

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these column heads; without any there is no head line. */
    public TextTable(String... heads) {
        this.heads = List.of(heads);
    }

    public TextTable row(Object... cells) {
        rows.add(Arrays.stream(cells).map(c -> c == null ? "" : printable(c.toString())).toList());
        return this;
    }

    /** Text from files and plug-ins may hold what a terminal would take for a command, or for another line. */
    public static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "\ufffd");
    }

    public void print(PrintStream out) {
        List<List<String>> all = new ArrayList<>(rows);
        if (!heads.isEmpty()) {
            all.add(0, heads);
        }
        if (all.isEmpty()) {
            return;
        }
        int columns = all.stream().mapToInt(List::size).max().getAsInt();
        int[] widths = new int[columns];
        all.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).codePointCount(0, row.get(i).length()));
            }
        });
        int before = Arrays.stream(widths, 0, columns - 1).map(w -> w + GAP.length()).sum();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                if (i == columns - 1) {
                    line.append(wrap(cell, Math.max(LEAST, WIDTH - before), before));
                } else {
                    line.append(cell).append(" ".repeat(widths[i] - cell.codePointCount(0, cell.length()))).append(GAP);
                }
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** Breaks a text between words at {@code width}; lines after the first are indented. */
    public static String wrap(String text, int width, int indent) {
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        for (String word : text.strip().split("\\s+")) {
            if (column > 0 && column + 1 + word.length() > width) {
                wrapped.append(System.lineSeparator()).append(" ".repeat(indent));
                column = 0;
            } else if (column > 0) {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += word.length();
        }
        return wrapped.toString();
    }
}
