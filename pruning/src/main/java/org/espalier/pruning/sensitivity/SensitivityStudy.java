package org.espalier.pruning.sensitivity;

import static org.espalier.pruning.round.FineTuning.AFTER;
import static org.espalier.pruning.round.FineTuning.BEFORE;
import static org.espalier.pruning.round.FineTuning.DENSITY;
import static org.espalier.study.spec.Threshold.exceeds;
import static org.espalier.study.spec.Threshold.positive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.analysis.Papers;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.KeptCount;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.InitialWeights;
import org.espalier.pruning.ranking.Criteria;
import org.espalier.pruning.round.FineTuning;
import org.espalier.pruning.round.FineTuningDesign;
import org.espalier.pruning.round.FineTuningDesign.Widths;
import org.espalier.pruning.round.PrunedOnce;
import org.espalier.pruning.round.RoundScene;
import org.espalier.pruning.schedule.PruningLadder;
import org.espalier.study.Parameter;
import org.espalier.study.Parameters;
import org.espalier.study.finding.MeanRows;
import org.espalier.study.record.Records;
import org.espalier.study.spec.DeclaredStudy;
import org.espalier.study.spec.Effect;
import org.espalier.study.spec.PerPreset;
import org.espalier.study.spec.Split;
import org.espalier.study.spec.StudySpec;
import org.espalier.study.statistics.SeedEffects;

/**
 * {@code pruning/sensitivity}: what does it cost to prune one layer and leave the others alone?
 *
 * <p>The claims are what Han et al. 2015 say of single layers, fixed before any data were seen. All effects are differences of
 * test accuracies (fractions, 0..1) of the same seed. The paper's text was read in a public copy, its figures were not.
 */
public final class SensitivityStudy extends DeclaredStudy {
    /** Parameter: number of the layer that is pruned, 0 for none. */
    static final String LAYER = "layer";
    private static final double FIFTH = 0.2;
    static final double TENTH = 0.1;
    private static final List<Double> FIVE = List.of(0.5, FIFTH, TENTH, 0.05, 0.02);
    private static final String ALL_CONVOLUTIONAL = "; every network with convolutions";
    private static final String AXIS = "density of the pruned layer (fraction of its weights kept)";
    static final Split NETWORKS = PrunedOnce.by(LAYER);
    private static final Split LAYERS = network -> PrunedLayer.of(network).stream()
        .map(layer -> new Split.Part(layer.label(), layer.records())).toList();

    public SensitivityStudy() {
        super(StudySpec.of("pruning/sensitivity", 1)
            .asks("How much accuracy does a trained network lose when one of its layers is pruned and the others are not?")
            .how("The dense network is trained once a seed. Then one layer at a time is pruned by magnitude to a density, all "
                + "other layers kept whole; test accuracy is measured without any retraining and after a short fine-tuning at "
                + "the rate the dense training ended with. The dense network itself, trained on for as many steps, is what "
                + "fine-tuned networks are compared with. Adam 1.2e-3 and batches of 60 (quick, standard). Deviations from the "
                + "paper: Fashion-MNIST and small networks instead of AlexNet on ImageNet; a given number of weights is kept "
                + "instead of a threshold on their size; no biases; the convolutional networks of quick and standard have an "
                + "eighth of the channels, so that their first layer has very few weights.")
            .after(Papers.HAN)
            .plans(new FineTuningDesign(
                new PerPreset<>(Widths.of(1).with("conv2", 0.125), Widths.of(1).with("conv2", 0.125),
                    Widths.of(1, "lenet-300-100").with("conv4", 0.125), Widths.of(1, "conv6", "resnet18")),
                new PerPreset<>(20, 200, 1000, 3000),
                new PerPreset<>(List.of(FIFTH, TENTH), List.of(FIFTH, TENTH, 0.02), FIVE, FIVE),
                Parameter.integer(LAYER, "Number of the layer that is pruned, counted from 1 at the images; 0 is the dense "
                    + "network, which is always there.", 1, 10_000), 0,
                Parameter.number(DENSITY, "Fraction of that layer's weights kept.", 0.0001, 1),
                network -> IntStream.rangeClosed(1, network.layers().size()).boxed().toList(), SensitivityStudy::require))
            .runs(FineTuning.kind(p -> (scene, trained) -> new FineTuning.Kept(mask(scene, trained, p))))

            .claim("convolutions-more-sensitive-than-fully-connected", "sec. 5, fig. 6",
                "Convolutional layers are more sensitive to pruning than fully connected ones.",
                "test accuracy without retraining at density 0.2, mean over the fully connected layers minus mean over the "
                    + "convolutions, one layer pruned at a time" + ALL_CONVOLUTIONAL,
                exceeds(0.01, "one point, about what one can read off a figure; the text gives no number, and names no density: "
                    + "0.2 is where most of a layer is gone"),
                ofLayers((layers, network) -> {
                    List<PrunedLayer> shared = layers.stream().filter(PrunedLayer::isConvolution).toList();
                    List<PrunedLayer> connected = layers.stream().filter(layer -> !layer.isConvolution()).toList();
                    return shared.isEmpty() || connected.isEmpty() ? List.of() : List.of(mean(connected).minus(mean(shared)));
                }))
            .claim("first-convolution-most-sensitive", "sec. 5, fig. 6",
                "The first convolution, which sees the image, is the most sensitive layer.",
                "test accuracy without retraining at density 0.2 of the network with another layer pruned minus that with the "
                    + "first convolution pruned; every other layer" + ALL_CONVOLUTIONAL,
                positive("the direction alone: the text says 'most sensitive' without a number"),
                ofLayers((layers, network) -> layers.isEmpty() || !layers.get(0).isConvolution() ? List.of()
                    : layers.stream().skip(1)
                        .map(other -> other.accuracy(BEFORE, FIFTH).minus(layers.get(0).accuracy(BEFORE, FIFTH))).toList()))
            .claim("a-tenth-of-a-layer-is-enough-after-retraining", "sec. 5, fig. 5",
                "With retraining, accuracy only begins to drop at a tenth of the connections.",
                "test accuracy after fine-tuning at density 0.1 minus that of the dense network trained on for the same steps, "
                    + "one layer pruned at a time; every layer of every network",
                exceeds(-0.01, "a loss of one point; the paper prunes all layers at once and iteratively, which is harder, and "
                    + "retrains longer, which is easier"),
                ofLayers((layers, network) -> layers.stream()
                    .map(layer -> layer.accuracy(AFTER, TENTH).minus(PrunedOnce.trainedOn(network))).toList()))

            .figures(NETWORKS, network -> List.of(
                PrunedOnce.againstDensity("before-fine-tuning", "One layer pruned, no retraining, " + network.cell(),
                    "Test accuracy of the trained network after one layer was pruned by magnitude, against the density of that "
                        + "layer. The dashed line is the dense network.", BEFORE, AXIS).by(LAYER, LAYERS),
                PrunedOnce.againstDensity("after-fine-tuning", "One layer pruned, after fine-tuning, " + network.cell(),
                    "Test accuracy after a short fine-tuning, against the density of the pruned layer. The dashed line is the "
                        + "dense network trained on for as many steps.", AFTER, AXIS).by(LAYER, LAYERS)))
            .says(NETWORKS, SensitivityStudy::sentences)
            .build());
    }

