package org.espalier.cli.command;

import org.espalier.study.Plan;
import org.espalier.study.Study;
import org.espalier.study.execute.Progress;

/** What a plan is expected to take. */
final class Cost {
    private static final double SECONDS_A_MINUTE = 60;

    private Cost() {}

    /** Estimated minutes with so many trials at a time: the work shared out, but never less than the longest trial. */
    static double minutes(Study study, Plan plan, int jobs) {
        return new Progress(plan.trials(), study::estimateSeconds, jobs, System::nanoTime).snapshot().secondsLeft()
            / SECONDS_A_MINUTE;
    }

    /** For a person: {@code 0.4}, {@code 7}, {@code 130}. */
    static String rounded(double minutes) {
        return minutes >= 9.5 ? Long.toString(Math.round(minutes)) : String.format(java.util.Locale.ROOT, "%.1f", minutes);
    }
}
