package org.espalier.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.espalier.study.finding.Figure;

/** The least and the greatest number that an axis of a figure has to show. */
final class AxisRange {
    private AxisRange() {}

    /** {@code [least, greatest]} of the finite numbers (positive ones on a logarithmic axis); {@code [1, 10]} if none. */
    static double[] of(List<Object> values, boolean logarithmic) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (Object value : values) {
            double number = value instanceof Number n ? n.doubleValue() : Double.NaN;
            if (Double.isFinite(number) && (!logarithmic || number > 0)) {
                least = Math.min(least, number);
                greatest = Math.max(greatest, number);
            }
        }
        if (least > greatest) {
            return new double[] {1, 10};
        }
        // One value alone still needs an axis of some length.
        return least < greatest ? new double[] {least, greatest}
            : logarithmic ? new double[] {least / 2, greatest * 2} : new double[] {least - 1, greatest + 1};
    }

    /** The range of everything drawn along the vertical axis: values, bands, bars and rules. */
    static double[] vertical(Figure figure) {
        List<Object> drawn = new ArrayList<>(column(figure, figure.y().column()));
        for (Figure.Layer layer : figure.layers()) {
            if (layer instanceof Figure.Band band) {
                drawn.addAll(column(figure, band.lower()));
                drawn.addAll(column(figure, band.upper()));
            } else if (layer instanceof Figure.ErrorBars bars) {
                drawn.addAll(column(figure, bars.lower()));
                drawn.addAll(column(figure, bars.upper()));
            } else if (layer instanceof Figure.Path path) {
                drawn.addAll(column(figure, path.y()));
            } else if (layer instanceof Figure.Rule rule) {
                drawn.add(rule.at());
            }
        }
        return of(drawn, figure.y().logarithmic());
    }

    /** The cells of a column of a figure's data; may hold null. */
    static List<Object> column(Figure figure, String name) {
        int index = figure.data().columns().indexOf(name);
        List<Object> values = new ArrayList<>();
        figure.data().rows().forEach(row -> values.add(row.get(index)));
        return values;
    }
}
