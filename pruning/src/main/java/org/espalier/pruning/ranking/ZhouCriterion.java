package org.espalier.pruning.ranking;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.mask.MaskLayer;

/**
 * The mask criteria of Zhou et al. 2019: a weight is ranked by nothing but its value at step 0, {@code wi}, and its value at
 * the end of training, {@code wf}. No data, no gradients.
 *
 * <table>
 * <caption>Scores; the largest are kept</caption>
 * <tr><th>name</th><th>score</th><th>Zhou's name</th></tr>
 * <tr><td>{@code magnitude} (the class {@link Magnitude})</td><td>|wf|</td><td>large final</td></tr>
 * <tr><td>{@code smallest-magnitude}</td><td>-|wf|</td><td>small final</td></tr>
 * <tr><td>{@code initial-magnitude}</td><td>|wi|</td><td>large init</td></tr>
 * <tr><td>{@code smallest-initial-magnitude}</td><td>-|wi|</td><td>small init</td></tr>
 * <tr><td>{@code large-init-large-final}</td><td>min(F(|wi|), F(|wf|))</td><td>large init, large final</td></tr>
 * <tr><td>{@code small-init-small-final}</td><td>min(G(|wi|), G(|wf|))</td><td>small init, small final</td></tr>
 * <tr><td>{@code magnitude-increase}</td><td>|wf| - |wi|</td><td>magnitude increase</td></tr>
 * <tr><td>{@code magnitude-decrease}</td><td>|wi| - |wf|</td><td>none: its inverse</td></tr>
 * <tr><td>{@code distance-moved}</td><td>|wf - wi|</td><td>movement</td></tr>
 * <tr><td>{@code smallest-distance-moved}</td><td>-|wf - wi|</td><td>none: its inverse</td></tr>
 * </table>
 *
 * <p>{@code distance-moved} is not {@link Movement}, the criterion that Sanh et al. 2020 call so: that one adds up where each
 * step pushes a weight, away from zero or towards it.
 *
 * <p>Zhou's scores of the two joint criteria are {@code min(alpha |wf|, |wi|)} and {@code -max(alpha |wf|, |wi|)}, where
 * alpha aligns the percentiles of the two magnitudes: kept is what is large, or small, in both, beyond the same percentile
 * of its layer. The percentile that keeps the wanted number differs from density to density, and alpha with it. Shares of
 * the layer need no alpha and keep the same weights at every density: F(x) is the share of the layer's kept weights whose
 * magnitude is at most x, G(x) the share whose magnitude is at least x, both in (0, 1]. Two weights may have one score, one
 * by its initial and the other by its final magnitude. Ranked in the whole network, weights are compared by the shares of
 * their own layers.
 *
 * <p>Cost: O(n), the joint ones O(n log n) (two sorts a layer). Single precision; the differences are rounded once; shares
 * are told apart in layers of up to 2^23 kept weights, beyond that neighbours may tie. A weight that is not a number
 * has a score that is none, which whoever prunes refuses.
 *
 * <p>Source: Zhou et al. 2019, "Deconstructing Lottery Tickets", the part on mask criteria. Deviations: of equal
 * scores the authors keep a random one, here the one earlier in the network is kept
 * ({@link org.espalier.pruning.schedule.MaskSelection}), so that the same weights give the same mask; the two inverses that
 * have no name there are ours.
 */
public abstract sealed class ZhouCriterion implements Criterion {
    private final String name;
    private final String description;
    private final LayerScores layerScores;

    /** Scores of a layer from its weights at step 0 and now; the arrays are not modified. */
    @FunctionalInterface
    private interface LayerScores {
        float[] of(MaskLayer layer, float[] initial, float[] now);
    }

    /** Score of one weight. */
    @FunctionalInterface
    private interface WeightScore {
        float of(float initial, float now);
    }

    private ZhouCriterion(String name, String description, LayerScores layerScores) {
        this.name = name;
        this.description = description;
        this.layerScores = layerScores;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean needsInitial() {
        return true;
    }

    @Override
    public Map<String, float[]> scores(PruningState state) {
        Map<String, float[]> scores = new LinkedHashMap<>();
        for (MaskLayer layer : state.mask().layers()) {
            scores.put(layer.name(),
                layerScores.of(layer, state.initial().of(layer.name()), state.weights().of(layer.name())));
        }
        return scores;
    }

    private static LayerScores each(WeightScore score) {
        return (layer, initial, now) -> {
            float[] scores = new float[layer.size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = score.of(initial[i], now[i]);
            }
            return scores;
        };
    }

    /** The lesser of a weight's two shares. @param sign 1: by size, -1: by smallness */
    private static LayerScores both(int sign) {
        return (layer, initial, now) -> {
            float[] scores = shares(layer, initial, sign);
            float[] others = shares(layer, now, sign);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = Math.min(scores[i], others[i]);
            }
            return scores;
        };
    }

