package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Table;

/** A value of each pair of files as a heat map, the files under names that tell them apart. */
final class HeatMapOfFiles {
    private HeatMapOfFiles() {}

    /** One side of the map. @param title what all its labels belong to; empty for nothing */
    record Side(String title, List<String> labels) {}

    /**
     * @param measure what the values are, for the scale
     * @param files   the path of each, with what tells it apart inside the file
     * @param values  {@code [files, files]}; what is not finite leaves an empty tile
     */
    static Figure of(String id, String title, String caption, String measure, List<String> files, double[][] values) {
        Side side = new Side("", files);
        return of(id, title, caption, measure, side, side, values);
    }

    /** As the other, of what may differ between rows and columns. @param values {@code [rows, columns]} */
    static Figure of(String id, String title, String caption, String measure, Side rows, Side columns, double[][] values) {
        List<String> down = FileNames.distinct(rows.labels());
        List<String> across = FileNames.distinct(columns.labels());
        List<List<Object>> tiles = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values[i].length; j++) {
                tiles.add(Arrays.asList(down.get(i), across.get(j), Double.isFinite(values[i][j]) ? (Object) values[i][j] : null));
            }
        }
        return new Figure(id, title, caption, new Table(id, title, List.of("a", "b", "value"), tiles),
            Figure.Axis.linear("b", columns.title()), Figure.Axis.linear("a", rows.title()),
            List.of(new Figure.Tiles("value", measure)), null);
    }
}
