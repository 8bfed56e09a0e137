package org.espalier.study.finding;

import com.fasterxml.jackson.core.io.NumberOutput;

/** The text of table cells: one form for every format, equal on every Java version. */
public final class Cells {

    private Cells() {
    }

    /**
     * The shortest decimal that reads back as the same number ({@code Double.toString} before Java 19 sometimes has a
     * digit more), with a dot: {@code 0.1}, {@code 1.0E-10}, {@code Infinity}, {@code NaN}.
     */
    public static String number(double value) {
        return NumberOutput.toString(value, true);
    }

    /** A cell's text; empty for null and NaN. */
    public static String text(Object cell) {
        if (cell == null || cell instanceof Double d && d.isNaN()) {
            return "";
        }
        return cell instanceof Double d ? number(d) : cell.toString();
    }
}
