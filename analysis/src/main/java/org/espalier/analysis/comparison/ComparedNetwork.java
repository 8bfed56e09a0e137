package org.espalier.analysis.comparison;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.analysis.ProbeImages;
import org.espalier.analysis.population.EffectiveRank;
import org.espalier.analysis.representation.Representation;
import org.espalier.analysis.richlazy.NetworkSnapshot;
import org.espalier.analysis.subnetwork.WeightSpectrum;
import org.espalier.nets.data.LabelledImages;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.Evaluation;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.WeightFile;

/**
 * What one method found with one seed, as the others are compared with it.
 *
 * @param mask            which weights it keeps
 * @param stableRanks     by layer, of the weights kept; NaN where they are all zero
 * @param answers         its answers on the test images, {@code [images]}
 * @param representations by layer, {@code [samples, units]} on the first test images ({@link ProbeImages})
 */
record ComparedNetwork(Mask mask, Map<String, Double> stableRanks, int[] answers,
                       Map<String, Representation> representations) {
    /** Test images whose representations are compared: many more than the units of the widest compared layer need. */
    static final int SAMPLES = 1000;
    private static final int BATCH = 100;

    /** Computes. Cost: a forward pass of the test images and of the samples, and the singular values of every layer. */
    static ComparedNetwork of(Mask mask, InitialWeights weights, Network network, LabelledImages test) {
        WeightFile.load(weights, network);
        int samples = Math.min(SAMPLES, test.count());
        LabelledImages probes = ProbeImages.of(test);
        Map<String, double[]> values = new LinkedHashMap<>();
        for (int first = 0; first < samples; first += BATCH) {
            int count = Math.min(BATCH, samples - first);
            int from = first;
            network.activations(probes, first, count).forEach((layer, rows) -> {
                int units = rows.length / count;
                double[] all = values.computeIfAbsent(layer, l -> new double[samples * units]);
                for (int i = 0; i < rows.length; i++) {
                    all[from * units + i] = rows[i];
                }
            });
        }
        Map<String, Representation> representations = new LinkedHashMap<>();
        values.forEach((layer, all) -> representations.put(layer, new Representation(samples, all.length / samples, all)));
        return new ComparedNetwork(mask, stableRanks(mask, weights),
            Evaluation.of(network, test, new CrossEntropy(0)).predictions(), representations);
    }

    private static Map<String, Double> stableRanks(Mask mask, InitialWeights weights) {
        Map<String, Double> ranks = new LinkedHashMap<>();
        for (MaskLayer layer : mask.layers()) {
            ranks.put(NetworkSnapshot.layerName(layer.name()),
                WeightSpectrum.ofMasked(layer, weights.of(layer.name())).rank(EffectiveRank.STABLE));
        }
        return ranks;
    }
}
