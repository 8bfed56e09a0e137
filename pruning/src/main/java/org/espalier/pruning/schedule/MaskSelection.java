package org.espalier.pruning.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.Scope;
import org.espalier.nets.mask.TopSelection;

/** Takes the step from one mask to the next: of the weights still kept, those with the largest scores. */
public final class MaskSelection {
    private MaskSelection() {}

    /**
     * Keeps exactly as many weights as the rung says; a pruned weight never comes back. Of equal scores the one earlier in
     * the network is kept. Cost O(n).
     *
     * @param scores by layer of the mask; finite or infinite, of the layers' sizes
     * @param rung   within each layer its own count, or among all weights their sum
     * @throws InvalidInputException if a score is not a number, or the rung keeps more than the mask does
     */
    public static Mask prune(Mask mask, Map<String, float[]> scores, Rung rung, Scope scope) {
        List<float[]> ranked = new ArrayList<>();
        List<boolean[]> kept = new ArrayList<>();
        for (MaskLayer layer : mask.layers()) {
            ranked.add(ranked(layer, scores.get(layer.name())));
            kept.add(new boolean[layer.size()]);
        }
        TopSelection selection = new TopSelection();
        if (scope == Scope.GLOBAL) {
            require(rung.total(), mask.keptCount(), "the network");
            selection.keepLargest(ranked, rung.total(), kept);
        } else {
            for (int i = 0; i < ranked.size(); i++) {
                MaskLayer layer = mask.layers().get(i);
                int keep = rung.kept().get(layer.name());
                require(keep, layer.keptCount(), "layer '" + layer.name() + "'");
                selection.keepLargest(ranked.get(i), keep, kept.get(i));
            }
        }
        List<MaskLayer> layers = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            layers.add(new MaskLayer(mask.layers().get(i).name(), mask.layers().get(i).shape(), kept.get(i)));
        }
        return new Mask(layers);
    }

    /** A pruned weight ranks below every other: -infinity, while a kept one has at least the lowest finite number. */
    private static float[] ranked(MaskLayer layer, float[] scores) {
        if (scores == null || scores.length != layer.size()) {
            throw new InvalidInputException("layer '" + layer.name() + "' of " + layer.size() + " weights has "
                + (scores == null ? "no" : scores.length) + " scores");
        }
        float[] ranked = new float[scores.length];
        Arrays.fill(ranked, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < ranked.length; i++) {
            if (layer.kept(i)) {
                if (Float.isNaN(scores[i])) {
                    throw new InvalidInputException("the score of weight " + i + " of layer '" + layer.name()
                        + "' is not a number");
                }
                ranked[i] = Math.max(scores[i], -Float.MAX_VALUE);
            }
        }
        return ranked;
    }

    private static void require(long keep, long now, String where) {
        if (keep > now) {
            throw new InvalidInputException("pruning cannot keep " + keep + " weights of " + where + ", which has only " + now
                + " left");
        }
    }
}
