package org.espalier.rnndynamics.task;

import org.espalier.base.InvalidInputException;

/**
 * A batch of trials, step by step: all trials' inputs of the first step come first.
 *
 * @param count   B: trials
 * @param steps   T
 * @param inputs  I
 * @param outputs O
 * @param input   {@code [T, B, I]}
 * @param target  {@code [T, B, O]}
 * @param mask    {@code [T, B]}: weight of the step in the loss, 0 or 1
 */
public record Trials(int count, int steps, int inputs, int outputs, float[] input, float[] target, float[] mask) {

    /** @throws InvalidInputException if something is below 1 or an array has another length */
    public Trials {
        if (count < 1 || steps < 1 || inputs < 1 || outputs < 1) {
            throw new InvalidInputException("a batch of " + count + " trials of " + steps + " steps with " + inputs
                + " inputs and " + outputs + " outputs was asked for, expected at least one of each");
        }
        check("inputs", input.length, (long) steps * count * inputs);
        check("targets", target.length, (long) steps * count * outputs);
        check("mask", mask.length, (long) steps * count);
    }

    private static void check(String what, int length, long expected) {
        if (length != expected) {
            throw new InvalidInputException("the " + what + " of a batch of trials have " + length + " values, expected "
                + expected);
        }
    }

    static Trials empty(Task task, int count) {
        long most = (long) task.steps() * Math.max(task.inputs(), task.outputs());
        if (count < 1 || most * count > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException("the task " + task.name() + " was asked for " + count
                + " trials, expected from 1 to " + (Integer.MAX_VALUE - 8) / most);
        }
        int cells = count * task.steps();
        return new Trials(count, task.steps(), task.inputs(), task.outputs(), new float[cells * task.inputs()],
            new float[cells * task.outputs()], new float[cells]);
    }

    /** One number of an input. */
    public float input(int step, int trial, int i) {
        return input[(step * count + trial) * inputs + i];
    }

    /** One number of a target. */
    public float target(int step, int trial, int i) {
        return target[(step * count + trial) * outputs + i];
    }

    /** Whether the output of a trial counts at a step. */
    public boolean counts(int step, int trial) {
        return mask[step * count + trial] != 0;
    }
}
