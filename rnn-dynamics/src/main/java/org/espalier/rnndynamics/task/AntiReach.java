package org.espalier.rnndynamics.task;

import java.util.random.RandomGenerator;
import org.espalier.base.InvalidInputException;

/**
 * Anti-reach (anti-saccade; Munoz and Everling 2004): answer in the direction opposite to the stimulus, or, with
 * {@code anti = 0}, in its own. The {@code AntiReach} of neurogym.
 *
 * <p>A trial: fixation, stimulus, delay, decision. The stimulus is one of {@code ring} directions, shown on as many inputs as
 * the cosine of its angle to theirs; no noise. The class is 0 until the decision, then 1 more than the number of the
 * direction.
 *
 * @param dt       milliseconds a step
 * @param anti     1 for the opposite direction, 0 for the same
 * @param ring     directions, even, so that each has an opposite
 * @param fixation milliseconds, as the following
 */
public record AntiReach(double dt, int anti, int ring, double fixation, double stimulus, double delay, double decision)
    implements PeriodTask {
    private static final String NAME = "anti-reach";

    /** @throws InvalidInputException if a setting is out of range, or the decision has no step */
    public AntiReach {
        TaskSettings.within(NAME, "anti", anti, 0, 1);
        TaskSettings.within(NAME, "ring", ring, 2, Ring.LARGEST);
        if (ring % 2 != 0) {
            throw new InvalidInputException("the task " + NAME + ": ring is " + ring
                + ", expected an even number: each direction has an opposite");
        }
        PeriodTask.periods(NAME, dt, "fixation", fixation, "stimulus", stimulus, "delay", delay, "decision", decision);
    }

    /** neurogym's defaults: steps of 100 ms; 32 directions; 500, 500, 0 and 500 ms. */
    public AntiReach() {
        this(100, 1, 32, 500, 500, 0, 500);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Answer in the direction opposite to the stimulus (AntiReach of neurogym).";
    }

    @Override
    public Periods periods() {
        return PeriodTask.periods(NAME, dt, "fixation", fixation, "stimulus", stimulus, "delay", delay, "decision", decision);
    }

    @Override
    public int inputs() {
        return 1 + ring;
    }

    @Override
    public int outputs() {
        return 1 + ring;
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        Periods periods = periods();
        int answer = random.nextInt(ring);
        double direction = 2 * Math.PI * ((answer + anti * ring / 2) % ring) / ring;
        PeriodTask.answer(sheet, periods.steps(), periods.of("decision").from(), 1 + answer);
        Periods.Period shown = periods.of("stimulus");
        for (int t = shown.from(); t < shown.to(); t++) {
            for (int i = 0; i < ring; i++) {
                sheet.input(t, 1 + i, Ring.cosine(i, ring, direction));
            }
        }
    }
}
