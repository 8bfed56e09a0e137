package org.espalier.pruning.ranking;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.loss.CrossEntropy;
import org.espalier.nets.mask.MaskLayer;

/**
 * SNIP's connection sensitivity: how much the loss reacts to a connection's switch c, of the untrained network.
 *
 * <p>{@code s_i = |dL/dc_i| / sum_j |dL/dc_j|} at {@code c = 1}, where the effective weight is {@code c * w}, so that
 * {@code dL/dc = w * dL/dw}. One mini-batch of 128 images; the sum is over all layers, so the scores add up to 1. Products
 * and the sum are in double precision. Weights that the mask does not keep are 0 and score 0.
 *
 * <p>Source: Lee et al. 2019, eq. 4 to 6 and algorithm 1. Deviation: the weights ranked are the ones then trained (the
 * released code draws new ones after ranking).
 */
public final class Snip implements Criterion {
    static final int IMAGES = 128;

    @Override
    public String name() {
        return "snip";
    }

    @Override
    public String description() {
        return "Connection sensitivity: |gradient x weight| of the untrained network, normalised (SNIP; Lee et al. 2019).";
    }

    @Override
    public Map<String, float[]> scores(PruningState state) {
        Map<String, float[]> gradients = state.gradients(state.weights(), state.batch(IMAGES), new CrossEntropy(0));
        double sum = 0;
        for (MaskLayer layer : state.mask().layers()) {
            float[] gradient = gradients.get(layer.name());
            float[] weights = state.weights().of(layer.name());
            for (int i = 0; i < gradient.length; i++) {
                sum += Math.abs((double) gradient[i] * weights[i]);
            }
        }
        Map<String, float[]> scores = new LinkedHashMap<>();
        for (MaskLayer layer : state.mask().layers()) {
            float[] gradient = gradients.get(layer.name());
            float[] weights = state.weights().of(layer.name());
            float[] values = new float[gradient.length];
            for (int i = 0; sum > 0 && i < values.length; i++) {
                values[i] = (float) (Math.abs((double) gradient[i] * weights[i]) / sum);
            }
            scores.put(layer.name(), values);
        }
        return scores;
    }
}