    private static void require(PruningLadder network, Parameters p) {
        long number = p.integer(LAYER);
        if (number < 1 || number > network.layers().size()) {
            throw new InvalidInputException("layer: " + p.text("architecture") + " has the layers 1 to " + network.layers().size()
                + ", found " + number);
        }
        int size = network.layers().get((int) number - 1).size();
        double left = size * p.number(DENSITY);
        if (left < 1 - 1e-9) {
            throw new InvalidInputException(String.format(Locale.ROOT, "density %s would leave layer %d of %s empty: of its %d "
                + "weights %.3g would be kept, and at least 1 is needed", p.number(DENSITY), number, p.text("architecture"), size,
                left));
        }
    }

    /** All weights, but of the pruned layer the largest, exactly {@link KeptCount} of them. */
    private static Mask mask(RoundScene scene, InitialWeights trained, Parameters p) {
        Mask all = scene.network().denseMask();
        int pruned = (int) p.integer(LAYER);
        Map<String, Integer> kept = new LinkedHashMap<>();
        for (MaskLayer layer : all.layers()) {
            kept.put(layer.name(), kept.size() == pruned - 1 ? KeptCount.of(layer.size(), p.number(DENSITY)) : layer.size());
        }
        return scene.prune(all, trained, Criteria.named("magnitude"), kept, 1);
    }

    /** Effects of every network; one of which some layers are missing leaves the claim without an answer. */
    private static Effect ofLayers(BiFunction<List<PrunedLayer>, Records, List<SeedEffects>> effects) {
        return Effect.everyOf(NETWORKS, network -> {
            List<PrunedLayer> layers = PrunedLayer.of(network);
            return PrunedLayer.isEveryLayer(layers) ? effects.apply(layers, network) : List.of(SeedEffects.of(new TreeMap<>()));
        });
    }

    /** The mean over layers by seed; NaN, and so left out, where a layer lacks the seed. */
    private static SeedEffects mean(List<PrunedLayer> layers) {
        TreeMap<Long, Double> sums = new TreeMap<>();
        List<SeedEffects> accuracies = layers.stream().map(layer -> layer.accuracy(BEFORE, FIFTH)).toList();
        accuracies.forEach(of -> Stream.concat(of.bySeed().keySet().stream(), of.leftOut().stream())
            .forEach(seed -> sums.put(seed, 0.0)));
        for (SeedEffects of : accuracies) {
            sums.replaceAll((seed, sum) -> sum + of.bySeed().getOrDefault(seed, Double.NaN) / layers.size());
        }
        return SeedEffects.of(sums);
    }

    /** What the smallest density that is there costs, in the layer where it costs most and where it costs least. */
    private static List<String> sentences(Split.Part network) {
        record Cost(PrunedLayer layer, SeedEffects change) {}
        List<Object> densities = PrunedOnce.pruned(network.records()).values(DENSITY);
        List<Cost> costs = new ArrayList<>();
        for (PrunedLayer layer : PrunedLayer.of(network.records())) {
            SeedEffects change = layer.accuracy(BEFORE, ((Number) densities.get(0)).doubleValue())
                .minus(PrunedOnce.dense(network.records()));
            if (change.n() > 0) {
                costs.add(new Cost(layer, change));
            }
        }
        costs.sort(Comparator.comparingDouble(cost -> MeanRows.mean(cost.change().bySeed())));
        if (costs.size() < 2) {
            return List.of();
        }
        Cost most = costs.get(0);
        Cost least = costs.get(costs.size() - 1);
        return List.of(String.format(Locale.ROOT, "%s: without retraining, a density of %s costs most in %s (%s against the "
            + "dense network) and least in %s (%s).", network.cell(), densities.get(0), most.layer().name(),
            MeanRows.points(most.change().bySeed()), least.layer().name(), MeanRows.points(least.change().bySeed())));
    }
}
