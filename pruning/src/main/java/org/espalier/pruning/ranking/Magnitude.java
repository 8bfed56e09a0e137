package org.espalier.pruning.ranking;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.mask.MaskLayer;

/**
 * The magnitude of a weight: {@code |w|}. Small weights are pruned first.
 *
 * <p>Source: Han et al. 2015, sec. 3. Deviation: Han prunes below a multiple of the layer's standard deviation, here (as in
 * Frankle and Carbin 2019) a given number of weights is kept. It is "large final" among the mask criteria of Zhou et al.
 * 2019, whose others are {@link ZhouCriterion}.
 */
public final class Magnitude implements Criterion {

    @Override
    public String name() {
        return "magnitude";
    }

    @Override
    public String description() {
        return "The size of the weight, |w| (Han et al. 2015).";
    }

    @Override
    public Map<String, float[]> scores(PruningState state) {
        Map<String, float[]> scores = new LinkedHashMap<>();
        for (MaskLayer layer : state.mask().layers()) {
            float[] values = state.weights().of(layer.name()).clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.abs(values[i]);
            }
            scores.put(layer.name(), values);
        }
        return scores;
    }
}
