package org.espalier.pruning.method;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.network.OwnState;
import org.espalier.nets.network.Parametrization;
import org.espalier.nets.parametrization.ForwardingWeights;

/**
 * Adds up {@code - w dL/dw} of every prunable weight, step by step, before the weight moves: what
 * {@link org.espalier.pruning.ranking.Movement} ranks by. Single precision, in the order of the steps.
 */
final class MovementSum implements CarriedState {
    private final Map<String, float[]> sums = new LinkedHashMap<>();

    MovementSum(Mask mask) {
        mask.layers().forEach(layer -> sums.put(layer.name(), new float[layer.size()]));
    }

    /** The sums by layer; live. */
    Map<String, float[]> sums() {
        return sums;
    }

    /** Starts again at 0: after a ranking. */
    void clear() {
        sums.values().forEach(sum -> Arrays.fill(sum, 0f));
    }

    /** The same training, watched. */
    Parametrization watching(Parametrization weights) {
        return new ForwardingWeights(weights) {
            @Override
            public void pullBack(String parameter, float[] gradient) {
                super.pullBack(parameter, gradient);
                float[] sum = sums.get(parameter);
                if (sum != null) {
                    float[] values = variable(parameter);
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] -= values[i] * gradient[i];
                    }
                }
            }
        };
    }

    @Override
    public String prefix() {
        return "movement";
    }

    @Override
    public OwnState own() {
        return OwnState.ofNumbers(sums);
    }

    @Override
    public void restore(OwnState own) {
        sums.forEach((name, sum) -> System.arraycopy(own.numbers(name, sum.length), 0, sum, 0, sum.length));
    }
}
