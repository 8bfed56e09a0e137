package org.espalier.rnndynamics.task;

import java.util.random.RandomGenerator;

/**
 * Delayed match to category: are two directions, a delay apart, in the same half of the circle (Freedman and Assad 2006)? The
 * {@code DelayMatchCategory} of neurogym.
 *
 * <p>A trial: fixation, sample, delay, test. A direction is uniform in one of the halves {@code [0, pi)} and
 * {@code [pi, 2 pi)}; a ring of inputs shows {@code (1 + cos(angle)) / 2} of it, with normal noise of deviation
 * {@code sigma / sqrt(dt)} a step and input. The answer is due in the test, in which the fixation cue is 0: class 1 for the
 * same half, 2 for the other; either as likely.
 *
 * <p>Deviation: neurogym's ring has 2 inputs by default, which show the cosine of the direction alone; that is the same for
 * both halves, so nothing can be learnt. Here the ring has {@code ring} of at least 3, 8 by default.
 *
 * @param dt       milliseconds a step
 * @param sigma    at least 0
 * @param ring     inputs that show a direction
 * @param fixation milliseconds, as the following
 */
public record DelayedCategory(double dt, double sigma, int ring, double fixation, double sample, double delay, double test)
    implements PeriodTask {
    private static final String NAME = "delayed-category";
    private static final int LEAST = 3;

    /** @throws org.espalier.base.InvalidInputException if a setting is out of range, or the test has no step */
    public DelayedCategory {
        TaskSettings.within(NAME, "sigma", sigma, 0, MOST_NOISE);
        TaskSettings.within(NAME, "ring", ring, LEAST, Ring.LARGEST);
        PeriodTask.periods(NAME, dt, "fixation", fixation, "sample", sample, "delay", delay, "test", test);
    }

    /** neurogym's timing: steps of 100 ms; 500, 650, 1000 and 650 ms. */
    public DelayedCategory() {
        this(100, 1, 8, 500, 650, 1000, 650);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Say whether two directions are in the same half of the circle (DelayMatchCategory of neurogym).";
    }

    @Override
    public Periods periods() {
        return PeriodTask.periods(NAME, dt, "fixation", fixation, "sample", sample, "delay", delay, "test", test);
    }

    @Override
    public int inputs() {
        return 1 + ring;
    }

    @Override
    public int outputs() {
        return 3;
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        Periods periods = periods();
        boolean match = random.nextBoolean();
        int category = random.nextInt(2);
        double first = (category + random.nextDouble()) * Math.PI;
        double second = ((match ? category : 1 - category) + random.nextDouble()) * Math.PI;
        PeriodTask.answer(sheet, periods.steps(), periods.of("test").from(), match ? 1 : 2);
        show(periods.of("sample"), first, random, sheet);
        show(periods.of("test"), second, random, sheet);
    }

    private void show(Periods.Period period, double direction, RandomGenerator random, TrialSheet sheet) {
        double deviation = PeriodTask.deviation(sigma, dt);
        for (int t = period.from(); t < period.to(); t++) {
            for (int i = 0; i < ring; i++) {
                sheet.input(t, 1 + i, 0.5 + 0.5 * Ring.cosine(i, ring, direction) + deviation * random.nextGaussian());
            }
        }
    }
}
