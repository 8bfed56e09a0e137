package org.espalier.rnndynamics.task;

import java.util.random.RandomGenerator;

/**
 * Two-item delayed match to sample: two samples are held, and a cue says before each test which of them it is about (Rose et
 * al. 2016). The {@code DualDelayMatchSample} of neurogym.
 *
 * <p>A trial: fixation, sample, delay 1, cue 1, test 1, delay 2, cue 2, test 2. Inputs 1 and 2 show the first item one-hot,
 * 3 and 4 the second; both are shown as samples, then one is tested after its cue (input 5 or 6) and the other after its own,
 * in either order. Normal noise of deviation {@code sigma / sqrt(dt)} is added to all seven inputs in each step of the
 * sample and of the tests (as neurogym has it). The class is 1 (the cued item again) or 2 (the other one) in a test, else 0;
 * every step counts. The fixation cue is 1 throughout.
 *
 * @param dt       milliseconds a step
 * @param sigma    at least 0
 * @param fixation milliseconds, as the following
 */
public record DualDelayedMatch(double dt, double sigma, double fixation, double sample, double delay1, double cue1,
                               double test1, double delay2, double cue2, double test2) implements PeriodTask {
    private static final String NAME = "dual-delayed-match";
    private static final int INPUTS = 7;
    private static final int CUES = 5;

    /** @throws org.espalier.base.InvalidInputException if a setting is out of range, or the last test has no step */
    public DualDelayedMatch {
        TaskSettings.within(NAME, "sigma", sigma, 0, MOST_NOISE);
        periods(dt, fixation, sample, delay1, cue1, test1, delay2, cue2, test2);
    }

    /** neurogym's defaults: steps of 100 ms; 500 ms each. */
    public DualDelayedMatch() {
        this(100, 1, 500, 500, 500, 500, 500, 500, 500, 500);
    }

    private static Periods periods(double dt, double fixation, double sample, double delay1, double cue1, double test1,
                                   double delay2, double cue2, double test2) {
        return PeriodTask.periods(NAME, dt, "fixation", fixation, "sample", sample, "delay-1", delay1, "cue-1", cue1,
            "test-1", test1, "delay-2", delay2, "cue-2", cue2, "test-2", test2);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Hold two items and say of each whether it is shown again (DualDelayMatchSample of neurogym).";
    }

    @Override
    public Periods periods() {
        return periods(dt, fixation, sample, delay1, cue1, test1, delay2, cue2, test2);
    }

    @Override
    public int inputs() {
        return INPUTS;
    }

    @Override
    public int outputs() {
        return 3;
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        Periods periods = periods();
        int[] item = {random.nextInt(2), random.nextInt(2)};
        boolean[] match = {random.nextBoolean(), random.nextBoolean()};
        int first = random.nextInt(2);
        double[][] x = new double[periods.steps()][INPUTS];
        int[] answer = new int[periods.steps()];
        for (int which = 0; which < 2; which++) {
            String test = which == first ? "1" : "2";
            put(periods.of("sample"), x, 1 + 2 * which + item[which]);
            put(periods.of("cue-" + test), x, CUES + which);
            put(periods.of("test-" + test), x, 1 + 2 * which + (match[which] ? item[which] : 1 - item[which]));
            for (int t = periods.of("test-" + test).from(); t < periods.of("test-" + test).to(); t++) {
                answer[t] = match[which] ? 1 : 2;
            }
        }
        for (String noisy : new String[] {"sample", "test-1", "test-2"}) {
            Periods.Period period = periods.of(noisy);
            for (int t = period.from(); t < period.to(); t++) {
                for (int i = 0; i < INPUTS; i++) {
                    x[t][i] += PeriodTask.deviation(sigma, dt) * random.nextGaussian();
                }
            }
        }
        for (int t = 0; t < x.length; t++) {
            for (int i = 0; i < INPUTS; i++) {
                sheet.input(t, i, x[t][i] + (i == 0 ? 1 : 0));
            }
            sheet.target(t, answer[t], 1);
            sheet.count(t);
        }
    }

    private static void put(Periods.Period period, double[][] x, int input) {
        for (int t = period.from(); t < period.to(); t++) {
            x[t][input] = 1;
        }
    }
}
