package org.espalier.rnndynamics.task;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.base.InvalidInputException;

/**
 * The periods of a trial of neurogym's tasks: each lasts {@code floor(milliseconds / dt)} steps and follows the one before.
 */
final class Periods {
    private static final double LONGEST = 1e9;

    /** Steps {@code from .. to - 1}. */
    record Period(int from, int to) {}

    private final Map<String, Period> periods = new LinkedHashMap<>();
    private int steps;

    /**
     * @param dt        milliseconds a step
     * @param durations milliseconds by period, in their order; the last is the one that is answered in
     * @throws InvalidInputException if something is out of range, or the last period has no step
     */
    static Periods of(String task, double dt, Map<String, Double> durations) {
        step(task, dt);
        Periods all = new Periods();
        String last = "";
        for (Map.Entry<String, Double> period : durations.entrySet()) {
            last = period.getKey();
            TaskSettings.within(task, last, period.getValue(), 0, LONGEST);
            double length = Math.floor(period.getValue() / dt);
            if (all.steps + length > TaskSettings.LONGEST) {
                throw new InvalidInputException("the task " + task + ": a trial has more than " + TaskSettings.LONGEST
                    + " steps by the end of its period " + last + ", expected at most that");
            }
            all.periods.put(last, new Period(all.steps, all.steps + (int) length));
            all.steps += (int) length;
        }
        if (all.periods.get(last).to == all.periods.get(last).from) {
            throw new InvalidInputException("the task " + task + ": " + last + " is " + durations.get(last)
                + " ms and dt " + dt + " ms, expected at least one step in which to answer");
        }
        return all;
    }

    /** @throws InvalidInputException unless {@code dt} is a possible length of a step */
    static void step(String task, double dt) {
        TaskSettings.within(task, "dt", dt, 1e-3, LONGEST);
    }

    Period of(String name) {
        return periods.get(name);
    }

    int steps() {
        return steps;
    }
}
