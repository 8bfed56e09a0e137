package org.espalier.rnndynamics.task;

import java.util.random.RandomGenerator;

/**
 * Context-dependent integration: inputs 0 and 1 are two independent streams as in {@link Integration}, each with a mean of
 * its own; inputs 2 and 3 name one of them, one-hot and constant, either as likely; the target is the sum of that stream
 * so far, and every step counts (Maheswaranathan et al. 2019, fig. 3; the generator of computation-thru-dynamics).
 */
public final class ContextIntegration extends NoiseIntegration {
    private static final String NAME = "context-integration";

    /** The usual noise, 25 steps. */
    public ContextIntegration() {
        this(WhiteNoise.USUAL);
    }

    private ContextIntegration(WhiteNoise noise) {
        super(NAME, noise);
    }

    @Override
    public String description() {
        return "Sum the one of two noisy streams that a constant context input names (Maheswaranathan et al. 2019).";
    }

    @Override
    ContextIntegration with(WhiteNoise other) {
        return new ContextIntegration(other);
    }

    @Override
    public int inputs() {
        return 4;
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        double[][] streams = {noise().draw(random), noise().draw(random)};
        int context = random.nextInt(2);
        double sum = 0;
        for (int t = 0; t < noise().steps(); t++) {
            sum += streams[context][t];
            sheet.input(t, 0, streams[0][t]);
            sheet.input(t, 1, streams[1][t]);
            sheet.input(t, 2 + context, 1);
            sheet.target(t, 0, sum);
            sheet.count(t);
        }
    }
}
