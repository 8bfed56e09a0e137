package org.espalier.cli.command;

import java.util.List;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.cli.TextTable;
import org.espalier.study.finding.Figure;

/** One measure of all pairs of representations, as a heat map. */
final class SimilarityFigure {
    private SimilarityFigure() {}

    /**
     * @param rows    one or more
     * @param columns the same, or those of another network
     * @param values  {@code [rows, columns]}; what is not finite leaves an empty tile
     */
    static Figure of(RepresentationMeasure measure, List<NamedRepresentation> rows, List<NamedRepresentation> columns,
                     double[][] values) {
        boolean similarity = measure.kind() == RepresentationMeasure.Kind.SIMILARITY;
        return HeatMapOfFiles.of("representations",
            (similarity ? "How alike representations are: " : "How far apart representations are: ") + measure.id(),
            measure.description(), measure.id(), side(rows), side(columns), values);
    }

    /** Layers of one file go by their own names; the file is then in the title. */
    private static HeatMapOfFiles.Side side(List<NamedRepresentation> all) {
        boolean oneFile = all.stream().noneMatch(one -> one.layer().isEmpty())
            && all.stream().map(NamedRepresentation::file).distinct().count() == 1;
        return new HeatMapOfFiles.Side(
            oneFile ? "layers of " + TextTable.printable(String.valueOf(all.get(0).file().getFileName())) : "",
            all.stream().map(oneFile ? NamedRepresentation::layer : NamedRepresentation::name).toList());
    }
}
