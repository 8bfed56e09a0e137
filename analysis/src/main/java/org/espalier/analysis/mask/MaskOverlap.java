package org.espalier.analysis.mask;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;

/**
 * What two masks of one network have in common, layer by layer and in total, against independent masks that keep as many
 * weights in each layer.
 *
 * @param layers in the order of the first mask
 * @param total  all layers together; chance is still drawn within layers, so that masks that merely agree on where to be
 *               dense do not count as alike
 */
public record MaskOverlap(List<Overlap> layers, Overlap total) {

    /**
     * The overlap in one layer or in all.
     *
     * @param name            the layer's name; "total" for all
     * @param size            weights
     * @param keptA           weights that the first mask keeps
     * @param keptB           weights that the second keeps
     * @param both            weights that both keep
     * @param expectedBoth    its mean by chance: of one layer, keptA keptB / size
     * @param spreadBoth      its standard deviation by chance
     * @param expectedJaccard the mean of the Jaccard index by chance; NaN where no mask keeps anything
     * @param p               the probability by chance of at least as many: one-sided, exact (hypergeometric), small where
     *                        the masks are more alike than chance; 1 where chance leaves no choice
     */
    public record Overlap(String name, long size, long keptA, long keptB, long both, double expectedBoth, double spreadBoth,
                          double expectedJaccard, double p) {

        static Overlap of(String name, long size, long keptA, long keptB, long both, ChanceOverlap chance) {
            double kept = (double) keptA + keptB;
            double jaccard = kept == 0 ? Double.NaN
                : chance.meanOf(i -> i / (kept - i), i -> 2 * kept / Math.pow(kept - i, 3));
            return new Overlap(name, size, keptA, keptB, both, chance.mean(), chance.standardDeviation(), jaccard,
                chance.atLeast(both));
        }

        public double densityA() {
            return (double) keptA / size;
        }

        public double densityB() {
            return (double) keptB / size;
        }

        /** Kept by both of kept by either, 0..1; NaN where nothing is kept. */
        public double jaccard() {
            return (double) both / (keptA + keptB - both);
        }

        /** Kept by both, twice, of all kept, 0..1; NaN where nothing is kept. */
        public double dice() {
            return 2.0 * both / (keptA + keptB);
        }

        /** Kept by both of kept by the sparser mask, 0..1; NaN where that keeps nothing. */
        public double overlapCoefficient() {
            return (double) both / Math.min(keptA, keptB);
        }

        /** How many standard deviations by chance more weights are kept by both; NaN where chance leaves no choice. */
        public double z() {
            return spreadBoth == 0 ? Double.NaN : (both - expectedBoth) / spreadBoth;
        }
    }

    public MaskOverlap {
        layers = List.copyOf(layers);
    }

    /**
     * Compares. Layers are matched by name, in whatever order. Cost: {@code O(weights)}, and the sums of {@link ChanceOverlap}.
     *
     * @throws InvalidInputException if the masks have not the same layers with the same shapes
     */
    public static MaskOverlap of(Mask a, Mask b) {
        requireSameNames(a, b);
        List<Overlap> layers = new ArrayList<>();
        ChanceOverlap chance = null;
        long both = 0;
        for (MaskLayer layer : a.layers()) {
            MaskLayer other = b.layer(layer.name());
            Mask.of(layer).requireSameWeights(Mask.of(other));
            int shared = 0;
            for (int i = 0; i < layer.size(); i++) {
                shared += layer.kept(i) && other.kept(i) ? 1 : 0;
            }
            ChanceOverlap ofLayer = ChanceOverlap.ofLayer(layer.size(), layer.keptCount(), other.keptCount());
            layers.add(Overlap.of(layer.name(), layer.size(), layer.keptCount(), other.keptCount(), shared, ofLayer));
            chance = chance == null ? ofLayer : chance.plus(ofLayer);
            both += shared;
        }
        return new MaskOverlap(layers, Overlap.of("total", a.size(), a.keptCount(), b.keptCount(), both,
            Objects.requireNonNull(chance, "a mask has at least one layer")));
    }

    private static void requireSameNames(Mask a, Mask b) {
        if (!new HashSet<>(a.names()).equals(new HashSet<>(b.names()))) {
            throw new InvalidInputException("one mask has layers " + a.names() + ", the other " + b.names() + ", expected the same.");
        }
    }
}
