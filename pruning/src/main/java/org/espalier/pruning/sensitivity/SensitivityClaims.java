package org.espalier.pruning.sensitivity;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.analysis.Papers;
import org.espalier.pruning.round.PrunedOnce;
import org.espalier.study.finding.Claim;
import org.espalier.study.finding.ClaimResult;
import org.espalier.study.record.Records;
import org.espalier.study.statistics.SeedEffects;

/**
 * What Han et al. 2015 say of single layers, as tests fixed before any data were seen. All effects are differences of test
 * accuracies (fractions, 0..1) of the same seed. The paper's text was read in a public copy, its figures were not.
 */
final class SensitivityClaims {
    static final double FIFTH = 0.2;
    static final double TENTH = 0.1;
    /** Of the pruned network, without any retraining. */
    static final String BEFORE = "start_test_accuracy";
    /** After fine-tuning. */
    static final String AFTER = "test_accuracy";
    private static final String ALL_CONVOLUTIONAL = "; every network with convolutions";
    private static final double ALPHA = 0.05;
    private static final int LEAST_SEEDS = 3;

    private static final Claim CONVOLUTIONS = new Claim("convolutions-more-sensitive-than-fully-connected", Papers.HAN,
        "sec. 5, fig. 6", "Convolutional layers are more sensitive to pruning than fully connected ones.",
        "test accuracy without retraining at density 0.2, mean over the fully connected layers minus mean over the "
            + "convolutions, one layer pruned at a time" + ALL_CONVOLUTIONAL, 0.01,
        "one point, about what one can read off a figure; the text gives no number, and names no density: 0.2 is where most "
            + "of a layer is gone", ALPHA, LEAST_SEEDS);

    private static final Claim FIRST = new Claim("first-convolution-most-sensitive", Papers.HAN, "sec. 5, fig. 6",
        "The first convolution, which sees the image, is the most sensitive layer.",
        "test accuracy without retraining at density 0.2 of the network with another layer pruned minus that with the first "
            + "convolution pruned; every other layer" + ALL_CONVOLUTIONAL, 0,
        "the direction alone: the text says 'most sensitive' without a number", ALPHA, LEAST_SEEDS);

    private static final Claim RETRAINED = new Claim("a-tenth-of-a-layer-is-enough-after-retraining", Papers.HAN,
        "sec. 5, fig. 5", "With retraining, accuracy only begins to drop at a tenth of the connections.",
        "test accuracy after fine-tuning at density 0.1 minus that of the dense network trained on for the same steps, one "
            + "layer pruned at a time; every layer of every network", -0.01,
        "a loss of one point; the paper prunes all layers at once and iteratively, which is harder, and retrains longer, "
            + "which is easier", ALPHA, LEAST_SEEDS);

    private SensitivityClaims() { }

    static List<Claim> all() {
        return List.of(CONVOLUTIONS, FIRST, RETRAINED);
    }

    /** A network of which some layers are missing leaves every claim without an answer. */
    static List<ClaimResult> judge(Records records) {
        List<SeedEffects> convolutions = new ArrayList<>();
        List<SeedEffects> first = new ArrayList<>();
        List<SeedEffects> retrained = new ArrayList<>();
        for (PrunedOnce network : networks(records)) {
            List<PrunedLayer> layers = PrunedLayer.of(network);
            if (!PrunedLayer.isEveryLayer(layers)) {
                List.of(convolutions, first, retrained).forEach(effects -> effects.add(SeedEffects.of(new TreeMap<>())));
                continue;
            }
            for (PrunedLayer layer : layers) {
                retrained.add(SeedEffects.difference(layer.accuracy(AFTER, TENTH), network.trainedOnAccuracy()));
            }
            List<PrunedLayer> shared = layers.stream().filter(PrunedLayer::isConvolution).toList();
            List<PrunedLayer> connected = layers.stream().filter(l -> !l.isConvolution()).toList();
            if (!shared.isEmpty() && !connected.isEmpty()) {
                convolutions.add(SeedEffects.difference(mean(connected), mean(shared)));
            }
            if (!shared.isEmpty() && shared.get(0).number() == 1) {
                layers.stream().filter(l -> l.number() > 1).forEach(other -> first.add(SeedEffects.difference(
                    other.accuracy(BEFORE, FIFTH), shared.get(0).accuracy(BEFORE, FIFTH))));
            }
        }
        return List.of(judge(CONVOLUTIONS, convolutions), judge(FIRST, first), judge(RETRAINED, retrained));
    }

    static List<PrunedOnce> networks(Records records) {
        return PrunedOnce.of(records, SensitivityGrid.LAYER, SensitivityGrid.DENSITY);
    }

    private static ClaimResult judge(Claim claim, List<SeedEffects> effects) {
        return effects.isEmpty() ? claim.judge(new TreeMap<>()) : claim.judgeAll(effects.toArray(SeedEffects[]::new));
    }

    /** The mean over layers by seed; NaN, and so left out, where a layer lacks the seed. */
    private static SortedMap<Long, Double> mean(List<PrunedLayer> layers) {
        TreeMap<Long, Double> sums = new TreeMap<>();
        layers.forEach(layer -> layer.accuracy(BEFORE, FIFTH).keySet().forEach(seed -> sums.put(seed, 0.0)));
        for (PrunedLayer layer : layers) {
            SortedMap<Long, Double> accuracy = layer.accuracy(BEFORE, FIFTH);
            sums.replaceAll((seed, sum) -> sum + accuracy.getOrDefault(seed, Double.NaN) / layers.size());
        }
        return sums;
    }
}
