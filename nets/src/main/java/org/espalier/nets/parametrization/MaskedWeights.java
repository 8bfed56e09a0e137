package org.espalier.nets.parametrization;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.NetworkParameter;
import org.espalier.nets.network.Parametrization;

/**
 * Training under a fixed mask: a pruned weight is exactly zero, before, during and after.
 *
 * <p>The gradient of a pruned weight is set to zero before the optimiser sees it, so its momentum and moments stay zero too,
 * and every optimiser of the suite leaves a weight of zero with a gradient and a state of zero where it is, with weight decay
 * as well. Parameters that are not in the mask (biases, normalisation) train freely. A step costs one pass over the gradient
 * and two over the kept weights.
 */
public final class MaskedWeights implements Parametrization {
    private final Map<String, float[]> variables;
    private final List<String> trained;
    /** Places of the kept weights, of layers that do not keep all. */
    private final Map<String, int[]> kept = new HashMap<>();
    private float[] values = new float[0];

    /**
     * @param start where training starts; copied, pruned weights set to zero
     * @param mask  its layers name parameters of the network
     * @throws InvalidInputException if a layer of the mask is no parameter of the network or has another shape
     */
    public MaskedWeights(Network network, InitialWeights start, Mask mask) {
        start.check(network);
        trained = network.trainable();
        variables = start.copies(trained);
        for (MaskLayer layer : mask.layers()) {
            NetworkParameter parameter = network.parameter(layer.name());
            if (!trained.contains(layer.name())) {
                throw new InvalidInputException("mask layer '" + layer.name() + "' is not a parameter that can be trained");
            }
            if (!Arrays.equals(parameter.shape(), layer.shape())) {
                throw new InvalidInputException("mask layer '" + layer.name() + "' has shape " + Arrays.toString(layer.shape())
                    + ", the network's weight " + Arrays.toString(parameter.shape()));
            }
            layer.apply(variables.get(layer.name()));
            if (layer.keptCount() < layer.size()) {
                kept.put(layer.name(), places(layer));
            }
        }
    }

    private static int[] places(MaskLayer layer) {
        int[] places = new int[layer.keptCount()];
        int next = 0;
        for (int i = 0; i < layer.size(); i++) {
            if (layer.kept(i)) {
                places[next++] = i;
            }
        }
        return places;
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

    /** Sets, rather than multiplies: zero times a diverged value would not be zero. */
    @Override
    public void pullBack(String parameter, float[] gradient) {
        int[] places = kept.get(parameter);
        if (places == null) {
            return;
        }
        if (values.length < places.length) {
            values = new float[places.length];
        }
        for (int i = 0; i < places.length; i++) {
            values[i] = gradient[places[i]];
        }
        Arrays.fill(gradient, 0);
        for (int i = 0; i < places.length; i++) {
            gradient[places[i]] = values[i];
        }
    }
}
