package org.espalier.rnndynamics.universality;

import org.espalier.rnndynamics.task.Task;
import org.espalier.study.Trial;
import org.espalier.study.TrialContext;
import org.espalier.study.TrialResult;

/** What every study of this kind does with a trial, whichever of the two kinds it is. */
public final class PopulationStudies {
    private static final double SECONDS_A_PAIR = 0.02;
    private static final double SECONDS_A_NETWORK = 0.4;

    private static final int USUAL_STATE = 64;

    private PopulationStudies() {}

    /** Trains and analyses, or compares. */
    public static TrialResult run(Trial trial, TrialContext context, ComparedTask compared) {
        return PopulationParameters.compares(trial.parameters()) ? ComparisonTrial.run(trial, context, compared)
            : PopulationTrial.run(trial, context, compared);
    }

    /** Expected seconds on one core of a 2.5 GHz server. */
    public static double estimateSeconds(Trial trial, ComparedTask compared) {
        if (PopulationParameters.compares(trial.parameters())) {
            double networks = (double) trial.startsFrom().size() * trial.seeds().size();
            return 2 + networks * (SECONDS_A_NETWORK + networks * SECONDS_A_PAIR / 2);
        }
        Task task = compared.task(trial.parameters());
        return PopulationParameters.seconds(trial, task, compared.constantInputs(task).size());
    }

    /**
     * The same with what the task's own analysis takes.
     *
     * @param analysis seconds a network whose state has {@value #USUAL_STATE} numbers; it grows with the power 3/2 of them
     */
    public static double estimateSeconds(Trial trial, ComparedTask compared, double analysis) {
        double all = estimateSeconds(trial, compared);
        if (PopulationParameters.compares(trial.parameters())) {
            return all;
        }
        double state = PopulationParameters.units(trial.parameters())
            * (double) PopulationParameters.cell(trial.parameters()).statesAUnit();
        return all + trial.seeds().size() * analysis * Math.pow(state / USUAL_STATE, 1.5);
    }
}
