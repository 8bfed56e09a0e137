package org.espalier.nets.parametrization;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.network.Network;
import org.espalier.nets.network.Parametrization;

/**
 * Training of the kept weights beside others that are frozen: a weight that is not kept has the value it starts with, bit
 * for bit, before, during and after.
 *
 * <pre>
 *   w_eff = v          where the weight is kept
 *   w_eff = start      where it is frozen, and there v = 0
 * </pre>
 *
 * The variable {@code v} is that of {@link MaskedWeights}, so the gradient of a frozen weight is zero before the optimiser
 * sees it, and momentum and moments stay zero, with weight decay as well: what is decayed is zero, not the frozen value.
 * The frozen values are copied once and no optimiser, clipping or checkpoint ever touches them: a training that goes on from
 * a checkpoint is given the same start again. Parameters that are not in the mask (biases, normalisation) train freely.
 *
 * <p>With a start that is zero where nothing is kept this is {@link MaskedWeights}, to the bit. Cost: that of masked
 * training, and one write a frozen weight and step.
 *
 * <p>Source: Zhou et al. 2019, "Deconstructing Lottery Tickets", the part on mask-0 actions.
 */
public final class FrozenWeights implements Parametrization {
    private final MaskedWeights kept;
    private final Map<String, Frozen> frozen = new HashMap<>();

    /** The weights of a layer that are not kept. */
    private record Frozen(int[] places, float[] values) {
        static Frozen of(MaskLayer layer, float[] start) {
            int[] places = new int[layer.size() - layer.keptCount()];
            float[] values = new float[places.length];
            for (int i = 0, next = 0; i < start.length; i++) {
                if (!layer.kept(i)) {
                    places[next] = i;
                    values[next++] = start[i];
                }
            }
            return new Frozen(places, values);
        }

        void write(float[] effective) {
            for (int i = 0; i < places.length; i++) {
                effective[places[i]] = values[i];
            }
        }
    }

    /**
     * @param start where the kept weights start and what the others are frozen at; copied
     * @param mask  its layers name parameters of the network; what it keeps is trained
     * @throws InvalidInputException if a layer of the mask is no parameter of the network or has another shape
     */
    public FrozenWeights(Network network, InitialWeights start, Mask mask) {
        kept = new MaskedWeights(network, start, mask);
        for (MaskLayer layer : mask.layers()) {
            frozen.put(layer.name(), Frozen.of(layer, start.of(layer.name())));
        }
    }

    @Override
    public List<String> trained() {
        return kept.trained();
    }

    /** {@inheritDoc} Zero where a weight is frozen. */
    @Override
    public float[] variable(String parameter) {
        return kept.variable(parameter);
    }

    @Override
    public void writeEffective(String parameter, float[] effective) {
        kept.writeEffective(parameter, effective);
        Frozen values = frozen.get(parameter);
        if (values != null) {
            values.write(effective);
        }
    }

    @Override
    public void pullBack(String parameter, float[] gradient) {
        kept.pullBack(parameter, gradient);
    }

    @Override
    public void updated(String parameter) {
        kept.updated(parameter);
    }
}
