/**
 * The report: a pure function of the run directory that writes web pages, figures, tables and claims.
 *
 * <p>Lives here: {@link org.espalier.cli.report.ReportWriter} (files), the pages, and the drawing of
 * {@link org.espalier.study.finding.Figure}s as SVG. May not live here: statistics, or any choice that a study makes.
 * Everything that touches the plotting library is in {@code FigureDrawing} and {@code PlotSpec}.
 */
package org.espalier.cli.report;
