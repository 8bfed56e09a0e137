package org.espalier.study.finding;

import static org.espalier.study.finding.TableFormatsTest.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {

    private static final Table DATA = new Table("d", "D", List.of("x", "y", "low", "high", "series", "panel"), List.of());

    private static Figure figure(String x, String y, String facet, Figure.Layer... layers) {
        return new Figure("f", "F", "C.", DATA, Figure.Axis.linear(x, "x"), Figure.Axis.linear(y, "y"),
            List.of(layers), facet);
    }

    @Test
    void aFigureOfColumnsThatItsDataHaveIsAccepted() {
        Figure figure = figure("x", "y", "panel", new Figure.Band("low", "high", "series"),
            new Figure.Line("series", List.of("dense")), new Figure.Points(null),
            new Figure.ErrorBars("low", "high", null), new Figure.Bars("series"), new Figure.Rule(0.1, "chance"),
            new Figure.Path("low", "panel", "series"));
        assertEquals(7, figure.layers().size());
        assertEquals(Figure.Style.USUAL, figure.style());
        Figure.Style style = new Figure.Style(Map.of("stable", Figure.Hue.INK), true);
        assertEquals(style, figure.in(style).style());
        assertEquals(figure.layers(), figure.in(style).layers());
        figure("x", "y", null);
    }

    @Test
    void aColumnThatItsDataDoNotHaveIsRefusedByName() {
        refused("figure f: the x axis is the column 'z'", () -> figure("z", "y", null));
        refused("the y axis is the column 'z'", () -> figure("x", "z", null));
        refused("the facet is the column 'z'", () -> figure("x", "y", "z"));
        refused("the colour of Line is the column 'z'", () -> figure("x", "y", null, new Figure.Line("z", List.of())));
        refused("the colour of Points is", () -> figure("x", "y", null, new Figure.Points("z")));
        refused("the colour of Bars is", () -> figure("x", "y", null, new Figure.Bars("z")));
        refused("the lower edge of Band is", () -> figure("x", "y", null, new Figure.Band("z", "high", null)));
        refused("the upper edge of Band is", () -> figure("x", "y", null, new Figure.Band("low", "z", null)));
        refused("the colour of Band is", () -> figure("x", "y", null, new Figure.Band("low", "high", "z")));
        refused("the height of Path is", () -> figure("x", "y", null, new Figure.Path("z", "panel", null)));
        refused("the group of Path is", () -> figure("x", "y", null, new Figure.Path("low", "z", null)));
        refused("the lower end of ErrorBars is", () -> figure("x", "y", null, new Figure.ErrorBars("z", "high", null)));
        refused("the upper end of ErrorBars is the column 'z', which its data do not have; they have x, y, low",
            () -> figure("x", "y", null, new Figure.ErrorBars("low", "z", null)));
    }

    @Test
    void anIdThatIsNoFileNameIsRefused() {
        refused("figure id '../f'", () -> new Figure("../f", "F", "C.", DATA, Figure.Axis.linear("x", "x"),
            Figure.Axis.linear("y", "y"), List.of(), null));
    }

    @Test
    void layersAreCopied() {
        List<Figure.Layer> layers = new ArrayList<>(List.of(new Figure.Points(null)));
        Figure figure = new Figure("f", "F", "C.", DATA, Figure.Axis.linear("x", "x"), Figure.Axis.linear("y", "y"),
            layers, null);
        layers.clear();
        assertEquals(1, figure.layers().size());
    }
}
