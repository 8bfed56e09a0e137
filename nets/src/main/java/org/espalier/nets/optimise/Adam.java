package org.espalier.nets.optimise;

import org.espalier.base.InvalidInputException;

/**
 * Steps scaled by running moments of the gradient, as {@code torch.optim.Adam} (Kingma and Ba 2015).
 *
 * <pre>
 *   g = gradient + weightDecay * w
 *   m = beta1 * m + (1 - beta1) * g
 *   v = beta2 * v + (1 - beta2) * g^2
 *   w = w - learningRate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
 * </pre>
 *
 * State: {@code m} and {@code v}.
 *
 * @param beta1       decay of the first moment, in [0, 1); usual 0.9
 * @param beta2       decay of the second moment, in [0, 1); usual 0.999
 * @param epsilon     keeps the denominator off zero; finite, at least 0 (at 0, a gradient that was always zero gives
 *                    NaN); usual 1e-8
 * @param weightDecay L2 term added to the gradient, and so scaled like it; finite, at least 0
 */
public record Adam(double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {

    /** @throws InvalidInputException if a value is out of range */
    public Adam {
        Settings.below1("adam", "beta1", beta1);
        Settings.below1("adam", "beta2", beta2);
        Settings.atLeastZero("adam", "epsilon", epsilon);
        Settings.atLeastZero("adam", "weight decay", weightDecay);
    }

    /** The usual constants 0.9, 0.999 and 1e-8 with the given weight decay. */
    public static Adam of(double weightDecay) {
        return new Adam(0.9, 0.999, 1e-8, weightDecay);
    }

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void update(float[] variable, float[] gradient, float[][] slots, long step, double learningRate) {
        Settings.arguments(this, variable, gradient, slots, step, learningRate);
        Moments.step(variable, gradient, slots[0], slots[1], step, learningRate, beta1, beta2, epsilon, weightDecay, 1);
    }
}
