package org.espalier.rnndynamics.population;

import org.espalier.base.InvalidInputException;

/**
 * What may differ between the networks of a population.
 *
 * @param seed         of all its random numbers: initial weights and trials
 * @param learningRate base rate; finite, at least 0
 * @param l2           weight of the penalty {@code l2 ||parameters||^2}, of those that are trained, biases and readout
 *                     included; finite, at least 0
 * @param trained      which parameters are trained
 * @param noise        s of the noise in the recurrent sums while it trains and is validated ({@link RecurrentNoise}); finite,
 *                     at least 0
 */
public record Member(long seed, double learningRate, double l2, Trained trained, double noise) {

    /** @throws InvalidInputException if a value is out of range */
    public Member {
        check("learning rate", learningRate);
        check("L2 strength", l2);
        check("recurrent noise", noise);
    }

    /** A network without noise. */
    public Member(long seed, double learningRate, double l2, Trained trained) {
        this(seed, learningRate, l2, trained, 0);
    }

    /** A network of which everything is trained. */
    public Member(long seed, double learningRate, double l2) {
        this(seed, learningRate, l2, Trained.ALL);
    }

    private static void check(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InvalidInputException("a network's " + what + " is " + value
                + ", expected a finite number of at least 0");
        }
    }
}
