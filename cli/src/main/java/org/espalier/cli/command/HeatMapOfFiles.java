package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Table;

/** A value of each pair of files as a heat map, the files under names that tell them apart. */
final class HeatMapOfFiles {
    private HeatMapOfFiles() { }

    /**
     * @param measure what the values are, for the scale
     * @param files   the path of each, with what tells it apart inside the file
     * @param values  {@code [files, files]}; what is not finite leaves an empty tile
     */
    static Figure of(String id, String title, String caption, String measure, List<String> files, double[][] values) {
        List<String> names = FileNames.distinct(files);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                rows.add(Arrays.asList(names.get(i), names.get(j), Double.isFinite(values[i][j]) ? (Object) values[i][j] : null));
            }
        }
        return new Figure(id, title, caption, new Table(id, title, List.of("a", "b", "value"), rows), Figure.Axis.linear("b", ""),
            Figure.Axis.linear("a", ""), List.of(new Figure.Tiles("value", measure)), null);
    }
}
