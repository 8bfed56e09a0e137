package org.espalier.cli.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Figure.Rule;

/**
 * Where the label of a rule stands: above or below the line, at the end of the axis where the plotted values are
 * farthest from it.
 *
 * @param x    place on the horizontal axis: a number, or a category
 * @param y    place on the vertical axis
 * @param left whether the text begins there, rather than ends
 */
record RuleLabel(Object x, double y, boolean left) {
    /** Distance from the line, as a fraction of the vertical axis. */
    private static final double GAP = 0.032;

    /** The place; empty if the rule has no label or there is nothing else in the figure. */
    static Optional<RuleLabel> of(Figure figure, Rule rule, boolean discrete) {
        List<Object> places = AxisRange.column(figure, figure.x().column()).stream().filter(Objects::nonNull).toList();
        if (rule.label() == null || rule.label().isEmpty() || places.isEmpty()) {
            return Optional.empty();
        }
        Object first = places.get(0);
        Object last = places.get(places.size() - 1);
        if (!discrete) {
            double[] range = AxisRange.of(places, figure.x().logarithmic());
            first = range[0];
            last = range[1];
        }
        double[] vertical = AxisRange.vertical(figure);
        boolean logarithmic = figure.y().logarithmic();
        double gap = GAP * (onAxis(vertical[1], logarithmic) - onAxis(vertical[0], logarithmic));
        RuleLabel best = null;
        double widest = -1;
        for (Object end : discrete ? List.of(last) : List.of(last, first)) {
            for (double shift : new double[] {gap, -gap}) {
                double y = logarithmic ? rule.at() * Math.pow(10, shift) : rule.at() + shift;
                double clearance = clearance(figure, end, y);
                if (clearance > widest) {
                    widest = clearance;
                    best = new RuleLabel(discrete ? Numbers.plain(end) : end, y, !discrete && end == first);
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static double clearance(Figure figure, Object x, double at) {
        int xs = figure.data().columns().indexOf(figure.x().column());
        int ys = figure.data().columns().indexOf(figure.y().column());
        boolean logarithmic = figure.y().logarithmic();
        return figure.data().rows().stream().filter(r -> same(r.get(xs), x) && r.get(ys) instanceof Number)
            .mapToDouble(r -> Math.abs(onAxis(((Number) r.get(ys)).doubleValue(), logarithmic) - onAxis(at, logarithmic)))
            .filter(d -> !Double.isNaN(d)).min().orElse(Double.MAX_VALUE);
    }

    private static double onAxis(double y, boolean logarithmic) {
        return logarithmic ? Math.log10(Math.max(y, Double.MIN_NORMAL)) : y;
    }

    private static boolean same(Object a, Object b) {
        return a instanceof Number x && b instanceof Number y ? x.doubleValue() == y.doubleValue() : Objects.equals(a, b);
    }
}
