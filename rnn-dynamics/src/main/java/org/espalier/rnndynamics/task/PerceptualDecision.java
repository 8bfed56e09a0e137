package org.espalier.rnndynamics.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.random.RandomGenerator;

/**
 * Two-alternative forced choice (2AF): which of two noisy inputs is the stronger on average? The
 * {@code PerceptualDecisionMaking} of neurogym v0.1.0, which Liu et al. (2024) train on.
 *
 * <p>A trial: fixation, stimulus, delay, decision. Input 0 is 1 until the decision, then 0. Inputs 1 and 2 are, during the
 * stimulus, {@code 0.5 + c/200} for the right choice and {@code 0.5 - c/200} for the other, each with normal noise of
 * deviation {@code sigma / sqrt(dt)} a step; c is one of 0, 6.4, 12.8, 25.6, 51.2, all as likely, so a fifth of the trials
 * can only be guessed. The class is 0 until the decision, then 1 or 2; every step counts.
 *
 * <p>The paper's timing is {@code fixation=0}, {@code stimulus=700}. Deviation: trials are not put end to end; each is a
 * sequence of its own.
 *
 * @param dt       milliseconds a step
 * @param sigma    at least 0
 * @param fixation milliseconds, as the following
 */
public record PerceptualDecision(double dt, double sigma, double fixation, double stimulus, double delay, double decision)
    implements Task {
    private static final String NAME = "perceptual-decision";
    private static final double[] COHERENCES = {0, 6.4, 12.8, 25.6, 51.2};
    private static final double MOST_NOISE = 1e6;

    /** @throws org.espalier.base.InvalidInputException if a setting is out of range, or the decision has no step */
    public PerceptualDecision {
        TaskSettings.within(NAME, "sigma", sigma, 0, MOST_NOISE);
        periods(dt, fixation, stimulus, delay, decision);
    }

    /** neurogym's defaults: steps of 100 ms; 100, 2000, 0 and 100 ms. */
    public PerceptualDecision() {
        this(100, 1, 100, 2000, 0, 100);
    }

    private static Periods periods(double dt, double fixation, double stimulus, double delay, double decision) {
        Map<String, Double> durations = new LinkedHashMap<>();
        durations.put("fixation", fixation);
        durations.put("stimulus", stimulus);
        durations.put("delay", delay);
        durations.put("decision", decision);
        return Periods.of(NAME, dt, durations);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Choose the stronger of two noisy inputs (2AF of neurogym v0.1.0; Liu et al. 2024).";
    }

    @Override
    public SortedMap<String, Double> settings() {
        return RecordSettings.of(this);
    }

    @Override
    public PerceptualDecision with(Map<String, Double> changed) {
        return RecordSettings.with(this, changed);
    }

    @Override
    public int inputs() {
        return 3;
    }

    @Override
    public int outputs() {
        return 3;
    }

    @Override
    public int steps() {
        return periods(dt, fixation, stimulus, delay, decision).steps();
    }

    @Override
    public Target target() {
        return Target.CLASSES;
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        Periods periods = periods(dt, fixation, stimulus, delay, decision);
        Periods.Period shown = periods.of("stimulus");
        int choice = random.nextInt(2);
        double half = COHERENCES[random.nextInt(COHERENCES.length)] / 200;
        double deviation = sigma / Math.sqrt(dt);
        int answer = periods.of("decision").from();
        for (int t = 0; t < periods.steps(); t++) {
            if (t < answer) {
                sheet.input(t, 0, 1);
            }
            if (t >= shown.from() && t < shown.to()) {
                for (int side = 0; side < 2; side++) {
                    sheet.input(t, 1 + side, 0.5 + (side == choice ? half : -half) + deviation * random.nextGaussian());
                }
            }
            sheet.target(t, t < answer ? 0 : 1 + choice, 1);
            sheet.count(t);
        }
    }
}
