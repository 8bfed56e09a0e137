package org.espalier.rnndynamics.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.random.RandomGenerator;

/**
 * Context-dependent decision (CXT): two stimuli of two inputs each, and a context that says which of them to judge (Mante
 * et al. 2013). The {@code ContextDecisionMaking} of neurogym v0.1.0, which Liu et al. (2024) train on.
 *
 * <p>A trial: fixation, stimulus, delay, decision. Input 0 is 1 until the decision, then 0. Inputs 1 and 2 show the first
 * stimulus, 3 and 4 the second: {@code (1 + c/100)/2} on the side of its choice, {@code (1 - c/100)/2} on the other, the
 * choice of each and its c of 5, 15, 50 drawn independently. Inputs 5 and 6 name the context, one-hot, in all steps. Normal
 * noise of deviation {@code sigma / sqrt(dt)} is added in each step of the stimulus to all seven inputs, the fixation's and
 * the context's included (as neurogym has it). The class is 0 until the decision, then 1 or 2, the choice of the stimulus
 * that the context names; every step of the trial counts.
 *
 * <p>The delay is exponential with {@code delay-mean} between {@code delay-min} and {@code delay-max}, or {@code delay-max}
 * where the bounds meet; all in milliseconds. A trial shorter than the longest possible ends in steps without input that do
 * not count (neurogym puts trials end to end instead). The paper's timing is {@code fixation=0}, {@code stimulus=200},
 * {@code delay-min=500}, {@code delay-max=500}.
 *
 * @param dt       milliseconds a step
 * @param sigma    at least 0
 * @param fixation milliseconds, as the following
 */
public record ContextDecision(double dt, double sigma, double fixation, double stimulus, double delayMean, double delayMin,
                              double delayMax, double decision) implements Task {
    private static final String NAME = "context-decision";
    private static final double[] COHERENCES = {5, 15, 50};
    private static final double MOST_NOISE = 1e6;
    private static final double LONGEST_DELAY = 1e9;
    private static final int CONTEXT = 5;

    /** @throws org.espalier.base.InvalidInputException if a setting is out of range, or the decision has no step */
    public ContextDecision {
        TaskSettings.within(NAME, "sigma", sigma, 0, MOST_NOISE);
        TaskSettings.within(NAME, "delay-mean", delayMean, 1e-3, LONGEST_DELAY);
        TaskSettings.within(NAME, "delay-min", delayMin, 0, LONGEST_DELAY);
        TaskSettings.within(NAME, "delay-max", delayMax, delayMin, LONGEST_DELAY);
        periods(dt, fixation, stimulus, delayMax, decision);
    }

    /** neurogym's defaults: steps of 100 ms; 300, 750, exponential of mean 600 between 300 and 3000, and 100 ms. */
    public ContextDecision() {
        this(100, 1, 300, 750, 600, 300, 3000, 100);
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
        return "Judge the one of two noisy stimuli that the context names (neurogym v0.1.0; Liu et al. 2024).";
    }

    @Override
    public SortedMap<String, Double> settings() {
        return RecordSettings.of(this);
    }

    @Override
    public ContextDecision with(Map<String, Double> changed) {
        return RecordSettings.with(this, changed);
    }

    @Override
    public int inputs() {
        return 7;
    }

    @Override
    public int outputs() {
        return 3;
    }

    @Override
    public int steps() {
        return periods(dt, fixation, stimulus, delayMax, decision).steps();
    }

    @Override
    public Target target() {
        return Target.CLASSES;
    }

    /** By the inverse of the distribution: neurogym draws until a number falls between the bounds, which may take for ever. */
    private double delay(RandomGenerator random) {
        if (delayMin >= delayMax) {
            return delayMax;
        }
        double share = -Math.expm1(-(delayMax - delayMin) / delayMean);
        return delayMin - delayMean * Math.log1p(-random.nextDouble() * share);
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        Periods periods = periods(dt, fixation, stimulus, Math.min(delay(random), delayMax), decision);
        int[] choice = {random.nextInt(2), random.nextInt(2)};
        int context = random.nextInt(2);
        double[] half = {COHERENCES[random.nextInt(COHERENCES.length)] / 200,
            COHERENCES[random.nextInt(COHERENCES.length)] / 200};
        double deviation = sigma / Math.sqrt(dt);
        int answer = periods.of("decision").from();
        Periods.Period shown = periods.of("stimulus");
        for (int t = 0; t < periods.steps(); t++) {
            double[] x = new double[7];
            x[0] = t < answer ? 1 : 0;
            x[CONTEXT + context] = 1;
            if (t >= shown.from() && t < shown.to()) {
                for (int modality = 0; modality < 2; modality++) {
                    for (int side = 0; side < 2; side++) {
                        x[1 + 2 * modality + side] = 0.5 + (side == choice[modality] ? half[modality] : -half[modality]);
                    }
                }
                for (int i = 0; i < x.length; i++) {
                    x[i] += deviation * random.nextGaussian();
                }
            }
            for (int i = 0; i < x.length; i++) {
                sheet.input(t, i, x[i]);
            }
            sheet.target(t, t < answer ? 0 : 1 + choice[context], 1);
            sheet.count(t);
        }
    }
}
