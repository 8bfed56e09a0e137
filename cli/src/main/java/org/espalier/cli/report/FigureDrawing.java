package org.espalier.cli.report;

import java.util.Map;
import org.espalier.study.finding.Figure;
import org.jetbrains.letsPlot.awt.plot.PlotSvgExport;

/** Draws figures as SVG with Lets-Plot; no display is needed. */
final class FigureDrawing {
    private FigureDrawing() {}

    /** A file that stands alone: fixed colours on white, the title inside. */
    static String file(Figure figure, Palette palette) {
        return SvgDocument.parse(raw(figure, palette, FigureSize.FILE)).standAlone(figure.title());
    }

    /**
     * Markup to put into a page: colours are the page's variables, ids start with {@code prefix}.
     *
     * @param prefix unique in the page
     */
    static String inline(Figure figure, Palette palette, FigureSize size, String prefix) {
        return SvgDocument.parse(raw(figure, palette, size)).inline(prefix, figure.title());
    }

    private static String raw(Figure figure, Palette palette, FigureSize size) {
        Map<String, Object> spec = PlotSpec.of(figure, palette, size);
        String svg = PlotSvgExport.INSTANCE.buildSvgImageFromRawSpecs(spec, null, false);
        if (!svg.contains("clip-path") && svg.contains("rror")) {
            throw new IllegalStateException("figure '" + figure.id() + "' could not be drawn");
        }
        return svg;
    }
}
