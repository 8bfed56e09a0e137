package org.espalier.rnndynamics.task;

/** One trial of a batch, to be written by a task. */
public final class TrialSheet {
    private final Trials trials;
    private final int trial;

    TrialSheet(Trials trials, int trial) {
        this.trials = trials;
        this.trial = trial;
    }

    /** Sets a number of the input. */
    public void input(int step, int i, double value) {
        trials.input()[(step * trials.count() + trial) * trials.inputs() + i] = (float) value;
    }

    /** Sets a number of the target; whether the step counts is said by {@link #count}. */
    public void target(int step, int i, double value) {
        trials.target()[(step * trials.count() + trial) * trials.outputs() + i] = (float) value;
    }

    /** Makes the output of a step count in the loss. */
    public void count(int step) {
        trials.mask()[step * trials.count() + trial] = 1;
    }
}
