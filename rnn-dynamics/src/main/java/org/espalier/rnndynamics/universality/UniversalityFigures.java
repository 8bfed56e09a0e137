package org.espalier.rnndynamics.universality;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.study.Summary;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.finding.Figure;
import org.espalier.study.finding.Figure.Axis;
import org.espalier.study.finding.Figure.Hue;
import org.espalier.study.finding.Findings;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.finding.SummaryTables;
import org.espalier.study.finding.Table;
import org.espalier.study.record.Observation;
import org.espalier.study.record.Records;
import org.espalier.study.record.TrialRecord;

/** The figures that every study of this kind has, and the sentences that go with them. */
public final class UniversalityFigures {
    private static final String ACCURACY = "accuracy/";
    private static final String DSA = "dsa";
    private static final String NEIGHBOUR = " A network's cell is guessed to be that of its nearest neighbour among all others.";
    private final Records trained;
    private final Records comparison;

    private UniversalityFigures(Records records) {
        trained = NetworkRecords.trained(records);
        Records all = NetworkRecords.comparisons(records);
        comparison = all.isEmpty() ? all
            : all.where(ComparisonTrial.DIRECTIONS, all.values(ComparisonTrial.DIRECTIONS).get(0));
    }

    /**
     * The figures, as far as there are records for them.
     *
     * @param graphs the task's graphs, the one that the claims are about first
     */
    public static List<Figure> of(Records records, List<String> graphs) {
        UniversalityFigures figures = new UniversalityFigures(records);
        List<Figure> all = new ArrayList<>();
        if (figures.trained.isEmpty()) {
            return all;
        }
        Examples examples = new Examples(figures.trained);
        if (!examples.isEmpty()) {
            all.add(examples.task());
            all.add(examples.stateSpace());
        }
        all.addAll(comparisons(records, graphs));
        if (!examples.isEmpty()) {
            all.add(all.size() - 1, examples.eigenvalues());
        }
        return all;
    }

    /** Those of {@link #of} that are not about a single network. */
    public static List<Figure> comparisons(Records records, List<String> graphs) {
        UniversalityFigures figures = new UniversalityFigures(records);
        List<Figure> all = new ArrayList<>(List.of(figures.losses()));
        if (figures.compared()) {
            all.add(figures.accuracies(graphs));
            all.addAll(figures.maps(graphs));
        }
        all.add(figures.qs());
        return all;
    }

    /**
     * The findings of a study: its own figures and sentences, and those that every such study has.
     *
     * @param graphs    as in {@link #of}
     * @param figures   of this task
     * @param sentences about it
     */
    public static Findings findings(Records records, List<String> graphs, List<Figure> figures, List<String> sentences,
                                    List<ClaimResult> claims) {
        List<Figure> all = new ArrayList<>(figures);
        if (!NetworkRecords.trained(records).isEmpty()) {
            all.addAll(comparisons(records, graphs));
        }
        List<String> summary = new ArrayList<>(sentences);
        summary.addAll(sentences(records, graphs));
        return new Findings(summary, all,
            List.of(SummaryTables.gridPoints("grid-points", "Every metric at every point of the grid", records)), claims);
    }

    private boolean compared() {
        return !comparison.labels("accuracy", "distance").isEmpty();
    }

    /** The distances that were compared by, geometry first, then dynamics, as the records name them. */
    private List<String> distances(List<String> graphs) {
        Set<String> names = new LinkedHashSet<>();
        comparison.labels("accuracy", "distance").stream().filter(name -> name.startsWith("svcca"))
            .sorted((a, b) -> Integer.compare(number(a), number(b))).forEach(names::add);
        names.addAll(measured());
        names.addAll(dynamics());
        names.addAll(graphs);
        return List.copyOf(names);
    }

    /** The distances by measures that the user named. */
    private List<String> measured() {
        return ComparisonTrial.measures(comparison.trials().get(0).trial().parameters()).stream()
            .map(ComparisonTrial::byMeasure).toList();
    }

    /** The distances by DSA; none in records that are older than it. */
    private List<String> dynamics() {
        return comparison.labels("accuracy", "distance").stream().filter(name -> name.startsWith(DSA)).sorted().toList();
    }

    private static int number(String name) {
        String digits = name.substring("svcca-".length());
        return digits.matches("\\d+") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    }

