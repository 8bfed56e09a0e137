package org.espalier.nets.network;

import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;

/**
 * Which values one pass drops: each independently with probability {@code rate}, at every {@link
 * org.espalier.nets.architecture.Dropout} of the network; those that stay are divided by {@code 1 - rate}, so the expected value
 * is unchanged (Srivastava et al. 2014; "inverted" dropout).
 *
 * @param rate   in [0, 1); at 0 nothing is dropped and no number drawn
 * @param random one number a value, place by place in the order of the layers, image by image; left advanced
 */
public record DropoutNoise(double rate, RandomGenerator random) {
    /** Resolution of the probability. */
    private static final int BITS = 24;

    /** @throws InvalidInputException if the rate is not in [0, 1) */
    public DropoutNoise {
        if (!(rate >= 0 && rate < 1)) {
            throw new InvalidInputException("the dropout rate must be at least 0 and below 1, not " + rate);
        }
    }

    /** The factors of the next {@code count} values: 0 or {@code 1 / (1 - rate)}. */
    float[] factors(int count) {
        float kept = (float) (1 / (1 - rate));
        int dropped = (int) Math.round(rate * (1 << BITS));
        float[] factors = new float[count];
        for (int i = 0; i < count; i++) {
            factors[i] = random.nextInt() >>> Integer.SIZE - BITS < dropped ? 0 : kept;
        }
        return factors;
    }
}