    /** The share of kept weights with {@code sign |w|} at most a weight's own; 0 for weights that are not kept. */
    private static float[] shares(MaskLayer layer, float[] weights, int sign) {
        float[] sorted = new float[layer.keptCount()];
        for (int i = 0, next = 0; i < weights.length; i++) {
            if (layer.kept(i)) {
                sorted[next++] = sign * Math.abs(weights[i]);
            }
        }
        Arrays.sort(sorted);
        float[] shares = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            if (layer.kept(i)) {
                shares[i] = Float.isNaN(weights[i]) ? Float.NaN
                    : (float) (atMost(sorted, sign * Math.abs(weights[i])) / (double) sorted.length);
            }
        }
        return shares;
    }

    /** How many of the ascending values are at most one of them. */
    private static int atMost(float[] sorted, float value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** {@code -|wf|}: the inverse of {@link Magnitude}. */
    public static final class SmallestMagnitude extends ZhouCriterion {
        public SmallestMagnitude() {
            super("smallest-magnitude",
                "How small the weight is, -|w|: the inverse of magnitude (Zhou et al. 2019).",
                each((initial, now) -> -Math.abs(now)));
        }

        @Override
        public boolean needsInitial() {
            return false;
        }
    }

    /** {@code |wi|}. */
    public static final class InitialMagnitude extends ZhouCriterion {
        public InitialMagnitude() {
            super("initial-magnitude", "The size of the weight before training (Zhou et al. 2019).",
                each((initial, now) -> Math.abs(initial)));
        }
    }

    /** {@code -|wi|}. */
    public static final class SmallestInitialMagnitude extends ZhouCriterion {
        public SmallestInitialMagnitude() {
            super("smallest-initial-magnitude",
                "How small the weight was before training: the inverse of initial-magnitude (Zhou et al. 2019).",
                each((initial, now) -> -Math.abs(initial)));
        }
    }

    /** {@code min(F(|wi|), F(|wf|))}. */
    public static final class LargeInitLargeFinal extends ZhouCriterion {
        public LargeInitLargeFinal() {
            super("large-init-large-final",
                "How large the weight is both before and after training, as percentiles of its layer (Zhou et al. "
                    + "2019).", both(1));
        }
    }

    /** {@code min(G(|wi|), G(|wf|))}. */
    public static final class SmallInitSmallFinal extends ZhouCriterion {
        public SmallInitSmallFinal() {
            super("small-init-small-final",
                "How small the weight is both before and after training, as percentiles of its layer (Zhou et al. "
                    + "2019).", both(-1));
        }
    }

    /** {@code |wf| - |wi|}. */
    public static final class MagnitudeIncrease extends ZhouCriterion {
        public MagnitudeIncrease() {
            super("magnitude-increase",
                "How much larger training made the weight, |w| - |w at step 0| (Zhou et al. 2019).",
                each((initial, now) -> Math.abs(now) - Math.abs(initial)));
        }
    }

    /** {@code |wi| - |wf|}: not in the paper. */
    public static final class MagnitudeDecrease extends ZhouCriterion {
        public MagnitudeDecrease() {
            super("magnitude-decrease",
                "How much smaller training made the weight: the inverse of magnitude-increase.",
                each((initial, now) -> Math.abs(initial) - Math.abs(now)));
        }
    }

    /** {@code |wf - wi|}: Zhou's movement. */
    public static final class DistanceMoved extends ZhouCriterion {
        public DistanceMoved() {
            super("distance-moved",
                "How far training moved the weight in either direction, |w - w at step 0|: the movement of Zhou et al. "
                    + "2019.",
                each((initial, now) -> Math.abs(now - initial)));
        }
    }

    /** {@code -|wf - wi|}: not in the paper. */
    public static final class SmallestDistanceMoved extends ZhouCriterion {
        public SmallestDistanceMoved() {
            super("smallest-distance-moved",
                "How little training moved the weight: the inverse of distance-moved.",
                each((initial, now) -> -Math.abs(now - initial)));
        }
    }
}
