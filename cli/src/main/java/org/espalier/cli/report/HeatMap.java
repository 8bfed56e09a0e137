package org.espalier.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.study.finding.Figure;
import org.jspecify.annotations.Nullable;

/** How a figure of {@link Figure.Tiles} is drawn. */
final class HeatMap {
    /** Light enough at both ends for dark text, on white and on a dark page. */
    private static final String LOW = "#f1f6fa";
    private static final String HIGH = "#5aa5d8";
    private static final String TEXT = "#16191d";
    private static final int DIGITS = 3;
    /** More columns than this leave a tile no room for its number. */
    private static final int MOST_WITH_NUMBERS = 10;
    private static final int ROW = 46;
    private static final int AROUND = 120;
    private static final int LEAST = 230;
    private static final int MOST = 1200;

    private final Figure figure;
    private final Figure.Tiles tiles;

    private HeatMap(Figure figure, Figure.Tiles tiles) {
        this.figure = figure;
        this.tiles = tiles;
    }

    /** Null for a figure without tiles. */
    static @Nullable HeatMap of(Figure figure) {
        return figure.layers().stream().filter(Figure.Tiles.class::isInstance).map(Figure.Tiles.class::cast).findFirst()
            .map(tiles -> new HeatMap(figure, tiles)).orElse(null);
    }

    private boolean numbered() {
        return Palette.series(figure.data(), figure.x().column()).size() <= MOST_WITH_NUMBERS;
    }

    int height(FigureSize size) {
        int rows = Palette.series(figure.data(), figure.y().column()).size();
        return Math.max(LEAST, Math.min(MOST, rows * ROW + AROUND + (size.titled() ? ROW : 0)));
    }

    List<Map<String, Object>> layers() {
        List<Map<String, Object>> layers = new ArrayList<>();
        layers.add(PlotSpec.map("geom", "tile", "mapping", PlotSpec.map("fill", tiles.value()), "color", Palette.PAPER, "size", 1,
            "tooltips", "none"));
        if (numbered()) {
            List<Object> labels = new ArrayList<>();
            for (Object value : AxisRange.column(figure, tiles.value())) {
                labels.add(value instanceof Number number ? Numbers.rounded(number.doubleValue(), DIGITS) : "");
            }
            layers.add(PlotSpec.map("geom", "text", "tooltips", "none", "inherit_aes", false, "data",
                PlotSpec.map("x", texts(figure.x()), "y", texts(figure.y()), "label", labels), "mapping",
                PlotSpec.map("x", "x", "y", "y", "label", "label"), "size", 6, "color", TEXT, "fill", TEXT, "show_legend", false));
        }
        return layers;
    }

    private List<Object> texts(Figure.Axis axis) {
        return AxisRange.column(figure, axis.column()).stream().map(value -> (Object) Numbers.plain(value)).toList();
    }

    Map<String, Object> scale() {
        return PlotSpec.map("aesthetic", "fill", "scale_mapper_kind", "color_gradient", "low", LOW, "high", HIGH, "na_value",
            Palette.GRID, "name", tiles.label(), "guide", numbered() ? "none" : "colorbar");
    }
}
