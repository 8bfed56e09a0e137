package org.espalier.analysis.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.espalier.analysis.mask.MaskOverlap;
import org.espalier.analysis.population.PairJackknife;
import org.espalier.analysis.representation.DebiasedCka;
import org.espalier.analysis.representation.Population;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.subnetwork.Connectivity;
import org.espalier.analysis.subnetwork.PredictionAgreement;
import org.espalier.analysis.trial.KeptNetwork;
import org.espalier.analysis.trial.MethodTrial;
import org.espalier.analysis.trial.NamedMeasure;
import org.espalier.analysis.trial.TrialProblem;
import org.espalier.base.RandomStreams;
import org.espalier.nets.mask.MaskFile;
import org.espalier.nets.method.ImportedSubnetwork;
import org.espalier.nets.method.Problem;
import org.espalier.nets.method.SubnetworkMethods;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.WeightFile;
import org.espalier.study.Metric;
import org.espalier.study.Summary;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;

/**
 * A trial that compares what several methods found with several seeds.
 *
 * <p>For two methods A and B (A before B in the trial's parameter {@code methods}) the value of a seed compares the two
 * networks of that seed, which started at the same weights and saw the same images; for A with itself the mean over seeds is
 * the mean over pairs of networks, and a seed's value its {@link PairJackknife} pseudo-value (of two seeds: the one pair).
 * A network that diverged is in no pair: its values are NaN. Metrics, all in the summary: with the labels {@code a} and {@code b}
 * {@code jaccard} and {@code jaccard_by_chance} of masks (methods that select), {@code agreement} and {@code error_consistency} of answers
 * on the test images, with {@code layer} besides {@code cka} (debiased linear CKA on {@value ComparedNetwork#SAMPLES} test images) and
 * {@link NamedMeasure#METRIC}, and of each method {@code a} {@code effective_density}, the fraction of weights on some path from input
 * to output, {@code dead_units}, the fraction of hidden units on none, and by {@code layer} {@code stable_rank} of the weights kept.
 */
final class ComparisonTrial {
    private final Trial trial;
    private final TrialContext context;
    private final List<String> methods;
    private final List<Long> seeds;
    /** Method by method, seed by seed; null where training diverged. */
    private final List<ComparedNetwork> networks = new ArrayList<>();
    private final SortedMap<Long, Map<Metric, Double>> summary = new TreeMap<>();

    private ComparisonTrial(Trial trial, TrialContext context) {
        this.trial = trial;
        this.context = context;
        this.methods = ComparisonGrid.methods(trial);
        this.seeds = trial.seeds();
        seeds.forEach(seed -> summary.put(seed, new LinkedHashMap<>()));
    }

    static TrialResult run(Trial trial, TrialContext context) {
        return new ComparisonTrial(trial, context).run();
    }

    private TrialResult run() {
        int[] labels = null;
        // Method by method, seed by seed: the order in which the trial names what it starts from.
        Map<Long, Problem> problems = new LinkedHashMap<>();
        for (int i = 0; i < trial.startsFrom().size(); i++) {
            long seed = seeds.get(i % seeds.size());
            RandomStreams random = context.streams(seed)::stream;
            Problem problem = problems.computeIfAbsent(seed, s -> TrialProblem.of(trial, context, random));
            labels = problem.data().test().labels();
            String id = trial.startsFrom().get(i);
            networks.add(context.diverged(id) ? null : network(id, problem));
            context.progress((i + 1.0) / (trial.startsFrom().size() + 1));
        }
        for (int a = 0; a < methods.size(); a++) {
            structure(a);
            for (int b = a; b < methods.size(); b++) {
                masks(a, b);
                answers(a, b, labels);
            }
        }
        representations();
        SortedMap<Long, Summary> summaries = new TreeMap<>();
        summary.forEach((seed, row) -> summaries.put(seed, Summary.of(row)));
        // The file is sorted by name, as it has been since before metrics had labels: records keep their bytes.
        summary.forEach((seed, row) -> row.entrySet().stream().sorted(Comparator.comparing(e -> e.getKey().flat()))
            .forEach(e -> context.metrics().append(seed, e.getKey(), 0, e.getValue())));
        return new TrialResult(TrialResult.Status.DONE, "", summaries);
    }

    private ComparedNetwork network(String id, Problem problem) {
        try (Network network = problem.network()) {
            return ComparedNetwork.of(MaskFile.read(context.artifact(id, MethodTrial.MASK_FILE)),
                WeightFile.read(context.artifact(id, KeptNetwork.WEIGHTS), network), network,
                problem.data().test());
        }
    }

    /** The network of a method and a seed. */
    private int place(int method, int seed) {
        return method * seeds.size() + seed;
    }

    private interface Pair {
        double value(int first, int second);
    }

