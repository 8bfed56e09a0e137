package org.espalier.nets.optimise;

import org.espalier.base.InvalidInputException;

/**
 * Stochastic gradient descent with momentum, as {@code torch.optim.SGD}.
 *
 * <pre>
 *   g   = gradient + weightDecay * w
 *   buf = g                                        at step 1
 *   buf = momentum * buf + (1 - dampening) * g     afterwards
 *   d   = buf, or g + momentum * buf (Nesterov); d = g without momentum
 *   w   = w - learningRate * d
 * </pre>
 *
 * The learning rate multiplies the buffer, not the gradient inside it (Sutskever et al. 2013 put it inside): a rate that
 * drops acts at once. State: the momentum buffer, if momentum is above 0.
 *
 * @param momentum    in [0, 1); usual 0.9
 * @param dampening   finite; usual 0. Not applied to the first gradient
 * @param nesterov    look-ahead gradient; needs momentum above 0 and dampening 0
 * @param weightDecay L2 term added to the gradient; finite, at least 0
 */
public record Sgd(double momentum, double dampening, boolean nesterov, double weightDecay) implements Optimizer {

    /** @throws InvalidInputException if a value is out of range */
    public Sgd {
        Settings.below1("sgd", "momentum", momentum);
        Settings.atLeastZero("sgd", "weight decay", weightDecay);
        if (!Double.isFinite(dampening)) {
            throw new InvalidInputException("sgd: dampening is " + dampening + ", expected a finite number.");
        }
        if (nesterov && (momentum == 0 || dampening != 0)) {
            throw new InvalidInputException("sgd: Nesterov momentum needs momentum above 0 and dampening 0, got momentum "
                + momentum + " and dampening " + dampening + ".");
        }
    }

    /** Gradient descent with momentum and L2 weight decay, without dampening or look-ahead. */
    public static Sgd of(double momentum, double weightDecay) {
        return new Sgd(momentum, 0, false, weightDecay);
    }

    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public int slots() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    public void update(float[] variable, float[] gradient, float[][] slots, long step, double learningRate) {
        Settings.arguments(this, variable, gradient, slots, step, learningRate);
        float rate = (float) learningRate;
        float decay = (float) weightDecay;
        if (momentum == 0) {
            plain(variable, gradient, rate, decay);
            return;
        }
        // The first buffer is a copy of the gradient: nothing retained, nothing dampened.
        float retain = step == 1 ? 0f : (float) momentum;
        float take = step == 1 ? 1f : (float) (1 - dampening);
        if (nesterov) {
            nesterov(variable, gradient, slots[0], rate, decay, retain, take, (float) momentum);
        } else {
            momentum(variable, gradient, slots[0], rate, decay, retain, take);
        }
    }

    // No branch inside the loops, so that they vectorise: without weight decay the product with zero changes no finite
    // value and costs nothing beside the memory traffic.

    private static void plain(float[] w, float[] g, float rate, float decay) {
        for (int i = 0; i < w.length; i++) {
            w[i] -= rate * (g[i] + decay * w[i]);
        }
    }

    private static void momentum(float[] w, float[] g, float[] buf, float rate, float decay, float retain, float take) {
        for (int i = 0; i < w.length; i++) {
            float b = retain * buf[i] + take * (g[i] + decay * w[i]);
            buf[i] = b;
            w[i] -= rate * b;
        }
    }

    private static void nesterov(float[] w, float[] g, float[] buf, float rate, float decay, float retain, float take,
                                 float momentum) {
        for (int i = 0; i < w.length; i++) {
            float decayed = g[i] + decay * w[i];
            float b = retain * buf[i] + take * decayed;
            buf[i] = b;
            w[i] -= rate * (decayed + momentum * b);
        }
    }
}