    private Figure losses() {
        List<List<Object>> rows = new ArrayList<>();
        for (Observation o : trained.observations()) {
            if (o.is("val_loss") && o.value() > 0 && Double.isFinite(o.value())) {
                String cell = o.parameters().text(PopulationParameters.CELL);
                rows.add(List.of(cell, o.step(), o.value(), o.trial() + " " + o.seed()));
            }
        }
        return new Figure("losses", "Validation loss of every network", "A line a network; it ends where the network stopped.",
            new Table("losses", "Validation loss of every network", List.of("cell", "step", "val_loss", "network"), rows),
            Axis.linear("step", "training step"), new Axis("val_loss", "validation MSE", true),
            List.of(new Figure.Path("val_loss", "network", "cell")), null);
    }

    private Figure accuracies(List<String> graphs) {
        List<List<Object>> rows = new ArrayList<>();
        double chance = Double.NaN;
        for (String distance : distances(graphs)) {
            rows.add(MeanRows.row(List.of(distance, distance.startsWith("svcca") ? "geometry"
                : distance.startsWith(ComparisonTrial.MEASURE + "-") ? "measure asked for"
                    : distance.startsWith(DSA) ? "dynamics" : "topology"),
                comparison.summary(ACCURACY + distance)));
            chance = MeanRows.mean(comparison.summary("chance/" + distance));
        }
        return new Figure("accuracy", "How often the nearest network has the same cell", "Mean over seeds and its 95 % interval, "
            + "for each distance between networks: 1 - SVCCA with that many principal directions, DSA (dsa, the angle between linear "
            + "maps at 5 delays and rank 10, and dsa-wasserstein-DELAYS-RANK, the distance of their eigenvalues), and graphs of "
            + "fixed points."
            + NEIGHBOUR, new Table("accuracy", "How often the nearest network has the same cell",
                MeanRows.columns("distance", "kind"), rows), Axis.linear("distance", "distance"),
            Axis.linear("mean", "share told rightly"), layers(chance), null);
    }

    private static List<Figure.Layer> layers(double chance) {
        List<Figure.Layer> layers = new ArrayList<>(List.of(new Figure.Rule(chance, "chance")));
        layers.addAll(SummaryTables.intervals("kind"));
        return layers;
    }

    /** The distance by geometry that the claims are about. */
    private String geometry() {
        return ComparisonTrial.geometry(
            comparison.trials().get(0).trial().parameters().integer(ComparisonTrial.DIRECTIONS));
    }

    private List<Figure> maps(List<String> graphs) {
        List<Figure> maps = new ArrayList<>();
        maps.add(map("map-geometry", "Networks by geometry", geometry(), "1 - SVCCA of their principal directions ("
            + geometry() + ")"));
        if (dynamics().contains(DSA)) {
            maps.add(map("map-" + DSA, "Networks by dynamics", DSA, "the angle between the linear maps that move each a step ahead "
                + "(DSA, 5 delays, rank 10)"));
        }
        for (String graph : graphs) {
            Double shown = MeanRows.mean(comparison.summary("mapped/" + graph));
            if (shown == null || shown == 0) {
                // All networks have the same graph: there is nothing to draw.
                continue;
            }
            maps.add(map("map-" + graph, "Networks by topology: " + graph, graph, "the distance of their graphs of "
                + graph));
        }
        return maps;
    }

    private Figure map(String id, String title, String distance, String words) {
        SortedMap<String, Double> x = coordinates(distance, "/x");
        SortedMap<String, Double> y = coordinates(distance, "/y");
        List<List<Object>> rows = new ArrayList<>();
        x.forEach((network, value) -> rows.add(List.of(network.split("/")[0], network, value, y.get(network))));
        Double shown = MeanRows.mean(comparison.summary("mapped/" + distance));
        return new Figure(id, title, String.format(Locale.ROOT, "Each mark is one of %d networks; distances between marks are as "
            + "near as a plane allows to %s (classical scaling; the plane shows %.0f %% of the squared distances). Marks of "
            + "networks that do not differ lie on each other.", rows.size(), words, 100 * (shown == null ? 0 : shown)),
            new Table(id, title, List.of("cell", "network", "x", "y"), rows), Axis.linear("x", "first axis"),
            Axis.linear("y", "second axis"), List.of(new Figure.Points("cell")), null)
            .in(new Figure.Style(Map.of(), true));
    }

    /** By CELL/UNITS/L2/SEED. */
    private SortedMap<String, Double> coordinates(String distance, String end) {
        String start = "map/" + distance + "/";
        SortedMap<String, Double> values = new TreeMap<>();
        for (Observation o : comparison.observations()) {
            if (o.metric().flat().startsWith(start) && o.metric().flat().endsWith(end)) {
                values.put(o.metric().flat().substring(start.length(), o.metric().flat().length() - end.length()) + "/" + o.seed(),
                    o.value());
            }
        }
        return values;
    }

