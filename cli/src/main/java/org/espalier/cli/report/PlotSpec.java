package org.espalier.cli.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Figure.Axis;
import org.espalier.study.finding.Figure.Bars;
import org.espalier.study.finding.Figure.Layer;
import org.espalier.study.finding.Figure.Line;
import org.espalier.study.finding.Figure.Path;
import org.espalier.study.finding.Table;
import org.jspecify.annotations.Nullable;

/** Turns a {@link Figure} into the nested maps by which Lets-Plot describes a plot. */
final class PlotSpec {
    /** Mean width of a character and of a key in a legend, in pixels: to decide how many entries fit in a row. */
    private static final int CHARACTER = 8;
    private static final int KEY = 60;
    /** Disc, triangle, square, diamond, triangle on its tip, cross, circle: the library's numbers. */
    private static final List<Integer> SHAPES = List.of(19, 17, 15, 18, 25, 4, 1);
    /** So that what has a colour of its own has a shape of its own in every figure. */
    private static final Map<Figure.Hue, Integer> SHAPES_BY_HUE = Map.of(Figure.Hue.INK, 19, Figure.Hue.RED, 17,
        Figure.Hue.GREEN, 15, Figure.Hue.BLUE, 18, Figure.Hue.OCHRE, 25, Figure.Hue.PURPLE, 4, Figure.Hue.GREY, 1);
    private static final int BULLET = 20;

    private final Figure figure;
    private final Palette palette;
    private final FigureSize size;
    private final boolean discrete;
    /** Null for a figure that is no heat map. */
    private final @Nullable HeatMap heatMap;

    private PlotSpec(Figure figure, Palette palette, FigureSize size) {
        this.figure = figure;
        this.palette = palette;
        this.size = size;
        this.heatMap = HeatMap.of(figure);
        this.discrete = heatMap != null || figure.layers().stream().anyMatch(Bars.class::isInstance)
            || !figure.data().rows().isEmpty() && AxisRange.column(figure, figure.x().column()).stream()
                .filter(Objects::nonNull).noneMatch(Number.class::isInstance);
    }

    /** The plot as a mutable map, as Lets-Plot wants it. */
    static Map<String, Object> of(Figure figure, Palette palette, FigureSize size) {
        return new PlotSpec(figure, palette, size).build();
    }

    private Map<String, Object> build() {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("kind", "plot");
        spec.put("data", data());
        spec.put("mapping", map("x", figure.x().column(), "y", figure.y().column()));
        List<Object> layers = new ArrayList<>();
        PlotLayers drawn = new PlotLayers(figure, discrete, heatMap);
        figure.layers().forEach(layer -> layers.addAll(drawn.of(layer)));
        spec.put("layers", layers);
        spec.put("scales", scales());
        spec.put("theme", PlotTheme.theme());
        if (figure.facet() != null) {
            spec.put("facet", map("name", "wrap", "facets", List.of(figure.facet()), "ncol", size.columns(panels()),
                "order", List.of(1)));
            if (numeric(figure.facet())) {
                facet(spec).put("format", List.of(figure.facet().replace('_', ' ').replaceAll("[{}]", "") + " {g}"));
            }
        }
        if (figure.style().equalUnits()) {
            spec.put("coord", map("name", "fixed", "ratio", 1));
        }
        if (size.titled()) {
            spec.put("ggtitle", map("text", figure.title()));
        }
        if (heatMap != null) {
            spec.put("coord", map("name", "cartesian"));
        }
        spec.put("ggsize", map("width", size.width(), "height", height()));
        return spec;
    }

    private int panels() {
        return figure.facet() == null ? 1 : Math.max(1, Palette.series(figure.data(), figure.facet()).size());
    }

    private int height() {
        return heatMap != null ? heatMap.height(size)
            : size.height(panels(), (legendItems() + legendColumns() - 1) / legendColumns()) + uprightLabels();
    }

    /** What the names of categories need below the panels where they do not fit side by side in two rows and are set upright. */
    private int uprightLabels() {
        if (!discrete || panels() == 1) {
            return 0;
        }
        IntSummaryStatistics widths = Palette.series(figure.data(), figure.x().column()).stream()
            .mapToInt(name -> name.length() * CHARACTER).summaryStatistics();
        return widths.getSum() < 2 * size.panelWidth(panels()) ? 0 : widths.getMax();
    }

    private Map<String, Object> data() {
        Map<String, Object> columns = new LinkedHashMap<>();
        Table table = figure.data();
        List<String> asText = new ArrayList<>();
        figure.layers().stream().map(Layer::colour).filter(Objects::nonNull).forEach(asText::add);
        figure.layers().stream().filter(Path.class::isInstance).map(l -> ((Path) l).group()).forEach(asText::add);
        if (figure.facet() != null && !numeric(figure.facet())) {
            asText.add(figure.facet());
        }
        if (discrete) {
            asText.add(figure.x().column());
        }
        if (heatMap != null) {
            asText.add(figure.y().column());
        }
        for (String name : table.columns()) {
            boolean text = asText.contains(name);
            List<@Nullable Object> values = new ArrayList<>();
            for (Object value : AxisRange.column(figure, name)) {
                values.add(cell(value, text));
            }
            columns.put(name, values);
        }
        return columns;
    }

