package org.espalier.rnndynamics.task;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The K-bit flip-flop: K inputs, each at rest but for pulses of -1 or +1; each output holds its input's last pulse, the
 * step of the pulse included (Sussillo and Barak 2013; Maheswaranathan et al. 2019, fig. 1).
 *
 * <p>Each bit has a pulse at the first step, so that there is always something to hold, and afterwards at each step with
 * {@code pulseProbability}; the sign is fair. These are the rules of fixed-point-finder's example but for its probability
 * of 0.5 over 64 steps: pulses then come every other step, and a network need hardly remember.
 *
 * @param bits             K, from 1 to 16
 * @param pulseProbability from 0 to 1
 * @param steps            at least 1
 */
public record FlipFlop(int bits, double pulseProbability, int steps) implements Task {
    private static final String NAME = "flip-flop";
    private static final int MOST_BITS = 16;

    /** @throws org.espalier.base.InvalidInputException if a setting is out of range */
    public FlipFlop {
        TaskSettings.within(NAME, "bits", bits, 1, MOST_BITS);
        TaskSettings.within(NAME, "pulse-probability", pulseProbability, 0, 1);
        TaskSettings.steps(NAME, steps);
    }

    /** Three bits, a pulse every ten steps, 100 steps. */
    public FlipFlop() {
        this(3, 0.1, 100);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Hold the sign of each input's last pulse (Sussillo and Barak 2013).";
    }

    @Override
    public SortedMap<String, Double> settings() {
        return new TreeMap<>(Map.of("bits", (double) bits, "pulse-probability", pulseProbability, "steps", (double) steps));
    }

    @Override
    public FlipFlop with(Map<String, Double> changed) {
        TaskSettings s = TaskSettings.changed(this, changed);
        return new FlipFlop(s.whole("bits"), s.number("pulse-probability"), s.whole("steps"));
    }

    @Override
    public int inputs() {
        return bits;
    }

    @Override
    public int outputs() {
        return bits;
    }

    @Override
    public Target target() {
        return Target.VALUES;
    }

    @Override
    public void write(RandomGenerator random, TrialSheet sheet) {
        double[] held = new double[bits];
        for (int t = 0; t < steps; t++) {
            for (int bit = 0; bit < bits; bit++) {
                if (t == 0 || random.nextDouble() < pulseProbability) {
                    held[bit] = random.nextBoolean() ? 1 : -1;
                    sheet.input(t, bit, held[bit]);
                }
                sheet.target(t, bit, held[bit]);
            }
            sheet.count(t);
        }
    }
}
