package org.espalier.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.cli.TextTable;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Table;

/** One measure of all pairs of representations, as a heat map. */
final class SimilarityFigure {
    /** Where the library that draws cuts a label, which would lose the end of a path and with it what tells files apart. */
    private static final int LONGEST = 20;
    /** A path of more parts than this is not told apart by more of them. */
    private static final int MOST_PARTS = 64;

    private SimilarityFigure() { }

    /**
     * @param files  the path of each representation, with what tells it apart inside the file
     * @param values {@code [files, files]}; what is not finite leaves an empty tile
     */
    static Figure of(RepresentationMeasure measure, List<String> files, double[][] values) {
        List<String> names = names(files);
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

    /**
     * As much of the end of the paths as tells the files apart, without their ending; labels that are the same
     * all the same are numbered.
     */
    private static List<String> names(List<String> files) {
        int parts = 1;
        while (parts < MOST_PARTS && distinct(files, parts) < files.stream().distinct().count()) {
            parts++;
        }
        List<String> names = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String file : files) {
            String name = TextTable.printable(end(file, parts));
            String label = shortened(name, "");
            int times = seen.merge(label, 1, Integer::sum);
            names.add(times == 1 ? label : shortened(name, " (" + times + ")"));
        }
        return names;
    }

    private static String shortened(String name, String number) {
        int room = LONGEST - number.length();
        return (name.length() <= room ? name : "\u2026" + name.substring(name.length() - room + 1)) + number;
    }

    private static long distinct(List<String> files, int parts) {
        return files.stream().map(file -> end(file, parts)).distinct().count();
    }

    private static String end(String file, int parts) {
        List<String> path = List.of(file.split("[/\\\\]+"));
        return String.join("/", path.subList(Math.max(0, path.size() - parts), path.size())).replaceFirst("\\.npy$", "");
    }
}
