package org.espalier.rnndynamics.task;

import java.util.random.RandomGenerator;

/**
 * Go or no-go: answer after one stimulus, and not after the other. The {@code GoNogo} of neurogym.
 *
 * <p>A trial: fixation, stimulus, delay, decision. Input 1 is 1 during the stimulus where the answer is to wait, input 2
 * where it is to go; either is as likely; no noise. The class is 0 until the decision, then 0 (wait) or 1 (go).
 *
 * @param dt       milliseconds a step
 * @param fixation milliseconds, as the following
 */
public record GoNoGo(double dt, double fixation, double stimulus, double delay, double decision) implements PeriodTask {
    private static final String NAME = "go-no-go";

    /** @throws org.espalier.base.InvalidInputException if a setting is out of range, or the decision has no step */
    public GoNoGo {
        PeriodTask.periods(NAME, dt, "fixation", fixation, "stimulus", stimulus, "delay", delay, "decision", decision);
    }

    /** neurogym's defaults: steps of 100 ms; 0, 500, 500 and 500 ms. */
    public GoNoGo() {
        this(100, 0, 500, 500, 500);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Answer after one of two stimuli, wait after the other (GoNogo of neurogym).";
    }

    @Override
    public Periods periods() {
        return PeriodTask.periods(NAME, dt, "fixation", fixation, "stimulus", stimulus, "delay", delay, "decision", decision);
    }

    @Override
    public int inputs() {
        return 3;
    }

    @Override
    public int outputs() {
        return 2;
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        Periods periods = periods();
        int go = random.nextInt(2);
        Periods.Period shown = periods.of("stimulus");
        for (int t = shown.from(); t < shown.to(); t++) {
            sheet.input(t, 1 + go, 1);
        }
        PeriodTask.answer(sheet, periods.steps(), periods.of("decision").from(), go);
    }
}