    private Figure qs() {
        SortedMap<Long, Map<String, Long>> counts = new TreeMap<>();
        for (Observation o : trained.observations()) {
            if (o.metric().name().equals("log10_q")) {
                counts.computeIfAbsent((long) Math.floor(o.value()), b -> new TreeMap<>())
                    .merge(o.metric().label("found"), 1L, Long::sum);
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        for (String kind : List.of("fixed", "slow", "not-converged")) {
            counts.forEach((bin, byKind) -> {
                if (byKind.containsKey(kind)) {
                    rows.add(List.of(bin, byKind.get(kind), kind));
                }
            });
        }
        return new Figure("q", "How still the points are", "Number of points of all networks whose q = |F(h) - h|^2 / 2 lies in "
            + "[10^n, 10^(n+1)); powers without points are left out, an exact zero is shown as 10^-40. What is called fixed has a "
            + "certificate, whatever its q.",
            new Table("q", "How still the points are", List.of("log10_q", "points", "kind"), rows),
            Axis.linear("log10_q", "log10 of q"), Axis.linear("points", "points"), List.of(new Figure.Bars("kind")), null)
            .in(new Figure.Style(Map.of("fixed", Hue.INK, "slow", Hue.RED, "not-converged", Hue.GREY), false));
    }

    /** What was found, in a few sentences. @param graphs as in {@link #of} */
    public static List<String> sentences(Records records, List<String> graphs) {
        UniversalityFigures figures = new UniversalityFigures(records);
        List<String> sentences = new ArrayList<>();
        for (Object cell : figures.trained.values(PopulationParameters.CELL)) {
            sentences.add(figures.outcome(figures.trained.where(PopulationParameters.CELL, cell), cell.toString()));
        }
        if (figures.compared()) {
            String first = figures.geometry();
            sentences.add(figures.told(first));
            figures.measured().forEach(measure -> sentences.add(figures.told(measure)));
            graphs.forEach(graph -> sentences.add(figures.told(graph)));
            figures.dynamics().stream().filter(DSA::equals).forEach(dsa -> sentences.add(figures.told(dsa)));
            figures.others("By SVCCA of other numbers of directions: ", "svcca", first).ifPresent(sentences::add);
            figures.others("By the eigenvalues of DSA, delays and rank in the name: ", DSA + "-", "").ifPresent(sentences::add);
        }
        return sentences;
    }

    /** How often the cell is told by the distances whose names begin so, but one. */
    private Optional<String> others(String words, String begin, String but) {
        List<String> others = distances(List.of()).stream().filter(d -> d.startsWith(begin) && !d.equals(but)).toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(words + others.stream().map(d -> String.format(Locale.ROOT, "%.0f %% (%s)",
            100 * MeanRows.mean(comparison.summary(ACCURACY + d)), d)).collect(Collectors.joining(", ")) + ".");
    }

    private String outcome(Records population, String cell) {
        int networks = 0;
        int learnt = 0;
        int diverged = 0;
        List<Double> steps = new ArrayList<>();
        for (TrialRecord record : population.trials()) {
            for (Summary row : record.summary().values()) {
                networks++;
                learnt += row.get("learnt") == 1 ? 1 : 0;
                diverged += row.get("diverged") == 1 ? 1 : 0;
                if (row.get("learnt") == 1) {
                    steps.add(row.get("learnt_at"));
                }
            }
        }
        steps.sort(Double::compare);
        return String.format(Locale.ROOT, "%s: %d of %d networks learnt%s, %d diverged.", cell, learnt, networks,
            steps.isEmpty() ? "" : String.format(Locale.ROOT, " (half of them within %.0f steps)", steps.get(steps.size() / 2)),
            diverged);
    }

    private String told(String distance) {
        Summary row = comparison.trials().get(0).summary().values().iterator().next();
        return String.format(Locale.ROOT, "By %s the nearest network has the same cell for %.0f %% of networks (chance %.0f %%, "
            + "permutation p %.4f); mean distance %.3g within a cell, %.3g between cells (p %.4f).", distance,
            100 * MeanRows.mean(comparison.summary(ACCURACY + distance)), 100 * row.get("chance/" + distance),
            row.get("p/" + distance), row.get("within/" + distance), row.get("between/" + distance),
            row.get("separation_p/" + distance));
    }
}
