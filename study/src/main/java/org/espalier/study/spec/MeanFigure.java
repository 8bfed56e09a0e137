package org.espalier.study.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SeedValues;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/**
 * A figure of means over seeds with their 95 % intervals, as {@code mean(metric).against(x).by(series).panels(...)}. Its table
 * has the columns of the panels, of the series and of x, then {@code n}, {@code left_out}, {@code mean}, {@code low} and
 * {@code high}; a place without any seed has no row, records without any place no figure.
 *
 * <p>A value: every method answers another figure and leaves this one as it is.
 */
public final class MeanFigure implements Cloneable {
    private static final String STEP = "step";
    private static final String SERIES = "series";

    private enum Marks {
        LINES(" Lines are means over seeds, bands 95 % intervals."),
        INTERVALS(" Marks are means over seeds, bars 95 % intervals.");

        private final String explained;

        Marks(String explained) {
            this.explained = explained;
        }
    }

    private record Column(String name, Split split) {}

    private record Quantity(String name, Function<Records, SeedEffects> value) {}

    private record Curve(String name, String metric) {}

    private record Reference(String label, Function<Records, Double> value) {}

    private String id;
    private final String title;
    private final String caption;
    private List<Quantity> quantities = List.of();
    private List<Curve> curves = List.of();
    private Column x = new Column(STEP, Split.by(p -> ""));
    private Figure.Axis axis = Figure.Axis.linear(STEP, "training step");
    private String measured = "mean";
    private Column series;
    private Column panels;
    private Marks marks = Marks.LINES;
    private List<Quantity> whole = List.of();
    private Predicate<String> dashed = name -> false;
    private List<Reference> references = List.of();

    private MeanFigure(String id, String title, String caption) {
        this.id = id;
        this.title = title;
        this.caption = caption;
    }

    /**
     * Begins a figure.
     *
     * @param id      file name without ending, unique within a study
     * @param title   one line
     * @param caption what is shown; what lines, bands, marks and bars are is added
     */
    public static MeanFigure of(String id, String title, String caption) {
        return new MeanFigure(id, title, caption);
    }

    /** Shows the final value of a metric; {@code label} names it on the axis. */
    public MeanFigure mean(String metric, String label) {
        return mean(records -> SeedEffects.of(SeedValues.of(records, metric)), label);
    }

    /** Shows what is computed of the records of a place. */
    public MeanFigure mean(Function<Records, SeedEffects> value, String label) {
        return series(null, value).measuring(label);
    }

    /** Shows a metric as it was logged, against the step. */
    public MeanFigure curve(String metric, String label) {
        return curveCalled(null, metric).measuring(label);
    }

    /** Shows one more metric as it was logged, against the step, as a series of its own. */
    public MeanFigure curveCalled(String name, String metric) {
        MeanFigure next = copy();
        next.curves = with(curves, new Curve(name, metric));
        return next;
    }

    /** Shows one more quantity, as a series of its own. */
    public MeanFigure series(String name, Function<Records, SeedEffects> value) {
        MeanFigure next = copy();
        next.quantities = with(quantities, new Quantity(name, value));
        return next;
    }

    /** One more series beside those of {@link #by}, computed of all records of a panel: what they are compared with. */
    public MeanFigure beside(String name, Function<Records, SeedEffects> value) {
        MeanFigure next = copy();
        next.whole = with(whole, new Quantity(name, value));
        return next;
    }

    /** This figure under a longer id. */
    MeanFigure endingIn(String ending) {
        MeanFigure next = copy();
        next.id = id + ending;
        return next;
    }

    /** What is shown, on the vertical axis. */
    public MeanFigure measuring(String label) {
        MeanFigure next = copy();
        next.measured = label;
        return next;
    }

    /** The horizontal axis: a parameter. */
    public MeanFigure against(String parameter, String label) {
        return against(new Figure.Axis(parameter, label, false), Split.by(parameter));
    }

    /** The horizontal axis, logarithmic: a parameter. */
    public MeanFigure againstLog(String parameter, String label) {
        return against(new Figure.Axis(parameter, label, true), Split.by(parameter));
    }

    /** The horizontal axis: any split, whose cells are numbers or names. */
    public MeanFigure against(Figure.Axis horizontal, Split places) {
        MeanFigure next = copy();
        next.axis = horizontal;
        next.x = new Column(horizontal.column(), places);
        return next;
    }

    /** Every series at a place of its own, with marks and bars. */
    public MeanFigure sideBySide(String label) {
        MeanFigure next = against(Figure.Axis.linear(SERIES, label), records -> List.of(new Split.Part("", records)));
        next.marks = Marks.INTERVALS;
        return next;
    }

    /** One series a value of a parameter. */
    public MeanFigure by(String parameter) {
        return by(parameter, Split.by(parameter));
    }

    /** One series a part, in a column. */
    public MeanFigure by(String column, Split split) {
        MeanFigure next = copy();
        next.series = new Column(column, split);
        return next;
    }

