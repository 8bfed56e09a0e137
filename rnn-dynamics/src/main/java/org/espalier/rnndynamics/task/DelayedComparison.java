package org.espalier.rnndynamics.task;

import java.util.random.RandomGenerator;

/**
 * Delayed comparison: which of two stimuli, a delay apart, was the stronger (parametric working memory; Romo's task as in
 * Barak, Tsodyks and Romo 2010)? The {@code DelayComparison} of neurogym.
 *
 * <p>A trial: fixation, stimulus 1, delay, stimulus 2, decision. Strengths are the pairs (18, 10), (22, 14), (26, 18),
 * (30, 22) and (34, 26), either first; input 1 shows {@code (1 + (v - 10)/24) / 2} during a stimulus. Normal noise of
 * deviation {@code sigma / sqrt(dt)} is added to both inputs, the fixation cue included (as neurogym has it), in each step of
 * both stimuli. The class is 0 until the decision, then 1 where the first was the stronger, 2 where the second was.
 *
 * @param dt        milliseconds a step
 * @param sigma     at least 0
 * @param fixation  milliseconds, as the following
 */
public record DelayedComparison(double dt, double sigma, double fixation, double stimulus1, double delay, double stimulus2,
                                double decision) implements PeriodTask {
    private static final String NAME = "delayed-comparison";
    private static final int[] WEAKER = {10, 14, 18, 22, 26};
    private static final int STEP = 8;
    private static final double WEAKEST = 10;
    private static final double RANGE = 24;

    /** @throws org.espalier.base.InvalidInputException if a setting is out of range, or the decision has no step */
    public DelayedComparison {
        TaskSettings.within(NAME, "sigma", sigma, 0, MOST_NOISE);
        periods(dt, fixation, stimulus1, delay, stimulus2, decision);
    }

    /** neurogym's defaults: steps of 100 ms; 500, 500, 1000, 500 and 100 ms. */
    public DelayedComparison() {
        this(100, 1, 500, 500, 1000, 500, 100);
    }

    private static Periods periods(double dt, double fixation, double stimulus1, double delay, double stimulus2,
                                   double decision) {
        return PeriodTask.periods(NAME, dt, "fixation", fixation, "stimulus-1", stimulus1, "delay", delay, "stimulus-2",
            stimulus2, "decision", decision);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Say which of two stimuli, a delay apart, was the stronger (DelayComparison of neurogym).";
    }

    @Override
    public Periods periods() {
        return periods(dt, fixation, stimulus1, delay, stimulus2, decision);
    }

    @Override
    public int inputs() {
        return 2;
    }

    @Override
    public int outputs() {
        return 3;
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        Periods periods = periods();
        int stronger = 1 + random.nextInt(2);
        int weak = WEAKER[random.nextInt(WEAKER.length)];
        PeriodTask.answer(sheet, periods.steps(), periods.of("decision").from(), stronger);
        show(periods.of("stimulus-1"), stronger == 1 ? weak + STEP : weak, random, sheet);
        show(periods.of("stimulus-2"), stronger == 2 ? weak + STEP : weak, random, sheet);
    }

    private void show(Periods.Period period, int strength, RandomGenerator random, TrialSheet sheet) {
        double deviation = PeriodTask.deviation(sigma, dt);
        for (int t = period.from(); t < period.to(); t++) {
            sheet.input(t, 0, 1 + deviation * random.nextGaussian());
            sheet.input(t, 1, (1 + (strength - WEAKEST) / RANGE) / 2 + deviation * random.nextGaussian());
        }
    }
}
