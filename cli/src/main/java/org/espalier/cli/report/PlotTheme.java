package org.espalier.cli.report;

import static org.espalier.cli.report.PlotSpec.map;

import java.util.List;
import java.util.Map;

/** What all figures look like, apart from what they show: sizes of text, colours of the paper's furniture. */
final class PlotTheme {
    /** Size of the text in a figure, in pixels. */
    static final int TEXT = 13;

    private PlotTheme() {}

    /** As Lets-Plot wants it. */
    static Map<String, Object> theme() {
        Map<String, Object> text = map("blank", false, "color", Palette.INK, "size", TEXT, "face", "plain");
        // The library reckons with a narrower font and leaves entries no gap: it is told a larger size than is drawn.
        Map<String, Object> legend = map("blank", false, "color", Palette.INK, "size", TEXT + 2, "face", "plain");
        Map<String, Object> quiet = map("blank", false, "color", Palette.QUIET_INK, "size", TEXT);
        Map<String, Object> nothing = map("name", "blank", "blank", true);
        Map<String, Object> grid = map("name", "line", "blank", false, "color", Palette.GRID, "size", 1);
        return map("name", "minimal", "legend_position", "top", "legend_justification", List.of(0, 1),
            "text", text, "axis_text", quiet, "axis_title", text, "legend_text", legend, "legend_title", text,
            "strip_text", map("blank", false, "color", Palette.INK, "size", TEXT, "face", "bold"),
            "plot_title", map("blank", false, "color", Palette.INK, "size", 17, "face", "bold"),
            "panel_grid_major", grid, "panel_grid_minor", nothing, "plot_background", nothing,
            "panel_background", nothing, "legend_background", nothing, "legend_key", nothing,
            "strip_background", nothing, "axis_line", map("name", "line", "blank", false, "color", Palette.QUIET_INK,
                "size", 1), "axis_line_y", nothing);
    }
}
