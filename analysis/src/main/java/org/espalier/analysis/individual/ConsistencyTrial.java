package org.espalier.analysis.individual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.espalier.analysis.population.PairJackknife;
import org.espalier.analysis.representation.Population;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.trial.KeptNetwork;
import org.espalier.analysis.trial.NamedMeasure;
import org.espalier.analysis.trial.TrialProblem;
import org.espalier.base.RandomStreams;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.method.Problem;
import org.espalier.nets.network.DropoutNoise;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.WeightFile;
import org.espalier.study.Metric;
import org.espalier.study.Parameters;
import org.espalier.study.Summary;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;

/**
 * A trial that compares networks which differ in their seed alone.
 *
 * <p>Metrics of each layer, all in the summary: {@code consistency/LAYER}, {@code within_class_consistency/LAYER} and {@code
 * centroid_consistency/LAYER}, the variance that two networks' {@link ImageDistances} share, of all images, of images of one class
 * and of the classes' centroids; their mean over seeds is the mean over pairs of networks, a seed's value its
 * {@link PairJackknife} pseudo-value. {@code category_clustering/LAYER} is each network's own. Networks that diverged have no
 * value and are in no pair; with fewer than 3 left there is none of pairs.
 *
 * <p>With a {@code test_dropout} above 0 activations are the mean of {@code dropout_samples} passes, each of which drops other
 * values (stream {@code test-dropout/SAMPLE/BATCH} of the network's seed).
 */
final class ConsistencyTrial {
    static final List<String> MEASURES = List.of("consistency", "within_class_consistency", "centroid_consistency");
    static final String CLUSTERING = "category_clustering";
    private static final List<Function<ImageDistances, double[]>> PARTS =
        List.of(ImageDistances::all, ImageDistances::within, ImageDistances::centroids);
    private static final int BATCH = 100;

    private final Trial trial;
    private final TrialContext context;
    private final Parameters p;

    private ConsistencyTrial(Trial trial, TrialContext context) {
        this.trial = trial;
        this.context = context;
        this.p = trial.parameters();
    }

    static TrialResult run(Trial trial, TrialContext context) {
        return new ConsistencyTrial(trial, context).run();
    }

    private TrialResult run() {
        // Those that did not diverge, and their seeds.
        List<Map<String, ImageDistances>> networks = new ArrayList<>();
        Map<String, List<Representation>> kept = new LinkedHashMap<>();
        List<Long> seeds = new ArrayList<>();
        for (int i = 0; i < trial.startsFrom().size(); i++) {
            String id = trial.startsFrom().get(i);
            if (!context.diverged(id)) {
                seeds.add(trial.seeds().get(i));
                networks.add(network(trial.seeds().get(i), id, kept));
            }
            context.progress((i + 1.0) / (trial.startsFrom().size() + 1));
        }
        SortedMap<Long, Map<Metric, Double>> summary = new TreeMap<>();
        trial.seeds().forEach(seed -> summary.put(seed, new LinkedHashMap<>()));
        for (String layer : networks.isEmpty() ? List.<String>of() : networks.get(0).keySet()) {
            List<ImageDistances> distances = networks.stream().map(n -> n.get(layer)).toList();
            for (int m = 0; m < MEASURES.size() && networks.size() >= PairJackknife.FEWEST; m++) {
                double[] values = PairJackknife.pseudoValues(pairs(distances.stream().map(PARTS.get(m)).toList()));
                for (int i = 0; i < values.length; i++) {
                    summary.get(seeds.get(i)).put(Metric.of(MEASURES.get(m)).with("layer", layer), values[i]);
                }
            }
            for (int i = 0; i < distances.size(); i++) {
                summary.get(seeds.get(i)).put(Metric.of(CLUSTERING).with("layer", layer), distances.get(i).clustering());
            }
        }
        NamedMeasure.of(p).filter(measure -> networks.size() >= PairJackknife.FEWEST).ifPresent(measure -> kept.forEach((layer, all) -> {
            double[] values = PairJackknife.pseudoValues(Population.of(all).compare(measure)[0]);
            for (int i = 0; i < values.length; i++) {
                summary.get(seeds.get(i)).put(Metric.of(NamedMeasure.METRIC).with("layer", layer), values[i]);
            }
        }));
        SortedMap<Long, Summary> summaries = new TreeMap<>();
        summary.forEach((seed, row) -> summaries.put(seed, Summary.of(row)));
        // The file is sorted by name, as it has been since before metrics had labels: records keep their bytes.
        summary.forEach((seed, row) -> row.entrySet().stream().sorted(Comparator.comparing(e -> e.getKey().flat()))
            .forEach(e -> context.metrics().append(seed, e.getKey(), 0, e.getValue())));
        return new TrialResult(TrialResult.Status.DONE, "", summaries);
    }

    private static double[][] pairs(List<double[]> distances) {
        double[][] shared = new double[distances.size()][distances.size()];
        for (int i = 0; i < shared.length; i++) {
            for (int j = 0; j < i; j++) {
                shared[i][j] = ImageDistances.sharedVariance(distances.get(i), distances.get(j));
                shared[j][i] = shared[i][j];
            }
        }
        return shared;
    }

    private Map<String, ImageDistances> network(long seed, String id, Map<String, List<Representation>> kept) {
        RandomStreams random = context.streams(seed)::stream;
        Problem problem = TrialProblem.of(trial, context, random);
        LabelledImages images = Stimuli.of(problem.data().test(), (int) p.integer(IndividualGrid.PER_CLASS));
        try (Network network = Network.create(problem.architecture(), problem.options(), images.shape(), images.classes())) {
            WeightFile.load(WeightFile.read(context.artifact(id, KeptNetwork.WEIGHTS), network), network);
            Map<String, ImageDistances> distances = new LinkedHashMap<>();
            activations(network, images, random).forEach((layer, values) -> {
                Representation shown = representation(images.count(), values);
                distances.put(layer, ImageDistances.of(shown, images.classes()));
                if (p.has(NamedMeasure.NAME)) {
                    kept.computeIfAbsent(layer, l -> new ArrayList<>()).add(shown);
                }
            });
            return distances;
        }
    }

    /** Means over the samples, in single precision, as a wide layer of many images takes room. */
    private Map<String, float[]> activations(Network network, LabelledImages images, RandomStreams random) {
        double rate = p.number(IndividualGrid.TEST_DROPOUT);
        int samples = rate == 0 ? 1 : (int) p.integer(IndividualGrid.SAMPLES);
        Map<String, float[]> means = new LinkedHashMap<>();
        for (int first = 0; first < images.count(); first += BATCH) {
            int count = Math.min(BATCH, images.count() - first);
            for (int sample = 0; sample < samples; sample++) {
                DropoutNoise noise = rate == 0 ? null
                    : new DropoutNoise(rate, random.stream("test-dropout/" + sample + "/" + first / BATCH));
                int from = first;
                network.activations(images, first, count, noise).forEach((layer, values) -> {
                    int units = values.length / count;
                    float[] mean = means.computeIfAbsent(layer, l -> new float[images.count() * units]);
                    for (int i = 0; i < values.length; i++) {
                        mean[from * units + i] += values[i] / samples;
                    }
                });
            }
        }
        return means;
    }

    private static Representation representation(int images, float[] activations) {
        double[] values = new double[activations.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = activations[i];
        }
        return new Representation(images, values.length / images, values);
    }
}
