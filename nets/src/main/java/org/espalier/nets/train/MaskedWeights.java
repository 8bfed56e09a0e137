package org.espalier.nets.train;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.nets.NetsException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;

/**
 * Training under a fixed mask: a pruned weight is exactly zero, before, during and after.
 *
 * <p>The gradient of a pruned weight is set to zero before the optimiser sees it, so momentum and moments of pruned
 * weights stay zero too, with weight decay as well (the decayed value is zero); after each step the weight itself is put
 * back to zero. Parameters that are not in the mask (biases, normalisation) train freely.
 */
public final class MaskedWeights implements Parametrization {
    private final Map<String, float[]> variables;
    private final List<String> trained;
    private final Map<String, boolean[]> kept = new HashMap<>();

    /**
     * @param start where training starts; copied, pruned weights set to zero
     * @param mask  its layers name parameters of the network
     * @throws NetsException if a layer of the mask is no parameter of the network or has another shape
     */
    public MaskedWeights(Network network, InitialWeights start, Mask mask) {
        start.check(network);
        trained = network.trainable();
        variables = start.copies(trained);
        for (MaskLayer layer : mask.layers()) {
            NetworkParameter parameter = network.parameter(layer.name());
            if (!trained.contains(layer.name())) {
                throw new NetsException("mask layer '" + layer.name() + "' is not a parameter that can be trained");
            }
            if (!Arrays.equals(parameter.shape(), layer.shape())) {
                throw new NetsException("mask layer '" + layer.name() + "' has shape " + Arrays.toString(layer.shape())
                    + ", the network's weight " + Arrays.toString(parameter.shape()));
            }
            boolean[] keep = new boolean[layer.size()];
            for (int i = 0; i < keep.length; i++) {
                keep[i] = layer.kept(i);
            }
            kept.put(layer.name(), keep);
            updated(layer.name());
        }
    }

    @Override
    public List<String> trained() {
        return trained;
    }

    @Override
    public float[] variable(String parameter) {
        return variables.get(parameter);
    }

    @Override
    public void writeEffective(String parameter, float[] effective) {
        System.arraycopy(variables.get(parameter), 0, effective, 0, effective.length);
    }

    @Override
    public void pullBack(String parameter, float[] gradient) {
        prune(parameter, gradient);
    }

    @Override
    public void updated(String parameter) {
        prune(parameter, variables.get(parameter));
    }

    /** Sets, rather than multiplies: zero times a diverged value would not be zero. */
    private void prune(String parameter, float[] values) {
        boolean[] keep = kept.get(parameter);
        if (keep != null) {
            for (int i = 0; i < values.length; i++) {
                values[i] = keep[i] ? values[i] : 0;
            }
        }
    }
}
