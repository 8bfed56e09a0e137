package org.espalier.rnndynamics.universality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Table;

/** The rows of a figure of paths and marks with a panel a cell. */
public final class Panels {
    private static final String CELL = PopulationParameters.CELL;
    private static final List<String> COLUMNS = List.of(CELL, "x", "y", "path_y", "path", "series");
    private static final String CIRCLE = "unit circle";
    private static final int CORNERS = 90;
    private final List<List<Object>> rows = new ArrayList<>();

    /** A mark. */
    public void point(String cell, double x, double y, String series) {
        rows.add(Arrays.asList(cell, x, y, null, null, series));
    }

    /** The next place of a path. @param path its name, the same in no other series of the cell */
    public void path(String cell, double x, double y, String path, String series) {
        rows.add(Arrays.asList(cell, x, null, y, cell + " " + path, series));
    }

    /** The series "unit circle". */
    public void unitCircle(String cell) {
        for (int i = 0; i <= CORNERS; i++) {
            double angle = 2 * Math.PI * i / CORNERS;
            path(cell, Math.cos(angle), Math.sin(angle), CIRCLE, CIRCLE);
        }
    }

    /**
     * The figure.
     *
     * @param x          label of the horizontal axis
     * @param y          of the vertical
     * @param hues       of the series that have a colour of their own
     * @param equalUnits whether a circle is round
     */
    public Figure figure(String id, String title, String caption, String x, String y, Map<String, Figure.Hue> hues,
                         boolean equalUnits) {
        return new Figure(id, title, caption, new Table(id, title, COLUMNS, rows), Figure.Axis.linear("x", x),
            Figure.Axis.linear("y", y), List.of(new Figure.Path("path_y", "path", "series"), new Figure.Points("series")), CELL)
            .in(new Figure.Style(hues, equalUnits));
    }
}
