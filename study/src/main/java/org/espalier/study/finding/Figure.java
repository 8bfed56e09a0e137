package org.espalier.study.finding;

import java.util.List;
import java.util.Map;

/**
 * A figure: a tidy table and a small declarative spec. The report draws it; the plotted numbers are published beside it.
 *
 * @param id      file name without ending, unique within a study
 * @param title   one line
 * @param caption what is shown, what bands and bars mean, how many seeds; one or more sentences
 * @param data    the plotted numbers
 * @param x       the horizontal axis
 * @param y       the vertical axis
 * @param layers  what is drawn, first at the bottom
 * @param facet   the column that splits the figure into panels; null for one panel
 * @param style   what is not left to the report
 */
public record Figure(String id, String title, String caption, Table data, Axis x, Axis y, List<Layer> layers,
                     String facet, Style style) {

    /** @throws IllegalArgumentException if the axes, a layer or the facet name a column that the data do not have */
    public Figure {
        Table.checkId("figure", id);
        layers = List.copyOf(layers);
        require(id, data, "the x axis", x.column());
        require(id, data, "the y axis", y.column());
        for (Layer layer : layers) {
            String name = layer.getClass().getSimpleName();
            if (layer.colour() != null) {
                require(id, data, "the colour of " + name, layer.colour());
            }
            if (layer instanceof Band band) {
                require(id, data, "the lower edge of " + name, band.lower());
                require(id, data, "the upper edge of " + name, band.upper());
            } else if (layer instanceof ErrorBars bars) {
                require(id, data, "the lower end of " + name, bars.lower());
                require(id, data, "the upper end of " + name, bars.upper());
            } else if (layer instanceof Path path) {
                require(id, data, "the height of " + name, path.y());
                require(id, data, "the group of " + name, path.group());
            } else if (layer instanceof Dots dots) {
                require(id, data, "the height of " + name, dots.y());
            } else if (layer instanceof Tiles tiles) {
                require(id, data, "the value of " + name, tiles.value());
            }
        }
        if (facet != null) {
            require(id, data, "the facet", facet);
        }
    }

    /** A figure whose colours and proportions are left to the report. */
    public Figure(String id, String title, String caption, Table data, Axis x, Axis y, List<Layer> layers, String facet) {
        this(id, title, caption, data, x, y, layers, facet, Style.USUAL);
    }

    /** This figure in another style. */
    public Figure in(Style other) {
        return new Figure(id, title, caption, data, x, y, layers, facet, other);
    }

    private static void require(String id, Table data, String what, String column) {
        if (!data.columns().contains(column)) {
            throw new IllegalArgumentException("figure " + id + ": " + what + " is the column '" + column
                + "', which its data do not have; they have " + String.join(", ", data.columns()));
        }
    }

    /** An axis: its column, its label with the unit, and whether it is logarithmic (base 10). */
    public record Axis(String column, String label, boolean logarithmic) {
        public static Axis linear(String column, String label) {
            return new Axis(column, label, false);
        }
    }

    /**
     * What is not left to the report.
     *
     * @param hues       series whose colour has a meaning of its own, such as a stability; all others get theirs in turn
     * @param equalUnits whether a unit is as long along both axes, so that a circle is round
     */
    public record Style(Map<String, Hue> hues, boolean equalUnits) {
        public static final Style USUAL = new Style(Map.of(), false);

        public Style {
            hues = Map.copyOf(hues);
        }
    }

    /** Colours by name; ink is that of the text. */
    public enum Hue { INK, RED, GREEN, BLUE, GREY, PURPLE, OCHRE }

    /** Something drawn from the figure's data; {@code colour} names the column that gives the series, or null for one. */
    public sealed interface Layer permits Line, Path, Band, Points, Dots, ErrorBars, Bars, Rule, Tiles {
        String colour();
    }

    /** A line through the points of a series; {@code dashed} names the series drawn dashed (references, controls). */
    public record Line(String colour, List<String> dashed) implements Layer {
        public Line {
            dashed = List.copyOf(dashed);
        }
    }

    /**
     * A line through the rows of a group in their order, wherever it leads: a trajectory, a closed curve. Its height is a column
     * of its own, null in rows that are no part of a path, as the y axis's column may be in rows that are no points.
     */
    public record Path(String y, String group, String colour) implements Layer {}

    /** A band between two columns, a confidence interval. */
    public record Band(String lower, String upper, String colour) implements Layer {}

    /**
     * One mark a row.
     *
     * @param shaped whether series differ in their shape as well as in their colour
     */
    public record Points(String colour, boolean shaped) implements Layer {
        public Points(String colour) {
            this(colour, false);
        }
    }

    /** One small mark a row, for clouds: its height is a column of its own, null in rows that are no part of the cloud. */
    public record Dots(String y, String colour) implements Layer {}

    /** A vertical bar between two columns at each row. */
    public record ErrorBars(String lower, String upper, String colour) implements Layer {}

    /** Bars from zero to y, side by side where a place has several. */
    public record Bars(String colour) implements Layer {}

    /**
     * A heat map: one tile a row of the data at its x and y, which are both categories, the deeper in colour the larger
     * {@code value}, with the number in it where there is room. A null leaves an empty tile. Drawn alone.
     *
     * @param value the column that is shown
     * @param label what it is, with the unit
     */
    public record Tiles(String value, String label) implements Layer {
        @Override
        public String colour() {
            return null;
        }
    }

    /** A horizontal line at a value, with a label: chance level, a published number. */
    public record Rule(double at, String label) implements Layer {
        @Override
        public String colour() {
            return null;
        }
    }
}
