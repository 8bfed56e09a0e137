package org.espalier.rnndynamics.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * A task of neurogym whose trials are periods of fixed lengths and whose answer is a class: input 0 is the fixation cue, 1
 * until the answer is due and 0 from then on; class 0 means waiting, and every step counts. Deviation from neurogym: trials
 * are not put end to end; each is a sequence of its own. Such a task is a record, its settings are its components.
 */
interface PeriodTask extends Task {
    double MOST_NOISE = 1e6;

    /** The periods of a trial, in steps. */
    Periods periods();

    @Override
    default SortedMap<String, Double> settings() {
        return RecordSettings.of((Record) this);
    }

    @Override
    default Task with(Map<String, Double> changed) {
        return RecordSettings.with((Record & PeriodTask) this, changed);
    }

    @Override
    default int steps() {
        return periods().steps();
    }

    @Override
    default Target target() {
        return Target.CLASSES;
    }

    /**
     * Periods in their order.
     *
     * @param lengths names and milliseconds in turn
     * @throws org.espalier.base.InvalidInputException if a length is out of range, or the last period has no step
     */
    static Periods periods(String task, double dt, Object... lengths) {
        Map<String, Double> durations = new LinkedHashMap<>();
        for (int i = 0; i < lengths.length; i += 2) {
            durations.put((String) lengths[i], (Double) lengths[i + 1]);
        }
        return Periods.of(task, dt, durations);
    }

    /** Writes the fixation cue and the class of every step; all steps count. @param from first step of the answer */
    static void answer(TrialSheet sheet, int steps, int from, int answer) {
        for (int t = 0; t < steps; t++) {
            if (t < from) {
                sheet.input(t, 0, 1);
            }
            sheet.target(t, t < from ? 0 : answer, 1);
            sheet.count(t);
        }
    }

    /** Deviation of neurogym's noise a step: {@code sigma / sqrt(dt)}. */
    static double deviation(double sigma, double dt) {
        return sigma / Math.sqrt(dt);
    }
}
