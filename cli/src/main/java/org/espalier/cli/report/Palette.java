package org.espalier.cli.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Table;

/**
 * The colours of a study's series: the same series has the same colour in every figure of the study.
 *
 * <p>The hues are those of Okabe and Ito (2008), which readers with the common colour-vision deficiencies tell apart,
 * darkened where they would be faint on white; each has a lighter twin for a dark page. Every colour has a contrast of
 * at least 3:1 to its page. After the eighth series the colours repeat.
 */
final class Palette {
    /** Colours on white, in the order in which series get them. */
    static final List<String> ON_LIGHT = List.of("#0072b2", "#d55e00", "#008a64", "#a8479a", "#a97400", "#2f8fcb",
        "#8c2d4f", "#6b6b6b");
    /** The twins on a dark page. */
    static final List<String> ON_DARK = List.of("#4fa8e8", "#ff8b45", "#2fc79d", "#dd8ccb", "#efb431", "#8dd1f8",
        "#e8789f", "#b4b4b4");

    static final String INK = "#22262b";
    static final String QUIET_INK = "#59616b";
    static final String GRID = "#e3e6ea";
    static final String PAPER = "#ffffff";

    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final Map<String, Figure.Hue> hues = new LinkedHashMap<>();

    private Palette() {}

    /** Gives every series of the figures a colour, in the order in which they appear. */
    static Palette of(List<Figure> figures) {
        Palette palette = new Palette();
        figures.forEach(figure -> palette.hues.putAll(figure.style().hues()));
        for (Figure figure : figures) {
            for (Figure.Layer layer : figure.layers()) {
                if (layer.colour() != null) {
                    series(figure.data(), layer.colour()).stream().filter(s -> !palette.hues.containsKey(s))
                        .forEach(s -> palette.places.putIfAbsent(s, palette.places.size()));
                }
            }
        }
        return palette;
    }

    /** The colour, on white, of a series. */
    String colour(String series) {
        if (hues.containsKey(series)) {
            return switch (hues.get(series)) {
                case INK -> INK;
                case RED -> ON_LIGHT.get(1);
                case GREEN -> ON_LIGHT.get(2);
                case BLUE -> ON_LIGHT.get(0);
                case GREY -> ON_LIGHT.get(7);
                case PURPLE -> ON_LIGHT.get(3);
                case OCHRE -> ON_LIGHT.get(4);
            };
        }
        return ON_LIGHT.get(Objects.requireNonNull(places.get(series), series) % ON_LIGHT.size());
    }

    /** The distinct series in a column: numbers by size, text in order of appearance. */
    static List<String> series(Table table, String column) {
        int index = table.columns().indexOf(column);
        List<Object> values = table.rows().stream().map(r -> r.get(index)).filter(Objects::nonNull).toList();
        Stream<Object> ordered = values.stream().allMatch(Number.class::isInstance)
            ? values.stream().sorted(Comparator.comparingDouble(v -> ((Number) v).doubleValue())) : values.stream();
        return ordered.map(Numbers::plain).distinct().toList();
    }
}
