package org.espalier.rnndynamics.task;

import java.util.random.RandomGenerator;

/**
 * Delayed paired association: do two stimuli, a delay apart, belong together (Zhang et al. 2019)? The
 * {@code DelayPairedAssociation} of neurogym. The rule is an exclusive or: neither stimulus tells the answer alone.
 *
 * <p>A trial: fixation, stimulus 1, delay 1, stimulus 2, delay 2, decision. The first stimulus is 1 on input 1 or 2, the
 * second on input 3 or 4, all four pairs as likely; no noise. The class is 0 until the decision, then 1 (go) for the pairs
 * (1, 3) and (2, 4), 0 (wait) for the others.
 *
 * @param dt       milliseconds a step
 * @param fixation milliseconds, as the following
 */
public record DelayedAssociation(double dt, double fixation, double stimulus1, double delay1, double stimulus2, double delay2,
                                 double decision) implements PeriodTask {
    private static final String NAME = "delayed-association";
    private static final int SECOND = 3;

    /** @throws org.espalier.base.InvalidInputException if a setting is out of range, or the decision has no step */
    public DelayedAssociation {
        periods(dt, fixation, stimulus1, delay1, stimulus2, delay2, decision);
    }

    /** neurogym's defaults: steps of 100 ms; 0, 1000, 1000, 1000, 1000 and 500 ms. */
    public DelayedAssociation() {
        this(100, 0, 1000, 1000, 1000, 1000, 500);
    }

    private static Periods periods(double dt, double fixation, double stimulus1, double delay1, double stimulus2,
                                   double delay2, double decision) {
        return PeriodTask.periods(NAME, dt, "fixation", fixation, "stimulus-1", stimulus1, "delay-1", delay1, "stimulus-2",
            stimulus2, "delay-2", delay2, "decision", decision);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Answer where two stimuli, a delay apart, belong together (DelayPairedAssociation of neurogym).";
    }

    @Override
    public Periods periods() {
        return periods(dt, fixation, stimulus1, delay1, stimulus2, delay2, decision);
    }

    @Override
    public int inputs() {
        return 5;
    }

    @Override
    public int outputs() {
        return 2;
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        Periods periods = periods();
        int first = random.nextInt(2);
        int second = random.nextInt(2);
        PeriodTask.answer(sheet, periods.steps(), periods.of("decision").from(), first == second ? 1 : 0);
        show(periods.of("stimulus-1"), 1 + first, sheet);
        show(periods.of("stimulus-2"), SECOND + second, sheet);
    }

    private static void show(Periods.Period period, int input, TrialSheet sheet) {
        for (int t = period.from(); t < period.to(); t++) {
            sheet.input(t, input, 1);
        }
    }
}
