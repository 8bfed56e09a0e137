package org.espalier.rnndynamics.universality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.ToDoubleBiFunction;
import java.util.random.RandomGenerator;
import org.espalier.analysis.dsa.DynamicalSimilarity;
import org.espalier.analysis.dsa.Trajectories;
import org.espalier.analysis.population.ClassicalScaling;
import org.espalier.analysis.population.GroupSeparation;
import org.espalier.analysis.population.NearestNeighbour;
import org.espalier.analysis.representation.Population;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.representation.RepresentationMeasure;
import org.espalier.analysis.representation.RepresentationMeasure.Kind;
import org.espalier.analysis.representation.RepresentationMeasures;
import org.espalier.analysis.representation.Svcca;
import org.espalier.rnndynamics.topology.PointGraph;

/**
 * Networks compared all with all by one distance, and how well their cells can be told from it.
 *
 * @param distances  {@code [networks, networks]}
 * @param map        the distances in a plane
 * @param neighbour  whether the nearest other network has the same cell
 * @param separation distances within a cell against those between cells
 */
record Comparison(double[][] distances, ClassicalScaling map, NearestNeighbour neighbour, GroupSeparation separation) {
    private static final int DRAWS = 5000;
    private static final int COMPONENTS = 20;
    private static final double UNDEFINED = Math.PI;
    /** Delays and rank. */
    private static final int[][] SWEEP = {{5, 10}, {1, 10}, {2, 10}, {10, 10}, {5, 5}, {5, 20}};

    /** Whether there is something to tell apart: two cells, and one of them twice. */
    static boolean possible(List<PopulationFile.Network> networks) {
        long cells = networks.stream().map(n -> n.cell().label()).distinct().count();
        return cells > 1 && cells < networks.size();
    }

    /**
     * @param networks of at least two cells
     * @param random   for the permutations
     */
    static Comparison of(double[][] distances, List<PopulationFile.Network> networks, RandomGenerator random) {
        int[] cells = groups(networks);
        return new Comparison(distances, ClassicalScaling.of(distances, 2),
            NearestNeighbour.of(distances, cells, DRAWS, random),
            GroupSeparation.of(distances, cells, DRAWS, random));
    }

    /** A number a cell. */
    private static int[] groups(List<PopulationFile.Network> networks) {
        List<String> cells = networks.stream().map(n -> n.cell().label()).toList();
        return cells.stream().mapToInt(cells::indexOf).toArray();
    }

    /** How much of the squared distances the plane shows: its eigenvalues by the sum of the moduli of all; 0 for no distances. */
    double mapped() {
        double all = 0;
        for (double value : map.eigenvalues()) {
            all += Math.abs(value);
        }
        return all == 0 ? 0 : (Math.max(0, map.eigenvalues()[0]) + Math.max(0, map.eigenvalues()[1])) / all;
    }

    /**
     * Distances by geometry, {@code 1 - SVCCA} (Maheswaranathan et al. 2019, fig. 1c): 1 minus the mean canonical correlation
     * of the leading principal directions of the units' activities on the same probes.
     *
     * @param directions how many directions, a distance each: {@code svcca-K}; and {@code svcca-99-percent} keeps as many of
     *                   each network as hold 99 % of its variance
     */
    static Map<String, double[][]> geometry(List<PopulationFile.Network> networks, SortedSet<Integer> directions) {
        List<String> names = new ArrayList<>();
        List<RepresentationMeasure> measures = new ArrayList<>();
        directions.forEach(k -> {
            names.add("svcca-" + k);
            measures.add(Svcca.ofDirections(k));
        });
        names.add("svcca-99-percent");
        measures.add(new Svcca());
        double[][][] similarity = Population.of(networks.stream().map(PopulationFile.Network::representation).toList())
            .compare(measures.toArray(RepresentationMeasure[]::new));
        Map<String, double[][]> distances = new LinkedHashMap<>();
        for (int m = 0; m < similarity.length; m++) {
            for (int i = 0; i < networks.size(); i++) {
                for (int j = 0; j < networks.size(); j++) {
                    similarity[m][i][j] = i == j ? 0 : Math.max(0, 1 - similarity[m][i][j]);
                }
            }
            distances.put(names.get(m), similarity[m]);
        }
        return distances;
    }

