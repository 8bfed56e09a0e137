package org.espalier.rnndynamics.universality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Figure.Axis;
import org.espalier.study.finding.Figure.Hue;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/**
 * Pictures of one network a panel, from what {@code ExampleLog} wrote; a panel a cell unless said otherwise: of the largest size
 * with the weakest L2 the first network that learnt.
 */
public final class Examples {
    private static final String STATES = "trajectory";
    private static final String MODE = "unstable mode";
    private static final List<String> STABILITY = List.of("stable", "1 unstable dimension", "2 unstable dimensions",
        "3 or more unstable dimensions");
    private static final Map<String, Hue> HUES = Map.of(STATES, Hue.GREY, MODE, Hue.RED, STABILITY.get(0), Hue.INK,
        STABILITY.get(1), Hue.RED, STABILITY.get(2), Hue.GREEN, STABILITY.get(3), Hue.BLUE);
    private static final int CIRCLE = 72;

    /** By panel the example's points: by metric and step. */
    private final SortedMap<String, Map<String, SortedMap<Long, Double>>> cells = new TreeMap<>();
    private final String panel;

    Examples(Records trained) {
        this(trained, PopulationParameters.CELL, record -> record.trial().parameters().text(PopulationParameters.CELL));
    }

    /**
     * Of other panels than cells.
     *
     * @param panel  what panels differ in: a column of the tables
     * @param nameOf the panel of a trial
     */
    public Examples(Records trained, String panel, Function<TrialRecord, String> nameOf) {
        this.panel = panel;
        SortedMap<String, TrialRecord> chosen = new TreeMap<>();
        for (TrialRecord record : trained.trials()) {
            chosen.merge(nameOf.apply(record), record,
                (a, b) -> order(b) > order(a) ? b : a);
        }
        Map<String, String> cellOf = new TreeMap<>();
        chosen.forEach((cell, record) -> cellOf.put(record.trial().id(), cell));
        for (Observation o : trained.observations()) {
            String cell = cellOf.get(o.trial());
            if (cell != null && !o.metric().labels().isEmpty()) {
                cells.computeIfAbsent(cell, c -> new TreeMap<>()).computeIfAbsent(o.metric().flat(), m -> new TreeMap<>())
                    .put(o.step(), o.value());
            }
        }
        cells.values().removeIf(metrics -> !metrics.containsKey("point/x"));
    }

    private static double order(TrialRecord record) {
        return record.trial().parameters().number(PopulationParameters.UNITS)
            - Math.min(0.5, record.trial().parameters().number(PopulationParameters.L2));
    }

    /** Whether no network learnt. */
    public boolean isEmpty() {
        return cells.isEmpty();
    }

    private static String stability(double unstable) {
        return STABILITY.get((int) Math.min(3, unstable));
    }

    /** States in the plane of the first two principal components, fixed points on them, unstable modes through saddles. */
    public Figure stateSpace() {
        List<List<Object>> rows = new ArrayList<>();
        cells.forEach((cell, metrics) -> {
            for (int k = 0; metrics.containsKey("trajectory/" + k + "/x"); k++) {
                path(rows, cell, metrics, "trajectory/" + k, STATES);
            }
            for (int k = 0; metrics.containsKey("mode/" + k + "/x"); k++) {
                path(rows, cell, metrics, "mode/" + k, MODE);
            }
        });
        // Stable points first in the legend, whatever the first network has.
        for (int u = 0; u < STABILITY.size(); u++) {
            String stability = STABILITY.get(u);
            cells.forEach((cell, metrics) -> metrics.get("point/x").forEach((i, x) -> {
                if (stability(metrics.get("point/unstable").get(i)).equals(stability)) {
                    rows.add(row(cell, x, metrics.get("point/y").get(i), null, null, stability));
                }
            }));
        }
        return new Figure("state-space", "Trajectories and fixed points",
            "One network a " + panel + ", the largest that learnt: " + ExampleLog.TRAJECTORIES + " trials in the plane of the first two "
                + "principal components of its states, and its fixed points coloured by stability; a line through a saddle is an "
                + "unstable mode. Points that lie apart may coincide in the plane. Each panel's plane is its network's own, in "
                + "units of the spread of its states.",
            new Table("state-space", "Trajectories and fixed points",
                List.of(panel, "pc1", "pc2", "path_pc2", "path", "kind"), rows),
            Axis.linear("pc1", "first principal component"), Axis.linear("pc2", "second"),
            List.of(new Figure.Path("path_pc2", "path", "kind"), new Figure.Points("kind")), panel)
            .in(new Figure.Style(HUES, false));
    }

    private static void path(List<List<Object>> rows, String cell, Map<String, SortedMap<Long, Double>> metrics, String name,
                             String kind) {
        metrics.get(name + "/x").forEach((t, x) -> rows.add(row(cell, x, null, metrics.get(name + "/y").get(t), cell + " " + name, kind)));
    }

    private static List<Object> row(Object... cells) {
        List<Object> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell);
        }
        return row;
    }

    /** The greatest eigenvalues at fixed points, and the unit circle. */
    Figure eigenvalues() {
        List<List<Object>> rows = new ArrayList<>();
        String circle = "unit circle";
        for (String cell : cells.keySet()) {
            for (int i = 0; i <= CIRCLE; i++) {
                double angle = 2 * Math.PI * i / CIRCLE;
                rows.add(row(cell, Math.cos(angle), null, Math.sin(angle), cell, circle));
            }
        }
        for (String stability : STABILITY) {
            cells.forEach((cell, metrics) -> metrics.forEach((name, re) -> {
                String[] words = name.split("/");
                if (words.length == 3 && words[0].equals("eigenvalue") && words[2].equals("re")
                    && stability(Double.parseDouble(words[1])).equals(stability)) {
                    re.forEach((i, x) -> rows.add(row(cell, x,
                        metrics.get("eigenvalue/" + words[1] + "/im").get(i), null, null, stability)));
                }
            }));
        }
        Map<String, Hue> hues = new TreeMap<>(HUES);
        hues.put(circle, Hue.GREY);
        return new Figure("eigenvalues", "Eigenvalues at fixed points", "The greatest eigenvalues of the Jacobian at each fixed "
            + "point of one network a cell, coloured by the point's stability; outside the unit circle a mode grows.",
            new Table("eigenvalues", "Eigenvalues at fixed points", List.of("cell", "re", "im", "path_im", "path", "kind"), rows),
            Axis.linear("re", "real part"), Axis.linear("im", "imaginary part"),
            List.of(new Figure.Path("path_im", "path", "kind"), new Figure.Points("kind")), "cell")
            .in(new Figure.Style(hues, true));
    }

    /** What the first cell's example puts out on a trial. */
    Figure task() {
        String cell = cells.firstKey();
        Map<String, SortedMap<Long, Double>> metrics = cells.get(cell);
        List<List<Object>> rows = new ArrayList<>();
        for (String series : List.of("input", "target", "output")) {
            for (int i = 0; metrics.containsKey("example/" + series + "/" + i); i++) {
                String panel = (metrics.containsKey("example/target/" + i) ? "output " : "input ") + (i + 1);
                metrics.get("example/" + series + "/" + i).forEach((t, v) -> rows.add(row(panel, t, v, series)));
            }
        }
        return new Figure("task-example", "One trial of the task", "Inputs, targets and outputs of a " + cell
            + " network on a trial that it was not trained on.",
            new Table("task-example", "One trial of the task", List.of("channel", "step", "value", "series"), rows),
            Axis.linear("step", "step"), Axis.linear("value", "value"),
            List.of(new Figure.Line("series", List.of("target"))), "channel");
    }
}