    /** One panel a part, in a column. */
    public MeanFigure panels(String column, Split split) {
        MeanFigure next = copy();
        next.panels = new Column(column, split);
        return next;
    }

    /** Marks and bars instead of lines and bands: for places without an order. */
    public MeanFigure intervals() {
        MeanFigure next = copy();
        next.marks = Marks.INTERVALS;
        return next;
    }

    /** The series drawn dashed: references, controls. */
    public MeanFigure dashed(Predicate<String> name) {
        MeanFigure next = copy();
        next.dashed = name;
        return next;
    }

    /** A horizontal line at a value. */
    public MeanFigure rule(double at, String label) {
        return rule(label, records -> at);
    }

    /** A horizontal line at a value that the records say; null where they do not. */
    public MeanFigure rule(String label, Function<Records, Double> at) {
        MeanFigure next = copy();
        next.references = with(references, new Reference(label, at));
        return next;
    }

    /** The figure of some records; empty if they have nothing for it. */
    public Optional<Figure> of(Records records) {
        Table table = table(records);
        if (table.rows().isEmpty()) {
            return Optional.empty();
        }
        String colour = colour();
        List<Figure.Layer> layers = new ArrayList<>();
        references.forEach(reference -> {
            Double at = reference.value().apply(records);
            if (at != null && Double.isFinite(at)) {
                layers.add(new Figure.Rule(at, reference.label()));
            }
        });
        if (marks == Marks.LINES) {
            layers.add(new Figure.Band("low", "high", colour));
            layers.add(new Figure.Line(colour, colour == null ? List.of()
                : table.column(colour).stream().map(String::valueOf).distinct().filter(dashed).toList()));
        } else {
            layers.add(new Figure.ErrorBars("low", "high", colour));
        }
        if (curves.isEmpty()) {
            layers.add(new Figure.Points(colour));
        }
        return Optional.of(new Figure(id, title, caption + marks.explained, table, axis, Figure.Axis.linear("mean", measured),
            layers, panels == null ? null : panels.name()));
    }

    /** The plotted numbers. */
    Table table(Records records) {
        List<List<Object>> rows = new ArrayList<>();
        for (Split.Part panel : parts(panels, records)) {
            for (Split.Part line : parts(series, panel.records())) {
                for (Curve curve : curves) {
                    logged(line.records(), curve.metric()).forEach((step, values) -> add(rows, panel, line, curve.name(), step, SeedEffects
                        .of(values)));
                }
                for (Quantity quantity : quantities) {
                    x.split().of(line.records()).forEach(place -> add(rows, panel, line, quantity.name(), place.cell(), quantity.value()
                        .apply(place.records())));
                }
            }
            for (Quantity other : whole) {
                Split.Part line = new Split.Part(other.name(), panel.records());
                x.split().of(panel.records()).forEach(place -> add(rows, panel, line, null, place.cell(), other.value().apply(place
                    .records())));
            }
        }
        List<String> columns = new ArrayList<>();
        if (panels != null) {
            columns.add(panels.name());
        }
        if (colour() != null) {
            columns.add(colour());
        }
        if (!x.name().equals(colour())) {
            columns.add(x.name());
        }
        return new Table(id, title, MeanRows.columns(columns.toArray(String[]::new)), rows);
    }

    private void add(List<List<Object>> rows, Split.Part panel, Split.Part line, String quantity, Object place,
                     SeedEffects values) {
        if (values.n() == 0 && values.leftOut().isEmpty()) {
            return;
        }
        List<Object> cells = new ArrayList<>();
        if (panels != null) {
            cells.add(panel.cell());
        }
        if (colour() != null) {
            cells.add(series == null ? quantity : quantity == null ? line.cell() : line.cell() + ", " + quantity);
        }
        if (!x.name().equals(colour())) {
            cells.add(place);
        }
        rows.add(MeanRows.row(cells, values));
    }

    /** The column of the series; null if there is one series alone. */
    private String colour() {
        return series != null ? series.name() : quantities.stream().anyMatch(q -> q.name() != null)
            || curves.stream().anyMatch(c -> c.name() != null) ? SERIES : null;
    }

    private static List<Split.Part> parts(Column column, Records records) {
        return column == null ? List.of(new Split.Part("", records)) : column.split().of(records);
    }

    /** @throws IllegalStateException if a seed has two values at a step: the part is more than one point of the grid */
    private SortedMap<Long, SortedMap<Long, Double>> logged(Records records, String metric) {
        SortedMap<Long, SortedMap<Long, Double>> steps = new TreeMap<>();
        for (Observation o : records.observations()) {
            if (o.is(metric)
                && steps.computeIfAbsent(o.step(), s -> new TreeMap<>()).put(o.seed(), o.value()) != null) {
                throw new IllegalStateException("figure " + id + ": seed " + o.seed() + " has two values of " + metric + " at step "
                    + o.step() + ": a series is more than one point of the grid");
            }
        }
        return steps;
    }

    private static <T> List<T> with(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return List.copyOf(longer);
    }

    private MeanFigure copy() {
        try {
            return (MeanFigure) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
