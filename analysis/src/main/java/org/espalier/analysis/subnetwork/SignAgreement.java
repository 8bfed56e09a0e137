package org.espalier.analysis.subnetwork;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.analysis.mask.ChanceOverlap;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;

/**
 * How many of the weights that two subnetworks both keep have the same sign (Zhou et al. 2019 found the signs to be what
 * keeping initial weights keeps), against signs dealt at random.
 *
 * <p>Of N weights that both keep, of which the first has p positive and the second q, chance gives k positive in both with
 * the hypergeometric distribution of N, p and q; {@code N - p - q + 2k} then agree. A kept weight of exactly zero has no
 * sign and is left out.
 *
 * @param layers in the order of the first mask
 * @param total  all layers together, chance drawn within each layer
 */
public record SignAgreement(List<Signs> layers, Signs total) {

    /**
     * One layer, or all.
     *
     * @param shared   weights kept by both, none of them zero
     * @param same     of those, with the same sign
     * @param expected mean of {@code same} by chance
     * @param p        probability by chance of at least as many, one-sided and exact; 1 where chance leaves no choice
     */
    public record Signs(String name, long shared, long same, double expected, double p) {

        /** 0..1; NaN where nothing is shared. */
        public double fraction() {
            return (double) same / shared;
        }

        /** What chance gives, 0..1; NaN where nothing is shared. */
        public double expectedFraction() {
            return expected / shared;
        }
    }

    public SignAgreement {
        layers = List.copyOf(layers);
    }

    /**
     * Compares. Layers are matched by name.
     *
     * @param a        which weights the first keeps
     * @param weightsA its weights by name, each as long as its layer of the mask; not modified
     * @throws InvalidInputException                if weights are missing, of another length or not finite
     * @throws org.espalier.base.InvalidInputException      if the masks have not the same layers
     */
    public static SignAgreement of(Mask a, Map<String, float[]> weightsA, Mask b, Map<String, float[]> weightsB) {
        List<Signs> layers = new ArrayList<>();
        ChanceOverlap chance = null;
        long shared = 0;
        long same = 0;
        long bothPositive = 0;
        double expected = 0;
        for (MaskLayer layer : a.layers()) {
            MaskLayer other = b.layer(layer.name());
            Mask.of(layer).requireSameWeights(Mask.of(other));
            float[] v = Weights.of(weightsA, layer.name(), layer.size());
            float[] w = Weights.of(weightsB, layer.name(), layer.size());
            long n = 0;
            long p = 0;
            long q = 0;
            long k = 0;
            for (int i = 0; i < v.length; i++) {
                if (layer.kept(i) && other.kept(i) && v[i] != 0 && w[i] != 0) {
                    n++;
                    p += v[i] > 0 ? 1 : 0;
                    q += w[i] > 0 ? 1 : 0;
                    k += v[i] > 0 && w[i] > 0 ? 1 : 0;
                }
            }
            if (n == 0) {
                layers.add(new Signs(layer.name(), 0, 0, 0, 1));
                continue;
            }
            ChanceOverlap ofLayer = ChanceOverlap.ofLayer(n, p, q);
            double mean = n - p - q + 2 * ofLayer.mean();
            layers.add(new Signs(layer.name(), n, n - p - q + 2 * k, mean, ofLayer.atLeast(k)));
            chance = chance == null ? ofLayer : chance.plus(ofLayer);
            shared += n;
            same += n - p - q + 2 * k;
            bothPositive += k;
            expected += mean;
        }
        return new SignAgreement(layers,
            new Signs("total", shared, same, expected, chance == null ? 1 : chance.atLeast(bothPositive)));
    }
}