    private static @Nullable Object cell(@Nullable Object value, boolean text) {
        if (value == null || !text && value instanceof Double d && !Double.isFinite(d)) {
            return null;
        }
        if (text || !(value instanceof Number number)) {
            return Numbers.plain(value);
        }
        return number.doubleValue();
    }

    /** Whether a column holds nothing but numbers: then panels are ordered by size, else by text. */
    private boolean numeric(String name) {
        return AxisRange.column(figure, name).stream().allMatch(Number.class::isInstance);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> facet(Map<String, Object> spec) {
        return (Map<String, Object>) Objects.requireNonNull(spec.get("facet"));
    }

    private List<Object> scales() {
        List<Object> scales = new ArrayList<>();
        scales.add(axis("x", figure.x(), discrete));
        scales.add(axis("y", figure.y(), heatMap != null));
        if (heatMap != null) {
            scales.add(heatMap.scale());
        }
        String column = figure.layers().stream().map(Layer::colour).filter(Objects::nonNull).findFirst().orElse(null);
        if (column == null) {
            return scales;
        }
        List<String> series = Palette.series(figure.data(), column);
        List<String> colours = series.stream().map(palette::colour).toList();
        String title = series.stream().allMatch(s -> s.matches("-?[0-9.e-]+")) ? sentence(column.replace('_', ' ')) : "";
        for (String aesthetic : List.of("color", "fill")) {
            scales.add(map("aesthetic", aesthetic, "name", title, "limits", series, "values", colours, "guide", legend()));
        }
        if (shaped()) {
            scales.add(map("aesthetic", "shape", "name", title, "limits", series, "values", shapes(series), "guide", legend()));
        }
        List<String> dashed = figure.layers().stream().filter(Line.class::isInstance).map(l -> ((Line) l).dashed())
            .filter(Objects::nonNull).flatMap(List::stream).toList();
        if (!dashed.isEmpty()) {
            scales.add(map("aesthetic", "linetype", "name", title, "limits", series, "values",
                series.stream().map(s -> dashed.contains(s) ? "dashed" : "solid").toList(), "guide", legend()));
        }
        return scales;
    }

    private Object legend() {
        return legendItems() < 2 ? "none" : map("name", "legend", "ncol", legendColumns());
    }

    /** Whether series differ in shape as well. */
    private boolean shaped() {
        return figure.layers().stream().anyMatch(l -> l instanceof Figure.Points points && points.shaped());
    }

    private List<Integer> shapes(List<String> series) {
        List<String> lines = paths();
        return IntStream.range(0, series.size()).mapToObj(i -> lines.contains(series.get(i)) ? BULLET
            : Optional.ofNullable(figure.style().hues().get(series.get(i))).map(SHAPES_BY_HUE::get)
                .orElse(SHAPES.get(i % SHAPES.size()))).toList();
    }

    /** The series that are drawn as paths. */
    private List<String> paths() {
        return figure.layers().stream().filter(Path.class::isInstance).map(Path.class::cast).flatMap(path -> {
            int y = figure.data().columns().indexOf(path.y());
            int colour = figure.data().columns().indexOf(path.colour());
            return colour < 0 ? Stream.<String>of() : figure.data().rows().stream().filter(row -> row.get(y) != null)
                .map(row -> Numbers.plain(row.get(colour)));
        }).distinct().toList();
    }

    private int legendItems() {
        return figure.layers().stream().map(Layer::colour).filter(Objects::nonNull).findFirst()
            .map(c -> Palette.series(figure.data(), c).size()).orElse(1);
    }

    private int legendColumns() {
        int longest = figure.layers().stream().map(Layer::colour).filter(Objects::nonNull).findFirst()
            .map(c -> Palette.series(figure.data(), c).stream().mapToInt(String::length).max().orElse(1)).orElse(1);
        return Math.max(1, Math.min(legendItems(), (size.width() - 60) / (KEY + CHARACTER * longest)));
    }

    private Map<String, Object> axis(String aesthetic, Axis axis, boolean discreteAxis) {
        Map<String, Object> scale = map("aesthetic", aesthetic, "name", sentence(axis.label()));
        if (discreteAxis) {
            scale.put("discrete", true);
            List<String> categories = new ArrayList<>(Palette.series(figure.data(), axis.column()));
            if (aesthetic.equals("y")) {
                Collections.reverse(categories); // the first at the top, as in a table
            }
            scale.put("limits", categories);
            return scale;
        }
        scale.put("expand", List.of(aesthetic.equals("x") ? 0.03 : 0.05, 0));
        if (axis.logarithmic()) {
            boolean horizontal = aesthetic.equals("x");
            double[] range = horizontal ? AxisRange.of(AxisRange.column(figure, axis.column()), true)
                : AxisRange.vertical(figure);
            double margin = Math.pow(range[1] / range[0], 0.04);
            List<Double> ticks = LogTicks.of(AxisRange.column(figure, axis.column()), range, horizontal
                ? size.panelWidth(panels()) : size.panelHeight(panels()), horizontal);
            scale.put("trans", "log10");
            scale.put("breaks", ticks);
            scale.put("labels", ticks.stream().map(Numbers::plain).toList());
            // The library's own margin of a logarithmic axis is lopsided.
            scale.put("limits", List.of(range[0] / margin, range[1] * margin));
            scale.put("expand", List.of(0, 0));
        }
        return scale;
    }

    private static String sentence(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
