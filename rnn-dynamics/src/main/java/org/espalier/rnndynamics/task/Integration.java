package org.espalier.rnndynamics.task;

import java.util.random.RandomGenerator;

/**
 * Plain integration: the input is white noise about a random mean, the target at each step is the sum of the inputs so
 * far, this step included; every step counts.
 *
 * <p>{@code x_t = b + noise / sqrt(dt) n_t}, {@code b = 2 bias (n - 0.5)}, with standard normal n and n_t and
 * {@code dt = duration / steps}; the sum is without dt. So has computation-thru-dynamics (2020), whose defaults these are
 * (bias 0.01, noise 0.025, duration 1, 25 steps): its mean is normal about -{@code bias}, though the form looks as if a
 * uniform number had been meant.
 */
public final class Integration extends NoiseIntegration {
    private static final String NAME = "integration";

    /** The usual noise, 25 steps. */
    public Integration() {
        this(WhiteNoise.USUAL);
    }

    private Integration(WhiteNoise noise) {
        super(NAME, noise);
    }

    @Override
    public String description() {
        return "Sum a stream of white noise with a random mean (Sussillo's integrator).";
    }

    @Override
    Integration with(WhiteNoise other) {
        return new Integration(other);
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        double sum = 0;
        double[] stream = noise().draw(random);
        for (int t = 0; t < stream.length; t++) {
            sum += stream[t];
            sheet.input(t, 0, stream[t]);
            sheet.target(t, 0, sum);
            sheet.count(t);
        }
    }
}
