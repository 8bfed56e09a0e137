package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Table;

/** One measure of all pairs of representations, as a heat map. */
final class SimilarityFigure {
    private SimilarityFigure() { }

    /**
     * @param files  the path of each representation, with what tells it apart inside the file
     * @param values {@code [files, files]}; what is not finite leaves an empty tile
     */
    static Figure of(RepresentationMeasure measure, List<String> files, double[][] values) {
        List<String> names = FileNames.distinct(files);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                rows.add(Arrays.asList(names.get(i), names.get(j), Double.isFinite(values[i][j]) ? (Object) values[i][j] : null));
            }
        }
        boolean similarity = measure.kind() == RepresentationMeasure.Kind.SIMILARITY;
        String id = "representations";
        String title = (similarity ? "How alike representations are: " : "How far apart representations are: ") + measure.id();
        return new Figure(id, title, measure.description(), new Table(id, title, List.of("a", "b", "value"), rows),
            Figure.Axis.linear("b", ""), Figure.Axis.linear("a", ""), List.of(new Figure.Tiles("value", measure.id())), null);
    }
}
