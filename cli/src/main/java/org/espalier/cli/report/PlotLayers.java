package org.espalier.cli.report;

import static org.espalier.cli.report.PlotSpec.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Figure.Band;
import org.espalier.study.finding.Figure.Bars;
import org.espalier.study.finding.Figure.Dots;
import org.espalier.study.finding.Figure.ErrorBars;
import org.espalier.study.finding.Figure.Layer;
import org.espalier.study.finding.Figure.Line;
import org.espalier.study.finding.Figure.Path;
import org.espalier.study.finding.Figure.Points;
import org.espalier.study.finding.Figure.Rule;
import org.espalier.study.finding.Figure.Tiles;
import org.jspecify.annotations.Nullable;

/**
 * Turns the layers of a {@link Figure} into those of Lets-Plot.
 *
 * @param discrete whether the horizontal axis has categories
 * @param heatMap  null for a figure that is no heat map
 */
record PlotLayers(Figure figure, boolean discrete, @Nullable HeatMap heatMap) {
    /** How much of a category's width the series that stand side by side at it take. */
    private static final double DODGE = 0.8;

    /** What draws a layer; a rule is a line and its label. */
    List<Map<String, Object>> of(Layer layer) {
        if (layer instanceof Line line) {
            Map<String, Object> spec = drawn("line", line.colour());
            spec.put("size", 1.1);
            if (line.colour() != null && line.dashed() != null && !line.dashed().isEmpty()) {
                mapping(spec).put("linetype", line.colour());
            }
            return List.of(spec);
        }
        if (layer instanceof Path path) {
            Map<String, Object> spec = drawn("path", path.colour());
            mapping(spec).put("y", path.y());
            mapping(spec).put("group", path.group());
            spec.put("size", 0.6);
            return List.of(spec);
        }
        if (layer instanceof Band band) {
            Map<String, Object> spec = drawn("ribbon", band.colour());
            bounds(spec, band.lower(), band.upper());
            spec.putAll(map("alpha", 0.18, "size", 0, "show_legend", false));
            return List.of(spec);
        }
        if (layer instanceof Points points) {
            Map<String, Object> spec = drawn("point", points.colour());
            spec.put("size", 3.2);
            if (points.shaped() && points.colour() != null) {
                mapping(spec).put("shape", points.colour());
                spec.put("size", 4.4);
            }
            if (figure.layers().stream().anyMatch(ErrorBars.class::isInstance)) {
                // Each mark on its own bar.
                dodge(spec, points.colour());
            }
            return List.of(spec);
        }
        if (layer instanceof Dots dots) {
            Map<String, Object> spec = drawn("point", dots.colour());
            mapping(spec).put("y", dots.y());
            mapping(spec).put("shape", dots.colour());
            spec.putAll(map("size", 1.6, "alpha", 0.6));
            return List.of(spec);
        }
        if (layer instanceof ErrorBars bars) {
            Map<String, Object> spec = drawn("linerange", bars.colour());
            bounds(spec, bars.lower(), bars.upper());
            spec.putAll(map("size", 1.1, "show_legend", false));
            dodge(spec, bars.colour());
            if (figure.layers().stream().anyMatch(Bars.class::isInstance)) {
                mapping(spec).remove("color");
                mapping(spec).put("group", bars.colour());
                spec.put("color", Palette.INK);
            }
            return List.of(spec);
        }
        if (layer instanceof Bars bars) {
            Map<String, Object> spec = drawn("bar", bars.colour());
            spec.putAll(map("stat", "identity", "width", DODGE, "size", 0, "position",
                map("name", "dodge", "width", DODGE)));
            mapping(spec).remove("color");
            return List.of(spec);
        }
        return layer instanceof Tiles ? Objects.requireNonNull(heatMap).layers() : rule((Rule) layer);
    }

    private static Map<String, Object> drawn(String geom, String colour) {
        Map<String, Object> spec = map("geom", geom, "tooltips", "none");
        Map<String, Object> mapping = new LinkedHashMap<>();
        spec.put("mapping", mapping);
        if (colour == null) {
            spec.put("color", Palette.ON_LIGHT.get(0));
            spec.put("fill", Palette.ON_LIGHT.get(0));
        } else {
            mapping.put("color", colour);
            mapping.put("fill", colour);
        }
        return spec;
    }

    /** Series at one category stand side by side, a mark on its interval. */
    private void dodge(Map<String, Object> spec, String colour) {
        if (discrete && colour != null) {
            spec.put("position", map("name", "dodge", "width", DODGE));
        }
    }

    private static void bounds(Map<String, Object> spec, String lower, String upper) {
        mapping(spec).put("ymin", lower);
        mapping(spec).put("ymax", upper);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapping(Map<String, Object> layer) {
        return (Map<String, Object>) Objects.requireNonNull(layer.get("mapping"));
    }

    /** A dashed line and its label. */
    private List<Map<String, Object>> rule(Rule rule) {
        Map<String, Object> line = map("geom", "hline", "yintercept", rule.at(), "color", Palette.QUIET_INK, "fill",
            Palette.QUIET_INK, "linetype", "dashed", "size", 0.8, "show_legend", false, "tooltips", "none",
            "inherit_aes", false);
        Optional<RuleLabel> place = RuleLabel.of(figure, rule, discrete);
        if (place.isEmpty()) {
            return List.of(line);
        }
        Map<String, Object> label = map("geom", "text", "tooltips", "none", "inherit_aes", false,
            "data", map("x", List.of(place.get().x()), "y", List.of(place.get().y()), "label", List.of(rule.label())),
            "mapping", map("x", "x", "y", "y", "label", "label"),
            "hjust", place.get().left() ? "left" : "right", "size", 6, "color", Palette.QUIET_INK,
            "fill", Palette.QUIET_INK, "show_legend", false);
        if (discrete) {
            label.put("nudge_x", 0.5);
        }
        return List.of(line, label);
    }
}
