package org.espalier.pruning.ranking;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.nets.mask.MaskLayer;

/**
 * A uniform random number a weight: the control of every criterion. Each set of weights of the kept size is equally likely.
 *
 * <p>Stream {@code pruning/ROUND/choice/LAYER}. Source: the random baseline of Blalock et al. 2020 (ShrinkBench), which
 * tosses a coin a weight and so meets a density on average only.
 */
public final class RandomChoice implements Criterion {

    @Override
    public String name() {
        return "random";
    }

    @Override
    public String description() {
        return "A random number: the control of every criterion (Blalock et al. 2020).";
    }

    @Override
    public Map<String, float[]> scores(PruningState state) {
        Map<String, float[]> scores = new LinkedHashMap<>();
        for (MaskLayer layer : state.mask().layers()) {
            RandomGenerator generator = state.stream("choice/" + layer.name());
            float[] values = new float[layer.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = generator.nextFloat();
            }
            scores.put(layer.name(), values);
        }
        return scores;
    }
}
