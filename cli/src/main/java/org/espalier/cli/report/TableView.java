package org.espalier.cli.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.espalier.study.finding.Table;

/**
 * A {@link Table} for readers: numbers of a column with equal decimals, and a mean whose interval stands in the next two
 * columns ({@code low} and {@code high}, {@code ci_low} and {@code ci_high}, or with the mean's own name before
 * {@code _low} and {@code _high}) drawn together as {@code mean [low, high]}.
 */
final class TableView {
    private static final int MOST_ROWS = 500;
    private static final int FOLDED_FROM = 24;

    /** A shown column: of the table's column {@code at}; {@code interval} if the next two are its interval. */
    private record Shown(int at, boolean interval, boolean number, int decimals) {}

    private TableView() {}

    static void write(Html html, Table table) {
        List<Shown> columns = columns(table);
        boolean folded = table.rows().size() > FOLDED_FROM;
        if (folded) {
            html.open("details").element("summary", "Show " + Page.count(table.rows().size(), "row"));
        }
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", table.title())
            .open("table", "class", "data").open("thead").open("tr");
        for (Shown column : columns) {
            html.element("th", Page.heading(table.columns().get(column.at())), "scope", "col", "class",
                column.number() ? "n" : null);
        }
        html.close("tr").close("thead").open("tbody");
        for (List<Object> row : table.rows().subList(0, Math.min(MOST_ROWS, table.rows().size()))) {
            html.open("tr");
            columns.forEach(c -> html.element("td", text(row, c), "class", c.number() ? "n" : null));
            html.close("tr");
        }
        html.close("tbody").close("table").close("div");
        if (table.rows().size() > MOST_ROWS) {
            html.element("p", "The first " + MOST_ROWS + " rows; the file has all of them.", "class", "quiet small");
        }
        if (folded) {
            html.close("details");
        }
    }

    private static List<Shown> columns(Table table) {
        List<Shown> shown = new ArrayList<>();
        int width = table.columns().size();
        for (int at = 0; at < width; at++) {
            boolean interval = at + 2 < width && isInterval(table, at);
            List<Object> values = values(table, at);
            if (interval) {
                values.addAll(values(table, at + 1));
                values.addAll(values(table, at + 2));
            }
            boolean number = !values.isEmpty() && values.stream().allMatch(Number.class::isInstance);
            shown.add(new Shown(at, interval && number, number, number ? decimals(values) : 0));
            at += interval && number ? 2 : 0;
        }
        return shown;
    }

    private static boolean isInterval(Table table, int at) {
        String name = table.columns().get(at);
        String low = table.columns().get(at + 1);
        String high = table.columns().get(at + 2);
        return low.equals("low") && high.equals("high") || low.equals("ci_low") && high.equals("ci_high")
            || low.equals(name + "_low") && high.equals(name + "_high");
    }

    private static List<Object> values(Table table, int column) {
        return new ArrayList<>(table.rows().stream().map(r -> r.get(column)).filter(Objects::nonNull).toList());
    }

    /** Decimals for four digits of the largest number, but no more than the numbers have. */
    private static int decimals(List<Object> values) {
        List<Double> numbers = values.stream().filter(Double.class::isInstance).map(Double.class::cast)
            .filter(Double::isFinite).toList();
        int written = numbers.stream().mapToInt(d -> new BigDecimal(Double.toString(d)).stripTrailingZeros().scale())
            .max().orElse(0);
        return Math.max(0, Math.min(written, Numbers.decimals(numbers)));
    }

    private static String text(List<Object> row, Shown column) {
        Object value = row.get(column.at());
        if (!(value instanceof Double d)) {
            return Numbers.plain(value);
        }
        String mean = Numbers.fixed(d, column.decimals());
        if (!column.interval() || row.get(column.at() + 1) == null || row.get(column.at() + 2) == null) {
            return mean;
        }
        return mean + " [" + bound(row.get(column.at() + 1), column) + ", " + bound(row.get(column.at() + 2), column) + "]";
    }

    private static String bound(Object value, Shown column) {
        return Numbers.fixed(((Number) value).doubleValue(), column.decimals());
    }
}
