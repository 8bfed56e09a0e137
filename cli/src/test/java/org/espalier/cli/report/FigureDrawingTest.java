package org.espalier.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.junit.jupiter.api.Test;

class FigureDrawingTest {
    private final List<Figure> figures = ExampleFindings.findings().figures();
    private final Palette palette = Palette.of(figures);

    @Test
    void theSameFigureGivesTheSameBytes() {
        for (Figure figure : figures) {
            assertEquals(FigureDrawing.file(figure, palette), FigureDrawing.file(figure, palette));
        }
    }

    @Test
    void aFileStandsAloneOnWhite() throws Exception {
        for (Figure figure : figures) {
            String svg = FigureDrawing.file(figure, palette);
            Files.writeString(Path.of("target", figure.id() + ".svg"), svg);
            assertTrue(svg.contains("#ffffff"), svg);
            assertTrue(svg.contains(figure.title()), svg);
            assertFalse(svg.contains("var(--"), svg);
        }
    }

    @Test
    void aPartOfAPageUsesThePagesColours() {
        String svg = FigureDrawing.inline(figures.get(0), palette, FigureSize.PAGE, "f1");
        assertTrue(svg.contains("var(--ink)") && svg.contains("var(--grid)") && svg.contains("var(--series-1)"), svg);
        assertFalse(svg.matches("(?s).*(fill|stroke)(=\"|:)#.*"), "a fixed colour is left: " + svg);
        assertTrue(svg.contains("id=\"f1-1\""), svg);
        assertFalse(svg.contains("<style"), svg);
    }

    @Test
    void everySeriesIsDrawnInItsColour() {
        String svg = FigureDrawing.file(figures.get(1), palette);
        for (String series : List.of("edge-popup", "random subnetwork", "dense")) {
            assertTrue(svg.contains(palette.colour(series)), series);
            assertTrue(svg.contains(">" + series + "<"), series);
        }
    }

    @Test
    void categoriesKeepTheirOrderWhateverIsDrawnFirst() {
        Figure bars = figures.get(2);
        List<Figure.Layer> layers = new ArrayList<>(List.of(new Figure.Rule(50, "half")));
        layers.addAll(bars.layers());
        String svg = FigureDrawing.file(new Figure("rule-first", "t", "c", bars.data(), bars.x(), bars.y(), layers, null),
            palette);
        assertTrue(svg.indexOf(">conv2<") < svg.indexOf(">conv4<"), svg);
    }

    @Test
    void marksOfSeveralSeriesAtOneCategoryStandOnTheirOwnBars() {
        Table table = new Table("two", "t", List.of("task", "of", "mean", "low", "high"), List.of(
            List.of("a", "first", 1.0, 0.5, 1.5), List.of("a", "second", 1.0, 0.5, 1.5)));
        Figure figure = new Figure("two", "t", "c", table, Figure.Axis.linear("task", "task"), Figure.Axis.linear("mean", "m"),
            SummaryTables.intervals("of"), null);
        String svg = FigureDrawing.file(figure, Palette.of(List.of(figure)));
        Set<String> places = new HashSet<>();
        for (Matcher circle = Pattern.compile("<circle[^>]*cx=\"([^\"]+)\"").matcher(svg); circle.find();) {
            places.add(circle.group(1));
        }
        Set<String> bars = new HashSet<>();
        for (String place : places) {
            if (svg.matches("(?s).*<line[^>]*x1=\"" + Pattern.quote(place) + "\".*")) {
                bars.add(place);
            }
        }
        assertEquals(2, bars.size(), places.toString());
    }

    @Test
    void textOnAPhoneIsAsLargeAsOnAScreen() {
        String svg = FigureDrawing.inline(figures.get(0), palette, FigureSize.PHONE, "f");
        assertTrue(svg.contains("width=\"350\""), svg);
        assertTrue(svg.contains("font-size=\"13px\""), svg);
    }

    @Test
    void hostileTextStaysText() {
        String hostile = " <script>alert(1)</script>\" ' & \\( x \\)";
        List<Figure> poisoned = ExampleFindings.findings(hostile).figures();
        String svg = FigureDrawing.file(poisoned.get(0), Palette.of(poisoned));
        assertFalse(svg.contains("<script"), svg);
        assertTrue(svg.contains("&lt;script&gt;"), svg);
    }
}