    /** Logs a metric of two methods for every seed; nothing where a method with one seed is compared with itself. */
    private void pairs(Metric metric, int a, int b, Pair pair) {
        Metric name = metric.with("a", methods.get(a)).with("b", methods.get(b));
        double[] values = a == b ? within(a, pair)
            : IntStream.range(0, seeds.size()).mapToDouble(s -> value(pair, place(a, s), place(b, s))).toArray();
        for (int s = 0; s < values.length; s++) {
            summary.get(seeds.get(s)).put(name, values[s]);
        }
    }

    private double value(Pair pair, int first, int second) {
        return networks.get(first) == null || networks.get(second) == null ? Double.NaN : pair.value(first, second);
    }

    private double[] within(int method, Pair pair) {
        int n = seeds.size();
        double[][] values = new double[n][n];
        boolean[] present = new boolean[n];
        for (int s = 0; s < n; s++) {
            present[s] = networks.get(place(method, s)) != null;
            for (int t = 0; t < s; t++) {
                values[s][t] = value(pair, place(method, s), place(method, t));
                values[t][s] = values[s][t];
            }
        }
        return switch (n) {
            case 1 -> new double[0];
            case 2 -> new double[] {values[0][1], values[1][0]};
            default -> PairJackknife.pseudoValues(values, present);
        };
    }

    private void structure(int method) {
        for (int s = 0; s < seeds.size(); s++) {
            ComparedNetwork network = networks.get(place(method, s));
            if (network == null) {
                continue;
            }
            Map<Metric, Double> row = summary.get(seeds.get(s));
            String a = methods.get(method);
            Connectivity connectivity = Connectivity.of(network.mask());
            row.put(Metric.of("effective_density").with("a", a), connectivity.effectiveDensity());
            row.put(Metric.of("dead_units").with("a", a), connectivity.deadHiddenUnits());
            network.stableRanks().forEach((layer, rank) -> row.put(Metric.of("stable_rank").with("layer", layer).with("a", a), rank));
        }
    }

    private void masks(int a, int b) {
        if (hasMask(a) && hasMask(b)) {
            Map<String, MaskOverlap.Overlap> overlaps = new LinkedHashMap<>();
            Pair jaccard = (i, j) -> overlap(overlaps, i, j).jaccard();
            pairs(Metric.of("jaccard"), a, b, jaccard);
            pairs(Metric.of("jaccard_by_chance"), a, b, (i, j) -> overlap(overlaps, i, j).expectedJaccard());
        }
    }

    /** Methods that select, and a network trained elsewhere that was pruned there. */
    private boolean hasMask(int method) {
        return SubnetworkMethods.named(methods.get(method)).selects() || methods.get(method).equals(ImportedSubnetwork.NAME)
            && IntStream.range(0, seeds.size()).mapToObj(s -> networks.get(place(method, s)))
                .anyMatch(n -> n != null && n.mask().keptCount() < n.mask().size());
    }

    private MaskOverlap.Overlap overlap(Map<String, MaskOverlap.Overlap> known, int i, int j) {
        return known.computeIfAbsent(Math.min(i, j) + " " + Math.max(i, j),
            k -> MaskOverlap.of(networks.get(i).mask(), networks.get(j).mask()).total());
    }

    private void answers(int a, int b, int[] labels) {
        pairs(Metric.of("agreement"), a, b, (i, j) -> agreement(i, j, labels).same());
        pairs(Metric.of("error_consistency"), a, b, (i, j) -> agreement(i, j, labels).errorConsistency());
    }

    private PredictionAgreement agreement(int i, int j, int[] labels) {
        return PredictionAgreement.of(networks.get(i).answers(), networks.get(j).answers(), labels);
    }

    private void representations() {
        List<ComparedNetwork> present = networks.stream().filter(Objects::nonNull).toList();
        int[] at = new int[networks.size()];
        for (int i = 1; i < at.length; i++) {
            at[i] = at[i - 1] + (networks.get(i - 1) == null ? 0 : 1);
        }
        for (String layer : present.isEmpty() ? List.<String>of() : present.get(0).representations().keySet()) {
            List<Representation> all = present.stream().map(n -> n.representations().get(layer)).toList();
            compared(Metric.of("cka").with("layer", layer), Population.of(all).compare(new DebiasedCka())[0], at);
            NamedMeasure.of(trial.parameters()).ifPresent(measure -> compared(Metric.of(NamedMeasure.METRIC).with("layer", layer),
                Population.of(all).compare(measure)[0], at));
        }
    }

    private void compared(Metric metric, double[][] values, int[] at) {
        for (int a = 0; a < methods.size(); a++) {
            for (int b = a; b < methods.size(); b++) {
                pairs(metric, a, b, (i, j) -> values[at[i]][at[j]]);
            }
        }
    }
}
