package org.espalier.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** One disc and three triangles, a hue's shape being its own whatever else is drawn; a cloud's row is no mark. */
    @Test
    void seriesMayDifferInShapeToo() {
        List<List<Object>> rows = List.of(Arrays.asList(0, 0, null, "rest"), Arrays.asList(1, 1, null, "saddle"),
            Arrays.asList(2, 1, null, "saddle"), Arrays.asList(3, 1, null, "saddle"), Arrays.asList(4, null, 2, "cloud"));
        int[] discs = new int[2];
        for (boolean shaped : new boolean[] {false, true}) {
            Figure figure = new Figure("shapes", "Shapes", "", new Table("shapes", "Shapes", List.of("x", "y", "cloud", "kind"),
                rows), Figure.Axis.linear("x", "x"), Figure.Axis.linear("y", "y"), List.of(new Figure.Dots("cloud", "kind"),
                    new Figure.Points("kind", shaped)), null).in(new Figure.Style(Map.of("rest", Figure.Hue.INK, "saddle",
                        Figure.Hue.RED, "cloud", Figure.Hue.GREY), false));
            discs[shaped ? 1 : 0] = FigureDrawing.file(figure, Palette.of(List.of(figure))).split("<circle").length - 1;
        }
        assertTrue(discs[0] >= discs[1] + 3, "marks that are no discs: " + Arrays.toString(discs));
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
    void seriesThatAreNumbersAreOrderedBySize() {
        Table table = new Table("n", "t", List.of("x", "density"), List.of(List.of(1, 1.0), List.of(1, 0.05), List.of(2, 10),
            List.of(2, 0.2)));
        assertEquals(List.of("0.05", "0.2", "1", "10"), Palette.series(table, "density"));
        Table words = new Table("n", "t", List.of("x", "of"), List.of(List.of(1, "found"), List.of(1, "by chance")));
        assertEquals(List.of("found", "by chance"), Palette.series(words, "of"));
    }

    /** Panels side by side, their categories' names of some length. */
    private static double heightOfPanels(String name) {
        List<List<Object>> rows = new ArrayList<>();
        for (String panel : List.of("a", "b", "c")) {
            for (int category = 0; category < 6; category++) {
                rows.add(List.of(panel, name + category, category));
            }
        }
        Figure figure = new Figure("panels", "t", "c", new Table("panels", "t", List.of("panel", "x", "y"), rows),
            Figure.Axis.linear("x", "x"), Figure.Axis.linear("y", "y"), List.of(new Figure.Points(null)), "panel");
        String svg = FigureDrawing.file(figure, Palette.of(List.of(figure)));
        Matcher marks = Pattern.compile("<circle[^>]*cy=\"([^\"]+)\"").matcher(svg);
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        while (marks.find()) {
            top = Math.min(top, Double.parseDouble(marks.group(1)));
            bottom = Math.max(bottom, Double.parseDouble(marks.group(1)));
        }
        return bottom - top;
    }

    @Test
    void namesSetUprightTakeNoRoomFromThePanels() {
        double height = heightOfPanels("c");
        assertTrue(height > 150, "" + height);
        assertTrue(heightOfPanels("magnitude-pruning-") > 0.9 * height, "" + heightOfPanels("magnitude-pruning-"));
    }

    @Test
    void textOnAPhoneIsAsLargeAsOnAScreen() {
        String svg = FigureDrawing.inline(figures.get(0), palette, FigureSize.PHONE, "f");
        assertTrue(svg.contains("width=\"350\""), svg);
        assertTrue(svg.contains("font-size=\"13px\""), svg);
    }

    private static Figure heatMap(int n, Double missing) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rows.add(Arrays.asList("r" + i, "c" + j, i == 0 && j == 1 ? missing : (Object) (i + j / 10.0)));
            }
        }
        return new Figure("heat", "Heat", "c", new Table("heat", "h", List.of("row", "column", "value"), rows),
            Figure.Axis.linear("column", "column"), Figure.Axis.linear("row", "row"), List.of(new Figure.Tiles("value", "cka")),
            null);
    }

    @Test
    void aHeatMapHasATileAValueAndTheFirstRowOnTop() {
        Figure figure = heatMap(3, 0.1);
        String svg = FigureDrawing.file(figure, Palette.of(List.of(figure)));
        for (String number : List.of("0", "0.1", "0.2", "1.1", "2.2")) {
            assertTrue(svg.contains(">" + number + "<"), number + " " + svg);
        }
        Matcher rows = Pattern.compile("translate\\(0 ([-0-9.]+) \\) \"><g transform=\"[^\"]*\"><text[^>]*>(r\\d)<").matcher(svg);
        List<String> order = new ArrayList<>();
        List<Double> heights = new ArrayList<>();
        while (rows.find()) {
            order.add(rows.group(2));
            heights.add(Double.valueOf(rows.group(1)));
        }
        assertEquals(3, order.size(), svg);
        assertTrue(heights.get(order.indexOf("r0")) < heights.get(order.indexOf("r2")), order + " " + heights);
        String inTile = "font-size:12px";
        assertEquals(9, svg.split(inTile).length - 1);
        assertEquals(8, FigureDrawing.file(heatMap(3, null), Palette.of(List.of(figure))).split(inTile).length - 1);
    }

    @Test
    void manyTilesHaveABarOfColoursInPlaceOfNumbers() {
        Figure figure = heatMap(14, 0.1);
        String svg = FigureDrawing.file(figure, Palette.of(List.of(figure)));
        assertFalse(svg.contains(">10.5<"), "no room for numbers");
        assertTrue(svg.contains(">cka<"), "the bar says what is shown");
    }

    @Test
    void hostileTextStaysText() {
        String hostile = " <script>alert(1)</script>\" ' & \\( x \\)";
        List<Figure> poisoned = ExampleFindings.findings(hostile).figures();
        String svg = FigureDrawing.file(poisoned.get(0), Palette.of(poisoned));
        assertFalse(svg.contains("<script"), svg);
        assertTrue(svg.contains("&lt;script&gt;"), svg);
    }

    /** A closed curve goes back along x, which a line never does; the unit circle is as high as it is wide. */
    @Test
    void aPathGoesWhereItsRowsLeadAndMeaningsHaveTheirColours() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i <= 4; i++) {
            rows.add(Arrays.asList(Math.cos(i * Math.PI / 2), null, Math.sin(i * Math.PI / 2), "circle", "trajectory"));
        }
        rows.add(Arrays.asList(0.5, 0.5, null, null, "stable"));
        Figure figure = new Figure("circle", "t", "c", new Table("circle", "t", List.of("x", "y", "path_y", "path", "kind"), rows),
            Figure.Axis.linear("x", "x"), Figure.Axis.linear("y", "y"),
            List.of(new Figure.Path("path_y", "path", "kind"), new Figure.Points("kind")), null)
            .in(new Figure.Style(Map.of("stable", Figure.Hue.INK, "trajectory", Figure.Hue.GREY), true));
        Palette own = Palette.of(List.of(figure, figures.get(1)));
        assertEquals(Palette.INK, own.colour("stable"));
        String series = figures.get(1).layers().stream().map(Figure.Layer::colour).filter(Objects::nonNull).findFirst()
            .orElseThrow();
        assertEquals(Palette.ON_LIGHT.get(0), own.colour(Palette.series(figures.get(1).data(), series).get(0)),
            "meanings take no colour away");
        String svg = FigureDrawing.file(figure, own);
        List<double[]> corners = new ArrayList<>();
        Matcher path = Pattern.compile("<path[^>]* d=\"(M[^\"]*)\"").matcher(svg);
        while (path.find() && corners.size() < 5) {
            corners.clear();
            Matcher corner = Pattern.compile("L([\\d.]+) ([\\d.]+)").matcher(path.group(1));
            while (corner.find()) {
                corners.add(new double[] {Double.parseDouble(corner.group(1)), Double.parseDouble(corner.group(2))});
            }
        }
        assertEquals(5, corners.size(), svg);
        double width = corners.get(0)[0] - corners.get(2)[0];
        double height = corners.get(3)[1] - corners.get(1)[1];
        assertTrue(width > 50 && Math.abs(width - height) < 1.5, width + " by " + height);
    }
}
