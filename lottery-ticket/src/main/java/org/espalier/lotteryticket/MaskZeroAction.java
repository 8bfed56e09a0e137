package org.espalier.lotteryticket;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Labelled;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.network.InitialWeights;
import org.espalier.nets.parametrization.FrozenWeights;

/**
 * What a weight that the mask does not keep is held at while the ticket trains: the mask-0 actions of Zhou et al. 2019, who
 * ask whether zero is good because nothing is there, or because it is where the weight was going.
 *
 * <table>
 * <caption>The value held, from the weight at step 0 (wi) and at the end of training (wf)</caption>
 * <tr><th>name</th><th>value</th></tr>
 * <tr><td>{@code zero}</td><td>0: pruning</td></tr>
 * <tr><td>{@code freeze}</td><td>wi</td></tr>
 * <tr><td>{@code freeze-by-direction}</td><td>0 if |wf| &lt; |wi|, else wi</td></tr>
 * </table>
 *
 * <p>Moved towards zero is a magnitude that became less, as in the authors' released code: a weight that passed zero and
 * ended farther from it than it began moved away. A weight that did not move at all (a pixel that is dark in every image)
 * is frozen at its initial value.
 *
 * <p>Source: Zhou et al. 2019, "Deconstructing Lottery Tickets", the part on mask-0 actions. Left out: their variant that
 * also starts kept weights at zero, and its controls.
 */
public enum MaskZeroAction implements Labelled {
    /** Zero: what pruning does. */
    ZERO {
        @Override
        float held(float initial, float trained) {
            return 0;
        }
    },
    /** The value at step 0. */
    FREEZE {
        @Override
        float held(float initial, float trained) {
            return initial;
        }
    },
    /** Zero where training made the weight smaller, the value at step 0 elsewhere. */
    FREEZE_BY_DIRECTION {
        @Override
        float held(float initial, float trained) {
            return Math.abs(trained) < Math.abs(initial) ? 0 : initial;
        }
    };

    abstract float held(float initial, float trained);

    /** The name on the command line: {@code freeze-by-direction}. */
    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names, in the order of declaration. */
    public static List<String> labels() {
        return Labelled.labels(MaskZeroAction.class);
    }

    /** @throws InvalidInputException if there is none of that name; the message lists them */
    public static MaskZeroAction named(String label) {
        return Labelled.named(MaskZeroAction.class, "mask-0 action", label);
    }

    /**
     * Where the next training starts: the ticket's values where the mask keeps a weight, the held values elsewhere; all
     * other parameters are the ticket's. It is what {@link FrozenWeights} takes.
     *
     * <p>With the effective weights of a round, held ones included, as {@code trained}, a value once held stays from round
     * to round: a zero is smaller than the initial value, a frozen weight is as large.
     *
     * @param ticket  the weights to start the kept ones at; not modified
     * @param initial the weights at step 0; not modified
     * @param trained what the network computed with at the end of training, held weights included; not modified
     * @param mask    what is kept now
     * @return new arrays for the layers of the mask, the ticket's own for the other parameters. Cost: O(n)
     * @throws InvalidInputException if a layer's weights are missing or of another size, or a trained weight is not a number
     */
    public InitialWeights start(InitialWeights ticket, InitialWeights initial, InitialWeights trained, Mask mask) {
        Map<String, float[]> values = new LinkedHashMap<>(ticket.values());
        for (MaskLayer layer : mask.layers()) {
            float[] start = of(ticket, layer).clone();
            float[] first = of(initial, layer);
            float[] last = of(trained, layer);
            for (int i = 0; i < start.length; i++) {
                if (Float.isNaN(last[i])) {
                    throw new InvalidInputException("the trained weight " + i + " of layer '" + layer.name()
                        + "' is not a number: nothing can be frozen by it");
                }
                start[i] = layer.kept(i) ? start[i] : held(first[i], last[i]);
            }
            values.put(layer.name(), start);
        }
        return new InitialWeights(values);
    }

    private static float[] of(InitialWeights weights, MaskLayer layer) {
        float[] values = weights.of(layer.name());
        if (values.length != layer.size()) {
            throw new InvalidInputException("weights of '" + layer.name() + "' have " + values.length + " values, the mask has "
                + layer.size());
        }
        return values;
    }
}
