package org.espalier.nets.initialise;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;
import org.espalier.base.Labelled;

/**
 * A distribution of initial weights (or scores), with mean 0 (but for {@link #UNSIGNED_CONSTANT}) and a standard deviation
 * set by the layer's fans. The gain is {@code sqrt(2)}, for ReLU.
 *
 * <table>
 * <caption>Distributions, before scaling</caption>
 * <tr><th>name</th><th>distribution</th></tr>
 * <tr><td>{@code kaiming-normal}</td><td>N(0, s), s = sqrt(2 / fanIn)</td></tr>
 * <tr><td>{@code kaiming-uniform}</td><td>U(-a, a), a = sqrt(6 / fanIn): the same standard deviation</td></tr>
 * <tr><td>{@code signed-constant}</td><td>+s or -s, each with probability 1/2, s = sqrt(2 / fanIn)</td></tr>
 * <tr><td>{@code unsigned-constant}</td><td>+s, s = sqrt(2 / fanIn)</td></tr>
 * <tr><td>{@code glorot-normal}</td><td>N(0, s), s = sqrt(2 / (fanIn + fanOut))</td></tr>
 * <tr><td>{@code glorot-constant}</td><td>+s or -s, each with probability 1/2, s = sqrt(2 / (fanIn + fanOut))</td></tr>
 * <tr><td>{@code torch-default}</td><td>U(-a, a), a = 1 / sqrt(fanIn): PyTorch's default of linear and convolutional
 * layers, {@code kaiming_uniform_(a=sqrt(5))}; also the initial scores of edge-popup</td></tr>
 * </table>
 *
 * <p>With a {@code scaleDensity} below 1 every value is multiplied by {@code sqrt(1 / scaleDensity)}, so that a
 * subnetwork of that density keeps the variance of its activations ("scaled" in Ramanujan et al. 2020). The released code
 * of that paper divides by {@code fan * (1 - prune_rate)} where its {@code prune_rate} is the fraction kept: it scales by
 * the fraction removed, and is as intended at density 0.5 alone. The scaling here is the intended one.
 *
 * <p>Deviation: the released code takes the signs of the constants from PyTorch's default draw; here they are fair bits of
 * the generator, which is the same distribution.
 */
public enum Initialisation implements Labelled {
    KAIMING_NORMAL(Draw.NORMAL, Fan.KAIMING),
    KAIMING_UNIFORM(Draw.UNIFORM, Fan.KAIMING),
    SIGNED_CONSTANT(Draw.SIGNS, Fan.KAIMING),
    UNSIGNED_CONSTANT(Draw.CONSTANT, Fan.KAIMING),
    GLOROT_NORMAL(Draw.NORMAL, Fan.GLOROT),
    GLOROT_CONSTANT(Draw.SIGNS, Fan.GLOROT),
    TORCH_DEFAULT(Draw.UNIFORM, Fan.TORCH);

    private enum Draw { NORMAL, UNIFORM, SIGNS, CONSTANT }

    private enum Fan { KAIMING, GLOROT, TORCH }

    private final Draw draw;
    private final Fan fan;

    Initialisation(Draw draw, Fan fan) {
        this.draw = draw;
        this.fan = fan;
    }

    /** The name in the papers' words, as on the command line: {@code kaiming-normal}. */
    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names, in the order of declaration. */
    public static List<String> labels() {
        return Labelled.labels(Initialisation.class);
    }

    /** @throws InvalidInputException if there is none of that name; the message names the nearest */
    public static Initialisation named(String label) {
        return Labelled.named(Initialisation.class, "initialisation", label);
    }

    /** The distribution of edge-popup's initial scores: U(-1/sqrt(fanIn), 1/sqrt(fanIn)). */
    public static Initialisation scoreInitialisation() {
        return TORCH_DEFAULT;
    }

    /**
     * Standard deviation (of {@link #UNSIGNED_CONSTANT}: the value itself).
     *
     * @param fanIn        inputs of one unit: {@code in} or {@code in * kernel height * kernel width}; at least 1
     * @param fanOut       likewise of the outputs; at least 1
     * @param scaleDensity density the layer is scaled for, above 0 to 1; 1 for no scaling
     * @throws InvalidInputException if an argument is out of range
     */
    public double standardDeviation(long fanIn, long fanOut, double scaleDensity) {
        if (fanIn < 1 || fanOut < 1) {
            throw new InvalidInputException(label() + " initialisation: fan in is " + fanIn + " and fan out " + fanOut
                + ", expected at least 1.");
        }
        if (!(scaleDensity > 0 && scaleDensity <= 1)) {
            throw new InvalidInputException(label() + " initialisation: the density to scale for is " + scaleDensity
                + ", expected above 0 and at most 1.");
        }
        double variance = switch (fan) {
            case KAIMING -> 2.0 / fanIn;
            case GLOROT -> 2.0 / ((double) fanIn + fanOut);
            case TORCH -> 1.0 / (3.0 * fanIn);
        };
        return Math.sqrt(variance / scaleDensity);
    }

    /**
     * Draws every element, in order, from one stream: the same generator state gives the same weights.
     *
     * @param weights      modified
     * @param fanIn        at least 1
     * @param fanOut       at least 1; the Kaiming distributions do not depend on it
     * @param scaleDensity above 0 to 1; 1 for no scaling
     * @param random       advanced; untouched by {@link #UNSIGNED_CONSTANT}
     * @throws InvalidInputException if an argument is out of range
     */
    public void fill(float[] weights, long fanIn, long fanOut, double scaleDensity, RandomGenerator random) {
        double deviation = standardDeviation(fanIn, fanOut, scaleDensity);
        switch (draw) {
            case NORMAL -> {
                for (int i = 0; i < weights.length; i++) {
                    weights[i] = (float) (deviation * random.nextGaussian());
                }
            }
            case UNIFORM -> {
                double bound = Math.sqrt(3) * deviation;
                for (int i = 0; i < weights.length; i++) {
                    weights[i] = (float) (bound * (2 * random.nextFloat() - 1));
                }
            }
            case SIGNS -> signs(weights, (float) deviation, random);
            case CONSTANT -> Arrays.fill(weights, (float) deviation);
            default -> throw new AssertionError(draw);
        }
    }

    /** One random bit a weight, 64 from each draw, lowest first. */
    private static void signs(float[] weights, float magnitude, RandomGenerator random) {
        long bits = 0;
        for (int i = 0; i < weights.length; i++) {
            if (i % Long.SIZE == 0) {
                bits = random.nextLong();
            }
            weights[i] = (bits & 1) == 0 ? magnitude : -magnitude;
            bits >>>= 1;
        }
    }
}
