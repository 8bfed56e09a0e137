/**
 * The report: a pure function of the run directory that writes web pages, figures, tables and claims.
 *
 * <p>Lives here: {@link org.espalier.cli.report.ReportWriter} (files), the pages, and the drawing of
 * {@link org.espalier.study.finding.Figure}s as SVG. May not live here: statistics, or any choice that a study makes.
 * The plotting library is called in {@code FigureDrawing} alone; how it wants a plot described is known to {@code PlotSpec},
 * {@code PlotLayers}, {@code PlotTheme} and {@code HeatMap}, and what it draws is mended in {@code SvgDocument}.
 */
@NullMarked
package org.espalier.cli.report;

import org.jspecify.annotations.NullMarked;
