package org.espalier.rnndynamics.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.random.RandomGenerator;

/**
 * Delayed match to sample (DMS): is the second stimulus the first one again? The {@code DelayMatchSample} of neurogym
 * v0.1.0, which Liu et al. (2024) train on.
 *
 * <p>A trial: fixation, sample, delay, test, decision. Input 0 is 1 until the decision, then 0. The sample is one of two,
 * shown as (1, 0) or (0, 1) on inputs 1 and 2; the test is the sample (a match, class 1) or the other (class 2), either as
 * likely; both with normal noise of deviation {@code sigma / sqrt(dt)} a step and input. The class is 0 until the decision;
 * every step counts.
 *
 * <p>The paper's timing is {@code fixation=0}, {@code sample=100}, {@code delay=500}, {@code test=100},
 * {@code decision=100}. Deviation: trials are not put end to end; each is a sequence of its own.
 *
 * @param dt       milliseconds a step
 * @param sigma    at least 0
 * @param fixation milliseconds, as the following
 */
public record DelayedMatch(double dt, double sigma, double fixation, double sample, double delay, double test,
                           double decision) implements Task {
    private static final String NAME = "delayed-match";
    private static final double MOST_NOISE = 1e6;

    /** @throws org.espalier.base.InvalidInputException if a setting is out of range, or the decision has no step */
    public DelayedMatch {
        TaskSettings.within(NAME, "sigma", sigma, 0, MOST_NOISE);
        periods(dt, fixation, sample, delay, test, decision);
    }

    /** neurogym's defaults: steps of 100 ms; 300, 500, 1000, 500 and 900 ms. */
    public DelayedMatch() {
        this(100, 1, 300, 500, 1000, 500, 900);
    }

    private static Periods periods(double dt, double fixation, double sample, double delay, double test, double decision) {
        Map<String, Double> durations = new LinkedHashMap<>();
        durations.put("fixation", fixation);
        durations.put("sample", sample);
        durations.put("delay", delay);
        durations.put("test", test);
        durations.put("decision", decision);
        return Periods.of(NAME, dt, durations);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Say whether the second of two stimuli is the first again (DMS of neurogym v0.1.0; Liu et al. 2024).";
    }

    @Override
    public SortedMap<String, Double> settings() {
        return RecordSettings.of(this);
    }

    @Override
    public DelayedMatch with(Map<String, Double> changed) {
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
        return periods(dt, fixation, sample, delay, test, decision).steps();
    }

    @Override
    public Target target() {
        return Target.CLASSES;
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        Periods periods = periods(dt, fixation, sample, delay, test, decision);
        boolean match = random.nextBoolean();
        int first = random.nextInt(2);
        int second = match ? first : 1 - first;
        int answer = periods.of("decision").from();
        for (int t = 0; t < periods.steps(); t++) {
            if (t < answer) {
                sheet.input(t, 0, 1);
            }
            sheet.target(t, t < answer ? 0 : match ? 1 : 2, 1);
            sheet.count(t);
        }
        show(periods.of("sample"), first, random, sheet);
        show(periods.of("test"), second, random, sheet);
    }

    private void show(Periods.Period period, int stimulus, RandomGenerator random, TrialSheet sheet) {
        double deviation = sigma / Math.sqrt(dt);
        for (int t = period.from(); t < period.to(); t++) {
            for (int side = 0; side < 2; side++) {
                sheet.input(t, 1 + side, (side == stimulus ? 1 : 0) + deviation * random.nextGaussian());
            }
        }
    }
}
