package org.espalier.rnndynamics.task;

import java.util.random.RandomGenerator;

/**
 * Binary decision: the input of {@link Integration}; the target is the sign of the whole sum, -1 or +1, and only the last
 * step counts. The generator of computation-thru-dynamics (2020).
 */
public final class BinaryDecision extends NoiseIntegration {
    private static final String NAME = "binary-decision";

    /** The usual noise, 25 steps. */
    public BinaryDecision() {
        this(WhiteNoise.USUAL);
    }

    private BinaryDecision(WhiteNoise noise) {
        super(NAME, noise);
    }

    @Override
    public String description() {
        return "Say at the end whether the sum of a noisy stream is positive (computation-thru-dynamics).";
    }

    @Override
    BinaryDecision with(WhiteNoise other) {
        return new BinaryDecision(other);
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        double sum = 0;
        double[] stream = noise().draw(random);
        for (int t = 0; t < stream.length; t++) {
            sum += stream[t];
            sheet.input(t, 0, stream[t]);
        }
        int last = stream.length - 1;
        sheet.target(last, 0, Math.signum(sum));
        sheet.count(last);
    }
}
