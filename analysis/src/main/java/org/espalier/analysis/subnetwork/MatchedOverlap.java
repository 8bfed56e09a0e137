package org.espalier.analysis.subnetwork;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.analysis.mask.MaskOverlap;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;

/**
 * What two masks have in common after their networks' hidden units are matched ({@link UnitMatching}), against networks that
 * have nothing in common but what each input is worth.
 *
 * <p>Matching finds something in any two networks: what it brings together by chance is part of the null. The null draws
 * shuffle the second network, weights and mask together, among the units of each column: a weight stays with its input (or
 * its unit of the layer before) and the position in the kernel, so the marginals of the inputs and the relation of a weight's
 * size to its being kept are as they were, and no unit is what it was. Each draw is matched anew. The masks of two networks
 * that both keep what leaves the same pixels are alike in this null, too.
 *
 * @param matching the units
 * @param overlap  of the masks, the second's in the first's order; its {@code z} and {@code p} are those of independent masks,
 *                 which matched ones are not
 * @param layers   against the null, in the order of the first mask
 * @param total    all layers together
 */
public record MatchedOverlap(UnitMatching matching, MaskOverlap overlap, List<Chance> layers, Chance total) {

    /**
     * The Jaccard index against that of the null draws.
     *
     * @param name     the layer's, or "total"
     * @param jaccard  of the matched masks; NaN where nothing is kept
     * @param expected mean of the draws
     * @param spread   their standard deviation
     * @param draws    how many
     * @param p        {@code (1 + draws at least as alike) / (1 + draws)}
     */
    public record Chance(String name, double jaccard, double expected, double spread, int draws, double p) {

        static Chance of(String name, double jaccard, double[] drawn) {
            double mean = 0;
            int atLeast = 0;
            for (double value : drawn) {
                mean += value / drawn.length;
                atLeast += value >= jaccard ? 1 : 0;
            }
            double squares = 0;
            for (double value : drawn) {
                squares += (value - mean) * (value - mean);
            }
            return new Chance(name, jaccard, mean, Math.sqrt(squares / (drawn.length - 1)), drawn.length,
                (1.0 + atLeast) / (1 + drawn.length));
        }

        /** How many standard deviations of the draws the masks are more alike; NaN where all draws are the same. */
        public double z() {
            return spread == 0 ? Double.NaN : (jaccard - expected) / spread;
        }
    }

    public MatchedOverlap {
        layers = List.copyOf(layers);
    }

    /** Of a layer. @throws java.util.NoSuchElementException if there is none of that name */
    public Chance of(String layer) {
        return layers.stream().filter(chance -> chance.name().equals(layer)).findFirst().orElseThrow();
    }

    /**
     * Matches and compares. Cost: {@code draws + 1} matchings.
     *
     * @param first    the first mask; its layers are a chain, in its order or that of their counted names
     * @param weightsA by layer, as long as its layer of the mask; not modified
     * @param draws    of the null, at least 2
     * @param random   of the null
     * @throws org.espalier.base.InvalidInputException if the layers are no chain, or weights are missing, of another length or
     *                                                  not finite
     * @throws org.espalier.base.InvalidInputException          if the masks have not the same layers
     */
    public static MatchedOverlap of(Mask first, Map<String, float[]> weightsA, Mask b, Map<String, float[]> weightsB, int draws,
                                    RandomGenerator random) {
        Mask a = UnitMatching.inOrderOfChain(first);
        UnitMatching matching = UnitMatching.of(a, weightsA, weightsB);
        MaskOverlap found = MaskOverlap.of(a, matching.inOrderOfA(b));
        double[][] drawn = new double[a.layers().size() + 1][draws];
        for (int d = 0; d < draws; d++) {
            Map<String, float[]> weights = new LinkedHashMap<>();
            List<MaskLayer> layers = new ArrayList<>();
            for (MaskLayer layer : a.layers()) {
                shuffled(b.layer(layer.name()), weightsB.get(layer.name()), random, weights, layers);
            }
            double[] jaccards = jaccards(a, UnitMatching.of(a, weightsA, weights).inOrderOfA(new Mask(layers)));
            for (int l = 0; l < jaccards.length; l++) {
                drawn[l][d] = jaccards[l];
            }
        }
        List<Chance> layers = new ArrayList<>();
        for (int l = 0; l < a.layers().size(); l++) {
            layers.add(Chance.of(a.layers().get(l).name(), found.layers().get(l).jaccard(), drawn[l]));
        }
        return new MatchedOverlap(matching, found, layers,
            Chance.of("total", found.total().jaccard(), drawn[a.layers().size()]));
    }

    /** Of each layer, and last of all together; the layers are in one order. */
    private static double[] jaccards(Mask a, Mask b) {
        double[] jaccards = new double[a.layers().size() + 1];
        long both = 0;
        for (int l = 0; l < jaccards.length - 1; l++) {
            MaskLayer one = a.layers().get(l);
            MaskLayer other = b.layers().get(l);
            int shared = 0;
            for (int i = 0; i < one.size(); i++) {
                shared += one.kept(i) && other.kept(i) ? 1 : 0;
            }
            jaccards[l] = shared / (double) (one.keptCount() + other.keptCount() - shared);
            both += shared;
        }
        jaccards[jaccards.length - 1] = both / (double) (a.keptCount() + b.keptCount() - both);
        return jaccards;
    }

    /** Deals weights and mask of each column anew among its rows. */
    private static void shuffled(MaskLayer layer, float[] weights, RandomGenerator random, Map<String, float[]> into,
                                 List<MaskLayer> layers) {
        int columns = LayerShape.of(layer).columns();
        int rows = layer.size() / columns;
        float[] w = weights.clone();
        boolean[] kept = layer.kept();
        for (int c = 0; c < columns; c++) {
            for (int r = rows - 1; r > 0; r--) {
                int one = r * columns + c;
                int other = random.nextInt(r + 1) * columns + c;
                float weight = w[one];
                w[one] = w[other];
                w[other] = weight;
                boolean keep = kept[one];
                kept[one] = kept[other];
                kept[other] = keep;
            }
        }
        into.put(layer.name(), w);
        layers.add(new MaskLayer(layer.name(), layer.shape(), kept));
    }
}
