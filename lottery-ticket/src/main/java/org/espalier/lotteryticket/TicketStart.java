package org.espalier.lotteryticket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.base.RandomStreams;
import org.espalier.nets.mask.Mask;
import org.espalier.nets.mask.MaskLayer;
import org.espalier.nets.mask.RandomMask;
import org.espalier.nets.network.InitialWeights;

/** What the last round of a ladder trains from: the ticket, or a control that lacks one of the things a ticket has. */
public enum TicketStart {
    /** The mask with the rewound weights. */
    TICKET,
    /** The mask with newly drawn initial weights (Frankle and Carbin 2019, sec. 2: random reinitialisation). */
    REINITIALISED,
    /** The rewound weights of a random mask with as many weights in each layer (ibid., app. E: random sparsity). */
    RANDOM_MASK,
    /** The mask with its own weights in random places, within each layer (Zhou et al. 2019, sec. 4: reshuffle). */
    SHUFFLED,
    /** The mask with the signs of its weights and newly drawn magnitudes (Zhou et al. 2019, sec. 4: sign kept). */
    SIGNS_REDRAWN,
    /**
     * The mask with the signs of its weights and one magnitude a layer, the standard deviation of the layer's initial
     * weights (Zhou et al. 2019, sec. 4: signed constant).
     */
    SIGNS_CONSTANT;

    /** The mask of the last round. */
    public Mask mask(Mask chosen, RandomStreams random) {
        return this == RANDOM_MASK ? RandomMask.like(chosen, random.stream("ticket/mask")) : chosen;
    }

    /**
     * The weights of the last round. What the mask does not keep does not matter.
     *
     * @param ticket  the rewound weights; not modified
     * @param redrawn other initial weights of the same distribution; not modified
     * @param initial the weights at step 0
     */
    public InitialWeights weights(InitialWeights ticket, InitialWeights redrawn, InitialWeights initial, Mask mask,
                                  RandomStreams random) {
        Map<String, float[]> values = new LinkedHashMap<>(ticket.values());
        for (MaskLayer layer : mask.layers()) {
            float[] own = ticket.of(layer.name());
            values.put(layer.name(), switch (this) {
                case TICKET, RANDOM_MASK -> own;
                case REINITIALISED -> redrawn.of(layer.name());
                case SHUFFLED -> shuffled(own, layer, random.stream("ticket/shuffle/" + layer.name()));
                case SIGNS_REDRAWN -> signed(own, redrawn.of(layer.name()));
                case SIGNS_CONSTANT -> signed(own, new float[] {deviation(initial.of(layer.name()))});
            });
        }
        return new InitialWeights(values);
    }

    /** Fisher and Yates among the kept places. */
    private static float[] shuffled(float[] weights, MaskLayer layer, RandomGenerator random) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            if (layer.kept(i)) {
                places.add(i);
            }
        }
        float[] result = weights.clone();
        for (int i = places.size() - 1; i > 0; i--) {
            int a = places.get(i);
            int b = places.get(random.nextInt(i + 1));
            float swapped = result[a];
            result[a] = result[b];
            result[b] = swapped;
        }
        return result;
    }

    /** Signs of one, magnitudes of the other (a single one: the same for all). */
    private static float[] signed(float[] signs, float[] magnitudes) {
        float[] result = new float[signs.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.copySign(magnitudes[magnitudes.length == 1 ? 0 : i], signs[i]);
        }
        return result;
    }

    /** sqrt(mean (w - mean w)^2), in double precision. */
    private static float deviation(float[] weights) {
        double sum = 0;
        double squares = 0;
        for (float w : weights) {
            sum += w;
            squares += (double) w * w;
        }
        double mean = sum / weights.length;
        return (float) Math.sqrt(Math.max(0, squares / weights.length - mean * mean));
    }
}
