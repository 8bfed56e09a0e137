package org.espalier.cli.command;

import java.util.List;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.study.finding.Figure;

/** One measure of all pairs of representations, as a heat map. */
final class SimilarityFigure {
    private SimilarityFigure() { }

    /**
     * @param files  the path of each representation, with what tells it apart inside the file
     * @param values {@code [files, files]}; what is not finite leaves an empty tile
     */
    static Figure of(RepresentationMeasure measure, List<String> files, double[][] values) {
        boolean similarity = measure.kind() == RepresentationMeasure.Kind.SIMILARITY;
        return HeatMapOfFiles.of("representations",
            (similarity ? "How alike representations are: " : "How far apart representations are: ") + measure.id(),
            measure.description(), measure.id(), files, values);
    }
}
