package org.espalier.pruning.method;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.nets.NetsException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.network.Parametrization;

/**
 * Adds up {@code - w dL/dw} of every prunable weight, step by step, before the weight moves: what
 * {@link org.espalier.pruning.criterion.Movement} ranks by. Single precision, in the order of the steps.
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
        return new Parametrization() {
            @Override
            public List<String> trained() {
                return weights.trained();
            }

            @Override
            public float[] variable(String parameter) {
                return weights.variable(parameter);
            }

            @Override
            public void prepare(long step) {
                weights.prepare(step);
            }

            @Override
            public void writeEffective(String parameter, float[] effective) {
                weights.writeEffective(parameter, effective);
            }

            @Override
            public void pullBack(String parameter, float[] gradient) {
                weights.pullBack(parameter, gradient);
                float[] sum = sums.get(parameter);
                if (sum != null) {
                    float[] values = weights.variable(parameter);
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] -= values[i] * gradient[i];
                    }
                }
            }

            @Override
            public void updated(String parameter) {
                weights.updated(parameter);
            }
        };
    }

    @Override
    public String prefix() {
        return "movement";
    }

    @Override
    public Map<String, float[]> arrays() {
        return sums;
    }

    @Override
    public void restore(Map<String, float[]> arrays) {
        sums.forEach((name, sum) -> {
            float[] values = arrays.get(name);
            if (values == null || values.length != sum.length) {
                throw new NetsException("the checkpoint has no movement of layer '" + name + "' with " + sum.length
                    + " weights");
            }
            System.arraycopy(values, 0, sum, 0, sum.length);
        });
    }
}
