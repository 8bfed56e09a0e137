package org.espalier.pruning.ranking;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.mask.MaskLayer;

/**
 * The first-order change of the loss when a weight is set to zero: {@code |w * dL/dw|}, on one batch.
 *
 * <p>{@code L(w_i = 0) - L = -w_i dL/dw_i + O(w_i^2)} (Taylor). Cost: one forward and backward pass of 1,024 images.
 *
 * <p>Source: Blalock et al. 2020, sec. 7 (ShrinkBench's global and layerwise magnitude gradient); Molchanov et al. 2017,
 * sec. 2.2, for whole channels. Deviation: a larger batch than ShrinkBench's one training batch of 128, so that the choice
 * depends less on it; images of the training set without replacement.
 */
public final class GradientTimesWeight implements Criterion {
    static final int IMAGES = 1024;

    @Override
    public String name() {
        return "gradient-times-weight";
    }

    @Override
    public String description() {
        return "The first-order change of the loss without the weight, |gradient x weight| on one batch (Blalock et al. "
            + "2020).";
    }

    @Override
    public Map<String, float[]> scores(PruningState state) {
        Map<String, float[]> gradients = state.gradients(state.weights(), state.batch(IMAGES), new CrossEntropy(0));
        Map<String, float[]> scores = new LinkedHashMap<>();
        for (MaskLayer layer : state.mask().layers()) {
            float[] gradient = gradients.get(layer.name());
            float[] weights = state.weights().of(layer.name());
            float[] values = new float[layer.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.abs(gradient[i] * weights[i]);
            }
            scores.put(layer.name(), values);
        }
        return scores;
    }
}
