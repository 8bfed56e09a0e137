package org.espalier.rnndynamics.task;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A stream of white noise about a random mean, as the three tasks that integrate it draw it; {@link Integration} has the
 * formula.
 *
 * @param bias     at least 0; usual 0.01
 * @param noise    at least 0; usual 0.025
 * @param duration of a trial, above 0; usual 1
 * @param steps    at least 1; usual 25
 */
record WhiteNoise(double bias, double noise, double duration, int steps) {
    static final WhiteNoise USUAL = new WhiteNoise(0.01, 0.025, 1, 25);
    private static final double MOST = 1e6;

    static WhiteNoise checked(String task, double bias, double noise, double duration, int steps) {
        TaskSettings.within(task, "bias", bias, 0, MOST);
        TaskSettings.within(task, "noise", noise, 0, MOST);
        TaskSettings.within(task, "duration", duration, Double.MIN_NORMAL, MOST);
        TaskSettings.steps(task, steps);
        return new WhiteNoise(bias, noise, duration, steps);
    }

    static WhiteNoise of(String task, TaskSettings s) {
        return checked(task, s.number("bias"), s.number("noise"), s.number("duration"), s.whole("steps"));
    }

    Map<String, Double> settings() {
        return Map.of("bias", bias, "noise", noise, "duration", duration, "steps", (double) steps);
    }

    double[] draw(RandomGenerator random) {
        double mean = 2 * bias * (random.nextGaussian() - 0.5);
        double deviation = noise / Math.sqrt(duration / steps);
        double[] stream = new double[steps];
        for (int t = 0; t < steps; t++) {
            stream[t] = mean + deviation * random.nextGaussian();
        }
        return stream;
    }
}
