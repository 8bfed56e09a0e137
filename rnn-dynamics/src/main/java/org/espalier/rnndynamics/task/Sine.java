package org.espalier.rnndynamics.task;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The frequency-cued sine: a constant input names one of J frequencies, the output is the sine of it (Sussillo and Barak
 * 2013; Maheswaranathan et al. 2019, fig. 2).
 *
 * <p>For j = 1..J, all as likely: input {@code j/J + 0.25}; target {@code sin(w_j t)}, t = 0, 1, ..., with
 * {@code w_j} spaced evenly from {@code lowest} to {@code highest} radians a step.
 *
 * <p>The form of the input and J = 51 are those of a public port of the paper's task; the range 0.1 to 0.6 is what is
 * remembered of Sussillo and Barak and could not be checked; the length is ours.
 *
 * @param frequencies J, at least 1; with one frequency it is the lowest
 * @param lowest      radians a step, from 0 to pi
 * @param highest     at least {@code lowest}, to pi
 * @param steps       at least 1
 */
public record Sine(int frequencies, double lowest, double highest, int steps) implements Task {
    private static final String NAME = "sine";
    private static final int MOST_FREQUENCIES = 10_000;
    private static final double OFFSET = 0.25;

    /** @throws org.espalier.base.InvalidInputException if a setting is out of range */
    public Sine {
        TaskSettings.within(NAME, "frequencies", frequencies, 1, MOST_FREQUENCIES);
        TaskSettings.within(NAME, "lowest", lowest, 0, Math.PI);
        TaskSettings.within(NAME, "highest", highest, lowest, Math.PI);
        TaskSettings.steps(NAME, steps);
    }

    /** 51 frequencies from 0.1 to 0.6 radians a step, 100 steps. */
    public Sine() {
        this(51, 0.1, 0.6, 100);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Produce the sine whose frequency a constant input names (Sussillo and Barak 2013).";
    }

    @Override
    public SortedMap<String, Double> settings() {
        return new TreeMap<>(Map.of("frequencies", (double) frequencies, "lowest", lowest, "highest", highest, "steps",
            (double) steps));
    }

    @Override
    public Sine with(Map<String, Double> changed) {
        TaskSettings s = TaskSettings.changed(this, changed);
        return new Sine(s.whole("frequencies"), s.number("lowest"), s.number("highest"), s.whole("steps"));
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public Target target() {
        return Target.VALUES;
    }

    /** The constant input of frequency j. @param j from 1 to J */
    public double input(int j) {
        return (double) j / frequencies + OFFSET;
    }

    /** Frequency j in radians a step. @param j from 1 to J */
    public double frequency(int j) {
        return frequencies == 1 ? lowest : lowest + (j - 1) * (highest - lowest) / (frequencies - 1);
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        int j = 1 + random.nextInt(frequencies);
        for (int t = 0; t < steps; t++) {
            sheet.input(t, 0, input(j));
            sheet.target(t, 0, Math.sin(frequency(j) * t));
            sheet.count(t);
        }
    }
}
