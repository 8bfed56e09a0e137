package org.espalier.rnndynamics.universality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.study.Parameters;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;

/**
 * A trial that compares the networks of all populations, pair by pair, by geometry, by dynamics and by topology.
 *
 * <p>Networks that did not learn, or that lack one of the task's graphs, are left out of all comparisons alike, and counted.
 * By seed in the record: {@code networks}, {@code compared} (of that seed), and for each distance M ({@code svcca-K},
 * {@code svcca-99-percent}, {@code dsa}, {@code dsa-wasserstein-DELAYS-RANK}, {@code measure-ID} of measures that the
 * user named, and the names of the task's graphs) {@code accuracy/M}: the share of the seed's compared networks
 * whose nearest neighbour, among all the others, has the same cell. The same at every seed, being about all networks:
 * {@code chance/M}, {@code p/M} (permutation test of the accuracy), {@code within/M} and {@code between/M} (mean distances),
 * {@code separation_p/M} (permutation test of their difference), {@code mapped/M} (share of the squared distances that the
 * map shows). In the log alone, by seed: the map, {@code map/M/CELL/UNITS/L2/x} and {@code .../y}.
 */
public final class ComparisonTrial {
    static final String DIRECTIONS = "directions";
    /** Of a comparison by a measure that the user named: its id. */
    static final String MEASURE = "measure";
    /** Reported beside the chosen one, since the paper's could not be found out. */
    private static final List<Integer> SWEEP = List.of(3, 5, 10, 20);

    private ComparisonTrial() {}

    /** The id of the measure that the user named, if any. */
    static List<String> measures(Parameters comparison) {
        return comparison.has(MEASURE) ? List.of(comparison.text(MEASURE)) : List.of();
    }

    /** The name of the distance by a measure that the user named. */
    static String byMeasure(String id) {
        return MEASURE + "-" + id;
    }

    /** The name of the distance that a comparison is about first. */
    public static String geometry(long directions) {
        return "svcca-" + directions;
    }

    /** Compares. Cost: about 15 ms a pair, most of it the rotations of {@code dsa}, and some decompositions a network. */
    public static TrialResult run(Trial trial, TrialContext context, ComparedTask compared) {
        List<PopulationFile.Network> all = new ArrayList<>();
        for (String id : trial.startsFrom()) {
            all.addAll(PopulationFile.read(context.artifact(id, PopulationFile.NAME), compared.graphNames()));
        }
        List<PopulationFile.Network> networks = all.stream()
            .filter(n -> n.learnt() && n.graphs().keySet().containsAll(compared.graphNames())).toList();
        SortedMap<Long, SortedMap<String, Double>> summary = new TreeMap<>();
        for (long seed : trial.seeds()) {
            SortedMap<String, Double> row = new TreeMap<>();
            row.put("networks", (double) all.stream().filter(n -> n.seed() == seed).count());
            row.put("compared", (double) networks.stream().filter(n -> n.seed() == seed).count());
            summary.put(seed, row);
        }
        Map<String, Comparison> comparisons = Comparison.possible(networks)
            ? comparisons(trial, context, compared, networks) : Map.of();
        comparisons.forEach((name, comparison) -> {
            describe(name, comparison, networks, summary);
            map(name, comparison, networks, context);
        });
        summary.forEach((seed, row) -> row.forEach((name, value) -> context.metrics().append(seed, name, 0, value)));
        context.progress(1);
        return new TrialResult(TrialResult.Status.DONE, "", summary);
    }

    private static Map<String, Comparison> comparisons(Trial trial, TrialContext context, ComparedTask compared,
                                                       List<PopulationFile.Network> networks) {
        TreeSet<Integer> directions = new TreeSet<>(SWEEP);
        directions.add((int) trial.parameters().integer(DIRECTIONS));
        Map<String, double[][]> distances = new LinkedHashMap<>(Comparison.geometry(networks, directions));
        context.progress(0.2);
        distances.putAll(Comparison.dynamics(networks));
        distances.putAll(Comparison.measured(networks, measures(trial.parameters())));
        context.progress(0.5);
        distances.putAll(Comparison.topology(networks, compared));
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        distances.forEach((name, values) -> {
            comparisons.put(name, Comparison.of(values, networks,
                context.streams(trial.seeds().get(0)).stream("permutations/" + name)));
            context.progress(0.5 + 0.5 * comparisons.size() / distances.size());
        });
        return comparisons;
    }

    private static void describe(String name, Comparison comparison, List<PopulationFile.Network> networks,
                                 SortedMap<Long, SortedMap<String, Double>> summary) {
        summary.forEach((seed, row) -> {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < networks.size(); i++) {
                if (networks.get(i).seed() == seed) {
                    sum += comparison.neighbour().byNetwork()[i];
                    count++;
                }
            }
            if (count > 0) {
                row.put("accuracy/" + name, sum / count);
            }
            row.put("chance/" + name, comparison.neighbour().chance());
            row.put("p/" + name, comparison.neighbour().p());
            row.put("within/" + name, comparison.separation().within());
            row.put("between/" + name, comparison.separation().between());
            row.put("separation_p/" + name, comparison.separation().p());
            row.put("mapped/" + name, comparison.mapped());
        });
    }

    private static void map(String name, Comparison comparison, List<PopulationFile.Network> networks,
                            TrialContext context) {
        for (int i = 0; i < networks.size(); i++) {
            PopulationFile.Network n = networks.get(i);
            String place = "map/" + name + "/" + n.cell().label() + "/" + n.units() + "/" + n.l2() + "/";
            context.metrics().append(n.seed(), place + "x", 0, comparison.map().points()[i][0]);
            context.metrics().append(n.seed(), place + "y", 0, comparison.map().points()[i][1]);
        }
    }
}