    /**
     * Distances by dynamics (Ostrow et al. 2023), of the {@value #COMPONENTS} leading components of the same activities, no
     * step being taken from one trial to the next: {@code dsa}, the angle between linear maps, at the usual delays and rank;
     * and {@code dsa-wasserstein-DELAYS-RANK}, the Wasserstein distance of their eigenvalues, at these and at others, since
     * both are the experimenter's choice.
     *
     * <p>Cost: a network some 0.1 s, a pair some 12 ms.
     */
    static Map<String, double[][]> dynamics(List<PopulationFile.Network> networks) {
        List<Representation> embedded = networks.stream().map(n -> leading(n.representation())).toList();
        Map<String, double[][]> distances = new LinkedHashMap<>();
        // The search for the rotation from its own starts alone: random ones double the time and find some hundredths less.
        distances.put("dsa", pairs(embedded, new DynamicalSimilarity().with("starts", 1)::compare));
        for (int[] setting : SWEEP) {
            distances.put("dsa-wasserstein-" + setting[0] + "-" + setting[1], pairs(embedded, RepresentationMeasures
                .named("dsa-wasserstein").with("delays", setting[0]).with("rank", setting[1])::compare));
        }
        return distances;
    }

    /**
     * Distances by measures of representations that the user named, of the same activities: a distance as it is, a similarity as
     * what it is below 1.
     *
     * @param ids of measures
     */
    static Map<String, double[][]> measured(List<PopulationFile.Network> networks, List<String> ids) {
        List<Representation> activities = networks.stream().map(PopulationFile.Network::representation).toList();
        Map<String, double[][]> distances = new LinkedHashMap<>();
        for (String id : ids) {
            RepresentationMeasure measure = RepresentationMeasures.named(id);
            distances.put(ComparisonTrial.byMeasure(id), pairs(activities, (a, b) -> measure.kind() == Kind.SIMILARITY
                ? Math.max(0, 1 - measure.compare(a, b)) : measure.compare(a, b)));
        }
        return distances;
    }

    private static Representation leading(Representation activities) {
        List<double[]> trials = new ArrayList<>();
        double[] values = activities.values();
        int at = 0;
        for (int steps : activities.trials()) {
            trials.add(Arrays.copyOfRange(values, at, at + steps * activities.units()));
            at += steps * activities.units();
        }
        Trajectories leading = new Trajectories(activities.units(), trials).leading(COMPONENTS);
        return Representation.ofTrials(leading.units(), leading.trials().stream().flatMapToDouble(Arrays::stream).toArray(),
            activities.trials());
    }

    /** Not defined of networks that do nothing: as far apart as can be, so that they take part in no neighbourhood. */
    private static double[][] pairs(List<Representation> networks, ToDoubleBiFunction<Representation, Representation> distanceOf) {
        double[][] all = new double[networks.size()][networks.size()];
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < i; j++) {
                double distance = distanceOf.applyAsDouble(networks.get(i), networks.get(j));
                all[i][j] = Double.isNaN(distance) ? UNDEFINED : distance;
                all[j][i] = all[i][j];
            }
        }
        return all;
    }

    /** Distances by topology: one for each of the task's graphs. */
    static Map<String, double[][]> topology(List<PopulationFile.Network> networks, ComparedTask compared) {
        Map<String, double[][]> distances = new LinkedHashMap<>();
        for (String name : compared.graphNames()) {
            double[][] all = new double[networks.size()][networks.size()];
            for (int i = 0; i < networks.size(); i++) {
                PointGraph graph = networks.get(i).graphs().get(name);
                for (int j = 0; j < i; j++) {
                    all[i][j] = compared.distance(name, graph, networks.get(j).graphs().get(name));
                    all[j][i] = all[i][j];
                }
            }
            distances.put(name, all);
        }
        return distances;
    }
}
