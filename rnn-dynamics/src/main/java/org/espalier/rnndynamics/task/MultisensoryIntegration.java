package org.espalier.rnndynamics.task;

import java.util.random.RandomGenerator;

/**
 * Multisensory integration: two modalities point to the same choice, each with a part of the evidence; only their sum has the
 * whole. The {@code MultiSensoryIntegration} of neurogym.
 *
 * <p>A trial: fixation, stimulus, decision. Inputs 1 and 2 are the first modality, 3 and 4 the second: {@code 0.5 + c/200}
 * for the right choice, {@code 0.5 - c/200} for the other, where the c of 5, 15 or 50 is divided between the modalities in a
 * proportion drawn uniformly. Normal noise of deviation {@code sigma / sqrt(dt)} is added in each step of the stimulus to
 * all five inputs, the fixation cue included (as neurogym has it). The class is 0 until the decision, then 1 or 2.
 *
 * @param dt       milliseconds a step
 * @param sigma    at least 0
 * @param fixation milliseconds, as the following
 */
public record MultisensoryIntegration(double dt, double sigma, double fixation, double stimulus, double decision)
    implements PeriodTask {
    private static final String NAME = "multisensory-integration";
    private static final double[] COHERENCES = {5, 15, 50};

    /** @throws org.espalier.base.InvalidInputException if a setting is out of range, or the decision has no step */
    public MultisensoryIntegration {
        TaskSettings.within(NAME, "sigma", sigma, 0, MOST_NOISE);
        PeriodTask.periods(NAME, dt, "fixation", fixation, "stimulus", stimulus, "decision", decision);
    }

    /** neurogym's defaults: steps of 100 ms; 300, 750 and 100 ms. */
    public MultisensoryIntegration() {
        this(100, 1, 300, 750, 100);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Choose what the evidence of two modalities says together (MultiSensoryIntegration of neurogym).";
    }

    @Override
    public Periods periods() {
        return PeriodTask.periods(NAME, dt, "fixation", fixation, "stimulus", stimulus, "decision", decision);
    }

    @Override
    public int inputs() {
        return 5;
    }

    @Override
    public int outputs() {
        return 3;
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        Periods periods = periods();
        int choice = random.nextInt(2);
        double half = COHERENCES[random.nextInt(COHERENCES.length)] / 200;
        double share = random.nextDouble();
        double[] part = {half * share, half * (1 - share)};
        PeriodTask.answer(sheet, periods.steps(), periods.of("decision").from(), 1 + choice);
        double deviation = PeriodTask.deviation(sigma, dt);
        Periods.Period shown = periods.of("stimulus");
        for (int t = shown.from(); t < shown.to(); t++) {
            sheet.input(t, 0, 1 + deviation * random.nextGaussian());
            for (int modality = 0; modality < 2; modality++) {
                for (int side = 0; side < 2; side++) {
                    sheet.input(t, 1 + 2 * modality + side, 0.5 + (side == choice ? part[modality] : -part[modality])
                        + deviation * random.nextGaussian());
                }
            }
        }
    }
}
